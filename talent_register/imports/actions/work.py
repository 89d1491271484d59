"""The work behind an import: check a file, bring it into effect, take it back.

The run's row is the queue. Each step is one transaction that holds that row's lock, so that a process killed at any
moment leaves the run as it was, and whoever comes next does the step again.
"""

import hashlib
import logging
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.db import InterfaceError, OperationalError, transaction
from django.utils import timezone

from talent_register.accounts.models import User
from talent_register.audit import actions as audit
from talent_register.audit import context as audit_context
from talent_register.common.doorbell import ring
from talent_register.imports import emails, rules, staging, vault
from talent_register.imports.checking import engine, matching
from talent_register.imports.checking.issues import OTHERS_ROW
from talent_register.imports.choices import State
from talent_register.imports.models import ColumnMapping, ImportRun
from talent_register.imports.progress import Progress
from talent_register.imports.reading import Limits, Refused, opened
from talent_register.imports.reading.headings import fold
from talent_register.imports.reading.table import SHELL_LIMITS, Table
from talent_register.letters.choices import State as LetterState
from talent_register.letters.models import Letter

logger = logging.getLogger(__name__)

TASK = "imports.work"
Listener = Callable[[int, int], None]
SILENT_SECONDS = 15


def ring_again() -> int:
    """Ring for unfinished runs without a recent sign of life. One that is being worked on is passed over there."""
    silent = timezone.now() - timedelta(seconds=SILENT_SECONDS)
    waiting = ImportRun.objects.unfinished().exclude(worked_at__gte=silent).order_by("worked_at", "pk")
    found = list(waiting.only("pk", "reference", "state", "uploaded_at", "waiting_since", "worked_at")[:100])
    for run in found:
        if run.has_stalled(timezone.now()):
            logger.warning("%s has stalled: %s", run.reference, run.state)
        ring(TASK, run_id=run.pk)
    return len(found)


def carry_on(
    *, run_id: int, list_type_of: Callable, limits: Limits | None = None, listener: Listener | None = None
) -> ImportRun | None:
    """Do the next step of a run that is unfinished and that nobody else is working on. Safe to call at any time."""
    run = _take(run_id)
    if run is None:
        return None
    limits = limits or (Limits() if run.uploaded_by_id else SHELL_LIMITS)
    try:
        return _step(run, list_type_of(run.list_type), limits, listener)
    except (OperationalError, InterfaceError):
        # The database went away: nothing happened, and whoever rings next does the step again.
        logger.warning("%s was interrupted", run.reference)
        return None
    except Exception as error:
        where = "".join(traceback.format_tb(error.__traceback__)[-3:])
        logger.error("%s stopped by %s\n%s", run.reference, type(error).__name__, where)
        _note_failure(run_id)
        return None


def _lock(run_id: int) -> ImportRun | None:
    """The run under its lock; None when it is settled or somebody else has it."""
    runs = ImportRun.objects.unfinished().select_for_update(skip_locked=True, of=("self",))
    return runs.select_related("organisation", "approved_by", "uploaded_by").filter(pk=run_id).first()


def _take(run_id: int) -> ImportRun | None:
    with transaction.atomic():
        run = _lock(run_id)
        if run is None:
            return None
        run.attempts += 1
        run.worked_at = timezone.now()
        run.save(update_fields=["attempts", "worked_at"])
        if run.attempts > rules.MOST_ATTEMPTS:
            _fail(run)
            return None
        return run


def _step(run: ImportRun, list_type: Any, limits: Limits, listener: Listener | None) -> ImportRun | None:
    person = run.undone_by if run.state == State.UNDOING else run.approved_by or run.uploaded_by
    actor = person.audit_name if person else "job:imports"
    with audit_context.acting(actor, actor_name=str(person or ""), acting_for=run.organisation.code):
        held = _lock(run.pk)
        if held is None:
            return None
        step = {State.CHECKING: _check, State.IMPORTING: _apply, State.UNDOING: _undo}[State(held.state)]
        step(held, list_type, limits, listener)
        held.worked_at = timezone.now()
        held.attempts = held.failures = 0
        held.save()
    return held


def _note_failure(run_id: int) -> None:
    with transaction.atomic():
        run = _lock(run_id)
        if run is None:
            return
        run.failures += 1
        if run.failures >= rules.MOST_FAILURES:
            _fail(run)
        else:
            run.save(update_fields=["failures"])


