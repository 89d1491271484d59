"""The reminder goes once, however often the job runs and whenever it last ran."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest

from talent_register.audit.models import Event
from talent_register.common.holidays import LONDON
from talent_register.letters.models import Letter
from tests.factories.profiles import ClinicianFactory, StubFactory
from tracking.actions import reminders
from tracking.models import Reminder

DUE = date(2026, 8, 6)  # a Thursday
KINDS = ["REVIEW_BEFORE", "REVIEW_ON_DAY", "REVIEW_AFTER", "REVIEW_LAST"]
pytestmark = pytest.mark.django_db


def at(day, hour=9, minute=0):
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=LONDON)


def run_on(*days):
    """Run the job on days counted from the due day."""
    for number in days:
        reminders.send(at=at(DUE + timedelta(days=number)))


def kinds():
    return list(Reminder.objects.order_by("send_on").values_list("kind", flat=True))


@pytest.mark.slow
def test_every_day_for_a_year_sends_each_once():
    ClinicianFactory(review_due_on=DUE)
    run_on(*range(-120, 245))
    assert kinds() == KINDS
    assert Letter.objects.count() == 4
    assert [r.send_on - DUE for r in Reminder.objects.order_by("send_on")] == [
        timedelta(days=days) for days in (-28, 0, 14, 42)
    ]


@pytest.mark.slow
def test_five_times_a_day_sends_each_once():
    ClinicianFactory(review_due_on=DUE)
    for number in range(-29, 44):
        for hour in (0, 8, 12, 17, 23):
            reminders.send(at=at(DUE + timedelta(days=number), hour))
    assert kinds() == KINDS
    assert Letter.objects.count() == 4


@pytest.mark.slow
@pytest.mark.parametrize("start", [-41, -30, -28, -14, -1, 0, 1, 13, 14, 28, 41])
def test_an_outage_of_13_days_loses_nothing(start):
    """Down for 13 days from any day, then running daily again: everything due meanwhile still goes, once."""
    ClinicianFactory(review_due_on=DUE)
    run_on(*range(min(start, -30), start), *range(start + 13, 58))
    assert kinds() == KINDS


@pytest.mark.slow
def test_after_20_days_what_is_too_old_is_dropped():
    ClinicianFactory(review_due_on=DUE)
    run_on(*range(-32, -30), *range(-10, 58))  # the first reminder fell due on day -28
    assert kinds() == KINDS[1:]


@pytest.mark.slow
def test_after_a_long_outage_only_one_goes_at_once():
    ClinicianFactory(review_due_on=DUE)
    run_on(14)
    assert kinds() == ["REVIEW_AFTER"]


@pytest.mark.slow
@pytest.mark.parametrize("night", [date(2026, 3, 29), date(2026, 10, 25)])
def test_nights_when_clocks_change(night):
    """Every half hour through both nights, on UTC's clock: once, on London's date."""
    ClinicianFactory(review_due_on=night)
    moment = datetime(night.year, night.month, night.day, tzinfo=UTC) - timedelta(hours=6)
    for _n in range(60):
        reminders.send(at=moment)
        moment += timedelta(minutes=30)
    made = Reminder.objects.get(kind="REVIEW_ON_DAY")
    assert made.send_on == night
    assert made.created_at.astimezone(LONDON).date() == night
    assert made.created_at.astimezone(LONDON).hour == 0


@pytest.mark.slow
def test_due_on_29_february():
    ClinicianFactory(review_due_on=date(2028, 2, 29))
    for number in range(-30, 50):
        reminders.send(at=at(date(2028, 2, 29) + timedelta(days=number)))
    assert list(Reminder.objects.order_by("send_on").values_list("send_on", flat=True)) == [
        date(2028, 2, 1),
        date(2028, 2, 29),
        date(2028, 3, 14),
        date(2028, 4, 11),
    ]


@pytest.mark.parametrize(
    "changes",
    [
        {"state": "PAUSED"},
        {"state": "LEFT"},
        {"paused_until": date(2027, 1, 1)},
        {"letters_off": ["REVIEW"]},
        {"review_due_on": None},
        {"user": None, "work_email": "", "personal_email": ""},
    ],
)
def test_people_who_get_none(changes):
    ClinicianFactory(**{"review_due_on": DUE, **changes})
    run_on(-28, 0, 14, 42)
    assert not Reminder.objects.exists()


def test_stubs_get_none_and_people_who_share_nothing_do():
    StubFactory(review_due_on=DUE)
    ClinicianFactory(review_due_on=DUE, shares_with_region=False, shares_with_nation=False, letters_off=["NEWS"])
    run_on(0)
    assert Reminder.objects.count() == 1


def test_letter_words_address_and_hours():
    person = ClinicianFactory(given_names="Ada", family_name="Reed", review_due_on=DUE)
    reminders.send(at=at(DUE - timedelta(days=28), 6))
    letter = Letter.objects.get()
    assert letter.subject == "Your yearly leadership review is due on 6 August 2026"
    assert letter.body.startswith("Dear Ada Reed,")
    assert "/me/reviews/2026/" in letter.body
    assert (letter.to_email, letter.person_ref, letter.purpose) == (person.user.email, person.reference, "REVIEW")
    assert letter.not_before == at(DUE - timedelta(days=28), 8)


def test_on_the_day_says_today_and_later_says_the_day():
    ClinicianFactory(review_due_on=DUE)
    ClinicianFactory(review_due_on=DUE + timedelta(days=2))  # a Saturday
    run_on(0, 2)
    subjects = set(Letter.objects.values_list("subject", flat=True))
    assert subjects == {"Your leadership review is due today", "Your leadership review was due on 8 August 2026"}


def test_weekends_and_bank_holidays_of_the_nation():
    ClinicianFactory(review_due_on=date(2026, 11, 30), nation="SCOTLAND")
    ClinicianFactory(review_due_on=date(2026, 11, 30), nation="ENGLAND")
    reminders.send(at=at(date(2026, 11, 30)))
    assert [letter.not_before for letter in Letter.objects.order_by("not_before")] == [
        at(date(2026, 11, 30)),
        at(date(2026, 12, 1), 8),
    ]


@pytest.mark.parametrize(
    "changes",
    [
        {"state": "LEFT"},
        {"paused_until": date(2027, 5, 1)},
        {"review_due_on": date(2027, 8, 6)},
        {"letters_off": ["REVIEW"]},
    ],
)
def test_what_no_longer_applies_is_taken_back(changes):
    person = ClinicianFactory(review_due_on=DUE)
    run_on(0)
    for name, value in changes.items():
        setattr(person, name, value)
    person.save()
    again = reminders.send(at=at(DUE, 10))
    assert again.taken_back == 1
    assert Letter.objects.get().state == "CANCELLED"
    assert Reminder.objects.get().cancelled_at == at(DUE, 10)


def test_a_letter_that_left_is_not_taken_back():
    person = ClinicianFactory(review_due_on=DUE)
    run_on(0)
    Letter.objects.update(state="SENT", finished_at=at(DUE))
    person.state = "LEFT"
    person.save()
    assert reminders.send(at=at(DUE, 10)).taken_back == 0
    assert Letter.objects.get().state == "SENT"


def test_a_letter_stuck_past_its_time_is_dropped_for_the_next():
    ClinicianFactory(review_due_on=DUE)
    run_on(-28, 0)
    assert Counter(Letter.objects.values_list("kind", "state")) == {
        ("tracking/review_before", "CANCELLED"): 1,
        ("tracking/review_on_day", "PENDING"): 1,
    }


def test_a_letter_held_up_past_the_evening_waits_for_the_morning():
    ClinicianFactory(review_due_on=DUE)
    run_on(0)
    reminders.send(at=at(DUE, 19))
    assert Letter.objects.get().not_before == at(DUE + timedelta(days=1), 8)


def test_a_run_leaves_an_event_with_figures_only_when_it_did_something():
    ClinicianFactory(review_due_on=DUE)
    run_on(0, 0)
    event = Event.objects.get(type="tracking.reminders_brought_into_line")
    assert event.details["REVIEW_ON_DAY"] == 1
    assert event.actor == "job:tracking.send_reminders"


def test_a_dry_run_says_and_changes_nothing():
    ClinicianFactory(review_due_on=DUE)
    run = reminders.send(at=at(DUE), dry_run=True)
    assert run.made.total() == 1
    assert not Reminder.objects.exists()
    assert not Letter.objects.exists()


def test_statements_do_not_grow_with_people(django_assert_max_num_queries):
    for _n in range(30):
        ClinicianFactory(review_due_on=DUE)
    with django_assert_max_num_queries(40):
        assert reminders.send(at=at(DUE)).made["REVIEW_ON_DAY"] == 30
    assert Letter.objects.count() == 30
