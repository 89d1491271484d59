"""A figure of a cohort: a chart of what may be shown, a table of everything, and a file."""

from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from profiles.models import Stage
from talent_register.common import disclosure

BARS, PAIRS, STACKED = "bars", "pairs", "stacked"
PERCENT = "%"
MOVED = _("What moved since the last meeting")
TOO_FEW = _("Too few people")
LEADING = (Stage.SERVICE, Stage.ORGANISATION, Stage.SYSTEM)


def shown(number: int) -> int | None:
    """A count as it may be shown; None is hidden."""
    return disclosure.published(number, settings.SUPPRESSION_THRESHOLD)


def share(part: int, whole: int) -> int | None:
    """A share in per cent as it may be shown; None is hidden, for being of too few too."""
    return disclosure.published_share(part, whole, settings.SUPPRESSION_THRESHOLD)


@dataclass(frozen=True)
class Line:
    """One row of a table: its words, its figures as they may be shown (None is hidden), and words behind them.

    `is_steady`: figures have secret shifts, so that hidden says only that there are few.
    """

    label: Promise | str
    figures: list[int | None]
    units: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    is_steady: bool = False

    @property
    def words(self) -> list[str]:
        return [*(self._words(place, figure) for place, figure in enumerate(self.figures)), *self.said]

    def _words(self, place: int, figure: int | None) -> str:
        unit = self.units[place] if self.units else ""
        if figure is None and (unit or self.is_steady):
            return str(TOO_FEW)
        return disclosure.in_words(figure, settings.SUPPRESSION_THRESHOLD) + unit


@dataclass(frozen=True)
class Table:
    """A figure with its sentence. `why_empty` is said in place of a chart for which there is too little."""

    key: str
    title: Promise | str
    sentence: str
    heads: list[Promise | str]
    lines: list[Line]
    chart: str = BARS
    suffix: str = ""
    why_empty: Promise | str = ""
    stacks: dict[str, Any] = field(default_factory=dict)

    @property
    def bars(self) -> list[tuple[str, int]]:
        """The last column, where it may be shown. A share of none is a share; a count of nobody is no bar."""
        if self.chart != BARS:
            return []
        kept = [(str(line.label), line.figures[-1]) for line in self.lines]
        return [(label, n) for label, n in kept if n or (n == 0 and self.suffix)]

    @property
    def pairs(self) -> list[tuple[str, int, int]]:
        """The last two columns, where both may be shown and are not nobody twice."""
        if self.chart != PAIRS:
            return []
        kept = [(str(line.label), *line.figures[-2:]) for line in self.lines]
        return [(label, was, now) for label, was, now in kept if was is not None and now is not None and (was or now)]

    @property
    def was(self) -> Promise | str:
        """What the hollow dots of a chart of pairs stand for."""
        return self.heads[-2]

    @property
    def now(self) -> Promise | str:
        return self.heads[-1]

    @property
    def title_of_pairs(self) -> Promise | str:
        """Where a chart of the whole stands before it, the pairs say what moved."""
        return MOVED if self.stacks else ""

    @property
    def sentence_of_pairs(self) -> str:
        return "" if self.stacks else self.sentence

    def rows(self) -> list[list[str]]:
        """As a file: what is hidden is [c]."""
        return [[str(line.label), *map(disclosure.in_file, line.figures), *line.said] for line in self.lines]
