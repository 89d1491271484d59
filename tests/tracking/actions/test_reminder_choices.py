"""Staff switch reminders off and on and move their days, and the job follows."""

from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
import time_machine

from talent_register.audit.models import Event
from talent_register.common.holidays import LONDON
from talent_register.letters.models import Letter
from tests.factories.profiles import ClinicianFactory
from tracking.actions import reminders
from tracking.models import Reminder, ReminderChoice
from tracking.rules import reminders as rules
from tracking.rules.reminders import BOUNDS, CannotChoose, Chosen, in_force

DUE = date(2026, 8, 6)  # a Thursday
WHY = "The board asked for it in spring"
pytestmark = pytest.mark.django_db


def at(days):
    return datetime.combine(DUE + timedelta(days=days), datetime.min.time(), LONDON) + timedelta(hours=9)


def choose(kind, *, is_on=True, days=0, by=None):
    return reminders.choose(kind=kind, is_on=is_on, offset_days=days, reason=WHY, by=by, at=at(-40))


def kinds():
    return list(Reminder.objects.standing().order_by("send_on").values_list("kind", flat=True))


def test_without_choices_the_rules_stand():
    assert in_force({}) == rules.ALL_RULES


@pytest.mark.parametrize("which", [0, 1])
def test_windows_of_one_fact_never_overlap_at_the_bounds(which):
    moved = in_force({kind: Chosen(is_on=True, offset_days=days[which]) for kind, days in BOUNDS.items()})
    for first, after in pairwise(moved):
        if first.fact == after.fact:
            assert first.last_day(DUE) < after.send_on(DUE)


def test_one_switched_off_is_not_written_and_what_waits_is_taken_back(national_lead):
    ClinicianFactory(review_due_on=DUE)
    reminders.send(at=at(-28))
    assert kinds() == ["REVIEW_BEFORE"]
    assert choose("REVIEW_BEFORE", is_on=False, days=-28, by=national_lead) == 1
    assert Letter.objects.get().state == "CANCELLED"
    reminders.send(at=at(-27))
    assert kinds() == []
    reminders.send(at=at(0))
    assert kinds() == ["REVIEW_ON_DAY"]
    event = Event.objects.get(type="tracking.reminder_chosen")
    assert (event.object_ref, event.reason, event.details["taken_back"]) == ("REVIEW_BEFORE", WHY, 1)


def test_a_moved_day_is_kept_and_nobody_is_reminded_twice():
    ClinicianFactory(review_due_on=DUE)
    choose("REVIEW_BEFORE", days=-35)
    reminders.send(at=at(-36))
    assert kinds() == []
    reminders.send(at=at(-35))
    assert [one.send_on for one in Reminder.objects.all()] == [DUE - timedelta(days=35)]
    choose("REVIEW_BEFORE", days=-28)
    reminders.send(at=at(-28))
    assert kinds() == ["REVIEW_BEFORE"]


@pytest.mark.parametrize(
    ("kind", "is_on", "days"), [("REVIEW_BEFORE", True, -61), ("REVIEW_LAST", False, 42), ("PLAN_ON_DAY", True, 1)]
)
def test_what_cannot_be_chosen(kind, is_on, days):
    with pytest.raises(CannotChoose):
        choose(kind, is_on=is_on, days=days)
    assert not ReminderChoice.objects.exists()


def test_what_promises_another_goes_first_and_comes_back_last():
    choose("REVIEW_AFTER", is_on=False, days=14)
    choose("REVIEW_LAST", is_on=False, days=42)
    with pytest.raises(CannotChoose):
        choose("REVIEW_AFTER", days=14)


@time_machine.travel(at(-30), tick=False)
def test_the_page_asks_again_before_it_changes_anything(log_in, national_lead, regional_lead):
    for _n in range(9):
        ClinicianFactory(review_due_on=DUE)
    lead, address = log_in(national_lead), "/reminders/REVIEW_BEFORE/change/"
    bad = lead.post(address, {"is_on": "on", "days": "600", "reason": ""}).content.decode()
    assert "Days must be a whole number from 14 to 60, like 14" in bad
    assert "Enter why" in bad
    said = {"is_on": "off", "days": "28", "reason": WHY}
    sure = lead.post(address, said)
    assert (sure.context["effect"].now, sure.context["effect"].then) == ("10", "0")
    assert not ReminderChoice.objects.exists()
    done = lead.post(address, {**said, "sure": "1"}, follow=True).content.decode()
    assert "The reminder is changed: Switched off" in done
    assert f"Nadia Lead: {WHY}" in done
    assert log_in(regional_lead).post(address, {**said, "sure": "1"}).status_code == 403
    kept = lead.post("/reminders/REVIEW_LAST/change/", {"is_on": "off", "days": "42", "reason": WHY}).content.decode()
    assert "One letter promises the next" in kept


@time_machine.travel(at(-35), tick=False)
def test_a_moved_reminder_has_the_name_and_previews_of_its_new_day(log_in, regional_lead):
    ClinicianFactory(review_due_on=DUE)
    reminders.send(at=at(-28 - 7))
    choose("REVIEW_BEFORE", days=-35)
    choose("LICENCE_SOON", days=-42)
    choose("LICENCE_BEFORE", is_on=False, days=-90)
    page = log_in(regional_lead).get("/reminders/")
    assert [due.kind for due in page.context["upcoming"]] == ["35 days before"]
    shown = {one["kind"]: one for one in page.context["previews"]}
    assert shown["REVIEW_BEFORE"]["label"] == "35 days before"
    assert shown["REVIEW_BEFORE"]["send_on"] == date(2027, 7, 2)
    assert shown["LICENCE_SOON"]["label"] == "Registration: 42 days before"
    assert "about 6 weeks away" in shown["LICENCE_SOON"]["renderings"][0]["body"]
    assert shown["LICENCE_BEFORE"]["label"] == "Registration: 90 days before (switched off)"
    text = page.content.decode()
    assert "When the day is 6 August 2027, it goes on 2 July 2027." in text
    assert "28 days before" not in text
    reminders.send(at=at(-35))
    assert [line["kind"] for line in log_in(regional_lead).get("/reminders/").context["log"]] == ["35 days before"]
