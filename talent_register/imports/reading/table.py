"""What reading hands over, and the one way it says no."""

from dataclasses import dataclass, field

# A cell is text, a number, a truth value, None, or one of {"date": iso}, {"error": "#N/A"}, {"formula": True}.
Cell = str | int | float | bool | dict | None

MOST_KEPT = 5_000


class Refused(Exception):
    """The whole file is refused. `code` picks the sentence that says what to do."""

    def __init__(self, code: str, **details):
        super().__init__(code)
        self.code = code
        self.details = details


class Once:
    """Keeps one copy of a text that stands in many rows; forgets when there are too many."""

    def __init__(self) -> None:
        self.texts: dict[str, str] = {}

    def of(self, cell: Cell) -> Cell:
        """The cell, as it was kept the first time if it is a text."""
        if not isinstance(cell, str):
            return cell
        if len(self.texts) >= MOST_KEPT:
            self.texts.clear()
        return self.texts.setdefault(cell, cell)


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
    rows: list[tuple[int, list[Cell]]]
    sheet: str = ""
    sheets: list[dict] = field(default_factory=list)
    encoding: str = ""
    delimiter: str = ""
    is_1904: bool = False
    is_heading_sure: bool = True
    blank: int = 0
    count: int = 0
    notices: list[str] = field(default_factory=list)
