"""Programme staff account for their work: cover, reminders, figures, exports, merged records, leavers."""

import re
from datetime import date, datetime, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from profiles import reference
from profiles.models import RecordMerge
from talent_register.audit import actions as audit
from talent_register.audit.models import Event
from talent_register.common.holidays import LONDON
from talent_register.letters.models import Letter
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.meetings import MeetingFactory, MemberFactory, WorkFactory
from tests.factories.organisations import OrganisationFactory, RegionFactory
from tests.factories.profiles import ClinicianFactory, ProfessionFactory, StubFactory
from tests.factories.tracking import (
    CohortMemberFactory,
    LeadershipPostFactory,
    RoleFactory,
    SavedViewFactory,
    TenureFactory,
)
from tests.journeys.kit import scenario
from tracking import tasks
from tracking.actions import reminders
from tracking.models import Export, FigureRun, ReminderChoice, SavedView
from tracking.rules import exports
from tracking.rules import reports as rules
from tracking.spreadsheets import FEWEST

DARK = """all => all.map(at => {
    const [red, green, blue] = getComputedStyle(at).INK.match(/[0-9.]+/g).map(Number);
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue < 110;
})"""
INKS, FILLS = DARK.replace("INK", "color"), DARK.replace("INK", "fill")
BREAKS = "all => all.map(at => getComputedStyle(at).breakInside)"
MOST_SHEETS, KEPT_DAYS, DAYS_TO_UNDO, INACTIVE_DAYS = 8, 7, 30, 90
SAME = {"family_name": "Okafor", "family_key": "okafor", "given_key": "ada", "birth_date": date(1980, 3, 31)}


@pytest.fixture
def colleague(regional_team):
    user = UserFactory(second_factor=True, name="Cy Colleague")
    return MembershipFactory(user=user, organisation=regional_team, role="regional_lead").user


@scenario("S12")
def test_which_posts_have_nobody_ready(travel, log_in, regional_lead, south_west):
    """Posts, vacancies by year, cover, and how many are near: each count opens exactly its list. What counts as vacant
    is said in a sentence."""
    RoleFactory(code="chief_nurse", title="Chief nurse", slug="chief-nurse", families=["nursing"])
    nurse = ProfessionFactory(code="nurse", family="nursing", name="Nurse")
    ClinicianFactory(profession=nurse, family_name="Soon", stage="SERVICE", next_step="STEP_UP")
    post = LeadershipPostFactory(
        role=RoleFactory(code="chief_nurse"), organisation=OrganisationFactory(region=south_west)
    )
    leaves = timezone.localdate() + timedelta(days=200)
    TenureFactory(post=post, expected_end_on=leaves)
    TenureFactory(post=LeadershipPostFactory(role=post.role, organisation=OrganisationFactory(region=south_west)))
    staff = travel(reverse("pipeline-list"), regional_lead).follows("Chief nurse").accessible()
    staff.reads(re.compile("No one ready now", re.IGNORECASE), "Expected vacancies by year")
    staff.reads(f"{leaves.year}: 1 post", "A post counts as vacant or expected when")
    staff.reads("1 person for each expected vacancy")
    counts, client = {}, log_in(regional_lead)
    for card in staff.page.locator(".app-counts > *").all():
        number, *words = card.inner_text().split()
        counts[" ".join(words).removeprefix(f"{number} ")] = int(number)
        links = card.get_by_role("link")
        assert links.count() == (number != "0")
        if links.count():
            opened = client.get(links.get_attribute("href").partition("#")[0]).context
            people, posts = opened.get("page"), opened.get("pipeline")
            assert (people.paginator.count if people else len(posts.posts.rows)) == int(number)
    assert counts == {
        "posts": 2,
        "vacant or expected to be": 1,
        "people ready now": 0,
        "person ready soon": 1,
        "people ready later": 0,
    }
    staff.follows(re.compile("ready soon", re.IGNORECASE)).reads("1 person", "Soon")


@scenario("S14")
def test_reminders_before_they_go(travel, national_lead):
    """The true count, three renderings, a test to oneself; and a reminder moves after a reason and a second look, which
    the log keeps. Who wants no letters of this kind is not counted, for they get none. All of them rest over a
    holiday, and the list says when they go."""
    due = timezone.localdate() + timedelta(days=1)
    wants = ClinicianFactory(review_due_on=due)
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
    assert Event.objects.filter(reason="The board asked for it").count() == 1
    again = due + timedelta(days=2)
    staff.follows("Pause all reminders")
    for group, day in zip(staff.page.get_by_role("group").all(), (due - timedelta(days=1), again), strict=True):
        for part, number in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
            staff.types_into(group.get_by_label(part), str(number))
    staff.types("Why", "The bank holiday").presses_button("Show what would wait").reads("Hidden (1 to 7)")
    staff.presses_button("Pause reminders").reads(f"They go again on {again:%A} {again.day} {again:%B %Y}")
    assert reminders.send(at=timezone.now()).made.total() == 0
    assert Event.objects.get(type="tracking.reminders_paused").reason == "The bank holiday"
    # The day it ends they go after all, once, and none to whoever wants no letters about their review.
    after = datetime.combine(again, time(12), LONDON)
    assert [reminders.send(at=after).made.total() for _run in range(2)] == [1, 0]
    assert Letter.objects.exclude(person_ref="").get().person_ref == wants.reference


