"""What people do with an import: start, hand over a file, answer, approve, cancel, take back."""

import re
import uuid
from datetime import datetime

from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from talent_register.accounts import access
from talent_register.accounts.models import User
from talent_register.audit import actions as audit
from talent_register.common.doorbell import ring_after_commit
from talent_register.common.permissions import Permission
from talent_register.imports import emails, rules, staging, vault
from talent_register.imports.choices import Action, Leavers, Mode, RowState, State, Zeros
from talent_register.imports.models import ColumnMapping, ImportFile, ImportRun
from talent_register.organisations.models import Organisation

from .work import TASK, done_state, fingerprint

PATIENCE = 2_000  # ms


def start(
    *, organisation: Organisation, list_type: str, by: User | None, at: datetime, scope: str = "", mode: str = Mode.ADD
) -> ImportRun:
    """Open an import that waits for its file."""
    with transaction.atomic():
        run = ImportRun.objects.create(
            reference=uuid.uuid4().hex[:20],
            organisation=organisation,
            list_type=list_type,
            scope=scope,
            mode=mode,
            as_at=timezone.localdate(at),
            uploaded_by=by,
            uploaded_at=at,
        )
        run.reference = f"IMP-{timezone.localdate(at).year}-{run.pk:05}"
        run.save(update_fields=["reference"])
        _record("imports.run_started", run, by)
    return run


def locked(run: ImportRun) -> ImportRun:
    """The run under its lock, or a sentence that says it is being worked on. Inside a transaction.

    A second click waits for the first, which is soon done; nobody waits for the background.
    """
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL lock_timeout = {PATIENCE}")
            found = ImportRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
            cursor.execute("SET LOCAL lock_timeout TO DEFAULT")
            return found
    except DatabaseError as busy:
        raise rules.CannotChange(_("We are working on this import. Try again in a moment.")) from busy


@transaction.atomic
def take_file(*, run: ImportRun, name: str, content: bytes, by: User | None, at: datetime) -> ImportRun:
    """Keep the file, encrypted, and set the run to be checked."""
    run = locked(run)
    if run.state != State.STARTED:
        _drop_answers(run)
    move(run, State.CHECKING)
    run.file_name = shown_name(name)
    run.uploaded_at, run.uploaded_by = at, by
    vault.keep(run, content)
    run.is_read = False
    run.save()
    _record("imports.file_uploaded", run, by, {"size": run.file_size, "sha256": run.file_sha256})
    return run


def shown_name(name: str) -> str:
    """A file's name as it can be shown: no folders, nothing invisible, nothing that turns the text around."""
    last = re.split(r"[/\\]", name)[-1]
    return "".join(letter for letter in last if letter.isprintable())[-255:] or "list"


def _drop_answers(run: ImportRun) -> None:
    """Another file: what was said about the last one does not hold for it."""
    run.rows.all().delete()
    run.mapping, run.value_map, run.date_orders, run.sheet, run.header_row = {}, {}, {}, "", None
    run.columns_confirmed_at = run.values_confirmed_at = run.problems_accepted_at = None
    run.zeros = ""


@transaction.atomic
def check_again(*, run: ImportRun, by: User | None) -> ImportRun:
    """Check the staged rows once more."""
    run = locked(run)
    move(run, State.CHECKING)
    run.save()
    return run


@transaction.atomic
def choose_sheet(*, run: ImportRun, sheet: str, by: User | None) -> ImportRun:
    """Read another sheet of the workbook."""
    run = locked(run)
    move(run, State.CHECKING)
    run.sheet, run.header_row, run.mapping, run.columns_confirmed_at = sheet, None, {}, None
    run.is_read = False
    run.save()
    _record("imports.sheet_chosen", run, by)
    return run


@transaction.atomic
def choose_heading_row(*, run: ImportRun, number: int, by: User | None) -> ImportRun:
    """Read the column names from another row, as the spreadsheet counts."""
    run = locked(run)
    move(run, State.CHECKING)
    run.header_row, run.mapping, run.columns_confirmed_at = number, {}, None
    run.is_read = False
    run.save()
    _record("imports.heading_row_chosen", run, by, {"row": number})
    return run


