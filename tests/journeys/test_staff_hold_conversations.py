"""Programme staff hold conversations: the record, the rating, the grid, the meeting, support, and an empty region."""

from datetime import timedelta

import pytest
from django.urls import reverse

from profiles.rules import fold_name
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.meetings import ItemFactory, MeetingFactory, MemberFactory, RatingFactory, WorkFactory
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
from tests.journeys.kit import scenario
from tracking.models import Decision, SupportEvent, TalentDiscussion

MOST_KEYS, MOST_INTERACTIONS, SCREENS, LAPTOP = 6, 3, 2, {"width": 1280, "height": 800}


def somebody(region, given="Robin", family="Oak", **more):
    keys = {"given_key": fold_name(given), "family_key": fold_name(family)}
    return ClinicianFactory(given_names=given, family_name=family, region=region, **keys, **more)


@pytest.fixture
def meeting(regional_team, regional_lead):
    """Two people on the agenda, each with a rating of before."""
    made = MeetingFactory(owner=regional_team, name="Spring meeting", is_blind=False)
    MemberFactory(meeting=made, user=regional_lead)
    for family in ("Ash", "Birch"):
        person = somebody(regional_team.region, family=family)
        DiscussionFactory(clinician=person, owner=regional_team)
        ItemFactory(meeting=made, clinician=person)
    return made


@scenario("S7")
def test_a_record_fits_two_screens(travel, dress, regional_lead, regional_team):
    """Everything for a talk of three minutes, and beside each part whether the person sees it too."""
    person = somebody(regional_team.region)
    DiscussionFactory(clinician=person, owner=regional_team)
    PostFactory(clinician=person)
    TrainingFactory(clinician=person)
    RegistrationFactory(clinician=person, regulator=RegulatorFactory(code="nmc"))
    CohortMemberFactory(clinician=person, cohort=CohortFactory(owner=regional_team))
    SupportEventFactory(clinician=person, owner=regional_team)
    WorkFactory(clinician=person, owner=regional_lead)
    NominationFactory(clinician=person, window=NominationWindowFactory(owner=regional_team))
    staff = travel(reverse("people"), regional_lead).follows("Robin Oak").is_at("Robin Oak").accessible()
    cards = staff.page.locator("main .nhsuk-card")
    marked = staff.page.locator("main .nhsuk-card .app-quiet.nhsuk-body-s")
    assert cards.count() == marked.count() >= 9
    if dress.by_keyboard:
        staff.page.set_viewport_size(LAPTOP)
        tall = staff.page.evaluate("document.querySelector('main').getBoundingClientRect().bottom + window.scrollY")
        assert tall <= SCREENS * LAPTOP["height"], f"{tall} pixels"


@scenario("S8")
def test_readiness_needs_evidence(travel, regional_lead, south_west):
    """Without evidence it is not saved, and what was chosen stays; the person reads it after 28 days at most."""
    person = somebody(south_west)
    GridFactory()
    staff = travel(reverse("discussion-create", args=[person.reference]), regional_lead)
    staff.chooses("Ready soon", exact=False).chooses("After we have talked").presses_button("Save")
    staff.reads("Enter the evidence for this readiness rating")
    assert staff.page.title().startswith("Error: ")
    assert staff.page.get_by_role("radio", name="Ready soon").is_checked()
    staff.types("Evidence for this", "Chairs the quality board of two sites").presses_button("Save").reads("is saved")
    said = TalentDiscussion.objects.get()
    assert (said.readiness, said.show_by - said.held_on) == ("SOON", timedelta(days=28))


