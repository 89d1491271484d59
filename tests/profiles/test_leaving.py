"""Leaving: hidden at once, undone in time, and afterwards no trace, while every figure stays what it was."""

import io
import json
import logging
import zipfile
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from profiles import rules
from profiles.actions import claims, copies, departures, erasure
from profiles.models import Clinician, DataCopy, Departure, Registration, Suppression
from profiles.rights.registry import holdings
from profiles.rights.subject import Subject
from profiles.tasks import carry_out_departures
from talent_register.accounts.models import User
from talent_register.audit import seals
from talent_register.audit.context import acting
from talent_register.audit.models import Change, Event
from talent_register.letters.models import Letter
from tests.factories.accounts import MembershipFactory
from tests.factories.letters import LetterFactory
from tests.factories.profiles import ClinicianFactory, RegistrationFactory, StubFactory, TrainingFactory

from .canary import MARK, NUMBER, Canary, dump, figures, publish, published, redis, sessions

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def leave(person, days_ago=0):
    at = timezone.now() - timedelta(days=days_ago)
    return departures.leave(clinician=person, by=person.user, at=at)


def traces(texts, words):
    lower = {name: text.lower() for name, text in texts.items()}
    return {(name, word) for word in words for name, text in lower.items() if word.lower() in text}


def test_the_canary_leaves_no_trace(caplog, settings, tmp_path):
    caplog.set_level(logging.DEBUG)
    settings.MEDIA_ROOT = settings.STATE_DIR = tmp_path
    canary = Canary()
    with acting("job:test.canary"):
        person = canary.build()
        Departure.objects.update(undone_at=timezone.now())
        DataCopy.objects.all().delete()
        client = Client()
        client.force_login(person.user)
        assert client.get(reverse("home")).status_code == 200
        assert client.post(reverse("own-copy-ask")).status_code == 302
    session = client.session
    session["typed"] = canary.word()
    session.save()
    cache.set("typed", "x", 600)
    publish(person)
    kept = zipfile.ZipFile(io.BytesIO(copies.hand_over(copy=DataCopy.objects.get(), by=person.user)))
    assert tables_in(kept) == tables_about(person)
    stood = traces(dump(), canary.words)
    assert len({name for name, _word in stood}) > 15, "The canary must have sung in many tables."
    assert {word for _name, word in stood} == canary.words - {session["typed"]}
    assert session["typed"] in sessions()
    assert "typed" in redis()
    before = published()
    assert [shown[0] for shown in before.values() if isinstance(shown, tuple)].count(200) > 1
    assert sum(before["counted again"].values()) > 0
    leave(person, days_ago=rules.UNDO_DAYS + 1)
    counted = figures()
    caplog.clear()
    carry_out_departures()
    assert traces(dump(), {MARK, NUMBER, "canary.example", *canary.words}) == set()
    assert figures() == counted
    assert MARK.lower() not in caplog.text.lower()
    assert not [path for path in tmp_path.rglob("*") if path.is_file() and MARK.encode() in path.read_bytes()]
    assert MARK not in redis()
    assert MARK not in sessions()
    cache.clear()
    assert published() == before


def tables_in(copy: zipfile.ZipFile) -> set[str]:
    """The tables of a copy. Each is there as JSON, as CSV and to be read."""
    told = json.loads(copy.read("everything.json"))["tables"]
    lists = {
        name.removeprefix("tables/").removesuffix(".csv") for name in copy.namelist() if name.startswith("tables/")
    }
    assert set(told) == lists
    assert all(rows for rows in told.values())
    return lists


def tables_about(person) -> set[str]:
    """Every table with a row about the person that gives no reason to be left out."""
    subject = Subject.of([person])
    included = [one for one in holdings() if one.is_included and one.model not in (DataCopy, Change)]
    return {one.name for one in included if one.copied(subject).exists()} | {"audit_change"}


def test_who_leaves_is_hidden_at_once_and_written_to(clinician, regional_lead, national_lead):
    person = clinician.clinician
    waiting = LetterFactory(person_ref=person.reference, to_email=clinician.email)
    leave(person)
    for staff in (regional_lead, national_lead):
        assert not Clinician.objects.visible_to(staff).filter(pk=person.pk).exists()
    waiting.refresh_from_db()
    assert waiting.state == "CANCELLED"
    letter = Letter.objects.get(kind="profiles/left")
    assert "change your mind until" in letter.body
    assert Event.objects.filter(type="profiles.departure_asked", person_ref=person.reference).exists()