@transaction.atomic
def match_columns(
    *,
    run: ImportRun,
    mapping: dict[str, int],
    date_orders: dict[str, str],
    remember: bool,
    by: User | None,
    at: datetime,
) -> ImportRun:
    """Say which column is which. Columns nobody chose are not kept."""
    run = locked(run)
    move(run, State.CHECKING)
    run.is_read = run.is_read and mapping == run.mapping
    same = {key for key, index in mapping.items() if run.mapping.get(key) == index}
    run.mapping = mapping
    run.sure = {key: run.sure.get(key, "chosen") for key in mapping}
    run.date_orders = {key: order for key, order in {**run.date_orders, **date_orders}.items() if key in same}
    run.unsure_orders = {}
    run.columns_confirmed_at = at
    run.save()
    if remember:
        _remember(run, at)
    _record("imports.columns_matched", run, by, {"columns": len(mapping)})
    return run


@transaction.atomic
def match_values(*, run: ImportRun, values: dict[str, dict[str, str]], by: User | None, at: datetime) -> ImportRun:
    """Say what values mean, once for all rows and for next time."""
    run = locked(run)
    move(run, State.CHECKING)
    for column, pairs in values.items():
        run.value_map = {**run.value_map, column: {**run.value_map.get(column, {}), **pairs}}
    run.values_confirmed_at = at
    run.save()
    _remember(run, at)
    _record("imports.values_matched", run, by, {"values": sum(map(len, values.values()))})
    return run


def _remember(run: ImportRun, at: datetime) -> None:
    ColumnMapping.objects.update_or_create(
        organisation_id=run.organisation_id,
        list_type=run.list_type,
        fingerprint=fingerprint(run.headings),
        defaults={
            "mapping": run.mapping,
            "date_orders": {key: order for key, order in run.date_orders.items() if order},
            "value_map": run.value_map,
            "used_at": at,
        },
    )


@transaction.atomic
def confirm_values(*, run: ImportRun, by: User | None, at: datetime) -> ImportRun:
    """Leave the values as they are; the rows with unknown ones have a problem."""
    return match_values(run=run, values={}, by=by, at=at)


@transaction.atomic
def accept_problems(*, run: ImportRun, by: User | None, at: datetime) -> ImportRun:
    """Go on without the rows that have a problem."""
    run = locked(run)
    move(run, State.READY)
    run.problems_accepted_at = at
    run.save()
    _record("imports.problems_left_out", run, by, {"rows": run.counts.get("problems", 0)})
    return run


@transaction.atomic
def hand_over(*, run: ImportRun, by: User, at: datetime, things: Promise | str) -> ImportRun:
    """Ask an approver of the same organisation to look. `things` is what so many rows of the list are called."""
    run = locked(run)
    if run.state != State.READY:
        rules.check_can_move(run.state, State.IMPORTING)
    if not emails.ready(run, by, things):
        raise rules.CannotChange(
            rules.nobody_else_approves(is_approver=access.can_in(by, Permission.IMPORT_APPROVE, run.organisation))
        )
    run.handed_over_by, run.handed_over_at = by, at
    run.save()
    _record("imports.run_handed_over", run, by)
    return run


@transaction.atomic
def confirm(
    *,
    run: ImportRun,
    by: User | None,
    at: datetime,
    declared: bool,
    zeros: str = "",
    leavers: str = "",
) -> ImportRun:
    """Approve. A second click, or a second approver, finds it done and changes nothing."""
    run = locked(run)
    if run.approved_at and run.state in {State.IMPORTING, *rules.DONE}:
        return run
    rules.check_can_confirm(
        state=run.state,
        mode=run.mode,
        ready=run.ready_count + run.counts.get("leavers", 0),
        zeros=run.counts.get("zeros", 0),
        zeros_choice=zeros or run.zeros,
        declared=declared,
        leavers=run.counts.get("leavers", 0),
        leavers_choice=leavers or run.leavers,
    )
    run.zeros, run.leavers = zeros or run.zeros, leavers or run.leavers
    why = why_second_person(run)
    rules.check_second_person(why=why, is_same_person=by is not None and by == run.uploaded_by)
    if run.leavers == Leavers.KEEP:
        run.rows.filter(state=RowState.READY, action=Action.LEAVER).update(state=RowState.LEFT_OUT)
        run.counts = staging.count(run)
    if run.zeros == Zeros.LEAVE_OUT:
        without = run.rows.filter(state=RowState.READY, issues__contains=[staging.LOST_ZERO])
        without.update(state=RowState.LEFT_OUT)
        run.counts = staging.count(run)
    run.approved_by, run.approved_at = by, at
    move(run, State.IMPORTING)
    run.save()
    _record("imports.run_approved", run, by, {"rows": run.ready_count})
    return run