def _fail(run: ImportRun) -> None:
    """Give up. An import or an undo that failed has changed nobody."""
    undoing = run.state == State.UNDOING
    run.state = done_state(run) if undoing else State.FAILED
    run.save()
    audit.record(
        "imports.run_failed", object_type="import", object_ref=run.reference, organisation=run.organisation.code
    )


# --- Checking


def _check(run: ImportRun, list_type: Any, limits: Limits, listener: Listener | None) -> None:
    """Read (if need be), clean, stage, match and count; then say what the run waits for."""
    staging.set_aside(run)
    try:
        with _source(run, list_type, limits) as (rows, orders, remembered):
            context = engine.Context(
                as_at=run.as_at,
                columns=frozenset(run.mapping),
                others=list_type.others(run),
                lookups=list_type.lookups({c.lookup for c in list_type.columns if c.lookup and c.key in run.mapping}),
                orders=dict(run.date_orders),
                value_map=run.value_map,
                is_1904=run.is_1904,
            )
            news = {key: found for key, found in orders.items() if key not in context.orders}
            engine.settle_orders(news, context, remembered)
            checked = engine.check(list_type, rows, context, Progress(run, run.rows_total, listener))
            staging.stage(run, checked, beside=not run.is_read)
        _refuse_others(run, list_type)
    except Refused as no:
        _refuse(run, no)
        return
    run.is_read = True
    list_type.note_duplicates(run)
    list_type.match_again(run, staging.NOBODYS_ASIDE)
    run.date_orders = context.orders
    if context.unsure_orders:
        run.unsure_orders, run.columns_confirmed_at = context.unsure_orders, None
    run.suggested = context.suggested
    run.changed_silently = sorted({*run.changed_silently, *context.repairs})
    _settle(run, list_type)


@contextmanager
def _source(run: ImportRun, list_type: Any, limits: Limits) -> Iterator[tuple[Iterator[engine.Row], dict, dict]]:
    """The rows to check, what their dates show, and what is remembered of such dates: as they were staged before, else
    from the file."""
    date_columns = [column.key for column in list_type.columns if column.kind == "date"]
    if run.is_read:
        with staging.aside() as rows:
            yield rows, staging.orders_aside(key for key in date_columns if key not in run.date_orders), {}
        return
    with opened(
        vault.pieces_of(run),
        size=run.file_size,
        known=list_type.known_headings(),
        sheet=run.sheet,
        header_row=run.header_row,
        limits=limits,
    ) as reader:
        remembered = _note_table(run, reader.table, list_type)
        reader.keep(run.mapping, date_columns)
        yield staging.kept_rows(reader, staging.decisions_aside()), reader.orders, remembered


def _note_table(run: ImportRun, table: Table, list_type: Any) -> dict[str, str]:
    """Keep what the file looks like, and match its columns unless somebody already did. Returns how an earlier file
    with these columns wrote its dates."""
    run.headings, run.header_row, run.encoding, run.is_1904 = (
        table.headings,
        table.header_row,
        table.encoding,
        table.is_1904,
    )
    run.sheet, run.sheets = table.sheet, table.sheets
    run.is_heading_sure = table.is_heading_sure
    run.changed_silently = sorted(set(table.notices))
    run.counts = {"blank": table.blank}
    run.rows_total = table.count
    if run.columns_confirmed_at and run.mapping:
        run.dropped = matching.dropped(table.headings, run.mapping)
        return {}
    remembered = ColumnMapping.objects.filter(
        organisation=run.organisation, list_type=run.list_type, fingerprint=fingerprint(table.headings)
    ).first()
    found = matching.match(list_type, table.headings, remembered.mapping if remembered else None)
    run.mapping, run.sure, run.dropped = found.mapping, found.sure, found.dropped
    run.date_orders, run.unsure_orders = {}, {}
    if remembered is None:
        return {}
    run.value_map = {**remembered.value_map, **run.value_map}
    run.columns_confirmed_at = run.values_confirmed_at = timezone.now()
    return remembered.date_orders


def fingerprint(headings: list[str]) -> str:
    """The same for the same headings, whatever their case and marks."""
    return hashlib.sha256("|".join(fold(heading) for heading in headings).encode()).hexdigest()


