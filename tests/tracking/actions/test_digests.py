"""Staff get one letter of what waits for them: counts and links, once a week or day, or none."""

from datetime import date, datetime, timedelta
from urllib.parse import urlsplit

import pytest
import time_machine
from django.utils import timezone

from profiles.models import Clinician, RetentionRule, RightsRequest
from talent_register.audit.models import Event
from talent_register.common.holidays import LONDON
from talent_register.imports.models import ImportRun
from talent_register.letters.actions import planning
from talent_register.letters.delivery.message import stop_address
from talent_register.letters.models import Letter
from talent_register.letters.rechecks import reason_to_cancel
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.meetings import ItemFactory, MeetingFactory, MemberFactory, WorkFactory
from tests.factories.nominations import NominationFactory, NominationWindowFactory
from tests.factories.organisations import RegionFactory
from tests.factories.profiles import ClinicianFactory
from tests.factories.reference import load_reference
from tests.factories.tracking import CohortFactory, ContactRequestFactory, SlateEntryFactory, SlateFactory
from tracking import meeting_letters, registry
from tracking.actions import digests, reminder_pauses
from tracking.models import Digest, Export
from tracking.rechecks import NEWER, NOTHING_WAITS
from tracking.retention import SWEEPS

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
MONDAY = date(2026, 8, 3)
PAGE = "/staff/digest/"


def at(days=0, hour=8):
    return datetime.combine(MONDAY + timedelta(days=days), datetime.min.time(), LONDON) + timedelta(hours=hour)


@pytest.fixture(autouse=True)
def _monday():
    with time_machine.travel(at(), tick=False):
        yield


def write(days=0, hour=8):
    with time_machine.travel(at(days, hour), tick=False):
        return digests.write(at=at(days, hour))


@pytest.fixture
def late(south_west):
    return ClinicianFactory(region=south_west, review_due_on=date(2026, 7, 1), family_name="Quillfeather")


@pytest.fixture
def lead(regional_lead, late):
    return regional_lead


def test_once_a_week_from_monday_8_however_often_the_job_runs(lead):
    assert [write(-1, 12), write(0, 7), write(0), write(0), write(0, 9), write(3), write(7, 7)] == [0, 0, 1, 0, 0, 0, 0]
    assert write(7) == 1
    letter = Letter.objects.earliest("pk")
    assert letter.subject == "South West: 1 thing needs your attention"
    assert "1 yearly review is overdue:\nhttp" in letter.body
    assert "/people/?review=OVERDUE" in letter.body
    assert (letter.to_email, letter.purpose, letter.person_ref) == (lead.email, "DIGEST", "")
    assert [(one.period, one.number) for one in Digest.objects.order_by("pk")] == [("2026-W32", 1), ("2026-W33", 1)]


def test_a_missed_monday_is_made_up_for_once(lead):
    assert [write(2), write(3), write(7)] == [1, 0, 1]


def test_a_pause_of_reminders_holds_it_and_its_week_is_made_up_for(lead):
    """One that was written before waits in the outbox; a week that is over when the pause ends is dropped."""
    with time_machine.travel(at(), tick=False):
        reminder_pauses.pause(
            from_day=MONDAY, until_day=MONDAY + timedelta(days=9), reason="A holiday", by=lead, at=at()
        )
    assert [write(), write(4), write(7), write(8)] == [0, 0, 0, 0]
    assert write(9) == 1
    assert Digest.objects.get().period == "2026-W33"
    letter = Letter.objects.get()
    with time_machine.travel(at(9), tick=False):
        reminder_pauses.pause(
            from_day=MONDAY + timedelta(days=9),
            until_day=MONDAY + timedelta(days=11),
            reason="Mail is being mended",
            by=lead,
            at=at(9),
        )
        assert planning.is_held(letter, timezone.now())
    with time_machine.travel(at(11), tick=False):
        assert not planning.is_held(letter, timezone.now())


def test_rows_of_long_ago_go_and_their_week_is_not_written_again(lead):
    load_reference()
    assert write() == 1
    (sweep,) = [one for one in SWEEPS if one.code == "digests"]
    days = RetentionRule.objects.get(code="digests").days
    assert not sweep.due(at(days - 1), days).exists()
    assert sweep.total() == sweep.due(at(days), days).count() == 1
    sweep.erase(list(sweep.due(at(days), days).values_list("pk", flat=True)), at(days), days)
    assert not Digest.objects.exists()
    write(1)
    assert Letter.objects.count() == 1, "the letter itself keeps it to once"


def test_nothing_waits_and_nothing_is_sent_that_week(regional_lead, south_west):
    assert write() == 0
    ClinicianFactory(region=south_west, review_due_on=date(2026, 7, 1))
    assert write(1) == 0
    assert write(7) == 1


