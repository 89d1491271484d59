"""A plain table as data: headings and cells in words. One template shows them all, on a phone as cards."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.utils.functional import Promise


@dataclass(frozen=True)
class Cell:
    """What stands in one cell. `hidden` goes on for those who hear the link; `quiet` is a second, paler line."""

    text: Promise | str | int
    href: str = ""
    hidden: Promise | str = ""
    quiet: Promise | str = ""
    tag: Promise | str = ""
    colour: str = ""


@dataclass(frozen=True)
class Head:
    words: Promise | str
    is_number: bool = False


@dataclass(frozen=True)
class Plain:
    """The first cell of every row names the row."""

    caption: Promise | str
    heads: Sequence[Head]
    rows: list[list[tuple[Head, Cell]]] = field(default_factory=list)

    @classmethod
    def of(cls, caption: Promise | str, heads: Sequence[Head], rows: Iterable[Sequence[Cell]]) -> "Plain":
        return cls(caption, heads, [list(zip(heads, row, strict=True)) for row in rows])
