"""Merging two records of one person, undoing it, and remembering that two records are two people."""

from collections.abc import Collection, Iterable
from copy import copy
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from profiles import emails, rules
from profiles.models import ClaimRequest, Clinician, ClinicianState, Fact, RecordMerge, SeparateRecords
from profiles.rights import joining
from talent_register.audit import actions as audit
from talent_register.letters import actions as letters
from talent_register.letters.choices import Purpose

from . import asking_again, consents, facts, waiting

SOURCE = ("source", "organisation_id", "as_at", "import_reference")
REASON = "The record was merged with another of the same person."


@transaction.atomic
def merge(
    *,
    kept: Clinician,
    lost: Clinician,
    take: Iterable[str],
    reason: str,
    by: Any,
    at: datetime,
    is_told: bool = True,
) -> RecordMerge:
    """Move everything to the kept record, with these values (codes of rules.CHOICES) taken from the other.

    Raises rules.CannotMerge. Where the two said different things about being seen, the stricter holds until the person
    says otherwise: a no, a pause, a restriction, letters that were stopped.
    """
    kept, lost = _locked(kept, lost)
    rules.check_can_merge(
        kept=kept.state,
        lost=lost.state,
        is_same=kept.pk == lost.pk,
        kept_has_account=kept.user_id is not None,
        lost_has_account=lost.user_id is not None,
    )
    today = timezone.localdate(at)
    for record in (kept, lost):
        facts.spell_out(record)
    before = {"kept": joining.columns_of(kept), "lost": joining.columns_of(lost)}
    made = RecordMerge.objects.create(
        reference=rules.make_reference(),
        kept=kept,
        lost=lost,
        reason=reason,
        merged_at=at,
        merged_by=by,
        undo_until=rules.unmerge_until(today),
    )
    refused = rules.held_back(*(_answers(side) for side in (kept, lost)))
    if is_told:
        emails.merged(merge=made, holds_back=bool(refused))
    # What teams wrote follows the person; what is worked out from their record is worked out anew.
    handed = _hand_on(kept, lost, _reader(kept, before, take))
    letters.cancel_waiting(people=[lost.reference], reason=REASON, at=at)
    made.moved = joining.move(kept, lost, today)
    held = consents.hold_back(clinician=kept, refused=refused, at=at)
    written = _write_both(kept, lost, before, take, at)
    stored = {side: joining.as_stored(values) for side, values in before.items()}
    made.was = {
        **stored,
        **written,
        "questions": _settle_questions(kept, lost, by, at),
        "facts": _swap(kept, lost, take),
        "consents": held,
        "letters": handed,
    }
    made.save()
    waiting.settle(clinician=kept)
    _record("profiles.records_merged", made, by, reason)
    return made


@transaction.atomic
def unmerge(*, merge: RecordMerge, by: Any, at: datetime) -> RecordMerge:
    """Make two records of it again, as they were. What the person changed since stays with the kept one."""
    merge = RecordMerge.objects.select_for_update(of=("self",)).get(pk=merge.pk)
    kept, lost = _locked(merge.kept, merge.lost)
    rules.check_can_unmerge(
        is_undone=merge.state == RecordMerge.State.UNDONE,
        until=merge.undo_until,
        today=timezone.localdate(at),
        has_later=kept.merges.in_force().filter(pk__gt=merge.pk).exists(),
        kept=kept.state,
    )
    _restore(merge, kept, lost)
    lost.refresh_from_db()
    letters.give_back(person=kept.reference, ids=merge.was.get("letters", []), to=lost.as_reader())
    letters.wait_again(person=lost.reference, reason=REASON, cancelled_at=merge.merged_at)
    merge.state, merge.undone_at, merge.undone_by = RecordMerge.State.UNDONE, at, by
    merge.moved, merge.was = [], {}
    merge.save()
    _record("profiles.records_unmerged", merge, by, "")
    emails.unmerged(merge=merge)
    return merge


@transaction.atomic
def keep_apart(*, first: Clinician, second: Clinician, by: Any, at: datetime) -> SeparateRecords:
    """Remember that these are two people, until what either record says of its person changes."""
    first, second = sorted((first, second), key=lambda record: record.pk)
    known, _is_new = SeparateRecords.objects.update_or_create(
        first=first,
        second=second,
        defaults={"fingerprint": fingerprint(first, second), "decided_at": at, "decided_by": by},
    )
    for record, other in ((first, second), (second, first)):
        audit.record(
            "profiles.records_kept_apart",
            by=by,
            object_type="clinician",
            object_ref=other.reference,
            person_ref=record.reference,
        )
    return known


def are_apart(first: Clinician, second: Clinician) -> bool:
    """Whether somebody found two people, and neither record has changed since."""
    key = (min(first.pk, second.pk), max(first.pk, second.pk))
    return key in apart_among([key])


def apart_among(pairs: Collection[tuple[int, int]]) -> set[tuple[int, int]]:
    """Of these pairs of keys, the lower first, those that somebody found to be two people, and that did not change."""
    known = SeparateRecords.objects.filter(first__in=[one for one, _other in pairs])
    noted = {(row.first_id, row.second_id): row.fingerprint for row in known}
    noted = {pair: said for pair, said in noted.items() if pair in set(pairs)}
    people = Clinician.objects.select_related("user").prefetch_related("registrations")
    records = people.in_bulk([pk for pair in noted for pk in pair])
    return {pair for pair, said in noted.items() if fingerprint(records[pair[0]], records[pair[1]]) == said}