def test_daily_for_whoever_wants_it_and_by_the_nation_of_the_team(lead, regional_team):
    digests.choose(user=lead, rhythm="DAILY", at=at())
    assert [write(day) for day in range(7)] == [1, 1, 1, 1, 1, 0, 0]
    regional_team.nation = "SCOTLAND"
    regional_team.save()
    assert write(0 - 0) == 0
    monday = (date(2026, 8, 31) - MONDAY).days  # a bank holiday in England alone
    assert [write(monday)] == [1]
    letter = Letter.objects.latest("pk")
    with time_machine.travel(at(monday), tick=False):
        assert not planning.is_held(letter, timezone.now())


def test_a_new_colleague_and_a_new_choice_begin_with_the_next_week(lead, regional_team):
    assert write() == 1
    new = UserFactory()
    MembershipFactory(user=new, organisation=regional_team, role="regional_lead", from_date=MONDAY + timedelta(days=1))
    digests.choose(user=lead, rhythm="", at=at(1))
    digests.choose(user=lead, rhythm="WEEKLY", at=at(2))
    assert write(2) == 0
    assert write(7) == 2


def test_off_by_the_page_or_by_one_click_is_one_wish(log_in, client, lead):
    staff = log_in(lead)
    assert "Your choice is saved" in staff.post(PAGE, {"rhythm": "NEVER"}, follow=True).content.decode()
    assert write() == 0
    staff.post(PAGE, {"rhythm": "WEEKLY"})
    assert write() == 1
    letter = Letter.objects.get()
    assert client.post(urlsplit(stop_address(letter)).path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    letter.refresh_from_db()
    assert letter.state == "CANCELLED"
    assert staff.get(PAGE).context["form"].initial == {"rhythm": "NEVER", "meetings": "SEND"}
    assert write(7) == 0
    staff.post(PAGE, {"rhythm": "DAILY"})
    assert write(7) == 1
    assert Event.objects.filter(type="tracking.digest_chosen").count() == 3
    assert "Select how often you want it" in staff.post(PAGE, {}).content.decode()


def test_letters_about_meetings_are_another_wish(log_in, client, lead, regional_team):
    """Whoever wants no digest is told of their meetings, until they stop that: by its link or on the page."""
    meeting = MeetingFactory(owner=regional_team)
    MemberFactory(meeting=meeting, user=lead)
    staff = log_in(lead)
    staff.post(PAGE, {"rhythm": "NEVER"})
    meeting_letters.tell_planned(meeting, [lead])
    letter = Letter.objects.get()
    assert reason_to_cancel(letter) == ""
    assert client.post(urlsplit(stop_address(letter)).path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    letter.refresh_from_db()
    assert letter.state == "CANCELLED"
    form = staff.get(PAGE).context["form"]
    assert form.initial == {"rhythm": "NEVER", "meetings": "DO_NOT_SEND"}
    staff.post(PAGE, {"rhythm": "WEEKLY"})
    assert not digests.takes_letters_of_meetings(lead), "nothing was said of them"
    staff.post(PAGE, {"rhythm": "NEVER", "meetings": "SEND"})
    meeting_letters.tell_moved(meeting, [lead], at())
    assert reason_to_cancel(Letter.objects.latest("pk")) == ""
    assert Event.objects.filter(type="tracking.meeting_letters_chosen").count() == 1


def test_one_that_was_held_says_what_is_true_when_it_leaves_or_does_not_leave(lead, late, south_west):
    write()
    letter = Letter.objects.get()
    ClinicianFactory(region=south_west, review_due_on=date(2026, 7, 1))
    with time_machine.travel(at(1), tick=False):
        assert reason_to_cancel(letter) == ""
        assert "2 yearly reviews are overdue" in letter.body
        assert "on 4 August 2026" in letter.body
    with time_machine.travel(at(7), tick=False):
        assert reason_to_cancel(letter) == NEWER
    Clinician.objects.update(review_due_on=None)
    assert reason_to_cancel(letter) == NOTHING_WAITS
    lead.memberships.update(to_date=MONDAY)
    assert reason_to_cancel(letter) == NOTHING_WAITS


def test_it_counts_what_the_home_page_counts_and_names_nothing(log_in, lead, regional_team, late):
    ClinicianFactory(region=RegionFactory(code="london", name="London"), review_due_on=date(2026, 7, 1))
    ClinicianFactory(region=late.region, review_due_on=date(2026, 7, 1), shares_with_region=False)
    CohortFactory(owner=regional_team, name="Quillfeather's cohort", slug="quillfeather")
    CohortFactory(owner=regional_team, name="Another", slug="another")
    meeting = MeetingFactory(owner=regional_team, name="About Quillfeather", on=date(2026, 8, 6))
    MemberFactory(meeting=meeting, user=lead)
    WorkFactory(clinician=late, item=ItemFactory(meeting=meeting, clinician=late), owner=lead, due_on=MONDAY)
    window = NominationWindowFactory(owner=regional_team, name="For Quillfeather", closed=True)
    NominationFactory(window=window, clinician=late)
    NominationWindowFactory(owner=regional_team, name="Next Quillfeather", closes_on=date(2026, 8, 7))
    home = log_in(lead).get("/staff/").content.decode()
    for said in ("About Quillfeather", "Quillfeather&#x27;s cohort", "For Quillfeather", "last day to nominate"):
        assert said in home
    lines = {line.words: line.number for line in registry.waiting(lead, MONDAY)}
    assert lines == {
        "1 yearly review is overdue": 1,
        "1 action of yours is due": 1,
        "2 cohorts to look at": 2,
        "1 person to rate before a meeting": 1,
        "2 nominations to decide": 2,
        "1 meeting within 7 days": 1,
        "1 window for nominations closes within 7 days": 1,
    }
    write()
    letter = Letter.objects.get()
    assert letter.subject == "South West: 9 things need your attention"
    assert "uillfeather" not in letter.body
    assert late.reference not in letter.body
    client = log_in(lead)
    links = [line for line in letter.body.splitlines() if line.startswith("http")]
    assert len(links) == 8
    assert all(client.get(urlsplit(link)._replace(scheme="", netloc="").geturl()).status_code == 200 for link in links)


def test_a_college_hears_of_its_imports_and_nobody_elses(college, college_admin, college_approver, log_in):
    for number, (owner, state) in enumerate([(college, "READY"), (college, "PROBLEMS"), (None, "READY")]):
        ImportRun.objects.create(
            reference=f"IMP-{number}",
            organisation=owner or MembershipFactory(role="college_administrator").organisation,
            list_type="trainees",
            as_at=MONDAY,
            uploaded_at=at(-3),
            state=state,
            handed_over_at=at(-2) if number == 0 else None,
            handed_over_by=college_admin if number == 0 else None,
        )
    write()
    to_admin, to_approver = (Letter.objects.get(to_email=user.email) for user in (college_admin, college_approver))
    assert "1 import is not finished" in to_admin.body
    assert "approval" not in to_admin.body
    assert "1 import waits for approval" in to_approver.body
    page = log_in(college_approver).get(PAGE).content.decode()
    assert "1 import waits for approval" in page
    assert page.count("<details") == 3


def test_a_test_goes_to_oneself_at_once(log_in, lead):
    page = log_in(lead).post(f"{PAGE}try/", follow=True).content.decode()
    assert f"The test is on its way to {lead.email}" in page
    letter = Letter.objects.get()
    assert letter.subject == "Test: South West: 1 thing needs your attention"
    assert (letter.to_email, letter.purpose) == (lead.email, "SECURITY")
    assert not Digest.objects.exists()


def test_one_that_cannot_be_counted_keeps_nobody_waiting(lead, national_lead, late, monkeypatch):
    late.shares_with_nation = True
    late.save()
    waiting = registry.waiting

    def broken(user, today):
        if user == lead:
            raise RuntimeError
        return waiting(user, today)

    monkeypatch.setattr(registry, "waiting", broken)
    assert write() == 1
    monkeypatch.undo()
    assert write() == 1


def test_clinicians_have_no_digest(log_in, clinician):
    assert log_in(clinician).get(PAGE).status_code == 403


def test_roles_files_and_answers_wait_too(lead, regional_team, late):
    long_ago = MONDAY - timedelta(days=80)
    colleague = MembershipFactory(organisation=regional_team, role="regional_lead", from_date=long_ago)
    MembershipFactory(role="regional_lead", from_date=long_ago)
    Export.objects.create(
        state="READY", format="csv", columns=[], people=1, rows=1, asked_by=lead, team=regional_team,
        asked_at=at(), written_at=at(), kept_until=at(7), reason="For the board",
    )  # fmt: skip
    slate = SlateFactory(owner=regional_team)
    said_yes = {"state": "ACCEPTED", "answered_at": at(-1), "sent_by": lead}
    ContactRequestFactory(entry=SlateEntryFactory(slate=slate, clinician=late), **said_yes)
    lines = {line.words: line.href for line in registry.waiting(lead, MONDAY)}
    assert lines == {
        "1 yearly review is overdue": "/people/?review=OVERDUE",
        "1 role in your team is to be confirmed": "/organisations/south-west/team/review/",
        "1 export is ready for you": "/exports/",
        "1 person would like to talk about a post": "/slates/",
    }
    colleague.confirmed_on = MONDAY
    colleague.save()
    assert "1 role in your team is to be confirmed" not in {line.words for line in registry.waiting(lead, MONDAY)}


def test_support_hears_of_requests_about_data(support):
    person = ClinicianFactory()
    RightsRequest.objects.create(
        reference="RR-1", clinician=person, kind="CORRECT", message="Mend it", created_at=at(-28), due_on=MONDAY
    )
    assert [line.words for line in registry.waiting(support, MONDAY)] == [
        "1 data request is to be answered within 7 days"
    ]
    assert registry.waiting(support, MONDAY - timedelta(days=8)) == []
