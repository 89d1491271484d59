"""Frozen figures in words: a table, a chart of its first row, the same over time, and a file."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format, number_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from talent_register.common.disclosure import IN_FILES
from talent_register.common.wordings import Words
from tracking.models import ReportSnapshot
from tracking.rules.reports import IMPOSSIBLE, RESPONSE

from .plain import Cell, Head, Plain

NOT_APPLICABLE = "[z]"  # in files
MOST_NAMED = 3  # in the line above a chart
FILES = {ReportSnapshot.Family.LEADERS: "statistic-csv", ReportSnapshot.Family.PROGRESS: "report-csv"}


def translated(words: str) -> str:
    """Words that were frozen in English, in the reader's language where they are known: our own, or those of facts."""
    ours = _(words) if words else ""
    return ours if ours != words else Words(words)


def figure(value: Any) -> str:
    """One figure on a page."""
    if value is None:
        return _("Hidden")
    if value == IMPOSSIBLE:
        return _("Not applicable")
    return number_format(value, force_grouping=True) if isinstance(value, int) else translated(str(value))


def in_file(value: Any) -> Any:
    """One figure in a file: [c] for hidden, [z] for what cannot be."""
    return IN_FILES if value is None else NOT_APPLICABLE if value == IMPOSSIBLE else value


@dataclass(frozen=True)
class Figures:
    """A frozen table as the page shows it."""

    snapshot: ReportSnapshot
    title: str
    method: str
    standard: str
    plain: Plain
    bars: list[tuple[str, int]]
    message: str
    csv: str
    hidden: int


def shown(snapshot: ReportSnapshot, *, leaves_out_hidden: bool = False) -> Figures:
    """A table in words. On paper, groups of which nothing can be shown are left out: they say nothing to anybody."""
    table = _without_hidden(snapshot.table) if leaves_out_hidden else snapshot.table
    heads = [Head(_("Group")), *(Head(translated(words), is_number=True) for _key, words in table["columns"])]
    rows = [
        [Cell(translated(words)), *(Cell(figure(value)) for value in values)]
        for (_key, words), values in zip(table["rows"], table["figures"], strict=True)
    ]
    title = translated(snapshot.title)
    bars = _bars(table)
    return Figures(
        snapshot=snapshot,
        title=title,
        method=translated(snapshot.method),
        standard=standard_words(snapshot.table),
        plain=Plain.of(title, heads, rows),
        bars=bars,
        message=_message(table, bars) or title,
        csv=reverse(
            "statistic-csv" if snapshot.code == RESPONSE else FILES[snapshot.family],
            args=[snapshot.code, snapshot.as_at.isoformat()],
        ),
        hidden=sum(value is None for row in table["figures"] for value in row),
    )


def standard_words(table: dict) -> str:
    """Against what a table was measured, where it was measured against something."""
    days = table.get("standard")
    return ngettext("Response standard: %(n)d day", "Response standard: %(n)d days", days) % {"n": days} if days else ""


def _without_hidden(table: dict) -> dict:
    says_something = [any(value not in (None, IMPOSSIBLE) for value in values) for values in table["figures"]]
    kept = [place for place, says in enumerate(says_something) if says or place == 0]
    return {**table, **{name: [table[name][place] for place in kept] for name in ("rows", "figures")}}


def _bars(table: dict) -> list[tuple[str, int]]:
    """The first row as bars, without its total and without what is hidden; rows instead where they say more."""
    if "cells" not in table:
        return []
    across = zip(table["columns"][1:], table["figures"][0][1:], strict=True)
    down = zip(table["rows"][1:], [row[0] for row in table["figures"][1:]], strict=True)
    wanted = down if len(table["rows"]) > 3 * len(table["columns"]) else across
    return [(translated(words), value) for (_key, words), value in wanted if isinstance(value, int)]


def _message(table: dict, bars: list[tuple[str, int]]) -> str:
    """What the chart says, in one line: the largest group, or the largest ones where a few are as large."""
    everybody = table["figures"][0][0]
    if not bars or not isinstance(everybody, int):
        return ""
    most = max(value for _name, value in bars)
    names = [name for name, value in bars if value == most]
    if len(names) > MOST_NAMED:
        return ""
    words = {"group": names[0], "n": number_format(most, force_grouping=True)}
    words |= {"all": number_format(everybody, force_grouping=True), "groups": get_text_list(names, _("and"))}
    if len(names) == 1:
        return _("%(group)s: %(n)s of %(all)s") % words
    return _("%(groups)s: %(n)s each of %(all)s") % words


def over_time(snapshots: list[ReportSnapshot]) -> Plain | None:
    """The first row of the same table, edition by edition, newest first: nothing that was not published before."""
    if len(snapshots) < 2 or "cells" not in snapshots[0].table:
        return None
    columns = snapshots[0].table["columns"]
    heads = [Head(_("As at")), *(Head(translated(words), is_number=True) for _key, words in columns)]
    rows = []
    for snapshot in snapshots:
        values = dict(
            zip((key for key, _words in snapshot.table["columns"]), snapshot.table["figures"][0], strict=True)
        )
        link = reverse("statistic-as-at", args=[snapshot.code, snapshot.as_at.isoformat()])
        figures = [Cell(figure(values.get(key))) for key, _words in columns]
        rows.append([Cell(date_format(snapshot.as_at, "j F Y"), link), *figures])
    return Plain.of(_("The same over time"), heads, rows)


def file_rows(snapshot: ReportSnapshot) -> tuple[list[str], list[list[Any]]]:
    """Header and rows of the file; the method stands below the figures."""
    table = snapshot.table
    header = [_("Group"), *(str(translated(words)) for _key, words in table["columns"])]
    rows: list[list[Any]] = [
        [str(translated(words)), *(in_file(value) for value in values)]
        for (_key, words), values in zip(table["rows"], table["figures"], strict=True)
    ]
    notes = [
        (_("Title"), str(translated(snapshot.title))),
        (_("As at"), date_format(snapshot.as_at, "j F Y")),
        (_("Published"), date_format(snapshot.published_at, "j F Y") if snapshot.published_at else _("Draft")),
        *([(_("Measured against"), words)] if (words := standard_words(table)) else []),
        (_("Method"), str(translated(snapshot.method))),
        *((_("Method"), words) for words in protection()),
        (_("Fingerprint"), snapshot.digest),
    ]
    return header, [*rows, [], *([name, words] for name, words in notes)]


def protection() -> list[str]:
    """How people are protected, in words."""
    most = settings.SUPPRESSION_THRESHOLD
    return [
        _(
            "Numbers from 0 to %(most)s are always hidden, and some up to %(more)s. No people at all is hidden too: "
            "otherwise everybody would see the first person of a group come."
        )
        % {"most": most, "more": most + 5},
        _(
            "Other numbers are rounded to a multiple of 5, up or down by less than 5. The same number is rounded the "
            "same way in every table. Totals are rounded by themselves, so they may not add up."
        ),
        _("In files, [c] means hidden and [z] means that a role is not open to a profession."),
        _(
            "Before figures are published they are checked together with everything published before, and more is "
            "hidden where together they would tell too much."
        ),
    ]


def as_at(text: str) -> date | None:
    """The day an address speaks of."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
