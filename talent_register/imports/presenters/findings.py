"""Issues in the words of people: row, column, value, what is wrong and how to mend it."""

from collections.abc import Iterable, Iterator

from django.db.models import Q
from django.utils.translation import gettext as _

from talent_register.imports.checking.engine import MISFIT
from talent_register.imports.models import ImportRow, ImportRun


def heading_of(run: ImportRun, list_type, key: str) -> str:
    """What their file calls a column of ours."""
    if key == MISFIT:
        return _("The whole row")
    index = run.mapping.get(key)
    if index is None:
        index = next((i for other, i in run.mapping.items() if other.partition("@")[0] == key), None)
    if index is None or index >= len(run.headings):
        return str(list_type.column(key).label) if list_type.has_column(key) else key
    return run.headings[index]


def in_words(run: ImportRun, list_type, rows: Iterable[ImportRow]) -> Iterator[dict]:
    """Every issue of these rows, with its sentence."""
    headings: dict[str, str] = {}
    for row in rows:
        for issue in row.issues:
            key = issue["column"]
            if key not in headings:
                headings[key] = heading_of(run, list_type, key)
            yield {
                "row": row.number,
                "column": headings[key],
                "value": issue["value"],
                "code": issue["code"],
                "message": list_type.sentence(issue["code"], issue["details"]),
                "level": issue["level"],
            }


def findings_of(run: ImportRun, list_type) -> list[dict]:
    """All issues of a run, in the order of the file."""
    rows = ImportRow.objects.filter(~Q(issues=[]), run=run).only("number", "issues", "run_id").order_by("number")
    return list(in_words(run, list_type, rows.iterator(2_000)))
