"""Registering, deciding, claiming, declining and expiring: the row, the event, the letter."""

import datetime

import pytest
from django.utils import timezone

from profiles import rules
from profiles.actions import claims, clinicians, drafts, retention
from profiles.models import (
    ClaimRequest,
    Clinician,
    Interest,
    Registration,
    RegistrationDraft,
    Regulator,
    RetentionRule,
    Suppression,
)
from talent_register.audit.models import Change, Event
from talent_register.letters.models import Letter
from tests.factories.accounts import UserFactory
from tests.factories.profiles import ClinicianFactory, RegistrationFactory, StubFactory, TrainingFactory

pytestmark = pytest.mark.django_db


def draft_of(user, answers, **others):
    now = timezone.now()
    return RegistrationDraft.objects.create(user=user, answers=answers, created_at=now, updated_at=now, **others)


def stub_with_number(number="12A3456E", **values):
    stub = StubFactory(given_names="Sian", family_name="Brien", **values)
    RegistrationFactory(clinician=stub, regulator=Regulator.objects.get(code="nmc"), number=number, number_key=number)
    return stub


def test_register_makes_the_record(newcomer, answers):
    at = timezone.now()
    clinician = clinicians.register(draft=draft_of(newcomer, answers), by=newcomer, at=at)
    clinician.refresh_from_db()
    assert (clinician.family_key, clinician.given_key) == ("obrienjones", "sian")
    assert (clinician.shares_with_region, clinician.shares_with_nation) == (True, False)
    assert clinician.letters_off == ["OPPORTUNITIES", "MESSAGES", "NEWS"]
    assert clinician.first_interest_on == timezone.localdate(at)
    assert clinician.review_due_on == rules.anniversary(timezone.localdate(at), 1)
    assert clinician.posts.get().organisation_text == "A hospice"
    assert Interest.objects.get(clinician=clinician).how == "registration"
    assert clinician.consents.count() == 4
    assert {fact.source for fact in clinician.facts.all()} == {"SELF"}
    newcomer.refresh_from_db()
    assert newcomer.name == "Siân O'Brien-Jones"


def test_register_writes_the_event_and_the_letter(newcomer, answers):
    clinician = clinicians.register(draft=draft_of(newcomer, answers), by=newcomer, at=timezone.now())
    assert Event.objects.filter(type="profiles.clinician_registered", person_ref=clinician.reference).count() == 1
    letter = Letter.objects.get(kind="profiles/welcome")
    assert letter.to_email == "new@nhs.example"
    assert "O'Brien-Jones" in letter.body


def test_register_refuses_an_open_question(newcomer, answers):
    del answers["consent"]
    with pytest.raises(rules.CannotRegister):
        clinicians.register(draft=draft_of(newcomer, answers), by=newcomer, at=timezone.now())
    assert not Clinician.objects.exists()


def test_register_completes_a_proven_record(newcomer, answers, college):
    stub = stub_with_number(work_email="new@nhs.example")
    TrainingFactory(clinician=stub, organisation=college)
    draft = draft_of(newcomer, answers, claims=stub, proof="EMAIL")
    clinician = clinicians.register(draft=draft, by=newcomer, at=timezone.now())
    assert clinician.pk == stub.pk
    assert (clinician.state, clinician.user) == ("REGISTERED", newcomer)
    assert clinician.registrations.count() == 1
    assert clinician.trainings.count() == 1
    assert clinician.facts.get(field="clinician.family_name").source == "SELF"


def test_a_value_left_as_the_college_gave_it_stays_the_colleges(newcomer, answers, college):
    stub = stub_with_number(work_email="new@nhs.example")
    stub.facts.create(field="clinician.family_name", source="COLLEGE", organisation=college, as_at="2026-03-03")
    stub.facts.create(field="clinician.given_names", source="COLLEGE", organisation=college, as_at="2026-03-03")
    answers["name"] = {"given_names": "Siân", "family_name": "Brien"}
    draft = draft_of(newcomer, answers, claims=stub, proof="EMAIL")
    clinician = clinicians.register(draft=draft, by=newcomer, at=timezone.now())
    assert clinician.facts.get(field="clinician.family_name").source == "COLLEGE"
    assert clinician.facts.get(field="clinician.given_names").source == "SELF"


