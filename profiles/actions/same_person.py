"""Asking two people whether they are one: ask, take their replies, settle, take back. Who they are is never told."""

import uuid
from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from profiles import rules, same_person_letters
from profiles.choices import SameState
from profiles.models import Clinician, ClinicianState, RightsRequest, SamePersonQuestion
from talent_register.accounts import access
from talent_register.accounts.models import User
from talent_register.audit import actions as audit
from talent_register.common.permissions import Permission
from talent_register.common.secret_links import new_token, token_hash
from talent_register.imports.actions import asked as import_asked
from talent_register.imports.actions.rows import identity
from talent_register.imports.choices import State as RunState
from talent_register.imports.models import ImportRow, ImportRun, NotTheSame
from talent_register.imports.rules import asked_until, first_letter_day, letters_leave_at
from talent_register.letters import actions as letters

from . import trail

MAY_BE_ASKED = (ClinicianState.STUB, ClinicianState.REGISTERED, ClinicianState.PAUSED)
PURPOSE = "Asked whether you are on its list"


def address_of(cleaned: Mapping[str, str]) -> str:
    """Where somebody on a list can be asked; empty where the list gave no address."""
    return cleaned.get("work_email") or cleaned.get("personal_email") or ""


@transaction.atomic
def ask(
    *, run: ImportRun, row: ImportRow, clinician: Clinician, person_print: str, by_number: bool, by: User, at: datetime
) -> SamePersonQuestion:
    """Write to both sides, to leave at 9:00 on the next working day. A pair that is being asked is not asked twice.

    Whoever may not be written to gets no letter, and the organisation does not learn that: nobody answers in time.
    """
    leaves_at = letters_leave_at(first_letter_day(at, run.organisation.nation))
    question, is_new = SamePersonQuestion.objects.get_or_create(
        organisation=run.organisation,
        row_print=identity(row),
        clinician=clinician,
        state=SameState.WAITING,
        defaults={
            "uuid": uuid.uuid4(),
            "import_reference": run.reference,
            "person_print": person_print,
            "by_number": by_number,
            "asked_by": by,
            "asked_at": at,
            "answer_by": asked_until(leaves_at.date()),
        },
    )
    if is_new:
        _write(question, clinician, address_of(row.cleaned), leaves_at)
        _note(question, clinician, run, by)
    return question


def _write(question: SamePersonQuestion, clinician: Clinician, listed: str, leaves_at: datetime) -> None:
    """Two letters, or one that asks both where one address has both sides."""
    token, drafts = new_token(), []
    question.listed_hash = token_hash(token)
    drafts.append(same_person_letters.draft(question, token=token, side="listed", to_email=listed, leaves_at=leaves_at))
    if listed.lower() not in _addresses(clinician):
        token = new_token()
        question.known_hash = token_hash(token)
        if clinician.email and _may_be_asked(clinician):
            known = same_person_letters.draft(
                question,
                token=token,
                side="known",
                to_email=clinician.email,
                leaves_at=leaves_at,
                person=clinician,
            )
            drafts.append(known)
    question.save(update_fields=["listed_hash", "known_hash"])
    letters.write_many(drafts)


def _addresses(clinician: Clinician) -> set[str]:
    own = (clinician.email, clinician.work_email, clinician.personal_email, clinician.log_in)
    return {address.lower() for address in own if address}


def _may_be_asked(clinician: Clinician) -> bool:
    """Whether we may write to somebody about a question that is not theirs yet."""
    objections = RightsRequest.objects.filter(kind=RightsRequest.Kind.OBJECT, clinician=clinician)
    has_objected = objections.exclude(state=RightsRequest.State.REFUSED).exists()
    return clinician.state in MAY_BE_ASKED and not clinician.restricted_at and not has_objected


def _note(question: SamePersonQuestion, clinician: Clinician, run: ImportRun, by: User) -> None:
    """On the person's trail, and among those who looked: the organisation was told that somebody is there."""
    trail.note("profiles.same_person_asked", clinician, by, organisation=run.organisation.code)
    place = access.capacity(by, Permission.IMPORT_UPLOAD)
    audit.viewed(
        [clinician.reference],
        page="possible matches",
        by=by,
        organisation=place.organisation,
        role=place.role,
        purpose=PURPOSE,
    )


@transaction.atomic
def reply(*, question: SamePersonQuestion, replies: Mapping[str, str], at: datetime) -> SamePersonQuestion:
    """Keep what somebody said for their side ("listed", "known"); with both there, settle. It can be said otherwise
    until then."""
    question = SamePersonQuestion.objects.select_for_update().get(pk=question.pk)
    if question.state != SameState.WAITING:
        return question
    for side, said in replies.items():
        setattr(question, f"{side}_reply", said)
    question.save()
    audit.record(
        "profiles.same_person_answered",
        object_type="same person question",
        object_ref=str(question.uuid),
        person_ref=question.clinician.reference if "known" in replies else "",
        details={"sides": len(replies)},
    )
    outcome = rules.outcome(question.listed_reply, question.known_reply, by_number=question.by_number)
    if outcome != SameState.WAITING:
        _settle(question, outcome, at)
    return question


def _settle(question: SamePersonQuestion, outcome: SameState, at: datetime) -> None:
    question.state, question.settled_at = outcome, at
    question.save()
    if outcome == SameState.DIFFERENT:
        NotTheSame.objects.update_or_create(
            fingerprint=question.row_print,
            person_id=question.clinician_id,
            defaults={"person_print": question.person_print, "decided_by": None, "decided_at": at},
        )
    others = SamePersonQuestion.objects.waiting().filter(import_reference=question.import_reference)
    if outcome != SameState.WITHDRAWN:
        import_asked.answered(
            reference=question.import_reference, asked_by=question.asked_by, is_last=not others.exists(), at=at
        )


@transaction.atomic
def withdraw(*, run: ImportRun, prints: Iterable[str] | None = None, at: datetime) -> int:
    """Take back what was asked for an import, or for some of its rows: letters that wait do not leave (they ask
    `still_to_ask`), links open nothing, and what both had agreed on holds no longer. Returns how many questions."""
    asked = SamePersonQuestion.objects.select_for_update().filter(import_reference=run.reference)
    asked = asked.filter(state__in=[SameState.WAITING, SameState.SAME])
    if prints is not None:
        asked = asked.filter(row_print__in=list(prints))
    found = list(asked)
    for question in found:
        _settle(question, SameState.WITHDRAWN, at)
    return len(found)


def settle_due(*, at: datetime) -> int:
    """End questions whose time is over and those of lists that were cancelled; look again at lists that missed an
    answer because somebody was working on them. Returns how many questions ended."""
    today = timezone.localdate(at)
    ended = 0
    for question in SamePersonQuestion.objects.waiting().filter(answer_by__lt=today)[:500]:
        with transaction.atomic():
            held = SamePersonQuestion.objects.select_for_update().get(pk=question.pk)
            if held.state == SameState.WAITING:
                _settle(held, SameState.OVER, at)
                ended += 1
    waiting = SamePersonQuestion.objects.waiting().values("import_reference")
    gone = [RunState.CANCELLED, RunState.UNDONE]
    for run in ImportRun.objects.filter(reference__in=waiting, state__in=gone)[:100]:
        ended += withdraw(run=run, at=at)
    import_asked.look_again(is_waiting=_is_waiting)
    return ended


def _is_waiting(row: ImportRow) -> bool:
    questions = SamePersonQuestion.objects.waiting().filter(organisation=row.run.organisation_id)
    return questions.filter(row_print=identity(row)).exists()
