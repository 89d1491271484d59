"""The conversation side of the staff pages in Chromium, with measures: home, record, rating, grid, meeting, support."""

from datetime import timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from profiles.rules import fold_name
from tests.factories.meetings import ItemFactory, MeetingFactory, MemberFactory, WorkFactory
from tests.factories.nominations import NominationFactory, NominationWindowFactory
from tests.factories.profiles import (
    ClinicianFactory,
    PostFactory,
    RegistrationFactory,
    RegulatorFactory,
    TrainingFactory,
)
from tests.factories.support import SupportEventFactory
from tests.factories.talent import DiscussionFactory, GridFactory
from tests.factories.tracking import CohortFactory, CohortMemberFactory
from tracking.models import AgendaItem, Decision, SupportEvent, TalentDiscussion

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LAPTOP = {"width": 1280, "height": 800}
MOST_TABS, MOST_KEYS, MOST_INTERACTIONS, SCREENS = 3, 6, 3, 2


def somebody(region, given="Robin", family="Oak", **more):
    keys = {"given_key": fold_name(given), "family_key": fold_name(family)}
    return ClinicianFactory(given_names=given, family_name=family, region=region, **keys, **more)


@pytest.fixture
def meeting(regional_team, regional_lead):
    """Three people on the agenda, each with a rating of before."""
    made = MeetingFactory(owner=regional_team, name="Spring meeting", is_blind=False)
    MemberFactory(meeting=made, user=regional_lead)
    for family in ("Ash", "Birch", "Cedar"):
        person = somebody(regional_team.region, family=family)
        DiscussionFactory(clinician=person, owner=regional_team)
        ItemFactory(meeting=made, clinician=person)
    return made


def test_a_record_fits_two_screens(open_page, accessible, regional_lead, regional_team, meeting):
    """Everything for a talk of three minutes, and beside each part whether the person sees it too."""
    person = AgendaItem.objects.first().clinician
    PostFactory(clinician=person)
    TrainingFactory(clinician=person)
    RegistrationFactory(clinician=person, regulator=RegulatorFactory(code="nmc"))
    CohortMemberFactory(clinician=person, cohort=CohortFactory(owner=regional_team))
    SupportEventFactory(clinician=person, owner=regional_team)
    WorkFactory(clinician=person, owner=regional_lead)
    NominationFactory(clinician=person, window=NominationWindowFactory(owner=regional_team))
    page = open_page(reverse("person", args=[person.reference]), regional_lead, LAPTOP)
    tall = page.evaluate("document.querySelector('main').getBoundingClientRect().bottom + window.scrollY")
    cards = page.locator("main .nhsuk-card")
    marked = page.locator("main .nhsuk-card .app-quiet.nhsuk-body-s")
    assert cards.count() == marked.count() >= 9
    assert tall <= SCREENS * LAPTOP["height"], f"{tall} pixels"
    accessible(page)


@pytest.mark.parametrize("js", [True, False])
def test_readiness_needs_evidence(open_page, regional_lead, south_west, js):
    person = somebody(south_west)
    GridFactory()
    page = open_page(reverse("discussion-create", args=[person.reference]), regional_lead, LAPTOP, js=js)
    page.get_by_role("radio", name="Ready soon").check()
    page.get_by_role("radio", name="After we have talked").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("link", name="Enter the evidence for this readiness rating")).to_be_visible()
    assert page.get_by_role("radio", name="Ready soon").is_checked()
    page.get_by_label("Evidence for this").fill("Chairs the quality board of two sites")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("is saved")).to_be_visible()
    said = TalentDiscussion.objects.get()
    assert (said.readiness, said.show_by - said.held_on) == ("SOON", timedelta(days=28))


def test_placing_somebody_takes_six_keys_at_most(open_page, regional_lead, regional_team):
    cohort = CohortFactory(owner=regional_team)
    person = somebody(regional_team.region, "Siân", "Llywelyn")
    CohortMemberFactory(cohort=cohort, clinician=person)
    DiscussionFactory(clinician=person, owner=regional_team, place="strong/depth")
    page = open_page(reverse("cohort-grid", args=[cohort.slug]), regional_lead, LAPTOP)
    page.get_by_label("Place Siân Llywelyn in").focus()
    keys = ["ArrowDown", "Tab", "Enter"]
    for key in keys:
        page.keyboard.press(key)
    expect(page.get_by_text("Placed Siân Llywelyn in")).to_be_visible()
    assert len(keys) <= MOST_KEYS
    assert TalentDiscussion.objects.filter(clinician=person).first().place == "strong/stretch"


@pytest.mark.parametrize("js", [True, False])
def test_a_meeting_from_start_to_minutes(open_page, accessible, regional_lead, meeting, js):
    """For each person: choose what is decided, press one button, and the next person is there."""
    page = open_page(reverse("meeting", args=[meeting.uuid]), regional_lead, LAPTOP, js=js)
    page.get_by_role("link", name="Start the meeting").click()
    page.get_by_role("button", name="Start the meeting").click()
    for family in ("Ash", "Birch", "Cedar"):
        expect(page.get_by_role("heading", level=1)).to_contain_text(family)
        presses = 0
        for act in (
            lambda: page.get_by_role("radio", name="Offer support or development").check(),
            lambda: page.get_by_role("button", name="Save ").filter(has_text="Save").first.click(),
        ):
            act()
            presses += 1
        assert presses <= MOST_INTERACTIONS
    expect(page.get_by_role("heading", name="Spring meeting")).to_be_visible()
    assert Decision.objects.count() == 3
    page.get_by_role("link", name="Compare ratings").click()
    expect(page.get_by_role("heading", name="Person by person")).to_be_visible()
    page.go_back()
    page.get_by_role("link", name="Minutes").click()
    for family in ("Ash", "Birch", "Cedar"):
        expect(page.get_by_role("heading", name=family)).to_be_visible()
    if js:
        accessible(page)


@pytest.mark.parametrize("js", [True, False])
def test_support_on_one_page(open_page, regional_lead, south_west, js):
    person = somebody(south_west)
    page = open_page(reverse("person-support", args=[person.reference]), regional_lead, LAPTOP, js=js)
    page.get_by_role("link", name="An offer of coaching").click()
    box = page.get_by_label("What you offered or did, or your message")
    assert "We can offer you coaching" in box.input_value()
    box.fill(f"{box.input_value()} I am free on Monday.")
    page.get_by_role("button", name="Save and let them read it").click()
    expect(page.get_by_role("heading", name="A message")).to_be_visible()
    made = SupportEvent.objects.get()
    assert made.kind == "MESSAGE"
    assert made.words.endswith("I am free on Monday.")


def test_an_empty_region_says_what_to_do(open_page, accessible, regional_lead):
    pages = ("staff-home", "people", "cohort-list", "meeting-list", "work-list", "nomination-list", "people-waiting")
    for name in pages:
        page = open_page(reverse(name), regional_lead, LAPTOP)
        shown = page.locator("main").inner_text()
        assert "NaN" not in shown
        assert "None" not in shown, name
        assert page.locator("main p").count() > 0
        assert page.locator("main figure svg").count() == 0, name
        accessible(page)