@pytest.mark.parametrize("factory", [StubFactory, ClinicianFactory])
def test_a_number_on_another_record_is_left_to_support(newcomer, answers, factory):
    other = factory()
    nmc = Regulator.objects.get(code="nmc")
    RegistrationFactory(clinician=other, regulator=nmc, number="12A3456E", number_key="12A3456E")
    clinician = clinicians.register(draft=draft_of(newcomer, answers), by=newcomer, at=timezone.now())
    assert clinician.pk != other.pk
    assert not clinician.registrations.exists()
    request = ClaimRequest.objects.get()
    assert (request.kind, request.record, request.asked_by) == ("NUMBER_HELD", other, newcomer)
    assert Event.objects.filter(type="profiles.claim_questioned").exists()
    assert Registration.objects.get().clinician == other


@pytest.mark.parametrize(
    ("address", "taken"), [("new@nhs.example", True), ("NEW@NHS.example", True), ("old@nhs.example", False)]
)
def test_the_number_alone_never_opens_a_record(newcomer, address, taken):
    stub = stub_with_number(work_email=address)
    draft = claims.match_number(user=newcomer, regulator="nmc", number="12a 3456e", at=timezone.now())
    assert (draft is not None) == taken
    if taken:
        assert (draft.claims, draft.proof) == (stub, "EMAIL")
        assert draft.answers["name"] == {"given_names": "Sian", "family_name": "Brien"}


def test_an_unverified_address_proves_nothing(reference):
    stub_with_number(work_email="un@nhs.example")
    user = UserFactory(email="un@nhs.example", verified=False)
    assert claims.match_number(user=user, regulator="nmc", number="12A3456E", at=timezone.now()) is None


def test_what_the_person_typed_wins_over_what_was_supplied(newcomer, reference):
    stub = stub_with_number(work_email="new@nhs.example")
    now = timezone.now()
    drafts.answer(user=newcomer, question="name", answer={"given_names": "S", "family_name": "B"}, at=now)
    draft = claims.take_up(user=newcomer, record=stub, proof="EMAIL", at=now)
    assert draft.answers["name"] == {"given_names": "S", "family_name": "B"}


def test_decline_erases_and_remembers(reference, college):
    stub = stub_with_number(work_email="x@nhs.example", birth_date=datetime.date(1980, 1, 1))
    TrainingFactory(clinician=stub, organisation=college, organisation_ref="77", programme_ref="x/7/C")
    claims.decline(record=stub, at=timezone.now())
    stub.refresh_from_db()
    assert stub.state == "DECLINED"
    assert not any([stub.given_names, stub.family_name, stub.family_key, stub.work_email, stub.birth_date])
    assert not Registration.objects.exists()
    training = stub.trainings.get()
    assert (training.organisation, training.organisation_ref, training.programme_ref) == (college, "", "")
    assert Suppression.objects.blocking([("nmc", "12A3456E"), ("nmc", "99Z9999Z")]) == {("nmc", "12A3456E")}
    address = ("email", "x@nhs.example")
    assert Suppression.objects.blocking([address, ("email", "y@nhs.example")]) == {address}
    assert Suppression.objects.count() == 2
    assert not Suppression.objects.filter(fingerprint__contains="12A3456E").exists()
    assert not Change.objects.filter(after__work_email="x@nhs.example").exists()
    assert Event.objects.filter(type="profiles.record_declined", person_ref=stub.reference).exists()


def test_a_claimed_record_cannot_be_declined(clinician):
    with pytest.raises(claims.CannotChangeRecord):
        claims.decline(record=clinician.clinician, at=timezone.now())


def test_joining_after_declining_lifts_the_block(newcomer, answers):
    claims.decline(record=stub_with_number(work_email="New@nhs.example"), at=timezone.now())
    clinicians.register(draft=draft_of(newcomer, answers), by=newcomer, at=timezone.now())
    assert not Suppression.objects.exists()


@pytest.mark.parametrize(("days", "gone"), [(-1, True), (0, True), (1, False)])
def test_unanswered_records_expire_on_their_day(reference, days, gone):
    stub = stub_with_number(erase_on=timezone.localdate() + datetime.timedelta(days=days))
    rule = RetentionRule.objects.get(code="unanswered")
    assert retention.carry_out(rule=rule, at=timezone.now()).erased == int(gone)
    stub.refresh_from_db()
    assert (stub.state == "DECLINED") == gone
    assert Event.objects.filter(type="profiles.record_expired").exists() == gone
    assert not Suppression.objects.exists()
    assert retention.carry_out(rule=rule, at=timezone.now()).erased == 0
