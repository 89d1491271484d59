"""Any file at all: it is refused with a sentence, or every row of it is accepted, rejected or skipped. Nothing breaks.

A short run belongs to every test run; MUTATED_FILES=10000 makes a long one.
"""

import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.utils.exceptions import IllegalCharacterError

from .bad_files import GOOD, book, changed, judge, text

FILES = int(os.environ.get("MUTATED_FILES", "25"))
ODD = [
    "",
    "-",
    "=1+1",
    "'x",
    "#N/A",
    "31/02/2020",
    "7.65E+06",
    "65432",
    "a@b",
    "\u202eNg",
    "\ufffd",
    "x" * 3_000,
    "TBC",
]
ROWS = [changed(number=str(7_000_000 + n), email=f"p{n}@nhs.example") for n in range(12)]
CELL = st.one_of(st.sampled_from(ODD), st.text(st.characters(exclude_categories=["Cs"]), max_size=20))
CHANGES = st.lists(
    st.tuples(st.sampled_from(["cell", "drop", "double", "blank", "short", "long"]), st.integers(0, 11), CELL),
    min_size=1,
    max_size=5,
)
BYTES = st.lists(st.tuples(st.integers(0, 900), st.integers(0, 255)), max_size=3)


def mutated(changes):
    rows = [list(row) for row in ROWS]
    for what, where, cell in changes:
        row = rows[where % len(rows)]
        if what == "cell" and row:
            row[len(cell) % len(row)] = cell
        elif what == "drop" and len(rows) > 1:
            rows.remove(row)
        elif what == "double":
            rows.append(list(row))
        elif what == "blank":
            rows.insert(where, [""] * len(GOOD))
        elif what == "short":
            del row[-1:]
        elif what == "long":
            row.append(cell)
    return rows


@pytest.mark.slow
@pytest.mark.timeout(0)
@settings(max_examples=FILES, suppress_health_check=[HealthCheck.too_slow])
@given(CHANGES, BYTES, st.sampled_from([",", ";", "\t"]), st.sampled_from(["utf-8", "utf-16", "cp1252", "xlsx"]))
def test_rows_in_are_rows_accepted_rejected_or_skipped(changes, flips, separator, kind):
    rows = mutated(changes)
    if kind == "xlsx":
        try:
            content = book(*rows)
        except IllegalCharacterError:  # openpyxl does not write every character
            return
    else:
        content = bytearray(text(*rows, separator=separator).encode(kind, errors="replace"))
        for place, byte in flips:
            content[place % len(content)] = byte
        content = bytes(content)
    judged = judge(content)
    if judged.refused:
        assert judged.sentence
        return
    rejected = [row for row in judged.rows if row.has_problem()]
    assert len(judged.accepted) + len(rejected) == len(judged.rows) == judged.counted
    assert all(row.issues for row in rejected)
    assert all(found[0] and found[4] for found in judged.found)
    # A bare carriage return ends a row, as in lists from old Macs; the writer of these files does not quote it.
    is_cut = any("\r" in cell for row in rows for cell in row)
    if not flips and not is_cut and kind != "xlsx" and judged.header_row == 1:
        assert judged.counted + judged.blank == len(rows)
