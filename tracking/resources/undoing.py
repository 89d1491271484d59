"""Taking a list of posts back: what it made goes, what it changed is as it was, what people changed since stays."""

from collections import defaultdict
from datetime import date
from decimal import Decimal

from talent_register.imports.models import ImportRow
from tracking.models import LeadershipPost, Tenure

from .applying import AT_ONCE, snapshot
from .stored import WRITTEN

DAYS = ("ended_on", "checked_on")


def undo(run) -> dict[str, int]:
    """Reverse the run. Returns how many were removed, restored and kept."""
    rows = list(run.rows.filter(state="APPLIED").order_by("number"))
    list(LeadershipPost.objects.select_for_update().filter(pk__in={_of(row, "post") for row in rows}).order_by("pk"))
    removed, restored = _untouched(rows)
    Tenure.objects.filter(pk__in=[row.origin["tenure"] for row in removed if "tenure" in row.origin]).delete()
    _restore(restored)
    _remove_posts(run, rows)
    back = {row.pk for row in (*removed, *restored)}
    for row in rows:
        row.state = "REVERSED" if row.pk in back or row.action == "UNCHANGED" else "KEPT"
    ImportRow.objects.bulk_update(rows, ["state"], batch_size=AT_ONCE)
    kept = sum(row.state == "KEPT" for row in rows)
    return {"removed": len(removed), "restored": len(restored), "kept": kept}


def preview(run) -> dict[str, int]:
    """What `undo` would do, without doing it."""
    rows = list(run.rows.filter(state="APPLIED"))
    removed, restored = _untouched(rows)
    moved = sum(row.action in ("NEW", "CHANGED") for row in rows)
    return {"removed": len(removed), "restored": len(restored), "kept": moved - len(removed) - len(restored)}


def _untouched(rows: list[ImportRow]) -> tuple[list[ImportRow], list[ImportRow]]:
    """(rows whose post or holder can go, rows whose holder can be as before): those that nobody changed since."""
    tenures = Tenure.objects.in_bulk({_of(row, "tenure") for row in rows} - {None})
    posts = LeadershipPost.objects.in_bulk({_of(row, "post") for row in rows} - {None})
    removed, restored = [], []
    for row in rows:
        tenure = tenures.get(_of(row, "tenure"))
        is_same = tenure is not None and snapshot(tenure) == row.origin["left"]
        if row.action == "NEW" and (is_same or (_of(row, "tenure") is None and _of(row, "post") in posts)):
            removed.append(row)
        elif row.action == "CHANGED" and is_same:
            restored.append(row)
    going = {_of(row, "tenure") for row in removed}
    stays: dict[int, list[Tenure]] = defaultdict(list)
    for one in Tenure.objects.filter(post__in=[_of(row, "post") for row in restored]).exclude(pk__in=going - {None}):
        stays[one.post_id].append(one)
    return removed, [row for row in restored if not _is_taken(tenures[row.origin["tenure"]], row, stays)]


def _is_taken(tenure: Tenure, row: ImportRow, stays: dict[int, list[Tenure]]) -> bool:
    """Whether somebody else who stays came into the post since, so that its former holder cannot hold it again."""
    end = row.origin["was"]["ended_on"]
    later = (one for one in stays[tenure.post_id] if one.started_on > tenure.started_on)
    return any(end is None or one.started_on.isoformat() < end for one in later)


def _restore(rows: list[ImportRow]) -> None:
    tenures = Tenure.objects.in_bulk([row.origin["tenure"] for row in rows])
    for row in rows:
        tenure = tenures[row.origin["tenure"]]
        for name, value in row.origin["was"].items():
            kept = date.fromisoformat(value) if name in DAYS and value else value
            setattr(tenure, name, Decimal(kept) if name == "whole_time" and kept else kept)
    fields = [name.removesuffix("_id") for name in (*WRITTEN, "holder_name")]
    Tenure.objects.bulk_update(tenures.values(), fields, batch_size=AT_ONCE)


def _remove_posts(run, rows: list[ImportRow]) -> None:
    """Posts that the run made and that nobody holds any more."""
    made = [row.origin["post"] for row in rows if _of(row, "made")]
    LeadershipPost.objects.filter(pk__in=made, import_reference=run.reference, tenures__isnull=True).delete()


def _of(row: ImportRow, name: str):
    """What a row kept, or nothing where its person was forgotten."""
    return (row.origin or {}).get(name)
