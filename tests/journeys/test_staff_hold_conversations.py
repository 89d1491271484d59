"""Programme staff hold conversations: the record, the rating, the grid, the meeting, support, and an empty region."""

import re
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.urls import reverse
from django.utils import timezone

from profiles.rules import fold_name
from talent_register.letters.models import Letter
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.meetings import DecisionFactory, ItemFactory, RatingFactory, WorkFactory
from tests.factories.nominations import NominationFactory, NominationWindowFactory
from tests.factories.organisations import OrganisationFactory
from tests.factories.pathways import GoalFactory
from tests.factories.profiles import (
    ClinicianFactory,
    PostFactory,
    RegistrationFactory,
    RegulatorFactory,
    TrainingFactory,
)
from tests.factories.support import SupportEventFactory
from tests.factories.talent import DiscussionFactory, GridFactory, ReviewerFactory
from tests.factories.tracking import CohortFactory, CohortMemberFactory, RoleFactory
from tests.journeys.kit import scenario
from tracking.actions import discussions
from tracking.models import Decision, ReviewMeeting, SupportEvent, TalentDiscussion, WorkItem
from tracking.rules.meetings import ENOUGH_TO_WONDER

MOST_KEYS, MOST_INTERACTIONS, SCREENS, LAPTOP = 6, 3, 2, {"width": 1280, "height": 800}
CELLS, NAMES_IN_A_CELL, MOST_PAGES, PEOPLE_AT_ONCE, MINUTES = 9, 5, 3, 20, 60
THREE_DOWN = [["growing", "Growing", ""], ["strong", "Strong", ""], ["exceptional", "Exceptional", ""]]
THREE_ACROSS = [["depth", "Depth", ""], ["breadth", "Breadth", ""], ["stretch", "Stretch", ""]]
PROTECTED = ("ethnic", "disab", "gender", "sexual", "religio", "pregnan", "marri")
EMPTY = {
    "staff-home": "Nothing needs your attention",
    "people": "People appear here when they register",
    "cohort-list": "Create a cohort",
    "meeting-list": "Plan a meeting",
    "work-list": "Nothing to do. Actions that a meeting assigns to you appear here",
    "nomination-list": "Open a window",
    "pipeline-list": "Record a post",
    "saved-view-list": "There is no saved view yet",
    "slate-list": "Your team has no slate yet",
    "export-list": "You have not exported a list yet",
    "reminder-list": "No reminders due in the next 7 days",
    "report-list": "No figures are published yet",
    "report-board": "Nothing is published yet",
}
EMPTY_COHORT = {
    "cohort": "tick them and choose “Add to a cohort”",
    "cohort-grid": "No one in this cohort yet",
    "cohort-figures": "0 people in this cohort",
}


def somebody(region, given="Robin", family="Oak", **more):
    keys = {"given_key": fold_name(given), "family_key": fold_name(family)}
    return ClinicianFactory(given_names=given, family_name=family, region=region, **keys, **more)


def in_a_week(field):
    day = timezone.localdate() + timedelta(days=7)
    return {f"{field}_day": day.day, f"{field}_month": day.month, f"{field}_year": day.year}


@pytest.fixture
def discussed(regional_team):
    """Two people, each with a rating of before."""
    people = [somebody(regional_team.region, family=family) for family in ("Ash", "Birch")]
    for person in people:
        DiscussionFactory(clinician=person, owner=regional_team)
    return people


