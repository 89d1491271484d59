"""What became of a list, for programs: the shell and the API say the same of the same file."""

from talent_register.imports import refusals
from talent_register.imports.choices import State
from talent_register.imports.models import ImportRow, ImportRun

from .findings import in_words

FIGURES = ("rows", "new", "changed", "unchanged", "problems")
ROWS_A_PAGE = 500


def issue_of_file(code: str, message: str) -> dict:
    """What is wrong with a whole file, in the shape of what is wrong with a cell."""
    return {"row": None, "column": None, "value": None, "code": code or "refused", "message": message}


def refusal(code: str, message: str) -> dict:
    """The result of a file that was refused."""
    return {"state": State.REFUSED, **dict.fromkeys(FIGURES, 0), "issues": [issue_of_file(code, message)]}


def result(run: ImportRun, issues: list[dict]) -> dict:
    """The result of a list: state, figures and what is wrong."""
    figures = {key: run.counts.get(key, 0) for key in FIGURES}
    return {"state": run.state, "reference": run.reference, **figures, "issues": issues}


def issues_of_file(run: ImportRun, list_type) -> list[dict]:
    """What is wrong with the file as a whole: why it was refused, or which columns it lacks."""
    if run.state == State.REFUSED:
        return [issue_of_file(run.refusal, refusals.sentence(run.refusal, run.refusal_details))]
    lacking = list_type.lacking(run.mapping) if run.is_read else []
    if not lacking:
        return []
    return [issue_of_file("missing_columns", refusals.sentence("missing_columns", lacking_words(run, lacking)))]


def lacking_words(run: ImportRun, lacking: list) -> dict[str, str]:
    """What the sentence about missing columns needs."""
    missing = ", ".join(str(column.label) for column in lacking)
    return {"missing": missing, "found": ", ".join(heading for heading in run.headings if heading)}


def page_of_issues(run: ImportRun, list_type, after: int) -> tuple[list[dict], int | None]:
    """What is wrong in the rows after one, at most 500 rows of it, and the row after which the rest begins."""
    rows = ImportRow.objects.exclude(issues=[]).filter(run=run, number__gt=after).order_by("number")
    found = list(rows.only("number", "issues", "run_id")[: ROWS_A_PAGE + 1])
    page = found[:ROWS_A_PAGE]
    return list(in_words(run, list_type, page)), page[-1].number if len(found) > ROWS_A_PAGE else None