def test_leaving_twice_is_refused(clinician):
    leave(clinician.clinician)
    with pytest.raises(rules.CannotLeave):
        leave(clinician.clinician)
    assert Departure.objects.count() == 1


def test_nothing_goes_before_its_day(clinician):
    leave(clinician.clinician, days_ago=rules.UNDO_DAYS)
    carry_out_departures()
    clinician.clinician.refresh_from_db()
    assert clinician.clinician.family_name


def test_somebody_who_stays_is_as_before(clinician, regional_lead):
    person = clinician.clinician
    leave(person)
    departures.come_back(clinician=person, by=clinician, at=timezone.now())
    assert Clinician.objects.visible_to(regional_lead).filter(pk=person.pk).exists()
    with pytest.raises(rules.CannotLeave):
        departures.come_back(clinician=person, by=clinician, at=timezone.now())
    carry_out_departures()
    assert User.objects.filter(pk=clinician.pk).exists()
    leave(person)


def test_too_late_to_stay(clinician):
    leave(clinician.clinician, days_ago=rules.UNDO_DAYS + 1)
    with pytest.raises(rules.CannotLeave):
        departures.come_back(clinician=clinician.clinician, by=clinician, at=timezone.now())


def test_a_member_of_staff_keeps_the_account(clinician, regional_team, log_in):
    person = clinician.clinician
    MembershipFactory(user=clinician, organisation=regional_team, role="regional_lead")
    leave(person, days_ago=rules.UNDO_DAYS + 1)
    carry_out_departures()
    clinician.refresh_from_db()
    person.refresh_from_db()
    assert clinician.emailaddress_set.exists()
    assert (person.user, person.family_name, person.state) == (None, "", "LEFT")


def test_a_number_is_kept_out_afterwards(clinician):
    RegistrationFactory(clinician=clinician.clinician, number="7654321", number_key="7654321")
    leave(clinician.clinician, days_ago=rules.UNDO_DAYS + 1)
    carry_out_departures()
    assert Suppression.objects.blocking([("gmc", "7654321")]) == {("gmc", "7654321")}
    assert not Registration.objects.exists()


def test_the_history_of_a_row_deleted_long_ago_goes_too(clinician):
    registration = RegistrationFactory(clinician=clinician.clinician, number="7654399", number_key="7654399")
    registration.delete()
    leave(clinician.clinician, days_ago=rules.UNDO_DAYS + 1)
    carry_out_departures()
    assert "7654399" not in dump()["audit_change"]


def test_what_others_have_stays(clinician, college):
    other = ClinicianFactory(family_name="Neighbour")
    RegistrationFactory(clinician=other)
    TrainingFactory(clinician=other, organisation=college, programme="Core training")
    leave(clinician.clinician, days_ago=rules.UNDO_DAYS + 1)
    carry_out_departures()
    other.refresh_from_db()
    assert other.family_name == "Neighbour"
    assert other.trainings.get().programme == "Core training"
    assert Change.objects.filter(table="profiles_clinician", row_id=str(other.pk), after__isnull=False).exists()


def test_a_declined_stub_keeps_no_statistics(college, south_west):
    stub = StubFactory(region=south_west)
    TrainingFactory(clinician=stub, organisation=college, programme="Core training")
    erasure.erase_supplied(ids=[stub.pk], at=timezone.now())
    stub.refresh_from_db()
    assert (stub.state, stub.region, stub.profession, stub.family_name) == ("DECLINED", None, None, "")
    assert stub.trainings.get().programme == ""


def test_what_a_stub_asked_support_goes_with_it():
    stub = StubFactory()
    claims.ask_support(record=stub, kind="WRONG", message="I am Otterby", by=None, at=timezone.now())
    erasure.erase_supplied(ids=[stub.pk], at=timezone.now())
    assert "Otterby" not in "".join(dump().values())


@pytest.mark.django_db(transaction=True)
def test_the_seals_hold_after_an_erasure(clinician):
    clock = timezone.now()
    for minutes in (1, 2, 3):
        with acting("job:test.seal"):
            seals.seal(at=clock + timedelta(minutes=minutes))
    leave(clinician.clinician, days_ago=rules.UNDO_DAYS + 1)
    for minutes in (4, 5, 6):
        with acting("job:test.seal"):
            seals.seal(at=clock + timedelta(minutes=minutes))
    carry_out_departures()
    assert seals.verify() is None
    said = Event.objects.filter(person_ref=clinician.clinician.reference, type="profiles.departure_asked").get()
    assert (said.actor_name, bool(said.forgotten), said.salt) == ("", True, None)