def fingerprint(first: Clinician, second: Clinician) -> str:
    """A keyed hash of what two records say of who their people are. Nobody can read it back."""
    said = []
    for record in (first, second):
        numbers = sorted((held.regulator_id, held.number_key) for held in record.registrations.all())
        names = (record.family_key, record.given_key, record.birth_date)
        said.append(repr((*names, record.personal_email, record.work_email, record.email, numbers)))
    hashed = salted_hmac("profiles.separate", "\n".join(said), secret=settings.HASH_KEY, algorithm="sha256")
    return hashed.hexdigest()


def _locked(kept: Clinician, lost: Clinician) -> tuple[Clinician, Clinician]:
    """Both records, always locked in the same order."""
    people = Clinician.objects.select_for_update(of=("self",)).select_related("user").order_by("pk")
    found = {record.pk: record for record in people.filter(pk__in=(kept.pk, lost.pk))}
    if len(found) < len({kept.pk, lost.pk}):
        raise rules.CannotMerge(rules.GONE)
    return found[kept.pk], found[lost.pk]


def _reader(kept: Clinician, before: dict, take: Iterable[str]) -> dict[str, str]:
    """Who reads letters to the kept record, once it has what the other alone says."""
    joined = copy(kept)
    for column, value in rules.merged_values(before["kept"], before["lost"], take).items():
        setattr(joined, column, value)
    return joined.as_reader()


def _hand_on(kept: Clinician, lost: Clinician, to: dict[str, str]) -> list[int]:
    """What waits for the lost record, and only there, goes to its person. Nothing can where no address is known."""
    if not to["to_email"]:
        return []
    messages = letters.hand_on(person=lost.reference, purpose=Purpose.MESSAGES, to=to)
    following = asking_again.to_follow(kept=kept, lost=lost)
    return [*messages, *letters.hand_on(person=lost.reference, ids=following, to=to)]


def _write_both(kept: Clinician, lost: Clinician, before: dict, take: Iterable[str], at: datetime) -> dict[str, Any]:
    values = {**rules.merged_values(before["kept"], before["lost"], take), "updated_at": at}
    values |= rules.merged_pause(before["kept"], before["lost"])
    values |= rules.merged_erasure(before["kept"], before["lost"])
    values |= consents.columns(kept.consents.all())
    names = {**before["kept"], **values}
    values |= {
        "family_key": rules.fold_name(names["family_name"]),
        "given_key": rules.fold_name(names["given_names"]),
    }
    Clinician.objects.filter(pk=lost.pk).update(**rules.NAMELESS, state=ClinicianState.MERGED, updated_at=at)
    Clinician.objects.filter(pk=kept.pk).update(**values)
    return {"written": joining.as_stored(values)}


def _answers(record: Clinician) -> dict[tuple[str, str], bool]:
    return {what: row.is_given for what, row in consents.by_question(record.consents.all()).items()}


def _settle_questions(kept: Clinician, lost: Clinician, by: Any, at: datetime) -> list[int]:
    """What either account asked support about the two records is answered by the merge."""
    accounts = [record.user_id for record in (kept, lost) if record.user_id]
    asked = ClaimRequest.objects.open().filter(asked_by__in=accounts, record=kept)
    ids = list(asked.exclude(kind=ClaimRequest.Kind.WRONG).values_list("pk", flat=True))
    joined = {"state": ClaimRequest.State.JOINED, "settled_at": at, "settled_by": by}
    ClaimRequest.objects.filter(pk__in=ids).update(**joined)
    return ids


def _swap(kept: Clinician, lost: Clinician, take: Iterable[str]) -> list[list[int]]:
    """Who supplied a value goes with the value. Returns the pairs of rows that changed places, for changing back."""
    fields = [f"clinician.{column.removesuffix('_id')}" for code in take for column in rules.CHOICES[code]]
    rows = {(fact.clinician_id, fact.field): fact for fact in Fact.objects.filter(clinician__in=[kept, lost])}
    pairs = [(rows.get((kept.pk, field)), rows.get((lost.pk, field))) for field in fields]
    return [_swap_pair(one, other) for one, other in pairs if one and other]


def _swap_pair(one: Fact, other: Fact) -> list[int]:
    sources = [{name: getattr(fact, name) for name in SOURCE} for fact in (one, other)]
    for fact, source in ((one, sources[1]), (other, sources[0])):
        Fact.objects.filter(pk=fact.pk).update(**source)
    return [one.pk, other.pk]


def _swap_back(merge: RecordMerge) -> None:
    for pair in merge.was.get("facts", []):
        found = list(Fact.objects.filter(pk__in=pair))
        if len(found) == len(pair):
            _swap_pair(*found)


def _restore(merge: RecordMerge, kept: Clinician, lost: Clinician) -> None:
    written, before = joining.as_read(merge.was["written"]), joining.as_read(merge.was["kept"])
    now = joining.columns_of(kept)
    unchanged = {name: before[name] for name, value in written.items() if now[name] == value}
    theirs = joining.as_read(merge.was["lost"])
    Clinician.objects.filter(pk=kept.pk).update(**unchanged)
    Clinician.objects.filter(pk=lost.pk).update(**theirs)
    try:
        with transaction.atomic():
            _swap_back(merge)
            asked = ClaimRequest.objects.filter(pk__in=merge.was.get("questions", []))
            asked.update(state=ClaimRequest.State.OPEN, settled_at=None, settled_by=None)
            consents.take_back(ids=merge.was.get("consents", []))
            joining.put_back(merge.moved, kept, lost)
    except IntegrityError:
        raise rules.CannotMerge(rules.IN_THE_WAY) from None


def _record(event: str, merge: RecordMerge, by: Any, reason: str) -> None:
    """Both records' own trails tell it."""
    for record in (merge.kept, merge.lost):
        audit.record(
            event,
            by=by,
            object_type="record_merge",
            object_ref=merge.reference,
            person_ref=record.reference,
            reason=reason,
            details={"kept": merge.kept.reference, "other": merge.lost.reference},
        )
