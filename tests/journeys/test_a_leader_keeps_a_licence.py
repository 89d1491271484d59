"""A nurse moves to a post without patients: what about the licence, the pay, and somebody to talk to?"""

import pytest

from pathways import reference
from profiles import reference as people
from tests.browser import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _facts():
    people.load()
    reference.load()


@pytest.mark.parametrize("js", [True, False])
def test_3_answers_then_the_result_and_the_pay(open_page, accessible, js):
    accessible = accessible if js else lambda page: None  # axe itself is a script
    page = open_page("/licence/", size=PHONE, js=js)
    accessible(page)
    page.get_by_role("button", name="Show what applies").click()
    assert page.title().startswith("Error: ")
    if js:
        page.locator("#id_profession").fill("Midwife")
        page.get_by_role("option", name="Midwife").first.click()
    else:
        page.locator("select[name=profession]").select_option("midwife")
    page.locator("input[name=needs][value=no]").check()
    page.locator("input[name=patients][value=no]").check()
    page.get_by_role("button", name="Show what applies").click()
    assert "The job does not ask for it" in page.locator("h1").inner_text()
    assert "This is not legal advice" in page.locator("main").inner_text()
    accessible(page)
    page.goto("/pay/?now=consultant&then=role-clinical-director")
    assert "£99,532" in page.locator("table").inner_text()
    accessible(page)
    page.goto("/opportunities/")
    accessible(page)
