"""People as the rows of a file: the columns there are, and a last row that says whose file this is and why."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from talent_register.common import tables

from .choices import ExportColumn
from .presenters.people import Row, row, with_work

Get = Callable[[Row], Any]
COLUMNS: dict[str, Get] = {
    ExportColumn.REFERENCE: lambda person: person.reference,
    ExportColumn.NAME: lambda person: person.name,
    ExportColumn.PROFESSION: lambda person: person.profession,
    ExportColumn.REGION: lambda person: person.region,
    ExportColumn.SPECIALTY: lambda person: person.specialty,
    ExportColumn.ROLE: lambda person: person.role,
    ExportColumn.EMPLOYER: lambda person: person.employer,
    ExportColumn.STAGE: lambda person: person.stage,
    ExportColumn.NEXT: lambda person: person.next_step,
    ExportColumn.PATTERN: lambda person: person.pattern,
    ExportColumn.JOINED: lambda person: person.joined,
    ExportColumn.REVIEW: lambda person: person.review.due_on,
}
FEWEST = (ExportColumn.REFERENCE, ExportColumn.PROFESSION, ExportColumn.REGION)


def as_file(export: Any, people: QuerySet, at: datetime) -> tuple[bytes, list[str]]:
    """The bytes of the file, and the references of everybody in it."""
    today = timezone.localdate(at)
    chosen = [ExportColumn(name) for name in export.columns if name in ExportColumn.values]
    shown = [row(person, today) for person in with_work(people)]
    header = [str(column.label) for column in chosen]
    rows = [[_plain(COLUMNS[column](person)) for column in chosen] for person in shown]
    mark = watermark(export, len(rows), at)
    if export.format in tables.BOOKS:
        about = [[key, value] for key, value in mark]
        _kind, write = tables.BOOKS[export.format]
        content = write([(_("People"), header, rows), (_("About this file"), [_("What"), ""], about)])
    else:
        content = _csv(header, [*rows, ["; ".join(f"{key}: {value}" for key, value in mark)]])
    return content, [person.reference for person in shown]


def watermark(export: Any, rows: int, at: datetime) -> list[tuple[str, str]]:
    """Who took this list, when, why and by which filters."""
    return [
        (_("Official-sensitive: personal. Exported by"), f"{export.asked_by}, {export.team}"),
        (_("On"), date_format(timezone.localtime(at), "j F Y H:i")),
        (_("Why"), export.reason),
        (_("Filters"), export.said or _("None")),
        (_("People"), str(rows)),
        (_("Export"), str(export.uuid)),
    ]


def _csv(header: Sequence[str], rows: Iterable[Sequence]) -> bytes:
    return "".join(tables.csv_lines(header, rows)).encode()


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, Promise) else value
