"""Nominations: opening a window, putting people forward, what they say to it, and deciding by two."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from profiles.models import Clinician
from talent_register.audit import actions as audit
from talent_register.organisations.models import Organisation
from tracking.models import Nomination, NominationDecision, NominationReply, NominationWindow
from tracking.rules import nominations as rules

from . import contacts, updates


@dataclass(frozen=True)
class Case:
    """What a nominator says of somebody."""

    kinds: list[str]
    words: str
    referee_name: str
    referee_email: str


@transaction.atomic
def open_window(
    *, name: str, about: str, opens_on: date, closes_on: date, owner: Organisation, by: Any, at: datetime
) -> NominationWindow:
    rules.check_window(opens_on, closes_on, timezone.localdate(at))
    window = NominationWindow.objects.create(
        name=name, about=about, opens_on=opens_on, closes_on=closes_on, owner=owner, created_by=by, created_at=at
    )
    _note("tracking.nominations_opened", window, by)
    return window


@transaction.atomic
def nominate(*, window: NominationWindow, clinician: Clinician, case: Case, by: Any, at: datetime) -> Nomination:
    """Put somebody forward, or change what one has said before. The person is told each time."""
    window = _locked(window)
    rules.check_is_open(window.opens_on, window.closes_on, timezone.localdate(at))
    rules.check_can_nominate(_people(clinician, case, by), case.kinds, case.words, has_declined(window, clinician))
    said = {name: getattr(case, name) for name in Case.__dataclass_fields__}
    there = Nomination.objects.standing().filter(window=window, clinician=clinician, nominator=by)
    if there.update(**said, changed_at=at):
        made = there.get()
        _note("tracking.nomination_changed", window, by, person_ref=clinician.reference)
    else:
        made = Nomination.objects.create(window=window, clinician=clinician, nominator=by, at=at, **said)
        details = {"kinds": case.kinds}
        _note("tracking.nominated", window, by, person_ref=clinician.reference, details=details)
    contacts.note(clinician, on=timezone.localdate(at))
    updates.tell(clinician, at=at)
    return made


def _people(clinician: Clinician, case: Case, by: Any) -> rules.People:
    known = [clinician.work_email, clinician.personal_email, clinician.email]
    return rules.People(
        nominator=by.pk,
        nominee=clinician.user_id,
        nominator_email=by.email.lower(),
        nominee_emails=frozenset(one.lower() for one in known if one),
        referee_email=case.referee_email.lower(),
    )


@transaction.atomic
def withdraw(*, nomination: Nomination, by: Any, at: datetime) -> Nomination:
    """Take one's own nomination back before the close. The person, who was told of it, is told that too."""
    window = _locked(nomination.window)
    rules.check_is_open(window.opens_on, window.closes_on, timezone.localdate(at))
    nomination.withdrawn_at = at
    nomination.save()
    _note("tracking.nomination_withdrawn", window, by, person_ref=nomination.clinician.reference)
    updates.tell(nomination.clinician, at=at)
    return nomination


@transaction.atomic
def reply(
    *, window: NominationWindow, clinician: Clinician, words: str, is_declined: bool, by: Any, at: datetime
) -> NominationReply:
    """The person comments, declines, or changes their mind."""
    made = NominationReply.objects.create(
        window=window, clinician=clinician, words=words, is_declined=is_declined, at=at
    )
    details = {"declined": is_declined}
    _note("tracking.nomination_answered", window, by, person_ref=clinician.reference, details=details)
    return made


@transaction.atomic
def propose(
    *, window: NominationWindow, clinician: Clinician, kind: str, outcome: str, reason: str, by: Any, at: datetime
) -> NominationDecision:
    """The first of two. A proposal that was not confirmed yet is replaced."""
    window = _locked(window)
    standing = list(Nomination.objects.standing().filter(window=window, clinician=clinician))
    rules.check_can_propose(
        is_closed=timezone.localdate(at) > window.closes_on,
        by=by.pk,
        nominators=_nominators(standing),
        has_declined=has_declined(window, clinician),
        kind=kind,
        asked_for={kind for one in standing for kind in one.kinds},
    )
    rules.check_is_not_decided(
        NominationDecision.objects.filter(
            window=window, clinician=clinician, kind=kind, confirmed_at__isnull=False
        ).exists()
    )
    values = {"outcome": outcome, "reason": reason, "proposed_by": by, "proposed_at": at}
    made, _new = NominationDecision.objects.update_or_create(
        window=window, clinician=clinician, kind=kind, defaults=values
    )
    details = {"kind": kind, "outcome": outcome}
    _note("tracking.nomination_proposed", window, by, person_ref=clinician.reference, details=details)
    return made


@transaction.atomic
def confirm(*, decision: NominationDecision, by: Any, at: datetime) -> NominationDecision:
    """The second of two: now it is decided, and the person reads it."""
    decision = (
        NominationDecision.objects.select_for_update(of=("self",))
        .select_related("window__owner", "clinician__user")
        .get(pk=decision.pk)
    )
    standing = Nomination.objects.standing().filter(window=decision.window, clinician=decision.clinician)
    rules.check_can_confirm(
        by=by.pk,
        proposed_by=decision.proposed_by_id,
        nominators=_nominators(list(standing)),
        is_confirmed=decision.confirmed_at is not None,
    )
    decision.confirmed_by, decision.confirmed_at = by, at
    decision.save()
    details = {"kind": decision.kind, "outcome": decision.outcome}
    _note("tracking.nomination_decided", decision.window, by, person_ref=decision.clinician.reference, details=details)
    updates.tell(decision.clinician, at=at)
    return decision


def has_declined(window: NominationWindow, clinician: Clinician) -> bool:
    """By the newest answer of the person."""
    newest = NominationReply.objects.filter(window=window, clinician=clinician).first()
    return newest is not None and newest.is_declined


def _nominators(standing: list[Nomination]) -> set[int]:
    return {one.nominator_id for one in standing if one.nominator_id is not None}


def _locked(window: NominationWindow) -> NominationWindow:
    return NominationWindow.objects.select_for_update(of=("self",)).select_related("owner").get(pk=window.pk)


def _note(event: str, window: NominationWindow, by: Any, **more: Any) -> None:
    about = {"object_type": "nominations", "object_ref": str(window.uuid), **more}
    audit.record(event, by=by, organisation=window.owner.code, **about)
