"""Supplied records: whose they are, what is wrong with them, and that somebody does not want one."""

from datetime import date, datetime

from django.db import transaction

from profiles import rules
from profiles.models import (
    BY_ADDRESS,
    ClaimRequest,
    Clinician,
    ClinicianState,
    EndedLink,
    Proof,
    Registration,
    RegistrationDraft,
    Regulator,
    Suppression,
    suppression_hash,
)
from profiles.rights.subject import Subject
from talent_register.accounts.models import User
from talent_register.audit import actions as audit

from . import drafts, erasure, links
from .trail import note

MOST_MESSAGE = 1000


class CannotChangeRecord(Exception):
    """The record was claimed, declined or erased in the meantime. The message says so."""


def proof_for(
    *,
    user: User,
    record: Clinician,
    has_link: bool,
    regulator: str = "",
    number_key: str = "",
    birth_date: date | None = None,
) -> str:
    """What proves that a supplied record is this user's; empty when nothing does."""
    verified = user.proven_addresses
    held = record.registrations.filter(regulator__code=regulator, number_key=number_key)
    return rules.proof_of_claim(
        has_link=has_link,
        number_agrees=bool(number_key) and held.exists(),
        address_agrees=rules.same_address(list(verified), [record.work_email, record.personal_email]),
        birth_date_agrees=rules.birth_date_agrees(record.birth_date, birth_date),
    )


def second_proof(*, record: Clinician, number: str, birth_date: date | None) -> str:
    """What the typed number or birth date proves, beside the link or the address that led to the record."""
    held = record.registrations.values_list("regulator__code", "number_key")
    if number and any(rules.normalise_number(regulator, number) == key for regulator, key in held):
        return Proof.NUMBER
    return Proof.BIRTH_DATE if rules.birth_date_agrees(record.birth_date, birth_date) else ""


@transaction.atomic
def take_up(*, user: User, record: Clinician, proof: str, at: datetime) -> RegistrationDraft:
    """Tie a proven record to the user's draft, with what was supplied already answered."""
    note("profiles.claim_proven", record, user, proof=proof)
    return drafts.claim(user=user, record=record, proof=proof, answers=supplied_answers(record), at=at)


def supplied_answers(record: Clinician) -> dict:
    """What a college supplied, in the shape of the person's own answers."""
    answers: dict = {}
    if record.given_names and record.family_name:
        answers["name"] = {"given_names": record.given_names, "family_name": record.family_name}
    if record.profession:
        answers["profession"] = {"code": record.profession.code, "standing": rules.REGISTERED}
        number = record.registrations.filter(regulator=record.profession.regulator).first()
        if number:
            answers["number"] = {"number": number.number}
    if record.region:
        answers["region"] = {"nation": record.region.nation, "region": record.region.code}
    return answers


def match_number(*, user: User, regulator: str, number: str, at: datetime) -> RegistrationDraft | None:
    """Take up the unclaimed record with this number when the user's verified address is the one supplied."""
    key = rules.normalise_number(regulator, number)
    held = Registration.objects.filter(regulator__code=regulator, number_key=key).select_related("clinician").first()
    if held is None or held.clinician.state != ClinicianState.STUB:
        return None
    proof = proof_for(user=user, record=held.clinician, has_link=False, regulator=regulator, number_key=key)
    return take_up(user=user, record=held.clinician, proof=proof, at=at) if proof else None


def record_of(draft: RegistrationDraft) -> Clinician | None:
    """The proven record of a draft, locked, while it still waits for its person."""
    if draft.claims_id is None:
        return None
    waiting = Clinician.objects.select_for_update(of=("self",)).stubs()
    return waiting.filter(pk=draft.claims_id).first()


