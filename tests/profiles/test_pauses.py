"""Pausing and coming back; and what colleges are told of those who did not answer."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from profiles import emails, rules, tasks
from profiles.actions import erasure, pauses
from profiles.models import Clinician, Pause
from talent_register.audit.models import Event
from talent_register.letters.models import Letter
from talent_register.letters.rechecks import reason_to_cancel
from tests.factories.letters import LetterFactory
from tests.factories.profiles import ClinicianFactory, StubFactory, TrainingFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 31, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("today", "months", "until"),
    [
        (date(2026, 3, 31), 1, date(2026, 4, 30)),
        (date(2026, 3, 31), 12, date(2027, 3, 31)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
    ],
)
def test_when_a_pause_ends(today, months, until):
    assert rules.paused_until(today, months) == until


@pytest.mark.parametrize("months", [0, 13, -1])
def test_no_other_length(months):
    with pytest.raises(rules.CannotPause):
        rules.paused_until(date(2026, 3, 31), months)


@pytest.mark.parametrize("state", ["STUB", "PAUSED", "DECLINED", "LEFT"])
def test_only_the_registered_pause(state):
    with pytest.raises(rules.CannotPause):
        rules.check_can_pause(state)


def begin(own, months=2):
    return pauses.pause(clinician=own, months=months, reason="", by=own.user, at=NOW)


def test_a_paused_person_is_found_by_nobody_and_comes_back(national_lead):
    own = ClinicianFactory()
    begin(own)
    assert not Clinician.objects.visible_to(national_lead).filter(pk=own.pk).exists()
    pauses.resume(clinician=own, by=own.user, at=NOW)
    assert Clinician.objects.visible_to(national_lead).filter(pk=own.pk).exists()
    assert Pause.objects.get().ended_on == date(2026, 3, 31)
    types = Event.objects.filter(person_ref=own.reference).values_list("type", flat=True)
    assert set(types) == {"profiles.pause_begun", "profiles.pause_ended"}


def test_a_pause_ends_by_itself_on_its_day(time_machine):
    own = ClinicianFactory()
    begin(own)
    time_machine.move_to(datetime(2026, 5, 30, 12, tzinfo=UTC))
    tasks.end_pauses()
    own.refresh_from_db()
    assert own.state == "PAUSED"
    time_machine.move_to(datetime(2026, 5, 31, 12, tzinfo=UTC))
    tasks.end_pauses()
    tasks.end_pauses()
    own.refresh_from_db()
    assert (own.state, own.paused_until) == ("REGISTERED", None)
    assert Event.objects.filter(type="profiles.pause_ended").count() == 1


@pytest.mark.parametrize(("purpose", "stops"), [("REVIEW", True), ("NEWS", True), ("SECURITY", False)])
def test_only_letters_about_security_leave(purpose, stops):
    own = ClinicianFactory()
    letter = LetterFactory(kind="news/any", purpose=purpose, person_ref=own.reference)
    assert not reason_to_cancel(letter)
    begin(own)
    assert bool(reason_to_cancel(letter)) is stops


def test_the_page_pauses_and_ends(clinician, log_in):
    client = log_in(clinician)
    assert "Select how long" in client.post(reverse("own-pause"), {}).content.decode()
    assert "Select from 1 to 12" in client.post(reverse("own-pause"), {"months": "13"}).content.decode()
    page = client.post(reverse("own-pause"), {"months": "3", "reason": "Moving house"}, follow=True).content.decode()
    assert "Your profile is paused" in page
    again = client.post(reverse("own-pause"), {"months": "3"}, follow=True).content.decode()
    assert "Nothing has changed" in again
    page = client.post(reverse("own-resume"), follow=True).content.decode()
    assert "no longer paused" in page
    assert "Moving house" in page
    assert "is not paused" in client.post(reverse("own-resume"), follow=True).content.decode()


def test_colleges_are_told_once_how_many_did_not_answer(college, college_admin, college_approver, regional_lead):
    day = date(2026, 3, 31)
    for _n in range(2):
        TrainingFactory(clinician=StubFactory(erase_on=day), organisation=college)
    TrainingFactory(clinician=StubFactory(erase_on=date(2026, 4, 1)), organisation=college)
    due = list(Clinician.objects.unanswered_on(day).values_list("pk", flat=True))
    for _time in range(2):
        assert erasure.tell_colleges(ids=due, on=day) == 2
    letters = Letter.objects.filter(kind="profiles/not_joined")
    assert {letter.to_email for letter in letters} == {college_admin.email, college_approver.email}
    assert "2 people on the list of Royal College of X" in letters[0].body
    assert emails.not_joined(counts={}, on=day) == 0