@scenario("S7")
def test_a_record_fits_two_screens(travel, dress, regional_lead, regional_team):
    """Everything for a talk of three minutes, and beside each part whether the person sees it too.

    The strip at the head says name, work, readiness and what they agreed to; every part of the record is a press away.
    """
    person = somebody(regional_team.region, no_posts_with_region=True)
    DiscussionFactory(clinician=person, owner=regional_team)
    post = PostFactory(clinician=person, organisation=OrganisationFactory(name="Leeds Trust"))
    TrainingFactory(clinician=person)
    RegistrationFactory(clinician=person, regulator=RegulatorFactory(code="nmc"))
    CohortMemberFactory(clinician=person, cohort=CohortFactory(owner=regional_team))
    SupportEventFactory(clinician=person, owner=regional_team)
    WorkFactory(clinician=person, owner=regional_lead)
    NominationFactory(clinician=person, window=NominationWindowFactory(owner=regional_team))
    ReviewerFactory(clinician=person, team=regional_team, user=regional_lead)
    for code in ("chief_nurse", "medical_director"):
        GoalFactory(clinician=person, role=RoleFactory(code=code, title=code.replace("_", " ").capitalize()))
    staff = travel(reverse("people"), regional_lead).follows("Robin Oak").is_at("Robin Oak").accessible()
    strip = staff.page.locator(".app-person-header").inner_text()
    facts = (post.title, "Leeds Trust", str(person.profession), str(person.region))
    for words in (*facts, "Ready soon", "Shares with regional and national teams", "Not for planning posts"):
        assert words in strip, strip
    parts = staff.page.get_by_role("navigation", name="Parts of this record").get_by_role("link").all_inner_texts()
    assert [parts[0], parts[-1], {"Discussions", "Support"} <= {*parts}] == ["Overview", "History", True]
    staff.reads("Chief nurse", "Medical director", str(regional_lead))
    cards = staff.page.locator("main .nhsuk-card")
    marked = staff.page.locator("main .nhsuk-card .app-quiet.nhsuk-body-s")
    assert cards.count() == marked.count() >= 9
    if dress.js:  # else the menu stands open
        staff.page.set_viewport_size(LAPTOP)
        tall = staff.page.evaluate("document.querySelector('main').getBoundingClientRect().bottom + window.scrollY")
        assert tall <= SCREENS * LAPTOP["height"], f"{tall} pixels"


@scenario("S8")
def test_readiness_needs_evidence(travel, log_in, regional_lead, south_west):
    """Without evidence of 20 characters it is not saved, what was chosen stays, and what is missing is read first. It
    has its author and day, and the person reads it after 28 days at most."""
    person = somebody(south_west)
    GridFactory()
    staff = travel(reverse("discussion-create", args=[person.reference]), regional_lead)
    staff.chooses("Ready soon", exact=False).chooses("After we have talked").presses_button("Save")
    staff.reads("Enter the evidence for this readiness rating").is_told_at_once()
    assert staff.page.get_by_role("radio", name="Ready soon").is_checked()
    staff.types("Evidence for this", "Leads well on wards").presses_button("Save")
    staff.reads("Evidence must be 20 characters or more")
    staff.types("Evidence for this", "Chairs the quality board of two sites").presses_button("Save").reads("is saved")
    said = TalentDiscussion.objects.get()
    assert (said.readiness, said.show_by - said.held_on) == ("SOON", timedelta(days=28))
    assert (said.recorded_by, said.held_on) == (regional_lead, timezone.localdate())
    staff.reads("Rory Lead")
    she = log_in(person.user)
    assert "Ready soon" not in she.get(reverse("own-updates")).content.decode()
    discussions.show_what_is_due(at=timezone.now() + timedelta(days=28))
    assert "Ready soon" in she.get(reverse("own-updates")).content.decode()


@scenario("S9")
def test_placing_somebody_takes_six_keys_at_most(travel, dress, regional_lead, regional_team):
    """9 cells with 5 names at most and the rest behind a link; from the list of a cell 6 keys place somebody elsewhere,
    and a screen reader is told."""
    cohort = CohortFactory(owner=regional_team)
    grid = GridFactory(down=THREE_DOWN, across=THREE_ACROSS)
    for family in ("Ash", "Birch", "Cedar", "Elm", "Fir", "Hazel", "Oak"):
        person = somebody(regional_team.region, "Siân", family)
        CohortMemberFactory(cohort=cohort, clinician=person)
        DiscussionFactory(clinician=person, owner=regional_team, grid=grid, place="strong/depth")
    staff = travel(reverse("cohort-grid", args=[cohort.slug]), regional_lead)
    cells = staff.page.locator("table.app-grid td")
    assert cells.count() == CELLS
    full = cells.filter(has_text="7 people")
    assert full.locator("li").count() == NAMES_IN_A_CELL + 1
    staff.follows("and 2 more Strong impact, Depth")
    assert staff.page.locator("#people ~ table tbody tr").count() == 7
    places(staff, "Siân Ash", ["Tab", "Tab", "Tab", "ArrowDown", "Tab", "Enter"])
    # And from the name of whoever stands last.
    staff.goes_to(reverse("cohort-grid", args=[cohort.slug]))
    if dress.by_keyboard:
        staff.reaches(staff.page.locator("#people ~ table").get_by_role("link", name="Siân Oak"))
    places(staff, "Siân Oak", ["Tab", "ArrowDown", "Tab", "Enter"])
    placed = TalentDiscussion.objects.filter(place="strong/breadth").order_by("pk")
    assert [one.clinician.family_name for one in placed] == ["Ash", "Oak"]


