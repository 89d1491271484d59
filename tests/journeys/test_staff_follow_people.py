"""A regional lead finds people, opens a record, makes a cohort and fills it; the person reads who looked."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from profiles.rules import fold_name
from tests.browser import PHONE, pixels_too_wide
from tests.factories.profiles import ClinicianFactory
from tracking.models import Cohort

pytestmark = pytest.mark.slow


def somebody(given, family, **fields):
    keys = {"given_key": fold_name(given), "family_key": fold_name(family)}
    return ClinicianFactory(given_names=given, family_name=family, **keys, **fields)


@pytest.fixture
def people():
    """30 people who would like a bigger role, one of them Siân Llywelyn."""
    for number in range(29):
        somebody(f"Robin{number}", f"Oak{number}", next_step="STEP_UP")
    return somebody("Siân", "Llywelyn", next_step="STEP_UP", review_due_on=timezone.localdate() - timedelta(days=3))


def text(page):
    return page.content.decode()


@pytest.mark.django_db
def test_from_search_to_cohort_and_back_to_the_person(log_in, regional_lead, people):
    staff = log_in(regional_lead)
    assert "1 yearly review is overdue" in text(staff.get(reverse("staff-home")))
    staff.post(reverse("people-purpose"), {"purpose": "SUPPORT"})

    # A misspelt name finds her; her record opens.
    found = staff.get(reverse("people"), {"q": "llewelyn"})
    assert [row.name for row in found.context["rows"]] == ["Siân Llywelyn"]
    assert "Siân Llywelyn" in text(staff.get(reverse("person", args=[people.reference])))

    # Everybody who would like a bigger role, beyond the first page, into a new cohort.
    chosen = staff.get(reverse("cohort-add"), {"everyone": "1", "next": "STEP_UP"})
    assert "Add 30 people to a cohort" in text(chosen)
    said = {"name": "Ready to step up", "stays": "FIXED"}
    made = staff.post(f"{reverse('cohort-create')}?{chosen.context['chosen'].query}", said)
    check = staff.get(made.url)
    assert "30 people will be added" in text(check)
    done = staff.post(made.url, {"everyone": "1", "next": "STEP_UP", "expected": "30"}, follow=True)
    assert "30 people added to Ready to step up" in text(done)
    assert Cohort.objects.get().members.now().count() == 30

    # Within the same minute she reads who looked, for whom and why.
    looks = text(log_in(people.user).get(reverse("clinician-visibility")))
    assert "South West" in looks
    assert "Regional lead" in looks
    assert "To offer support or development" in looks


@pytest.mark.django_db
def test_withdrawing_consent_hides_her_on_the_next_request(log_in, regional_lead, people):
    staff = log_in(regional_lead)
    address = reverse("person", args=[people.reference])
    assert staff.get(address).status_code == 200
    people.shares_with_region = False
    people.save()
    assert staff.get(address).status_code == 404
    assert staff.get(reverse("people"), {"q": "Llywelyn"}).context["rows"] == []


@pytest.mark.django_db
def test_an_unchanged_yearly_review_takes_three_presses(log_in, people):
    """Home, the review, "Nothing has changed"."""
    her = log_in(people.user)
    assert reverse("review-list") in text(her.get(reverse("home")))
    year = people.review_due_on.year
    assert reverse("review", args=[year]) in text(her.get(reverse("review-list")))
    done = her.post(reverse("review", args=[year]), {"outcome": "NOTHING_CHANGED"}, follow=True)
    assert "Your profile is checked" in text(done)


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("js", [True, False])
def test_in_a_browser_with_and_without_scripts(open_page, accessible, regional_lead, people, js):
    page = open_page(reverse("people"), regional_lead, js=js)
    page.get_by_label("Step up to a bigger role").check()
    page.get_by_role("button", name="Apply filters").last.click()
    page.get_by_role("heading", name="30 people").wait_for()
    page.get_by_role("checkbox", name="Select Siân Llywelyn").check()
    page.get_by_role("button", name="Add selected people to a cohort").click()
    page.get_by_role("link", name="Create a cohort").click()
    page.get_by_label("Name of the cohort").fill("Ready to step up")
    page.get_by_role("button", name="Create cohort").click()
    page.get_by_role("button", name="Add 1 person to the cohort").click()
    page.get_by_text("1 person added to Ready to step up").wait_for()
    if js:
        accessible(page)
    assert Cohort.objects.get().members.get().clinician == people


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_staff_pages_on_a_phone(open_page, accessible, regional_lead, people):
    for address in (reverse("staff-home"), reverse("people"), reverse("person", args=[people.reference])):
        page = open_page(address, regional_lead, PHONE)
        assert pixels_too_wide(page) == 0
        accessible(page)
