"""What reading hands over, and the one way it says no."""

import io
import marshal
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

# A cell is text, a number, a truth value, None, or one of {"date": iso}, {"error": "#N/A"}, {"formula": "A1+1"}.
Cell = str | int | float | bool | dict | None

PACKED_AT_ONCE = 500
# What a spreadsheet shows where a formula has no value.
ERRORS = frozenset({"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#GETTING_DATA", "#SPILL!"})


HYPHENS = " -–—_."


def is_blank(row: list[Cell]) -> bool:
    """Nothing but empty cells and hyphens."""
    return all(cell is None or (isinstance(cell, str) and not cell.strip(HYPHENS + "\xa0\t\r\n")) for cell in row)


class Refused(Exception):
    """The whole file is refused. `code` picks the sentence that says what to do."""

    def __init__(self, code: str, **details):
        super().__init__(code)
        self.code = code
        self.details = details


class Rows:
    """Rows of cells in little memory, packed some hundreds at a time. They can be gone through again and again."""

    def __init__(self) -> None:
        self.packed: list[bytes] = []
        self.latest: list = []
        self.count = 0

    def append(self, row: list[Cell] | tuple) -> None:
        self.latest.append(row)
        self.count += 1
        if len(self.latest) == PACKED_AT_ONCE:
            self.packed.append(zlib.compress(marshal.dumps(self.latest), 1))
            self.latest = []

    def __iter__(self) -> Iterator:
        for block in self.packed:
            yield from marshal.loads(zlib.decompress(block))  # noqa: S302 packed above, by this process
        yield from self.latest

    def __len__(self) -> int:
        return self.count


class Pieces:
    """Bytes in little memory, packed a piece at a time. They can be read again and again."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self.packed: list[bytes] = []
        self.start, self.size = b"", 0
        for piece in pieces:
            self.start = self.start or piece
            self.size += len(piece)
            self.packed.append(zlib.compress(piece, 1))

    def __iter__(self) -> Iterator[bytes]:
        return map(zlib.decompress, self.packed)

    def opened(self) -> io.BufferedReader:
        """The bytes from the start, as a file."""
        return io.BufferedReader(_Unpacked(iter(self)))


class _Unpacked(io.RawIOBase):
    def __init__(self, pieces: Iterator[bytes]) -> None:
        self.pieces, self.present = pieces, memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, room) -> int:
        self.present = self.present or memoryview(next(self.pieces, b""))
        count = min(len(room), len(self.present))
        room[:count] = self.present[:count]
        self.present = self.present[count:]
        return count


class Body:
    """The rows below the headings under their numbers, but for blank ones and those left out."""

    def __init__(self, rows: Rows, header_row: int) -> None:
        self.rows, self.header_row = rows, header_row
        self.left_out: set[int] = set()

    def __iter__(self) -> Iterator[tuple[int, list[Cell]]]:
        below = islice(self.rows, self.header_row, None)
        for number, row in enumerate(below, start=self.header_row + 1):
            if not is_blank(row) and number not in self.left_out:
                yield number, row


@dataclass(frozen=True)
class Limits:
    """How much one file may cost."""

    size: int = 10 * 1024 * 1024
    rows: int = 20_000
    columns: int = 300
    cell: int = 2_000
    unpacked: int = 200 * 1024 * 1024
    memory: int = 768 * 1024 * 1024
    seconds: int = 60


SHELL_LIMITS = Limits(size=200 * 1024 * 1024, rows=200_000, unpacked=2 * 1024**3, memory=4 * 1024**3, seconds=300)


@dataclass
class Table:
    """One sheet of the file: headings, and rows under the numbers that the spreadsheet shows."""

    headings: list[str]
    header_row: int
    rows: Body | list[tuple[int, list[Cell]]]
    sheet: str = ""
    sheets: list[dict] = field(default_factory=list)
    encoding: str = ""
    delimiter: str = ""
    is_1904: bool = False
    is_heading_sure: bool = True
    blank: int = 0
    count: int = 0
    notices: list[str] = field(default_factory=list)
