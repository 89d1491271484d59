"""Slates and the relay: putting people together, writing to them, their answers, and what became of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pathways.models import Role
from profiles.models import Clinician, RecordMerge
from talent_register.audit import actions as audit
from talent_register.organisations.models import Organisation, Region
from tracking import emails
from tracking.models import ContactRequest, Slate, SlateEntry
from tracking.rules import slates as rules

from . import contacts

State = ContactRequest.State


@dataclass(frozen=True)
class Sent:
    """What became of everybody who was to be written to."""

    written: int
    paused: int


@transaction.atomic
def create(
    *,
    name: str,
    role: Role,
    region: Region | None,
    about: str,
    owner: Organisation,
    people: Mapping[Clinician, list[str]],
    note: str = "",
    by: Any,
    at: datetime,
) -> Slate:
    """A slate of people, each with the reasons for which they matched, and why they were added where none is known."""
    rules.check_size(len(people))
    rules.check_note(note, were_asked=False, unmatched=_unmatched(people.values()))
    slate = Slate.objects.create(
        name=name, role=role, region=region, about=about, owner=owner, created_by=by, created_at=at
    )
    _put_on(slate, people, note, by, at)
    _note("tracking.slate_created", slate, by, details={"people": len(people)})
    return slate


@transaction.atomic
def add(*, slate: Slate, people: Mapping[Clinician, list[str]], note: str, by: Any, at: datetime) -> int:
    """More people on an open slate. Once somebody was asked it is noted why, for each who comes late."""
    slate = _locked(slate)
    there = set(slate.entries.values_list("clinician_id", flat=True))
    fresh = {person: why for person, why in people.items() if person.pk not in there}
    rules.check_size(len(fresh), len(there))
    asked = ContactRequest.objects.filter(entry__slate=slate).exists()
    rules.check_note(note, were_asked=asked, unmatched=_unmatched(fresh.values()))
    _put_on(slate, fresh, note, by, at)
    for person in fresh:
        _note("tracking.slate_person_added", slate, by, person_ref=person.reference, reason=note)
    return len(fresh)


def _unmatched(reasons: Iterable[list[str]]) -> int:
    return sum(1 for codes in reasons if not rules.is_near(codes))


def _put_on(slate: Slate, people: Mapping[Clinician, list[str]], note: str, by: Any, at: datetime) -> None:
    SlateEntry.objects.bulk_create(
        [
            SlateEntry(slate=slate, clinician=person, reasons=why, note=note, added_at=at, added_by=by)
            for person, why in people.items()
        ]
    )


@transaction.atomic
def remove(*, entry: SlateEntry, by: Any) -> None:
    """Take somebody off a slate who was not written to. Whoever was asked stays: they deserve an answer."""
    slate = _locked(entry.slate)
    if ContactRequest.objects.filter(entry=entry).exists():
        raise rules.CannotChangeSlate(_("This person has been written to and stays on the slate"))
    entry.delete()
    _note("tracking.slate_person_removed", slate, by, person_ref=entry.clinician.reference)


@transaction.atomic
def write(*, slate: Slate, entries: list[SlateEntry], message: str, by: Any, at: datetime) -> Sent:
    """Ask these people through the relay. Whoever asked for quiet is left alone, and that is said."""
    slate = _locked(slate)
    today = timezone.localdate(at)
    waiting = [entry for entry in entries if not ContactRequest.objects.filter(entry=entry).exists()]
    quiet = set(_asked_for_quiet([entry.clinician_id for entry in waiting], today))
    to_ask = [entry for entry in waiting if entry.clinician_id not in quiet]
    if not to_ask and not quiet:
        raise rules.CannotChangeSlate(_("Select at least 1 person who has not been written to"))
    for entry in to_ask:
        request = ContactRequest.objects.create(entry=entry, message=message, sent_at=at, sent_by=by)
        emails.approach(request=request)
        contacts.note(entry.clinician, on=today)
        _note("tracking.person_approached", slate, by, person_ref=entry.clinician.reference)
    return Sent(len(to_ask), len(quiet))


def _asked_for_quiet(people: list[int], today: date) -> list[int]:
    """Who asked not to be approached now, on this record or one that was merged into it, and who never wants to be."""
    paused = ContactRequest.objects.filter(state=State.PAUSED, paused_until__gt=today)
    merged = RecordMerge.objects.in_force().filter(kept__in=people, lost__slate_places__request__in=paused)
    never = Clinician.objects.filter(pk__in=people, shares_with_recruiters=False)
    theirs = paused.filter(entry__clinician__in=people).values_list("entry__clinician", flat=True)
    return [*theirs, *merged.values_list("kept", flat=True), *never.values_list("pk", flat=True)]


@transaction.atomic
def answer(
    *, request: ContactRequest, state: str, reason: str = "", until: date | None = None, by: Any, at: datetime
) -> ContactRequest:
    """The person's own answer: yes, not this time and why, or not now."""
    request = ContactRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    rules.check_may_answer(request.state)
    if state == State.PAUSED:
        rules.check_pause(until, timezone.localdate(at))
    request.state, request.answered_at = state, at
    request.reason = reason if state == State.DECLINED else ""
    request.paused_until = until if state == State.PAUSED else None
    request.save()
    emails.approach_answered(request=request)
    person = request.entry.clinician.reference
    _note("tracking.approach_answered", request.entry.slate, by, person_ref=person, details={"state": state})
    return request


@transaction.atomic
def settle(*, request: ContactRequest, outcome: str, by: Any, at: datetime) -> ContactRequest:
    """What became of a conversation. The person can read it."""
    request = ContactRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    rules.check_outcome(request.state)
    request.outcome, request.outcome_at = outcome, at
    request.save()
    person = request.entry.clinician.reference
    _note("tracking.approach_settled", request.entry.slate, by, person_ref=person, details={"outcome": outcome})
    return request


@transaction.atomic
def close(*, slate: Slate, by: Any, at: datetime) -> Slate:
    """The post is filled or no longer sought for. Questions still waiting need no answer any more."""
    slate = _locked(slate)
    slate.closed_at = at
    slate.save()
    _note("tracking.slate_closed", slate, by)
    return slate


def _locked(slate: Slate) -> Slate:
    slate = Slate.objects.select_for_update(of=("self",)).select_related("owner", "role").get(pk=slate.pk)
    rules.check_is_open(slate.closed_at is not None)
    return slate


def _note(event: str, slate: Slate, by: Any, **more: Any) -> None:
    audit.record(event, by=by, object_type="slate", object_ref=str(slate.uuid), organisation=slate.owner.code, **more)
