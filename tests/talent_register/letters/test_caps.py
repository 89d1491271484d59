"""One letter a day and three a week at most; what is due together leaves together; broken addresses are left alone."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from profiles.models import Clinician
from talent_register.common.holidays import LONDON, is_working_day
from talent_register.letters import actions, rules
from talent_register.letters.actions import planning, sending
from talent_register.letters.choices import Purpose, State
from talent_register.letters.delivery import NoSuchAddress
from talent_register.letters.delivery.message import compose
from talent_register.letters.models import Letter, Trouble
from talent_register.letters.tasks import ask_what_came_back
from tests.factories.letters import LetterFactory
from tests.factories.profiles import ClinicianFactory

ANN = {"to_email": "ann@nhs.example", "person_ref": "K7QX-42MN"}
WEDNESDAY = datetime(2026, 11, 25, 10, tzinfo=LONDON)


@pytest.mark.parametrize(
    ("at", "left", "may_leave"),
    [
        (WEDNESDAY, [], WEDNESDAY),
        (WEDNESDAY.replace(hour=7), [], WEDNESDAY.replace(hour=8)),
        (WEDNESDAY.replace(hour=18), [], datetime(2026, 11, 26, 8, tzinfo=LONDON)),
        (WEDNESDAY + timedelta(days=3), [], datetime(2026, 11, 30, 8, tzinfo=LONDON)),  # a Saturday
        (datetime(2026, 12, 25, 9, tzinfo=LONDON), [], datetime(2026, 12, 29, 8, tzinfo=LONDON)),  # the 28th is off too
        (WEDNESDAY, [date(2026, 11, 25)], datetime(2026, 11, 26, 8, tzinfo=LONDON)),
        # Three in the seven days before: the first of them has to be a week ago.
        (WEDNESDAY, [date(2026, 11, d) for d in (19, 20, 23)], datetime(2026, 11, 26, 8, tzinfo=LONDON)),
        (WEDNESDAY, [date(2026, 11, d) for d in (20, 23, 24)], datetime(2026, 11, 27, 8, tzinfo=LONDON)),
        (WEDNESDAY, [date(2026, 11, d) for d in (16, 17, 18)], WEDNESDAY),
    ],
)
def test_when_one_more_may_leave(at, left, may_leave):
    assert rules.earliest(at, left) == may_leave


@pytest.mark.parametrize(
    ("nation", "may_leave"),
    [
        ("SCOTLAND", datetime(2026, 12, 1, 8, tzinfo=LONDON)),  # St Andrew's Day
        ("ENGLAND", datetime(2026, 11, 30, 10, tzinfo=LONDON)),
    ],
)
@pytest.mark.django_db
def test_the_bank_holidays_of_the_person_count(settings, nation, may_leave):
    settings.LETTERS_KEEP_HOURS = True
    at = datetime(2026, 11, 30, 10, tzinfo=LONDON)
    person = ClinicianFactory(nation=nation)
    letter = LetterFactory(to_email=person.email, person_ref=person.reference, not_before=at)
    assert planning.is_held(letter, at) is (may_leave > at)
    assert max(letter.not_before, at) == may_leave


@given(st.lists(st.integers(0, 30 * 24 * 60), max_size=60))
def test_no_month_breaks_the_promise(wanted):
    """Whenever letters are wanted, clocks that change included: none at night, one a day, three in any seven days."""
    start = datetime(2026, 10, 10, tzinfo=UTC)
    left: list[date] = []
    now = start
    for minutes in sorted(wanted):
        now = max(now, start + timedelta(minutes=minutes))
        moment = rules.earliest(now, left).astimezone(LONDON)
        assert moment >= now
        assert is_working_day(moment.date())
        assert 8 <= moment.hour < 18
        left.append(moment.date())
        now = moment
    assert len(left) == len(set(left))
    assert all(sum(day - timedelta(days=7) < other <= day for other in left) <= 3 for day in left)


@pytest.mark.django_db
def test_what_is_due_together_leaves_together(told):
    first = LetterFactory(**ANN | {"to_email": "Ann@nhs.example"}, subject="Your review is due", body="Look at it.\n")
    second = LetterFactory(**ANN, subject="A message", body="Hello.\n", purpose=Purpose.MESSAGES)
    later = LetterFactory(**ANN, not_before=timezone.now() + timedelta(days=3))
    secret = LetterFactory(**ANN, purpose=Purpose.SECURITY)
    neighbour = LetterFactory(person_ref="P3TR-77WX", to_email="ann@nhs.example")
    sending.send_waiting()
    neighbour.refresh_from_db()
    assert neighbour.state == "PENDING", "another person's letter never lies in hers"
    neighbour.delete()
    states = {letter.pk: letter.state for letter in Letter.objects.all()}
    assert states == {first.pk: "SENT", second.pk: "CARRIED", later.pk: "PENDING", secret.pk: "SENT"}
    message = compose(Letter.objects.get(pk=first.pk))
    assert message.subject == "Your review is due, and 1 more"
    assert "# A message\n\nHello." in message.body
    assert "the programme team wrote to you" in message.body
    # One click stops all that the letter was about.
    actions.stop(letter=first, at=timezone.now())
    waiting = LetterFactory(**ANN, purpose=Purpose.MESSAGES)
    sending.send_waiting()
    assert Letter.objects.get(pk=waiting.pk).state == State.CANCELLED


@pytest.mark.django_db
def test_a_second_letter_waits_for_another_day_and_the_fourth_for_a_week(told):
    with time_machine.travel(WEDNESDAY, tick=False) as clock:
        for day in range(4):
            LetterFactory(**ANN, not_before=timezone.now())
            sending.send_waiting()
            LetterFactory(**ANN, not_before=timezone.now(), purpose=Purpose.SECURITY)
            sending.send_waiting()
            if day == 0:
                held = LetterFactory(**ANN, not_before=timezone.now())
                sending.send_waiting()
                held.refresh_from_db()
                assert (held.state, held.not_before.astimezone(LONDON).date()) == ("PENDING", date(2026, 11, 26))
            clock.shift(timedelta(days=1))
        sent = Letter.objects.filter(state="SENT")
        assert sent.exclude(purpose=Purpose.SECURITY).count() == 3
        assert sent.filter(purpose=Purpose.SECURITY).count() == 4
        assert Letter.objects.get(state="PENDING").not_before.astimezone(LONDON).date() == date(2026, 12, 2)


@pytest.mark.django_db
def test_letters_keep_hours_in_production(told, settings):
    settings.LETTERS_KEEP_HOURS = True
    with time_machine.travel(WEDNESDAY.replace(hour=22), tick=False):
        letter = LetterFactory()
        sending.send_waiting()
        letter.refresh_from_db()
        assert letter.state == State.PENDING
        assert letter.not_before == datetime(2026, 11, 26, 8, tzinfo=LONDON)


@pytest.mark.django_db
def test_an_address_that_came_back_twice_is_left_alone_until_it_is_mended(told, clinician, log_in):
    address = clinician.email
    for number in range(3):
        told.troubles[f"test/{number}"] = NoSuchAddress("Refused: 550 no such user")
        LetterFactory(to_email=address, kind=f"test/{number}")
        with time_machine.travel(WEDNESDAY + timedelta(days=number)):
            sending.send_waiting()
    assert [letter.state for letter in Letter.objects.order_by("id")] == ["FAILED", "FAILED", "CANCELLED"]

    client = log_in(clinician)
    assert "came back twice" in client.get(reverse("home")).content.decode()
    assert "We will email" in client.post(reverse("address-works"), follow=True).content.decode()
    assert "came back twice" not in client.get(reverse("home")).content.decode()
    assert not Trouble.objects.in_force_for(address).exists()


@pytest.mark.django_db
def test_what_the_provider_says_later_counts_once(told):
    letter = LetterFactory(state=State.SENT, finished_at=timezone.now(), to_email="ann@nhs.example")
    told.came_back = [str(letter.reference), "00000000-0000-0000-0000-000000000000"]
    ask_what_came_back()
    ask_what_came_back()
    letter.refresh_from_db()
    assert letter.state == State.FAILED
    assert Trouble.objects.get().times == 1


@pytest.mark.django_db
def test_a_letter_that_arrives_in_between_begins_the_count_anew(told):
    for number, fails in enumerate([True, False, True]):
        if fails:
            told.troubles[f"test/{number}"] = NoSuchAddress("Refused: 550 no such user")
        LetterFactory(to_email="ann@nhs.example", kind=f"test/{number}")
        with time_machine.travel(WEDNESDAY + timedelta(days=number)):
            sending.send_waiting()
    assert [letter.state for letter in Letter.objects.order_by("id")] == ["FAILED", "SENT", "FAILED"]
    assert not Trouble.objects.in_force_for("ann@nhs.example").exists()


@pytest.mark.django_db
def test_a_letter_that_waits_goes_to_the_address_of_today_and_by_its_wishes(told, clinician):
    """Changing a broken address is how a person mends it: what waited must not be lost with the old one."""
    Trouble.objects.create(email="old@nhs.example", times=2, last_at=timezone.now())
    of_person = {"person_ref": clinician.clinician.reference, "purpose": Purpose.MESSAGES, "kind": "tracking/support"}
    letter = LetterFactory(to_email="old@nhs.example", **of_person)
    sending.send_waiting()
    letter.refresh_from_db()
    assert (letter.state, letter.to_email) == ("SENT", clinician.email)

    Clinician.objects.update(letters_off=[Purpose.MESSAGES])
    other = LetterFactory(to_email="old@nhs.example", **of_person)
    sending.send_waiting()
    assert Letter.objects.get(pk=other.pk).state == State.CANCELLED


@pytest.mark.django_db
def test_a_letter_never_rides_to_an_address_its_person_has_left(told, clinician):
    first = LetterFactory(to_email="old@nhs.example")
    of_person = {"person_ref": clinician.clinician.reference, "purpose": Purpose.MESSAGES, "kind": "tracking/support"}
    second = LetterFactory(to_email="old@nhs.example", **of_person)
    sending.send_waiting()
    second.refresh_from_db()
    assert Letter.objects.get(pk=first.pk).state == State.SENT
    assert (second.state, second.to_email) == ("SENT", clinician.email)


@pytest.mark.django_db
@pytest.mark.parametrize("purpose", [Purpose.MESSAGES, Purpose.OPPORTUNITIES])
def test_a_purpose_switched_off_while_a_letter_waits_stops_it(told, clinician, purpose):
    person = clinician.clinician
    letter = LetterFactory(to_email=clinician.email, person_ref=person.reference, purpose=purpose)
    person.letters_off = [purpose]
    person.save()
    sending.send_waiting()
    assert Letter.objects.get(pk=letter.pk).state == State.CANCELLED