def why_second_person(run: ImportRun) -> str:
    """Why this import takes two people, or nothing."""
    leavers = run.counts.get("leavers", 0) if run.leavers != Leavers.KEEP else 0
    earlier = ImportRun.objects.filter(organisation=run.organisation_id, imported_at__isnull=False)
    is_first = not earlier.exclude(pk=run.pk).exists()
    return rules.why_second_person(
        ready=run.ready_count,
        leavers=leavers,
        listed=listed(run),
        is_first=is_first,
        changed=run.counts.get("changed", 0),
    )


def listed(run: ImportRun) -> int:
    """How many people of this list the register knows: those in the file, and those who are not in it any more."""
    return sum(run.counts.get(key, 0) for key in ("changed", "unchanged", "leavers"))


@transaction.atomic
def cancel(*, run: ImportRun, by: User | None) -> ImportRun:
    """Stop. Before the approval only the receipt stays; what the background had not done yet goes back a step."""
    run = locked(run)
    if run.state == State.CANCELLED:
        return run
    if run.state in {State.IMPORTING, State.UNDOING}:
        return _step_back(run, by)
    move(run, State.CANCELLED)
    run.rows.all().delete()
    ImportFile.objects.filter(run=run).delete()
    run.save()
    _record("imports.run_cancelled", run, by)
    return run


def _step_back(run: ImportRun, by: User | None) -> ImportRun:
    """Take back an approval, or the wish to undo. The lock says that nobody works on it; one transaction would have
    done all of it, so nothing is half done."""
    kind = "imports.approval_taken_back" if run.state == State.IMPORTING else "imports.undo_called_off"
    if run.state == State.IMPORTING:
        move(run, State.READY)
        run.approved_by = run.approved_at = None
    else:
        move(run, done_state(run))
        run.undone_by = None
    run.save()
    _record(kind, run, by)
    return run


@transaction.atomic
def retry(*, run: ImportRun, by: User | None) -> ImportRun:
    """Ring again for what the background has not done; else begin again from the file, which is kept.

    Pressed twice, it begins once.
    """
    run = locked(run)
    if run.state in rules.UNFINISHED:
        run.waiting_since = timezone.now()
        run.save(update_fields=["waiting_since"])
        ring_after_commit(TASK, run_id=run.pk)
        return run
    if not ImportFile.objects.filter(run=run).exists():
        raise rules.CannotChange(_("The file is no longer kept. Upload your list again."))
    run.is_read = False
    run.approved_by = run.approved_at = None
    move(run, State.CHECKING)
    run.save()
    _record("imports.run_retried", run, by)
    return run


@transaction.atomic
def ask_undo(*, run: ImportRun, by: User | None, at: datetime) -> ImportRun:
    """Set an import to be taken back."""
    run = locked(run)
    if run.state in {State.UNDOING, State.UNDONE}:
        return run
    if not rules.can_undo(state=run.state, imported_at=run.imported_at, today=timezone.localdate(at)):
        raise rules.CannotChange(_("This import can no longer be undone."))
    move(run, State.UNDOING)
    run.undone_by = by
    run.save()
    _record("imports.undo_asked", run, by)
    return run


def move(run: ImportRun, to: State) -> None:
    """Change the state, and ring for the background when it is now its turn."""
    rules.check_can_move(run.state, to)
    run.state = to
    if to in rules.UNFINISHED:
        run.waiting_since = timezone.now()
        run.worked_at, run.attempts, run.failures, run.rows_done = None, 0, 0, 0
        ring_after_commit(TASK, run_id=run.pk)


def _record(kind: str, run: ImportRun, by: User | None, details: dict | None = None) -> None:
    audit.record(
        kind,
        by=by,
        object_type="import",
        object_ref=run.reference,
        organisation=run.organisation.code,
        details=details or {},
    )


@transaction.atomic
def settle_all(*, run: ImportRun, at: datetime) -> ImportRun:
    """The shell's answers: columns and values as they were recognised; rows with problems or questions left out."""
    run = locked(run)
    run.columns_confirmed_at = run.columns_confirmed_at or at
    run.values_confirmed_at = run.values_confirmed_at or at
    run.problems_accepted_at = run.problems_accepted_at or at
    if run.state in {State.NEEDS_ANSWERS, State.PROBLEMS}:
        move(run, State.READY)
    run.save()
    return run


@transaction.atomic
def leave_out_zeros(*, run: ImportRun, by: User | None) -> ImportRun:
    """Leave out the rows whose numbers lost their first 0s, instead of adding those."""
    run = locked(run)
    move(run, State.CHECKING)
    run.zeros = "LEAVE_OUT"
    run.save()
    return run