@transaction.atomic
def ask_about_number(*, record: Clinician, regulator: Regulator, number_key: str, by: User, at: datetime) -> None:
    """Leave it to support that somebody gave a number which stands on another record. Asked once."""
    request, is_new = ClaimRequest.objects.get_or_create(
        asked_by=by,
        regulator=regulator,
        number_key=number_key,
        state=ClaimRequest.State.OPEN,
        defaults={
            "reference": rules.make_reference(),
            "kind": ClaimRequest.Kind.NUMBER_HELD,
            "record": record,
            "created_at": at,
        },
    )
    if is_new:
        _record_request(request, by)


@transaction.atomic
def ask_about_row(
    *, kind: str, record: Clinician, name: str, regulator: str, number_key: str, row: str, by: User | None, at: datetime
) -> None:
    """Leave to support what a list says of somebody: their number under another name, or that they died. `row` says
    where. Asked once."""
    request, is_new = ClaimRequest.objects.get_or_create(
        asked_by=by,
        regulator=Regulator.objects.get(code=regulator),
        number_key=number_key,
        state=ClaimRequest.State.OPEN,
        defaults={
            "reference": rules.make_reference(),
            "kind": kind,
            "record": record,
            "message": f"{name}\n{row}"[:MOST_MESSAGE],
            "created_at": at,
        },
    )
    if is_new:
        _record_request(request, by)


@transaction.atomic
def ask_support(*, record: Clinician | None, kind: str, message: str, by: User | None, at: datetime) -> ClaimRequest:
    """Leave something about a supplied record to people."""
    request = ClaimRequest.objects.create(
        reference=rules.make_reference(),
        kind=kind,
        record=record,
        asked_by=by,
        message=message[:MOST_MESSAGE],
        created_at=at,
    )
    _record_request(request, by)
    return request


@transaction.atomic
def say_twice(*, clinician: Clinician, known: str, message: str, by: User, at: datetime) -> ClaimRequest:
    """Leave it to support that somebody has another record. Nobody learns whether what they typed is known here."""
    other = Clinician.objects.mergeable().exclude(pk=clinician.pk)
    address = known.strip().lower()
    same = other.filter(reference=known.strip().upper()) | other.filter(user__email=address)
    found = list((same | other.filter(work_email=address) if "@" in address else same)[:2])
    waiting = ClaimRequest.objects.open().filter(asked_by=by, kind=ClaimRequest.Kind.TWICE).first()
    if waiting:
        return waiting
    record = found[0] if len(found) == 1 else None
    words = "\n".join(filter(None, [known.strip(), message]))
    return ask_support(record=record, kind=ClaimRequest.Kind.TWICE, message=words, by=by, at=at)


def _record_request(request: ClaimRequest, by: User | None) -> None:
    audit.record(
        "profiles.claim_questioned",
        by=by,
        object_type="claim_request",
        object_ref=request.reference,
        person_ref=request.record.reference if request.record else "",
        details={"kind": request.kind},
    )


@transaction.atomic
def decline(*, record: Clinician, at: datetime) -> None:
    """Erase what was supplied and remember, unreadably, not to accept it again."""
    record = Clinician.objects.select_for_update(of=("self",)).get(pk=record.pk)
    if record.state != ClinicianState.STUB:
        raise CannotChangeRecord
    erasure.keep_out(people=[record], at=at)
    links.end(people=[record.pk], why=EndedLink.Why.REMOVED, at=at)
    erasure.erase_supplied(ids=[record.pk], at=at)
    note("profiles.record_declined", record)


def lift_suppression(*, regulator_code: str, number_key: str) -> None:
    """Somebody who declined before has joined after all."""
    Suppression.objects.filter(fingerprint=suppression_hash(regulator_code, number_key)).delete()


def lift_addresses(*, clinician: Clinician) -> None:
    """The same for the addresses by which a list may name them."""
    hashes = [suppression_hash(BY_ADDRESS, address.lower()) for address in Subject.of([clinician]).addresses]
    Suppression.objects.filter(fingerprint__in=hashes).delete()
