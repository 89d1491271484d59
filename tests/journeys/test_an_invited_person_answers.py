"""In a browser, with and without scripts: a college's letter leads to joining, asked nothing twice, or to no."""

import pytest

from profiles.models import Clinician
from tests.browser import PHONE
from tests.factories.accounts import UserFactory
from tests.journeys.test_a_clinician_registers import facts, invited, link_in

__all__ = ["facts", "invited"]

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def _no_to_all(page):
    for number in range(4):
        page.get_by_label("No", exact=True).nth(number).check()


# By the last word of the question's address. What the college gave has no question.
ANSWERS = {
    "role": lambda page: page.get_by_label("I am between roles").check(),
    "stage": lambda page: page.get_by_label("Not started").first.check(),
    "next-step": lambda page: page.get_by_label("I am not sure yet").check(),
    "consent": _no_to_all,
    "letters": lambda page: page.get_by_label("English").check(),
}


@pytest.mark.parametrize("js", [True, False])
def test_what_the_college_gave_is_not_asked_again(open_page, accessible, invited, js):
    account = UserFactory(email="sian@nhs.example", name="Siân O'Brien")
    page = open_page(link_in("profiles/claim"), account, size=PHONE, js=js)
    page.get_by_text("Royal College of X added these details").wait_for()
    if js:
        accessible(page)
    page.get_by_role("button", name="Continue with my account").click()

    asked = []
    while "/check/" not in page.url:
        asked.append(page.locator("h1").first.inner_text())
        assert len(asked) <= 6, asked
        ANSWERS[page.url.rstrip("/").rpartition("/")[2]](page)
        page.get_by_role("button", name="Continue").click()
    assert not any("profession" in question or "number" in question for question in asked)
    page.get_by_role("button", name="Confirm and register").click()
    page.get_by_role("heading", name="You have registered your interest").wait_for()
    invited.refresh_from_db()
    assert (invited.state, invited.user) == ("REGISTERED", account)


@pytest.mark.parametrize("js", [True, False])
def test_nobody_needs_an_account_to_be_removed(open_page, accessible, invited, js):
    page = open_page(link_in("profiles/claim"), size=PHONE, js=js)
    page.get_by_role("link", name="Remove me").click()
    if js:
        accessible(page)
    page.get_by_role("button", name="Remove").click()
    page.get_by_text("You have been removed").first.wait_for()
    assert not Clinician.objects.filter(family_name="O'Brien").exists()