def _refuse_others(run: ImportRun, list_type: Any) -> None:
    """A list with rows of another organisation is refused whole, and that is written down."""
    if not any(list_type.column(key).kind == "owner" for key in run.mapping):
        return
    row = run.rows.filter(issues__contains=[{"code": OTHERS_ROW}]).order_by("number").first()
    if row:
        found = next(issue for issue in row.issues if issue["code"] == OTHERS_ROW)
        audit.record(
            "imports.other_organisation_asked",
            object_type="import",
            object_ref=run.reference,
            organisation=run.organisation.code,
            details={"asked": "list", "found": found["value"], "row": row.number},
        )
        raise Refused(OTHERS_ROW, row=row.number, value=found["value"])


def _refuse(run: ImportRun, no: Refused) -> None:
    rules.check_can_move(run.state, State.REFUSED)
    run.state, run.refusal, run.refusal_details = State.REFUSED, no.code, no.details
    run.checked_at = timezone.now()
    run.rows.all().delete()
    vault.forget(run)
    note_refusal(run=run, code=no.code, by=run.uploaded_by)


def note_refusal(*, run: ImportRun, code: str, by: User | None) -> None:
    """Write down that a file was refused and why, also where that was seen before any of it was kept."""
    audit.record(
        "imports.file_refused",
        by=by,
        object_type="import",
        object_ref=run.reference,
        organisation=run.organisation.code,
        reason=code,
    )


def _settle(run: ImportRun, list_type: Any) -> None:
    """Count, and move to what the run waits for."""
    run.counts = {**_counted(run, list_type), "stale": 0, "stale_rows": {}}
    run.rows_done, run.rows_sha256 = run.rows_total, staging.rows_print(run)
    run.checked_at = timezone.now()
    lacking = list_type.lacking(run.mapping)
    answered = bool(run.columns_confirmed_at and not lacking and not run.values_open and not run.counts["questions"])
    to = rules.settled_state(
        answered=answered, problems=run.counts["problems"], problems_accepted=bool(run.problems_accepted_at)
    )
    rules.check_can_move(run.state, to)
    run.state = to


def _counted(run: ImportRun, list_type: Any) -> dict:
    """The figures of a run, with how many values people would be asked about."""
    return {**staging.count(run), "suggestions": list_type.suggestions(run)}


# --- Bringing into effect


def _apply(run: ImportRun, list_type: Any, limits: Limits, listener: Listener | None) -> None:
    """Staging to live in this one transaction. What changed since the check goes back to be looked at again."""
    progress = Progress(run, max(run.ready_count, 1), listener)
    list_type.hold(run)
    staging.note_seen(run)
    if stale := list_type.match_again(run, staging.NOBODYS):
        run.counts = {**_counted(run, list_type), "stale": stale, "stale_rows": staging.not_as_seen(run)}
        run.approved_by = run.approved_at = None
        run.state = State.READY
        return
    at = timezone.now()
    figures = list_type.apply(run, by=run.approved_by, at=at, progress=progress)
    run.counts = {**run.counts, **figures, "stale": 0, "stale_rows": {}}
    run.imported_at = at
    run.state = done_state(run)
    emails.finished(run, things=list_type.nouns[run.ready_count != 1])
    audit.record(
        "imports.run_applied",
        by=run.approved_by,
        object_type="import",
        object_ref=run.reference,
        organisation=run.organisation.code,
        details={key: run.counts.get(key, 0) for key in ("rows", "new", "changed", "unchanged", "leavers")},
    )


def done_state(run: ImportRun) -> State:
    """What an import is once it is in effect: whole, or with rows left out."""
    left = sum(run.counts.get(key, 0) for key in ("problems", "questions", "left_out"))
    return State.IMPORTED_PARTLY if left else State.IMPORTED


# --- Taking back


def _undo(run: ImportRun, list_type: Any, limits: Limits, listener: Listener | None) -> None:
    at = timezone.now()
    list_type.hold(run)
    figures = list_type.undo(run, by=run.undone_by, at=at)
    unsent = Letter.objects.filter(related=run.reference, state=LetterState.PENDING).exclude(person_ref="")
    figures["letters_cancelled"] = unsent.update(
        state=LetterState.CANCELLED, finished_at=at, outcome="The import was undone."
    )
    figures["told_undone"] = list_type.tell_undone(run)
    run.counts = {**run.counts, **figures}
    run.undone_at, run.state = at, State.UNDONE
    audit.record(
        "imports.run_undone",
        by=run.undone_by,
        object_type="import",
        object_ref=run.reference,
        organisation=run.organisation.code,
        details=figures,
    )