def looks_while_figures_are_made(staff):
    """How far they are; and once they could not be made, why. Then they are made after all."""
    staff.reads("We are preparing these figures").accessible()
    FigureRun.objects.update(state="FAILED", problem="TOO_LONG")
    staff.goes_to(staff.path).reads("These figures could not be prepared").accessible()
    FigureRun.objects.update(state="WAITING", problem="")


@scenario("S15", "S17")
def test_figures_for_a_board(travel, log_in, dress, national_lead, national_team):
    """Nobody is named, small numbers are hidden, others are in fives, one characteristic a table, and nobody can ask
    for other tables; the report fits 8 sheets of paper, its tables are numbered and no row breaks over two sheets.

    That no table gives away a hidden number by its totals or by another table is shown by an attack in
    tests/tracking/reports, on every table there is.
    """
    analyst = UserFactory(second_factor=True, name="Ana Analyst")
    MembershipFactory(user=analyst, organisation=national_team, role="national_analyst")
    nurse = ProfessionFactory(code="nurse", family="nursing", name="Nurse")
    for profession, people, in_cohort in ((ProfessionFactory(), 60, 50), (nurse, 40, 20)):
        for person in ClinicianFactory.create_batch(people, family_name="Oakapple", profession=profession)[:in_cohort]:
            CohortMemberFactory(clinician=person, from_date=date(2026, 1, 5))
    ClinicianFactory.create_batch(3, family_name="Oakapple", region=RegionFactory(code="london", name="London"))
    today = timezone.localdate()
    day = max(rules.quarter_ends(today - timedelta(days=366), today))
    for family in ("leaders", "progress"):
        log_in(analyst).post(reverse("report-freeze"), {"family": family, "as_at": day.isoformat()})
        if family == "leaders":
            looks_while_figures_are_made(travel(reverse("report-edition", args=[family, day.isoformat()]), analyst))
        tasks.prepare_figures()
        log_in(national_lead).post(reverse("report-publish", args=[family, day.isoformat()]))
    staff = travel(reverse("report-edition", args=["progress", day.isoformat()]), analyst).accessible()
    numbers = staff.page.locator("td.app-number").all_inner_texts()
    assert "Hidden" in numbers
    assert {int(number) % 5 for number in numbers if number.isdigit()} == {0}
    assert staff.page.locator("main select, main input").count() == 0
    assert "Oakapple" not in staff.page.content()
    # "Who gets further" is said in words, from the numbers as they are shown.
    staff.reads(re.compile(r"Nursing were 0\.[5-8] times as likely as Medicine to be in a cohort"))
    by_stage = (
        staff.page.locator(".nhsuk-scroll table")
        .filter(has_text="Ethnic")
        .first.get_by_role("columnheader")
        .all_inner_texts()
    )
    stages = ["Registered", "In a cohort", "Nominated", "On a programme", "Appointed to a leadership post"]
    assert [words for words in by_stage if words in stages] == stages
    staff.goes_to(reverse("report-board")).reads("Table 1", f"Data as at {day.day} {day:%B %Y}. Source: this register")
    assert "Oakapple" not in staff.page.content()
    numbered = staff.page.get_by_role("heading", name=re.compile(r"^Table \d+$")).all_inner_texts()
    assert numbered == [f"Table {number}" for number in range(1, len(numbered) + 1)]
    assert len(numbered) == staff.page.locator("table").count()
    assert staff.page.locator("figure svg[role=img]").count() >= 1
    if dress.js:
        staff.page.emulate_media(media="print")
        assert staff.page.locator("nav, footer, button, input").locator("visible=true").count() == 0
        assert {*staff.page.locator("tr, figure").evaluate_all(BREAKS)} == {"avoid"}
        # A grey printer loses nothing: what is drawn is dark on white, and nothing is said by colour alone.
        assert {*staff.page.locator(".app-for-paper *:visible").evaluate_all(INKS)} <= {True}
        bars = staff.page.locator("figure svg rect")
        assert {*bars.evaluate_all(FILLS)} == {True}
        figures = staff.page.locator("figure svg text[font-weight]").all_text_contents()
        assert len([figure for figure in figures if figure]) == bars.count() >= 1
        assert len(re.findall(rb"/Type\s*/Page\b", staff.page.pdf(format="A4"))) <= MOST_SHEETS


