"""What would I need to become a chief nurse? From the first page to a plan on paper, with and without scripts."""

import pytest
from django.urls import reverse

from pathways.models import PlanAction
from tests.browser import PHONE, pixels_too_wide
from tests.factories.pathways import OpportunityFactory
from tests.factories.reference import load_all_reference

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SMALLEST = {"width": 320, "height": 640}


@pytest.fixture(autouse=True)
def facts(transactional_db):
    load_all_reference()


@pytest.mark.parametrize("js", [True, False], ids=["scripts", "no scripts"])
def test_a_stranger_reads_what_a_chief_nurse_needs_in_three_clicks(open_page, js):
    page = open_page("/", size=SMALLEST, js=js)
    for name in ("Career pathways into leadership", "Nursing", "Chief nurse"):
        page.locator("main").get_by_role("link", name=name, exact=True).first.click()
        page.wait_for_load_state("load")
        assert pixels_too_wide(page) == 0, name
    assert "Chief nurse" in page.locator("h1").inner_text()
    assert page.get_by_role("heading", name="Must have").first.is_visible()
    assert "Registration" in page.locator("main").inner_text()


def test_the_same_by_keyboard_alone(open_page):
    page = open_page("/pathways/")
    link = page.locator("main").get_by_role("link", name="Nursing", exact=True)
    for _n in range(60):
        page.keyboard.press("Tab")
        if link.evaluate("link => link === document.activeElement"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/pathways/nursing/")


@pytest.mark.parametrize("js", [True, False], ids=["scripts", "no scripts"])
def test_from_the_gap_to_the_plan_in_two_clicks_and_back_to_the_row(open_page, clinician, js):
    """C14 and C15: no percentage, each gap with a step, and the step stands in the plan, on paper and in calendars."""
    page = open_page(reverse("gap", args=["medical-director"]), clinician, size=PHONE, js=js)
    words = page.locator("main").inner_text()
    assert "%" not in words
    assert "You have not told us" in words
    button = page.get_by_role("button", name="Add to my plan").first
    row = button.locator("xpath=ancestor::section").get_attribute("id")
    button.click()
    page.wait_for_url(f"**#{row}")
    planned = PlanAction.objects.get(clinician=clinician.clinician)
    assert planned.due_on
    assert page.locator(f"#{row}").get_by_text("In your plan").count() == 1
    page.goto(reverse("plan-print"))
    assert planned.words in page.locator("main").inner_text()


@pytest.mark.parametrize("js", [True, False], ids=["scripts", "no scripts"])
def test_an_opportunity_is_saved_and_stands_in_ones_own_list(open_page, clinician, js):
    """C18: the list says who it is for and why one sees it; a saved one is found again."""
    OpportunityFactory(slug="autumn-fellows", title="Autumn fellows")
    page = open_page("/opportunities/", clinician, size=PHONE, js=js)
    page.get_by_role("link", name="Autumn fellows").click()
    page.get_by_role("button", name="Save").first.click()
    page.goto(reverse("own-opportunities"))
    assert "Autumn fellows" in page.locator("main").inner_text()