def places(staff, name, keys):
    if staff.dress.by_keyboard:
        assert len(keys) <= MOST_KEYS
        for key in keys:
            staff.page.keyboard.press(key)
    else:
        staff.page.get_by_label(f"Place {name} in").select_option(value="strong/breadth")
        staff.page.get_by_role("button", name=name).click()
    staff.page.get_by_role("alert").get_by_text(f"Placed {name} in Strong impact, Breadth").wait_for()


@scenario("S10", "S11")
def test_a_meeting_from_start_to_minutes(travel, dress, log_in, regional_lead, regional_team, discussed):
    """From the plan with people, day and papers to minutes on paper: one person after the other, at most 3 interactions
    each. Ratings are compared by reviewer and region, small numbers hidden, and all in one cell is wondered at."""
    colleague = UserFactory(second_factor=True, name="Cy Colleague")
    MembershipFactory(user=colleague, organisation=regional_team, role="regional_lead")
    references = [person.reference for person in discussed]
    staff = travel(f"{reverse('meeting-create')}?{urlencode({'person': references}, doseq=True)}", regional_lead)
    staff.reads("2 people go on the agenda").types("Name of the meeting", "Spring meeting").ticks("Cy Colleague")
    for part, number in zip(("Day", "Month", "Year"), (5, 1, 2030), strict=True):
        staff.types(part, str(number), exact=True)
    staff.types("Papers", "The plan of the region").presses_button("Plan this meeting")
    staff.reads("The plan of the region", "Cy Colleague", "5 January 2030")
    meeting = ReviewMeeting.objects.get()
    for item in meeting.items.all():
        RatingFactory(item=item, user=colleague)
        RatingFactory(item=item, user=regional_lead)
    staff.follows("Start the meeting").presses_button("Start the meeting")
    for family, way in (("Ash", "Next.*Robin Birch"), ("Birch", "Previous.*Robin Ash")):
        staff.is_at(f"Robin {family}")
        assert staff.page.get_by_role("link", name=re.compile(way)).count() == 1
        before, minutes = staff.presses, staff.minutes_of_somebody
        staff.chooses("Offer support or development").presses_button("Save", nth=0)
        assert staff.presses - before + 1 <= MOST_INTERACTIONS
        assert (staff.minutes_of_somebody - minutes) * PEOPLE_AT_ONCE <= MINUTES
    staff.is_at("Spring meeting")
    assert Decision.objects.count() == 2
    for position in range(2, ENOUGH_TO_WONDER + 1):
        other = somebody(regional_team.region, family=f"Other{position}")
        DecisionFactory(item=ItemFactory(meeting=meeting, clinician=other, position=position), place="strong/stretch")
    log_in(regional_lead).post(
        reverse("meeting-person", args=[meeting.uuid, references[0]]),
        {"do": "work", "work-words": "Find a mentor", "work-owner": colleague.pk, **in_a_week("work-due_on")},
    )
    staff.follows("Compare ratings").reads("First ratings by reviewer", "First ratings by region", "Hidden (1 to 7)")
    staff.reads("Everybody is in one cell: Strong impact, Stretch. Ask whether the meeting looked at each person")
    tables = " ".join(staff.page.locator("table").all_inner_texts())
    assert "Ash" not in tables
    assert not [word for word in PROTECTED if word in staff.words.lower()]
    staff.goes_back().follows("Minutes").reads("Robin Ash", "Robin Birch").accessible()
    staff.reads(re.compile("Find a mentor: Cy Colleague"))
    if dress.js:
        assert staff.page.get_by_role("button", name="Print").is_visible()
        assert len(re.findall(rb"/Type\s*/Page\b", staff.page.pdf(format="A4"))) == 1
    # A member who stands too near to one of them says so, and reads of them nowhere in this meeting any more.
    ash = meeting.items.get(clinician__family_name="Ash").clinician
    near = travel(reverse("meeting", args=[meeting.uuid]), colleague).follows("I know somebody too well")
    near.ticks("Robin Ash").presses_button("Keep out").reads("You keep out", "Robin Birch")
    assert "Robin Ash" not in near.words
    near.follows("Minutes").reads("Robin Birch")
    assert "Robin Ash" not in near.words
    assert log_in(colleague).get(reverse("meeting-person", args=[meeting.uuid, ash.reference])).status_code == 404


