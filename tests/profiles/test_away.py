"""Who was away for 5 years is asked, has 90 days, is asked once more, and then goes. Opening a page is an answer."""

from datetime import UTC, date, datetime, timedelta

import pytest

from profiles import tasks
from profiles.actions import away, retention
from profiles.models import Clinician, RetentionReport, RetentionRule
from talent_register.audit.models import Event
from talent_register.letters.models import Letter
from tests.factories.profiles import ClinicianFactory

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
NOW = datetime(2026, 8, 6, 4, 30, tzinfo=UTC)
LONG_AGO = datetime(2019, 1, 1, tzinfo=UTC)
DAY = date(2026, 11, 4)  # 90 days on


@pytest.fixture(autouse=True)
def now(reference, time_machine):
    time_machine.move_to(NOW)


def person(last_active_on=date(2021, 8, 1), **fields):
    return ClinicianFactory(registered_at=LONG_AGO, user__last_active_on=last_active_on, **fields)


def letters(kind):
    return Letter.objects.filter(kind=f"profiles/{kind}")


def run_on(day, time_machine):
    """The two jobs of a night."""
    time_machine.move_to(datetime(day.year, day.month, day.day, 5, tzinfo=UTC))
    tasks.ask_inactive()
    tasks.let_go()


@pytest.mark.parametrize(
    ("fields", "is_asked"),
    [
        ({}, True),
        ({"state": "PAUSED", "paused_until": date(2027, 1, 1)}, True),
        ({"last_active_on": date(2021, 8, 8)}, False),
        ({"last_active_on": None}, True),
        ({"last_active_on": None, "user__last_login": datetime(2022, 1, 1, tzinfo=UTC)}, False),
        ({"restricted_at": NOW}, False),
        ({"state": "LEFT"}, False),
    ],
)
def test_who_is_asked(fields, is_asked):
    away_one = person(**fields)
    tasks.ask_inactive()
    tasks.ask_inactive()
    assert letters("away").count() == is_asked
    assert (Clinician.objects.get(pk=away_one.pk).erase_on == DAY) == is_asked


def test_the_letter_says_by_when(settings):
    settings.PUBLIC_URL = "https://register.example"
    person()
    tasks.ask_inactive()
    body = letters("away").get().body
    assert "we delete it on 4 November 2026" in body
    assert "https://register.example/me/" in body


def test_silence_is_an_answer_after_two_letters_and_90_days(time_machine):
    silent = person()
    tasks.ask_inactive()
    letters("away").update(state="SENT", finished_at=NOW)
    run_on(date(2026, 10, 6), time_machine)
    assert not letters("away_last").exists()
    run_on(date(2026, 10, 7), time_machine)
    assert letters("away_last").count() == 1
    run_on(date(2026, 11, 3), time_machine)
    silent.refresh_from_db()
    assert (silent.state, letters("away_last").count()) == ("REGISTERED", 1)

    run_on(DAY, time_machine)
    silent.refresh_from_db()
    assert (silent.state, silent.user, silent.family_name, silent.erase_on) == ("LEFT", None, "", None)
    assert Event.objects.filter(type="profiles.away_erased", person_ref=silent.reference).count() == 1
    report = RetentionReport.objects.get(rule__code="inactive")
    assert (report.due, report.erased, report.held) == (1, 1, 0)


def test_who_opens_a_page_is_kept_and_asked_anew_only_after_years(time_machine, log_in):
    kept = person()
    tasks.ask_inactive()
    letters("away").update(state="SENT", finished_at=NOW)
    time_machine.move_to(NOW + timedelta(days=89))
    log_in(kept.user).get("/me/")
    run_on(DAY, time_machine)

    kept.refresh_from_db()
    assert (kept.state, kept.erase_on, letters("away").count()) == ("REGISTERED", None, 1)
    run_on(DAY + timedelta(days=1830), time_machine)
    assert letters("away").count() == 2


def test_nobody_goes_on_the_strength_of_a_letter_that_never_left(time_machine):
    waiting = person()
    tasks.ask_inactive()
    run_on(DAY, time_machine)
    assert Clinician.objects.get(pk=waiting.pk).state == "REGISTERED"
    letters("away").update(state="FAILED", finished_at=NOW)
    run_on(DAY + timedelta(days=1), time_machine)
    assert Clinician.objects.get(pk=waiting.pk).state == "LEFT", "who cannot be reached cannot be kept for ever"


def test_a_night_takes_its_share_and_a_dry_run_none(time_machine, monkeypatch):
    monkeypatch.setattr("profiles.rules.retention.ALWAYS", 1)
    for _number in range(3):
        person()
    tasks.ask_inactive()
    letters("away").update(state="SENT", finished_at=NOW)
    at = datetime(2026, 11, 4, 5, tzinfo=UTC)
    time_machine.move_to(at)
    rule = RetentionRule.objects.get(code="inactive")
    said = retention.carry_out(rule=rule, at=at, dry_run=True)
    assert (said.due, said.erased, said.held) == (3, 1, 2)
    assert Clinician.objects.filter(state="LEFT").count() == 0
    done = retention.carry_out(rule=rule, at=at)
    assert (done.due, done.erased, done.held, Clinician.objects.filter(state="LEFT").count()) == (3, 1, 2, 1)


def test_a_rule_out_of_force_asks_nobody():
    RetentionRule.objects.filter(code="inactive").update(is_active=False)
    person()
    assert away.ask(at=NOW) == 0
    assert not letters("away").exists()
