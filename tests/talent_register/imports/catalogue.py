"""The catalogue of bad input as one table: case → fixture, outcome, row, column, value, words.

test_bad_files holds the fixtures of 1 to 48, test_bad_cells those of 49 to 85; what takes a database, a page or an
export is in lived_cases. A case that is no cell says why it has no place; one that needs no words says why not.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from talent_register.imports.presenters.steps import REPAIRS

from . import lived_cases, test_bad_cells, test_bad_files
from .bad_files import GOOD, changed, judge, text


class Outcome(StrEnum):
    REFUSED = "refused"  # the file
    PROBLEM = "problem"  # the row is not imported
    WARNING = "warning"  # the row goes, and somebody looks
    QUESTION = "question"  # nothing goes until somebody answers
    ACCEPTED = "accepted"
    WRITTEN = "written"  # in a file that leaves the register


@dataclass(frozen=True)
class Found:
    """What came of a case. `row` is the spreadsheet's, `value` what is named or kept."""

    outcome: str
    words: str = ""
    row: int | None = None
    column: str | None = None
    value: str | None = None


@dataclass(frozen=True)
class Case:
    """`number` is the catalogue's; 49.5 is a second example of 49. Expected words are part of what is said."""

    number: float
    fixture: bytes | Callable
    expected: Found
    no_place: str = ""
    silent: str = ""
    key: str = ""  # where an accepted value is kept, if not under the name of its column

    def found(self, world) -> Found:
        if callable(self.fixture):
            return Found(*self.fixture(world))
        return judged(self)


def judged(case: Case) -> Found:
    """What reading and checking make of a file."""
    seen = judge(case.fixture)
    if seen.refused:
        assert not seen.rows, "a refused file leaves no rows"
        return Found(Outcome.REFUSED, seen.sentence)
    if seen.found:
        ((row, column, value, _code, words),) = seen.found
        return Found(Outcome(seen.levels[0]), words, row, column, value)
    said = ". ".join(str(REPAIRS[code]) for code in sorted(seen.repairs) if code in REPAIRS)
    row = next(row for row in seen.accepted if row.number == case.expected.row)
    key = case.key or seen.keys[case.expected.column]
    return Found(Outcome.ACCEPTED, said, row.number, case.expected.column, row.cleaned.get(key))


WHOLE_FILE = "The file as a whole is refused; no row of it was read."
NOTHING = "The value is kept as it stands, so there is nothing to say."
# What is put right or noticed in a file that is merely unusual, in the words of “What we changed”.
NOTICES = {
    18: "Your workbook has hidden sheets",
    23: "We ignored an invisible mark at the start of the file",
    24: "We read the file as UTF-16",
    25: "We read the file as Windows-1252. Check that names with accents look right",
    26: "We read the file as Mac Roman. Check that names with accents look right",
    29: "Your columns are separated by something other than commas",
    30: "Your columns are separated by something other than commas",
    39: "We skipped the rows above your column names",
    40: "We skipped the rows above your column names",
    55: "We removed apostrophes that spreadsheets put before text",
    55.5: "We removed extra spaces",
    78: "We removed characters that cannot be seen",
    82: "We removed titles like Dr from names",
    82.1: "We removed endings like Jr from names",
}
HEADING_OF = {"number": "GMC number", "last": "Last name", "first": "First names", "email": "Email"}
HEADING_OF |= {"grade": "Grade", "start": "Start date", "end": "End date"}
# Row of the first person where more stands above the column names.
FIRST_ROW = {39: 4, 40: 4}


def refused() -> list[Case]:
    return [
        Case(number, content, Found(Outcome.REFUSED, words), no_place=WHOLE_FILE)
        for number, (content, _code, words) in test_bad_files.REFUSED.items()
    ]


def read() -> list[Case]:
    cases = []
    for number, (content, _notices) in test_bad_files.READ.items():
        words, zoe = NOTICES.get(number, ""), number in (25, 26)
        column, value = ("First names", "Zoë") if zoe else ("LAST_NAME" if number == 43 else "Last name", "Okoro")
        expected = Found(Outcome.ACCEPTED, words, FIRST_ROW.get(number, 2), column, value)
        cases.append(Case(number, content, expected, silent="" if words else NOTHING))
    return cases


def lines() -> list[Case]:
    return [
        Case(
            number,
            content,
            Found(
                Outcome.WARNING if code == "double_encoded" else Outcome.PROBLEM,
                test_bad_files.WORDS[number],
                row,
                column,
                value,
            ),
        )
        for number, (content, (row, column, value, code)) in test_bad_files.LINES.items()
    ]


def cells() -> list[Case]:
    cases = []
    for number, (cells, heading, code, words) in test_bad_cells.CELLS.items():
        content = text(GOOD, changed(**{"number": "7000002", "email": "b@nhs.example", **cells}))
        outcome = Outcome.WARNING if code in test_bad_cells.WARNINGS else Outcome.PROBLEM
        value = next(iter(cells.values()))[:60]
        cases.append(Case(number, content.encode(), Found(outcome, words, 3, heading, value)))
    return cases


def accepted() -> list[Case]:
    cases = []
    for number, (cells, key, value) in test_bad_cells.ACCEPTED.items():
        words, heading = NOTICES.get(number, ""), HEADING_OF[next(reversed(cells))]
        expected = Found(Outcome.ACCEPTED, words, 2, heading, value)
        content = text(changed(**cells)).encode()
        cases.append(Case(number + 0.01, content, expected, silent="" if words else NOTHING, key=key))
    return cases


def lived() -> list[Case]:
    return [
        Case(number, fixture, Found(*expected), no_place=no_place, silent=silent)
        for number, fixture, expected, no_place, silent in lived_cases.TABLE
    ]


CASES = [*refused(), *read(), *lines(), *cells(), *accepted(), *lived()]
