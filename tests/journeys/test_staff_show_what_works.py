"""Programme staff account for their work: cover, reminders, figures, exports, merged records, leavers."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from profiles import reference
from profiles.models import RecordMerge
from talent_register.letters.models import Letter
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.meetings import MeetingFactory, MemberFactory, WorkFactory
from tests.factories.organisations import OrganisationFactory, RegionFactory
from tests.factories.profiles import ClinicianFactory, ProfessionFactory, StubFactory
from tests.factories.tracking import LeadershipPostFactory, RoleFactory, SavedViewFactory, TenureFactory
from tests.journeys.kit import scenario
from tracking.models import ReminderChoice, SavedView
from tracking.rules import reports as rules
from tracking.spreadsheets import FEWEST

MOST_SHEETS, KEPT_DAYS = 8, 7
SAME = {"family_name": "Okafor", "family_key": "okafor", "given_key": "ada", "birth_date": date(1980, 3, 31)}


@pytest.fixture
def colleague(regional_team):
    user = UserFactory(second_factor=True, name="Cy Colleague")
    return MembershipFactory(user=user, organisation=regional_team, role="regional_lead").user


@scenario("S12")
def test_which_posts_have_nobody_ready(travel, regional_lead, south_west):
    """Posts, vacancies by year, and how many are near: each count opens its list, assumptions in a sentence."""
    RoleFactory(code="chief_nurse", title="Chief nurse", slug="chief-nurse", families=["nursing"])
    nurse = ProfessionFactory(code="nurse", family="nursing", name="Nurse")
    ClinicianFactory(profession=nurse, family_name="Soon", stage="SERVICE", next_step="STEP_UP")
    post = LeadershipPostFactory(
        role=RoleFactory(code="chief_nurse"), organisation=OrganisationFactory(region=south_west)
    )
    TenureFactory(post=post, expected_end_on=timezone.localdate() + timedelta(days=200))
    staff = travel(reverse("pipeline-list"), regional_lead).follows("Chief nurse").accessible()
    staff.reads(re.compile("No one ready now", re.IGNORECASE), "Expected vacancies by year")
    for card in staff.page.locator(".app-counts > *").all():
        assert card.get_by_role("link").count() == (card.inner_text().split()[0] != "0")
    staff.follows(re.compile("ready soon", re.IGNORECASE)).reads("1 person", "Soon")


@scenario("S14")
def test_reminders_before_they_go(travel, national_lead):
    """The true count, three renderings, a test to oneself; and a reminder rests after a reason and a second look."""
    due = timezone.localdate() + timedelta(days=1)
    ClinicianFactory(review_due_on=due)
    ClinicianFactory(review_due_on=due, letters_off=["REVIEW"])
    staff = travel(reverse("reminder-list"), national_lead).accessible()
    counted = (
        staff.page.locator("table")
        .filter(has_text="Reminders due in the next 7 days")
        .locator("tbody tr")
        .all_inner_texts()
    )
    assert [words.split()[-1] for words in counted if "On the day" in words] == ["1"]
    staff.opens("On the day")
    shown = staff.page.locator("details[open]").filter(has_text="On the day").locator("h3")
    assert shown.count() == 3
    staff.presses_button(re.compile("^Send me a test.*: On the day")).reads("The test is on its way to")
    assert Letter.objects.get().to_email == national_lead.email
    staff.follows("42 days after", within="table").chooses("It is switched off").presses_button(
        "Show what would change"
    )
    staff.reads("Enter why").types("Why?", "The board asked for it").presses_button("Show what would change")
    staff.reads("One letter promises the next. Switch the earlier reminder off before the later one")
    staff.goes_to(reverse("reminder-list")).follows("28 days before", within="table").types("How many days", "21")
    staff.types("Why?", "The board asked for it").presses_button("Show what would change").accessible()
    staff.reads("21 days before the due day").presses_button("Change this reminder").reads("The reminder is changed")
    assert ReminderChoice.objects.get().offset_days == -21


@scenario("S15", "S17")
def test_figures_for_a_board(travel, log_in, dress, national_lead, national_team):
    """Nobody is named, small numbers are hidden, others are in fives; the report fits 8 sheets of paper."""
    analyst = UserFactory(second_factor=True, name="Ana Analyst")
    MembershipFactory(user=analyst, organisation=national_team, role="national_analyst")
    ClinicianFactory.create_batch(13, family_name="Oakapple")
    ClinicianFactory.create_batch(3, family_name="Oakapple", region=RegionFactory(code="london", name="London"))
    today = timezone.localdate()
    day = max(rules.quarter_ends(today - timedelta(days=366), today))
    for family in ("leaders", "progress"):
        log_in(analyst).post(reverse("report-freeze"), {"family": family, "as_at": day.isoformat()})
        log_in(national_lead).post(reverse("report-publish", args=[family, day.isoformat()]))
    staff = travel(reverse("report-edition", args=["progress", day.isoformat()]), analyst).accessible()
    numbers = staff.page.locator("td.app-number").all_inner_texts()
    assert "Hidden" in numbers
    assert {int(number) % 5 for number in numbers if number.isdigit()} == {0}
    assert staff.page.locator("main select, main input").count() == 0
    assert "Oakapple" not in staff.page.content()
    staff.goes_to(reverse("report-board")).reads("Table 1", f"Data as at {day.day} {day:%B %Y}")
    assert "Oakapple" not in staff.page.content()
    if dress.js:
        assert len(re.findall(rb"/Type\s*/Page\b", staff.page.pdf(format="A4"))) <= MOST_SHEETS


@scenario("S16")
def test_export_a_list_with_a_reason(travel, regional_lead):
    """The fewest columns are chosen beforehand; the file says who asked and why, and is kept for 7 days."""
    ClinicianFactory(given_names="=Ada", family_name="Reed", stage="TEAM")
    ClinicianFactory(given_names="Bo", family_name="Lund", stage="SYSTEM")
    staff = travel(f"{reverse('people')}?stage=TEAM", regional_lead).presses_button("Export 1 person")
    assert staff.page.locator("main input:checked").count() == len(FEWEST)
    assert not staff.page.get_by_role("checkbox", name="Name", exact=True).is_checked()
    staff.presses_button("Make the file").reads("Enter why you need this list")
    staff.types("Why do you need this list", "To prepare the talent board").ticks("Name", exact=True).chooses(
        "CSV", exact=False
    )
    staff.presses_button("Make the file").reads("To prepare the talent board")
    until = timezone.localdate() + timedelta(days=KEPT_DAYS)
    staff.reads(f"Until {until.day} {until:%b %Y}")
    lines = staff.downloads(re.compile("^Download"), role="button").read_text(encoding="utf-8-sig").splitlines()
    assert lines[0].split(",")[:2] == ["Reference", "Name"]
    assert "'=Ada Reed" in lines[1]
    assert "Rory Lead" in lines[2]
    assert "To prepare the talent board" in lines[2]


@scenario("S19")
def test_two_records_become_one_and_two_again(travel, support):
    """Side by side, a choice for each field, a page that shows what would change, and 30 days to take it back."""
    reference.load()
    ClinicianFactory(stage="TEAM", given_names="Ada", **SAME)
    StubFactory(stage="SYSTEM", given_names="Adaeze", **SAME)
    staff = travel(reverse("merge-list"), support).accessible().follows("and").accessible()
    staff.presses_button("Show what would change").reads("There is a problem").accessible()
    for choice in staff.page.get_by_role("group").all():
        choice.get_by_role("radio").last.check()
    staff.types("How do you know", "Called them on their work number").presses_button("Show what would change")
    staff.accessible().presses_button("Merge 2 records").reads("The 2 records are one now").accessible()
    assert Letter.objects.filter(kind="profiles/merged").exists()
    staff.presses_button("Undo the merge of 2 records").reads("There are 2 records again")
    assert RecordMerge.objects.get().state == "UNDONE"


@scenario("S20")
def test_the_work_of_a_leaver_goes_to_a_colleague(travel, log_in, regional_lead, regional_team, colleague):
    """Shared views, open actions and seats in meetings to come; and managers see who was not here for 90 days."""
    SavedViewFactory(name="Nurses", query="stage=TEAM", owner=regional_lead, team=regional_team, is_shared=True)
    meeting = MeetingFactory(owner=regional_team, name="Spring meeting")
    MemberFactory(meeting=meeting, user=regional_lead)
    WorkFactory(owner=regional_lead, clinician=ClinicianFactory())
    manager = colleague
    staff = travel(reverse("team", args=[regional_team.slug]), manager)
    staff.follows(re.compile("^End .*Rory Lead")).reads(
        "Searches shared", re.compile("Open actions: 1"), re.compile("Seats in meetings to come: 1")
    )
    staff.picks("Who takes over", "Cy Colleague").presses_button("End this role").reads("Rory Lead has left the team")
    assert SavedView.objects.get().owner == colleague
    assert [seat.user for seat in meeting.members.all()] == [colleague]
    staff.goes_to(reverse("staff-home")).follows("Nurses").goes_to(reverse("meeting-list")).reads("Spring meeting")
    staff.goes_to(reverse("work-list")).reads("Find a mentor")
