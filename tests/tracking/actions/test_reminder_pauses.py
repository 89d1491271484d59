"""While staff pause reminders none is written or leaves; afterwards what is not too late goes, once."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from talent_register.audit.models import Event
from talent_register.common.holidays import LONDON
from talent_register.letters.actions import planning
from talent_register.letters.models import Letter
from tests.factories.pathways import PlanActionFactory
from tests.factories.profiles import ClinicianFactory
from tracking.actions import reminder_pauses, reminders
from tracking.models import Reminder, ReminderPause
from tracking.presenters.reminder_pauses import effect
from tracking.rules.pauses import CannotPause

DUE = date(2026, 8, 6)  # a Thursday
WHY = "The mail provider is being changed"
pytestmark = pytest.mark.django_db


def at(days, hour=9):
    return datetime.combine(DUE + timedelta(days=days), datetime.min.time(), LONDON) + timedelta(hours=hour)


def day(days):
    return DUE + timedelta(days=days)


def pause(first, again, *, on=-40, by=None):
    return reminder_pauses.pause(from_day=day(first), until_day=day(again), reason=WHY, by=by, at=at(on))


def kinds():
    return list(Reminder.objects.standing().order_by("send_on").values_list("kind", flat=True))


def test_what_a_pause_held_is_written_once_when_it_is_over_and_what_is_too_late_never():
    ClinicianFactory(review_due_on=DUE)
    late = ClinicianFactory(review_due_on=DUE - timedelta(days=24))
    pause(-2, 5)
    for days in range(-2, 5):
        assert reminders.send(at=at(days)).made.total() == 0
    for days in (5, 5, 6):
        reminders.send(at=at(days))
    assert kinds() == ["REVIEW_ON_DAY"]
    assert Reminder.objects.get().created_at == at(5)
    assert not late.reminders.exists()


def test_a_letter_that_waits_is_held_and_then_says_what_is_true_on_the_day_it_leaves():
    ClinicianFactory(review_due_on=DUE)
    reminders.send(at=at(0, hour=7))
    letter = Letter.objects.get()
    assert letter.subject == "Your leadership review is due today"
    with time_machine.travel(at(0), tick=False):
        pause(0, 6, on=0)
        assert planning.is_held(letter, timezone.now())
    letter.refresh_from_db()
    assert timezone.localdate(letter.not_before) == day(6)
    with time_machine.travel(at(6), tick=False):
        assert not planning.is_held(letter, timezone.now())
        assert planning.reason_to_cancel(letter) == ""
    assert letter.subject == "Your leadership review was due on 6 August 2026"


def test_no_other_letter_takes_a_paused_one_along():
    person = ClinicianFactory(review_due_on=DUE)
    reminders.send(at=at(0))
    paused = Letter.objects.get()
    other = Letter.objects.create(
        key="other",
        kind="tracking/support",
        purpose="MESSAGES",
        to_email=paused.to_email,
        person_ref=person.reference,
        language=paused.language,
        not_before=at(0),
        created_at=at(0),
    )
    with time_machine.travel(at(0), tick=False):
        pause(0, 6, on=0)
        assert planning.take_along(other, timezone.now()) == 0
        reminder_pauses.resume(by=None, at=timezone.now())
        assert planning.take_along(other, timezone.now()) == 1


def test_a_pause_ends_early_by_hand_and_is_on_record(national_lead):
    ClinicianFactory(review_due_on=DUE)
    pause(-1, 20, by=national_lead)
    reminders.send(at=at(0))
    assert kinds() == []
    assert reminder_pauses.resume(by=national_lead, at=at(0))
    assert not reminder_pauses.resume(by=national_lead, at=at(0))
    reminders.send(at=at(0))
    assert kinds() == ["REVIEW_ON_DAY"]
    begun, ended = Event.objects.filter(type__startswith="tracking.reminders_").exclude(
        type="tracking.reminders_brought_into_line"
    )
    assert {begun.type, ended.type} == {"tracking.reminders_paused", "tracking.reminders_resumed"}
    assert Event.objects.get(type="tracking.reminders_paused").reason == WHY


@pytest.mark.parametrize(("first", "again"), [(-41, -30), (-40, -40), (-40, 21)])
def test_what_cannot_be_a_pause(first, again):
    with pytest.raises(CannotPause):
        pause(first, again)


def test_there_is_one_pause_at_a_time():
    pause(-2, 5)
    with pytest.raises(CannotPause, match="already"):
        pause(10, 12)
    pause(10, 12, on=5)
    assert ReminderPause.objects.count() == 2


def test_the_effect_is_what_the_job_then_does():
    """Nine reviews that fall due in the pause can still be written after 7 days; nine steps a week ahead cannot."""
    for _n in range(9):
        ClinicianFactory(review_due_on=DUE)
        PlanActionFactory(clinician=ClinicianFactory(), due_on=day(6))
    found = effect(day(-2), from_day=day(-1), until_day=day(6), reason=WHY)
    assert (found.waits, found.dropped) == ("20", "10")
    pause(-1, 6, on=-2)
    for days in range(-1, 7):
        reminders.send(at=at(days))
    assert kinds().count("REVIEW_ON_DAY") == 9
    assert "PLAN_BEFORE" not in kinds()


@time_machine.travel(at(-3), tick=False)
def test_the_page_asks_again_and_shows_the_pause(log_in, national_lead, regional_lead):
    ClinicianFactory(review_due_on=DUE)
    lead, address = log_in(national_lead), "/reminders/pause/"
    assert "Enter the first day" in lead.post(address, {}).content.decode()
    boxes = {"from_day_day": "5", "from_day_month": "8", "from_day_year": "2026", "reason": WHY}
    wrong = {**boxes, "until_day_day": "5", "until_day_month": "8", "until_day_year": "2026"}
    assert "must be after the first day" in lead.post(address, wrong).content.decode()
    said = {**wrong, "until_day_day": "10"}
    sure = lead.post(address, said).content.decode()
    assert "Check this pause" in sure
    assert 'name="until_day_day" value="10"' in sure
    assert not ReminderPause.objects.exists()
    assert log_in(regional_lead).post(address, {**said, "sure": "1"}).status_code == 403
    done = lead.post(address, {**said, "sure": "1"}, follow=True).content.decode()
    assert "They go again on 10 August 2026" in done
    assert f"Nadia Lead: {WHY}" in done
    assert "leaves on Monday 10 August" in done
    seen = log_in(regional_lead).get("/reminders/").content.decode()
    assert "No reminders from Wednesday 5 August 2026" in seen
    assert "End the pause now" not in seen
    assert "Reminders go again" in lead.post("/reminders/pause/end/", follow=True).content.decode()
