"""How people move on and how long they wait, as a page shows it: drawings, tables and files of one edition."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from tracking.models import ReportSnapshot
from tracking.rules.flow import MOVES, SHARES, SINCE, WAITS, YEAR_SHARES, YEARS, is_of_flow

from .figures import Figures, shown, translated

YEAR = "12"  # the column of shares by which groups are compared: more of them can be told than of two years


@dataclass(frozen=True)
class Curve:
    """How the people of one stage move on: (month, share in per cent)."""

    title: str
    shares: list[tuple[int, int]]
    last: int


@dataclass(frozen=True)
class Waits:
    """What share moved on, how many that were, and by one characteristic bars of the share within a year.

    `message` says what the groups are told apart by; it is empty where no group is told. `left_out` are those.
    """

    shares: Figures
    counts: Figures
    bars: list[tuple[str, int]] = field(default_factory=list)
    message: str = ""
    left_out: list[str] = field(default_factory=list)

    @property
    def sentence(self) -> str:
        """The message where its table does not stand beside it."""
        return _("%(table)s: within a year %(message)s") % {"table": self.counts.title, "message": self.message}


def report(snapshots: Sequence[ReportSnapshot]) -> dict[str, Any] | None:
    """Everything an edition says of moves; None for one that was made before these tables.

    What can be said comes first: `said` in sentences, and by one characteristic only where some group is told. Of the
    others (`unsaid`) there are the files.
    """
    found = {snapshot.code: snapshot for snapshot in snapshots if is_of_flow(snapshot.code)}
    if MOVES not in found:
        return None
    stages, links = _drawn(found[MOVES].table)
    sentence, curves = _sentence(found[MOVES].table), _curves(found[SHARES].table)
    by = [_year(found, code) for code in found if code.startswith(f"{YEARS}-by-")]
    told = [one for one in by if one.message]
    return {
        "said": [sentence, *(curve.title for curve in curves), *(one.sentence for one in told)],
        "moves": shown(found[MOVES]),
        "sentence": sentence,
        "stages": stages,
        "links": links,
        "since": shown(found[SINCE]) if SINCE in found else None,
        "waits": Waits(shown(found[SHARES]), shown(found[WAITS])),
        "curves": curves,
        "by": told,
        "unsaid": [one for one in by if not one.message],
    }


def _drawn(table: Mapping[str, Any]) -> tuple[list[tuple[str, int]], list[tuple[int, int, int]]]:
    """Stages and moves whose number is shown. The first column is who came, the last who stays."""
    rows = list(zip(table["rows"], table["figures"], strict=True))
    stages = []
    for (_key, words), figures in rows:
        number = number_format(figures[0], force_grouping=True) if isinstance(figures[0], int) else _("hidden")
        stages.append((f"{translated(words)}: {number}", figures[0] if isinstance(figures[0], int) else 0))
    links = [
        (at, to, value)
        for at, (_row, figures) in enumerate(rows)
        for to, value in enumerate(figures[1:-1], start=1)
        if isinstance(value, int)
    ]
    return stages, links


def _sentence(table: Mapping[str, Any]) -> str:
    everybody, *_to, stay = table["figures"][0]
    if not isinstance(everybody, int) or not isinstance(stay, int):
        return _("How people move from stage to stage")
    words = {"n": number_format(stay, force_grouping=True), "all": number_format(everybody, force_grouping=True)}
    return _("%(n)s of %(all)s have not moved on yet") % words


def _curves(table: Mapping[str, Any]) -> list[Curve]:
    """A curve for each stage of which enough people are followed."""
    months = [int(key) for key, _words in table["columns"][1:]]
    found = []
    for (_key, words), (half, *told) in zip(table["rows"], table["figures"], strict=True):
        shares = [(month, _number(share)) for month, share in zip(months, told, strict=True) if share is not None]
        if shares:
            found.append(Curve(_half(translated(words), half), shares, months[-1]))
    return found


def _half(stage: str, half: str | None) -> str:
    """The message of a curve."""
    words = {"stage": stage, "time": _lower(translated(half or ""))}
    if half is None:
        return _("%(stage)s: too few are followed long enough to say when half move on") % words
    if half.startswith("More"):
        return _("%(stage)s: half take %(time)s") % words
    return _("%(stage)s: half move on, within %(time)s") % words


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]


def _number(share: str) -> int:
    return int(share.rstrip("%"))


def _year(found: Mapping[str, ReportSnapshot], code: str) -> Waits:
    shares = found[code.replace(YEARS, YEAR_SHARES)]
    a_year = [key for key, _words in shares.table["columns"]].index(YEAR)
    rows = zip(shares.table["rows"], shares.table["figures"], strict=True)
    named = [(translated(words), figures[a_year]) for (_key, words), figures in rows]
    bars = [(name, _number(share)) for name, share in named if share is not None]
    groups = [(name, _number(share)) for name, share in named[1:] if share is not None]
    return Waits(
        shown(shares, leaves_out_hidden=True),
        shown(found[code], leaves_out_hidden=True),
        bars,
        _told_of(groups),
        [name for name, share in named if share is None],
    )


def _told_of(groups: Sequence[tuple[str, int]]) -> str:
    """How far groups are apart."""
    if not groups:
        return ""
    low, high = min(groups, key=lambda one: one[1]), max(groups, key=lambda one: one[1])
    words = {"low": low[0], "least": low[1], "high": high[0], "most": high[1]}
    if len(groups) == 1:
        return _("%(most)s%% (%(high)s), the only group that can be told") % words
    if low[1] == high[1]:
        return _("%(most)s%% in each group that can be told") % words
    return _("from %(least)s%% (%(low)s) to %(most)s%% (%(high)s)") % words
