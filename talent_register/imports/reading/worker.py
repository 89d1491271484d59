"""The child process: reads one file from its input within its limits, says its shape, then hands over what is kept.

A parser that panics, loops or swallows memory takes only this process with it. Columns that nobody matched stay here.
"""

import json
import resource
import sys
from collections.abc import Iterable
from dataclasses import asdict
from itertools import chain, islice
from typing import IO

from .headings import LOOK_AHEAD, find_heading_row, fold, is_example
from .kinds import is_packed, kind_of
from .orders import order_of
from .table import Body, Cell, Limits, Pieces, Refused, Rows, Table, is_blank
from .texts import read_text
from .workbooks import read_workbook

LINES_AT_ONCE, AT_ONCE = 500, 256 * 1024


def main() -> None:
    source = sys.stdin.buffer
    order = json.loads(source.readline())
    limits = Limits(**order["limits"])
    content = _take(source, order["size"])
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.seconds, limits.seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    try:
        if order["first"]:
            answer(first=first_rows(content, set(order["known"]), order["sheet"], order["first"], limits))
            return
        table = tabulate(content, set(order["known"]), order["sheet"], order["header_row"], limits)
    except Refused as no:
        answer(refused=no.code, details=no.details)
        return
    except MemoryError:
        answer(refused="too_large_unpacked", details={})
        return
    del content
    rows, table.rows = table.rows, []
    answer(table=asdict(table))
    wanted = json.loads(source.readline() or "null")
    if wanted is not None:
        answer(orders=_orders(rows, wanted))
        _hand_over(rows, wanted["keep"], len(table.headings), is_text=bool(table.delimiter))


def _take(source: IO[bytes], size: int) -> bytes | Pieces:
    """A file of texts is kept packed: it is longer, and read a piece at a time."""
    start = source.read(min(size, AT_ONCE))
    if is_packed(start):
        return start + source.read(size - len(start))
    rest = (source.read(min(AT_ONCE, size - at)) for at in range(len(start), size, AT_ONCE))
    return Pieces(chain([start], rest))


def answer(**line) -> None:
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


def _orders(rows: Iterable, wanted: dict) -> dict[str, dict]:
    """The order of day and month in each kept column of dates that are written as text."""
    texts: dict[str, set[str]] = {key: set() for key in wanted["dates"]}
    places = [(wanted["keep"][key], texts[key]) for key in texts]
    for _number, row in rows:
        for index, found in places:
            if index < len(row) and isinstance(row[index], str):
                found.add(row[index].strip())
    return {key: asdict(order_of(sorted(found))) for key, found in texts.items() if found - {""}}


def _hand_over(rows: Iterable, keep: dict[str, int], width: int, *, is_text: bool) -> None:
    lines = []
    for number, row in rows:
        size = len(row)
        kept = {key: row[index] for key, index in keep.items() if index < size and row[index] not in ("", None)}
        lines.append(f"{number}\t{misfit(row, width, is_text=is_text)}\t{json.dumps(kept)}")
        if len(lines) == LINES_AT_ONCE:
            sys.stdout.write("\n".join(lines) + "\n")
            lines.clear()
    sys.stdout.write("".join(f"{line}\n" for line in lines))


def misfit(row: list, width: int, *, is_text: bool) -> str:
    """Whether a row has more cells than there are column names, or fewer, as only text files can."""
    if any(cell not in ("", None) for cell in row[width:]):
        return "too_many_cells"
    return "too_few_cells" if is_text and len(row) < width else ""


def tabulate(content: bytes | Pieces, known: set[str], sheet: str, header_row: int | None, limits: Limits) -> Table:
    """The table of the chosen sheet below the heading row; both are found where not given."""
    kind = kind_of(content, limits)
    table, merged, end = Table([], 0, []), [], 0
    if isinstance(content, Pieces):
        cells, table.encoding, table.delimiter = read_text(content, known, limits)
    else:
        cells, table.sheet, table.sheets, book = read_workbook(content, kind, known, sheet, limits)
        table.is_1904, merged, end = book.is_1904, book.merged, book.end
        table.notices += [f"formulas:{book.formula}"] if book.formula else []
    if all(is_blank(row) for row in cells):
        raise Refused("empty")
    index = _heading_index(cells, known, header_row, table)
    table.header_row = index + 1
    table.headings = _without_tail(
        [str(cell or "").strip() if not isinstance(cell, dict) else "" for cell in _row(cells, index)]
    )
    _check_once(table.headings, known)
    _take_rows(cells, index, table, limits)
    table.blank += max(end - len(cells), 0)
    _name_the_nameless(table)
    _check_merged(table.headings, index, merged)
    _notice(table, kind, index)
    return table