@scenario("S13")
def test_support_on_one_page(travel, log_in, regional_lead, regional_team):
    """A text to change, one page, a copy kept, a reminder to oneself; and the person reads it, and for what they are
    nominated."""
    person = somebody(regional_team.region)
    staff = travel(reverse("person-support", args=[person.reference]), regional_lead)
    staff.follows("An offer of coaching")
    box = staff.page.get_by_label("What you offered or did, or your message")
    assert "We can offer you coaching" in box.input_value()
    staff.types("What you offered or did, or your message", f"{box.input_value()} I am free on Monday.")
    day = timezone.localdate() + timedelta(days=7)
    reminder = staff.page.get_by_role("group", name="Remind me on")
    for part, number in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        staff.types_into(reminder.get_by_label(part), str(number))
    staff.presses_button("Save and let them read it").reads("A message", "Rory Lead")
    assert (staff.path, staff.pages) == (reverse("person-support", args=[person.reference]), MOST_PAGES)
    made = SupportEvent.objects.get()
    assert made.kind == "MESSAGE"
    assert made.words.endswith("I am free on Monday.")
    assert [(work.owner, work.due_on) for work in WorkItem.objects.all()] == [(regional_lead, day)]
    assert Letter.objects.get(kind="tracking/support").person_ref == person.reference
    window = NominationWindowFactory(owner=regional_team, name="Spring window")
    staff.goes_to(reverse("nomination-nominate", args=[window.uuid, person.reference])).ticks("Development")
    staff.types("Why?", "Leads the winter plan of the whole trust, and well").types("Name of a referee", "Jo Referee")
    staff.types("Their work email address", "jo@nhs.example").presses_button("Nominate 1 person").accessible()
    told = log_in(person.user).get(reverse("own-updates")).content.decode()
    assert "I am free on Monday." in told
    assert "Spring window" in told


@scenario("S18")
def test_an_empty_region_says_what_to_do(travel, regional_lead, regional_team):
    """Each page says what would stand there and what to do; no blank card, no odd word, no empty chart."""
    staff = travel(reverse("staff-home"), regional_lead).accessible()
    for name, words in EMPTY.items():
        looks_at_an_empty_page(staff, reverse(name), words)
    cohort = CohortFactory(owner=regional_team)
    GridFactory()
    for name, words in EMPTY_COHORT.items():
        looks_at_an_empty_page(staff, reverse(name, args=[cohort.slug]), words)


def looks_at_an_empty_page(staff, path, words):
    staff.goes_to(path).reads(words)
    for odd in ("NaN", "None", "undefined"):
        assert odd not in staff.words, path
    cards = staff.page.locator(".nhsuk-card, .app-counts > *, table").all()
    # What is folded has no words on the page; it has some all the same.
    blank = [card for card in cards if not (card.inner_text() if card.is_visible() else card.text_content().strip())]
    assert blank == [], path
    assert staff.page.locator("main figure svg").count() == 0, path