@scenario("S9")
def test_placing_somebody_takes_six_keys_at_most(travel, dress, regional_lead, regional_team):
    cohort = CohortFactory(owner=regional_team)
    person = somebody(regional_team.region, "Siân", "Llywelyn")
    CohortMemberFactory(cohort=cohort, clinician=person)
    DiscussionFactory(clinician=person, owner=regional_team, place="strong/depth")
    staff = travel(reverse("cohort-grid", args=[cohort.slug]), regional_lead)
    field = staff.page.get_by_label("Place Siân Llywelyn in")
    if dress.by_keyboard:
        field.focus()
        keys = ["ArrowDown", "Tab", "Enter"]
        assert len(keys) <= MOST_KEYS
        for key in keys:
            staff.page.keyboard.press(key)
    else:
        field.select_option(value="strong/stretch")
        staff.page.get_by_role("button", name="Siân Llywelyn").click()
    staff.reads("Placed Siân Llywelyn in")
    assert TalentDiscussion.objects.filter(clinician=person).first().place == "strong/stretch"


@scenario("S10", "S11")
def test_a_meeting_from_start_to_minutes(travel, log_in, regional_lead, regional_team, meeting):
    """At most 3 interactions a person; ratings are compared by reviewer and region, small numbers hidden."""
    colleague = UserFactory(second_factor=True, name="Cy Colleague")
    MembershipFactory(user=colleague, organisation=regional_team, role="regional_lead")
    MemberFactory(meeting=meeting, user=colleague)
    for item in meeting.items.all():
        RatingFactory(item=item, user=colleague)
        RatingFactory(item=item, user=regional_lead)
    staff = travel(reverse("meeting", args=[meeting.uuid]), regional_lead)
    staff.follows("Start the meeting").presses_button("Start the meeting")
    for family in ("Ash", "Birch"):
        staff.is_at(f"Robin {family}")
        before = staff.presses
        staff.chooses("Offer support or development").presses_button("Save", nth=0)
        assert staff.presses - before + 1 <= MOST_INTERACTIONS
    staff.is_at("Spring meeting")
    assert Decision.objects.count() == 2
    staff.follows("Compare ratings").reads("First ratings by reviewer", "First ratings by region", "Hidden (1 to 7)")
    tables = " ".join(staff.page.locator("table").all_inner_texts())
    assert "Ash" not in tables
    staff.goes_back().follows("Minutes").reads("Robin Ash", "Robin Birch").accessible()
    # A member who stands too near to one of them says so, and reads of them nowhere in this meeting any more.
    near, ash = log_in(colleague), meeting.items.get(clinician__family_name="Ash").clinician
    near.post(reverse("meeting-conflicts", args=[meeting.uuid]), {"people": [ash.reference]})
    minutes = near.get(reverse("meeting-minutes", args=[meeting.uuid])).content.decode()
    assert "Birch" in minutes
    assert "Ash" not in minutes


@scenario("S13")
def test_support_on_one_page(travel, log_in, regional_lead, south_west):
    """A text to change, one page, a copy kept; and the person reads it."""
    person = somebody(south_west)
    staff = travel(reverse("person-support", args=[person.reference]), regional_lead)
    staff.follows("An offer of coaching")
    box = staff.page.get_by_label("What you offered or did, or your message")
    assert "We can offer you coaching" in box.input_value()
    staff.types("What you offered or did, or your message", f"{box.input_value()} I am free on Monday.")
    staff.presses_button("Save and let them read it").reads("A message")
    made = SupportEvent.objects.get()
    assert made.kind == "MESSAGE"
    assert made.words.endswith("I am free on Monday.")
    assert "I am free on Monday." in log_in(person.user).get(reverse("own-updates")).content.decode()


@scenario("S18")
def test_an_empty_region_says_what_to_do(travel, regional_lead):
    """No blank card, no odd word, no empty chart."""
    staff = travel(reverse("staff-home"), regional_lead).accessible()
    for name in ("people", "cohort-list", "meeting-list", "work-list", "nomination-list", "pipeline-list"):
        staff.goes_to(reverse(name))
        assert "NaN" not in staff.words
        assert "None" not in staff.words, name
        assert staff.page.locator("main p").count() > 0
        assert staff.page.locator("main figure svg").count() == 0, name