def first_rows(content: bytes | Pieces, known: set[str], sheet: str, count: int, limits: Limits) -> list[list[Cell]]:
    """The first rows of the chosen sheet as they stand, blank ones too."""
    kind = kind_of(content, limits)
    if isinstance(content, Pieces):
        cells = read_text(content, known, limits)[0]
    else:
        cells = read_workbook(content, kind, known, sheet, limits)[0]
    return [*islice(cells, count)]


def _row(cells: Rows, index: int) -> list:
    return next(islice(cells, index, None))


def _without_tail(headings: list[str]) -> list[str]:
    """Without the empty cells after the last name."""
    while headings and not headings[-1]:
        headings.pop()
    return headings


def _check_once(headings: list[str], known: set[str]) -> None:
    """Two columns with one name that we know: which one is meant cannot be told."""
    seen: dict[str, int] = {}
    for index, heading in enumerate(headings):
        word = fold(heading)
        if word in known and word in seen:
            raise Refused("heading_twice", heading=heading, first=letters(seen[word]), second=letters(index))
        seen.setdefault(word, index)


def _name_the_nameless(table: Table) -> None:
    """A column without a name, as below merged cells, is called by its letter, so that it can be matched."""
    for index, heading in enumerate(table.headings):
        if not heading and any(index < len(row) and row[index] not in ("", None) for _n, row in table.rows):
            table.headings[index] = f"[{letters(index)}]"


def _check_merged(headings: list[str], index: int, merged: list[tuple]) -> None:
    """One name over several columns with values: which of them it names cannot be told."""
    for (top, left), (bottom, right) in merged:
        if top <= index <= bottom and any(heading.startswith("[") for heading in headings[left + 1 : right + 1]):
            raise Refused("merged_headings", heading=headings[left], first=letters(left), last=letters(right))


def letters(index: int) -> str:
    """The letters over a column in a spreadsheet."""
    word = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        word = chr(65 + rest) + word
    return word


def _heading_index(cells: Rows, known: set[str], header_row: int | None, table: Table) -> int:
    if header_row and header_row <= len(cells):
        return header_row - 1
    found = find_heading_row([*islice(cells, LOOK_AHEAD)], known)
    if found is None:
        raise Refused("no_headings")
    table.is_heading_sure = found[1]
    return found[0]


def _take_rows(cells: Rows, index: int, table: Table, limits: Limits) -> None:
    last = 0
    table.rows = body = Body(cells, index + 1)
    for number, row in body:
        if is_example(row):
            body.left_out.add(number)
            table.notices.append("example_row")
        else:
            table.count += 1
            last = number
    if not last:
        raise Refused("headings_only")
    if table.count > limits.rows:
        raise Refused("too_many_rows", rows=table.count, limit=limits.rows)
    table.blank = len(cells) - index - 1 - table.count
    trailing = len(cells) - last
    table.notices += ["blank_rows"] if table.blank > trailing else []


def _notice(table: Table, kind: str, index: int) -> None:
    """What was tolerated, in codes, for What we changed."""
    named = {"utf-8-sig": "bom", "utf-16": "utf16", "utf-16-le": "utf16", "utf-16-be": "utf16"}
    named |= {"cp1252": "cp1252", "mac-roman": "mac_roman"}
    if table.encoding in named:
        table.notices.append(named[table.encoding])
    if kind == "text" and table.delimiter != ",":
        table.notices.append("separator")
    if index:
        table.notices.append("title_rows")
    if any(page["hidden"] for page in table.sheets):
        table.notices.append("hidden_sheets")