@scenario("S16")
def test_export_a_list_with_a_reason(travel, regional_lead, monkeypatch):
    """The fewest columns are chosen beforehand; the file says who asked, when, why and for what list, is kept for 7
    days, and is audited."""
    for sign in "=+-@":
        ClinicianFactory(given_names=f"{sign}Ada", family_name="Reed", stage="TEAM")
    ClinicianFactory(given_names="Bo", family_name="Lund", stage="SYSTEM")
    staff = travel(f"{reverse('people')}?stage=TEAM", regional_lead)
    staff.chooses("All 4 people found").presses_button("Export")
    assert staff.page.locator("main input:checked").count() == len(FEWEST)
    assert not staff.page.get_by_role("checkbox", name="Name", exact=True).is_checked()
    for kind in ("CSV", "Excel workbook", "OpenDocument spreadsheet"):
        assert staff.page.get_by_role("radio", name=kind).count() == 1
    staff.presses_button("Make the file").reads("Enter why you need this list")
    staff.types("Why do you need this list", "To prepare the talent board").ticks("Name", exact=True).chooses(
        "CSV", exact=False
    )
    staff.presses_button("Make the file").reads("To prepare the talent board")
    until = timezone.localdate() + timedelta(days=KEPT_DAYS)
    staff.reads(f"Until {until.day} {until:%b %Y}")
    lines = staff.downloads(re.compile("^Download"), role="button").read_text(encoding="utf-8-sig").splitlines()
    assert lines[0].split(",")[:2] == ["Reference", "Name"]
    assert sorted(line.split(",")[1] for line in lines[1:5]) == ["'+Ada Reed", "'-Ada Reed", "'=Ada Reed", "'@Ada Reed"]
    assert "Rory Lead" in lines[5]
    assert "To prepare the talent board" in lines[5]
    assert "Stage in leadership: I lead a team or project" in lines[5]
    assert f"{timezone.localdate().year}" in lines[5]
    asked = Event.objects.get(type="tracking.export_asked")
    assert (asked.actor_name, asked.reason) == ("Rory Lead", "To prepare the talent board")
    # One that is long is written in the background; a letter says so, and the file is an OpenDocument spreadsheet.
    assert exports.is_for_the_background(10_000)
    monkeypatch.setattr(exports, "MOST_AT_ONCE", 0)
    staff.goes_to(f"{reverse('people')}?stage=TEAM").chooses("All 4 people found").presses_button("Export")
    staff.types("Why do you need this list", "To prepare the talent board").chooses(re.compile("^OpenDocument"))
    staff.presses_button("Make the file")
    assert Export.objects.latest("pk").state == Export.State.QUEUED
    tasks.write_exports()
    staff.goes_to(reverse("export-list"))
    assert staff.downloads(re.compile("^Download"), role="button").read_bytes()[:2] == b"PK"
    assert Letter.objects.get().to_email == regional_lead.email
    # On the eighth day the list still says what was exported and why, and there is no file any more.
    Export.objects.update(kept_until=timezone.now())
    staff.goes_to(reverse("export-list")).reads("To prepare the talent board", "File deleted")
    assert staff.page.get_by_role("button", name=re.compile("^Download")).count() == 0


@scenario("S19")
def test_two_records_become_one_and_two_again(travel, support):
    """Side by side, a choice for each field, a page that shows what would change, a letter to the person, and 30 days
    to take it back. What was noted of each record stays with it."""
    reference.load()
    both = [ClinicianFactory(stage="TEAM", given_names="Ada", **SAME)]
    both.append(StubFactory(stage="SYSTEM", given_names="Adaeze", **SAME))
    for one in both:
        audit.record("profiles.looked_at", by=support, object_type="clinician", person_ref=one.reference)
    staff = travel(reverse("merge-list"), support).accessible().follows("and").accessible()
    staff.presses_button("Show what would change").reads("There is a problem").accessible()
    for choice in staff.page.get_by_role("group").all():
        staff.chooses_radio(choice.get_by_role("radio").last)
    staff.types("How do you know", "Called them on their work number").presses_button("Show what would change")
    staff.accessible().presses_button("Merge 2 records").reads("The 2 records are one now").accessible()
    assert Letter.objects.get(kind="profiles/merged").person_ref == both[0].reference
    until = timezone.localdate() + timedelta(days=DAYS_TO_UNDO)
    staff.reads(f"You can undo it until {until.day} {until:%B %Y}")
    staff.presses_button("Undo the merge of 2 records").reads("There are 2 records again")
    merge = RecordMerge.objects.get()
    assert merge.state == "UNDONE"
    for one in both:
        assert Event.objects.filter(type="profiles.looked_at", person_ref=one.reference).count() == 1
        told = Event.objects.filter(object_ref=merge.reference, person_ref=one.reference)
        assert told.count() == 2, "of the merge and of its undoing"


@scenario("S20")
def test_the_work_of_a_leaver_goes_to_a_colleague(travel, log_in, regional_lead, regional_team, colleague, auditor):
    """Shared views, open actions and seats in meetings to come; and managers see who was not here for 90 days, and
    nobody who was."""
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
    long_ago = timezone.localdate() - timedelta(days=INACTIVE_DAYS)
    away = UserFactory(second_factor=True, name="Ana Away", last_active_on=long_ago)
    MembershipFactory(user=away, organisation=regional_team, role="regional_lead", from_date=long_ago)
    listed = travel(reverse("access-review"), auditor).reads("Ana Away", f"{INACTIVE_DAYS} days without use")
    assert listed.page.locator("tbody tr").count() == 1
    assert "Cy Colleague" not in listed.words
    resting = log_in(manager).get(reverse("team-review", args=[regional_team.slug])).content.decode()
    assert "Ana Away" in resting
