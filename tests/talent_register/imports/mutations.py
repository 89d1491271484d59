"""A list of people with faults put into it on purpose, in every kind of file, and what is known to be in it."""

import csv
import io
import os
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

from hypothesis import strategies as st
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from .bad_files import book, open_document

FILES = int(os.environ.get("MUTATED_FILES", "12"))
IS_LONG = FILES > 100
ROWS = 50 if IS_LONG else 200  # of a list; a long run has so many lists that they may be short
HEADINGS = ["GMC number", "Last name", "First names", "Email", "Grade", "Start date", "End date", "Status", "Locker"]
PLACE = {heading: place for place, heading in enumerate(HEADINGS)}
# What is put into which column, and the code by which it has to be found there.
FAULTS = {
    "short number": ("GMC number", "65432", "registration_number_format"),
    "two numbers": ("GMC number", "7000001 / 7000002", "registration_number_format"),
    "science": ("GMC number", "7.65E+06", "science"),
    "error": ("Last name", "#N/A", "error_value"),
    "no name": ("Last name", "", "required_missing"),
    "emoji": ("Last name", "Ng \u2603", "not_text"),
    "long": ("Last name", "x" * 2_001, "too_long"),
    "one name": ("First names", "", "one_name"),
    "lost letter": ("Last name", "Ll?r", "damaged_letter"),
    "address": ("Email", "no-at-sign.example", "email_format"),
    "grade": ("Grade", "ST99X", "unknown_value"),
    "no such day": ("Start date", "31/02/2024", "not_a_date"),
    "no day": ("Start date", "Aug-24", "day_missing"),
    "words": ("Start date", "TBC", "not_a_date"),
    "backwards": ("End date", "13/01/2020", "end_before_start"),
    "died": ("Status", "Deceased", "deceased"),
    "number again": ("GMC number", "", "duplicate_in_file"),
}
KINDS = ["utf-8", "utf-8-sig", "utf-16", "cp1252", "xlsx", "ods"]


@dataclass
class Plan:
    """What is done to the list."""

    faults: dict[int, str]
    drop: set[int]
    blank_before: set[int]
    title: bool
    order: list[str]
    odd: dict[int, str]
    kind: str
    separator: str


@dataclass
class Made:
    """A file, how many rows of it hold anything, how many between them do not, and the faults in it: (row, heading,
    value, code)."""

    content: bytes
    filled: int = 0
    blank: int = 0
    faults: set[tuple] = field(default_factory=set)


@st.composite
def plans(draw) -> Plan:
    places = st.integers(1, ROWS - 1)
    odd = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20)
    faults = draw(st.dictionaries(places, st.sampled_from(sorted(FAULTS)), min_size=1, max_size=5))
    return Plan(
        faults=faults,
        drop=draw(st.sets(places, max_size=4)) - faults.keys(),
        blank_before=draw(st.sets(places, max_size=3)),
        title=draw(st.booleans()),
        order=draw(st.permutations(HEADINGS)),
        odd=draw(st.dictionaries(places, odd, max_size=5)),
        kind=draw(st.sampled_from(KINDS)),
        separator=draw(st.sampled_from([",", ";", "\t", "|"])),
    )


def person(number: int) -> dict[str, str]:
    """A row without a fault. Days over 12 show that the day comes first."""
    letters = "".join("abcdefghij"[int(figure)] for figure in f"{number:03}")
    return {
        "GMC number": f"7{number:06}",
        "Last name": f"Okoro{letters}",
        "First names": "Zoë" if number % 7 == 0 else "Amara",
        "Email": f"p{number}@nhs.example",
        "Grade": "ST4",
        "Start date": f"{13 + number % 15}/08/2024",
        "End date": f"{13 + number % 15}/08/2029",
        "Status": "Active",
        "Locker": "",
    }


def made(plan: Plan) -> Made:
    """The file of a plan. The first person is left as it is, so that its number can come again."""
    found = Made(b"")
    table: list[list[str]] = [["Please send this back"], []] if plan.title else []
    table.append(plan.order)
    for number in range(ROWS):
        if number in plan.drop:
            continue
        if number in plan.blank_before:
            table.append(["-"] if number % 2 else [])
            found.blank += 1
        row = person(number)
        row["Locker"] = " ".join(plan.odd.get(number, "").split())
        if fault := plan.faults.get(number):
            fault = "words" if fault == "emoji" and plan.kind == "cp1252" else fault
            heading, value, code = FAULTS[fault]
            row[heading] = person(0)["GMC number"] if fault == "number again" else value
            found.faults.add((len(table) + 1, heading, row[heading][:60], code))
        table.append([row[heading] for heading in plan.order])
        found.filled += 1
    found.content = _written(table, plan)
    return found


def _written(table: list[list[str]], plan: Plan) -> bytes:
    table = [[ILLEGAL_CHARACTERS_RE.sub("", cell) for cell in row] for row in table]
    if plan.kind == "xlsx":
        return book(*table[1:], headings=table[0])
    if plan.kind == "ods":
        return open_document(*([escape(cell) for cell in row] for row in table))
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=plan.separator, lineterminator="\n").writerows(table)
    return out.getvalue().encode(plan.kind, errors="replace")
