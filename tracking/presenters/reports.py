"""Editions of figures for staff, likelihoods in words, and the report for a board."""

from dataclasses import dataclass
from datetime import date
from math import log
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import capfirst, get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from talent_register.accounts.access import can
from talent_register.common.permissions import Permission
from tracking.actions import figure_runs
from tracking.models import FigureRun, ReportSnapshot
from tracking.registry import Todo
from tracking.rules.flow import is_of_flow
from tracking.rules.reports import MOST_SECONDS, likelihood, likelihood_words

from .figures import shown, translated
from .plain import Cell, Head, Plain

# Nobody is likelier than those who said nothing: they are no group.
NOT_A_GROUP = {"not_known", "not_stated", "not_answered"}
COLOURS = {"DRAFT": "white", "PUBLISHED": "green", "WAITING": "yellow", "FAILED": "red"}


@dataclass(frozen=True)
class Family:
    words: str
    editions: Plain | None


def families(snapshots: Any, waiting: Any) -> list[Family]:
    """Editions of each family, what is being prepared first."""
    return [
        Family(str(family.label), _editions(snapshots.filter(family=family), waiting.filter(family=family)))
        for family in ReportSnapshot.Family
    ]


def _editions(snapshots: Any, waiting: Any) -> Plain | None:
    found: dict[date, list[ReportSnapshot]] = {}
    for snapshot in snapshots.select_related("built_by", "published_by").order_by("-as_at", "position"):
        found.setdefault(snapshot.as_at, []).append(snapshot)
    rows = [
        [
            Cell(date_format(run.as_at, "j F Y"), _link(run.family, run.as_at)),
            Cell("", tag=run.get_state_display(), colour=COLOURS[run.state]),
            Cell(str(run.asked_by or _("Somebody who has left"))),
            Cell(_("Nobody yet")),
        ]
        for run in waiting.order_by("-as_at")
    ]
    for day, tables in found.items():
        one = tables[0]
        link = _link(one.family, day)
        rows.append(
            [
                Cell(date_format(day, "j F Y"), link),
                Cell(len(tables)),
                Cell(str(one.built_by or _("Somebody who has left"))),
                Cell(
                    str(one.published_by) if one.published_by else "",
                    tag=one.get_state_display(),
                    colour=COLOURS[one.state],
                ),
            ]
        )
    heads = [Head(_("As at")), Head(_("Tables"), is_number=True), Head(_("Prepared by")), Head(_("Published by"))]
    return Plain.of(_("Editions"), heads, rows) if rows else None


def _link(family: str, day: date) -> str:
    return reverse("report-edition", args=[family, day.isoformat()])


def progress(run: FigureRun) -> dict[str, Any]:
    """How far figures are that are being prepared: the bar and its words, and how long that may take."""
    done, total = figure_runs.far(run)
    words = _("Numbers checked: %(done)s of %(total)s") % {"done": done, "total": total}
    return {
        "family": ReportSnapshot.Family(run.family).label,
        "done": done,
        "total": total,
        "words": words if total else _("Counting people, and looking at what was published before"),
        "most": MOST_SECONDS // 60,
    }


def attention(user: Any, today: date) -> list[Todo]:
    """Figures that wait to be read and published by somebody else than who prepared them, and own ones that failed."""
    if not can(user, Permission.REPORT_PUBLISH):
        return []
    drafts = ReportSnapshot.objects.visible_to(user).filter(state=ReportSnapshot.State.DRAFT).exclude(built_by=user)
    failed = FigureRun.objects.visible_to(user).filter(state=FigureRun.State.FAILED, asked_by=user)
    read = drafts.values("family", "as_at").distinct().count()
    made = failed.count()
    said = [
        (read, ngettext("%(n)d report to read and publish", "%(n)d reports to read and publish", read)),
        (made, ngettext("%(n)d report could not be prepared", "%(n)d reports could not be prepared", made)),
    ]
    return [Todo(words % {"n": number}, reverse("report-list"), number) for number, words in said if number]


# What a board reads of progress: the rest is in the edition itself. Eight printed pages are the most it is given.
FOR_A_BOARD = {
    "progress-by-profession",
    "progress-by-region",
    "progress-by-sex",
    "progress-by-ethnicity",
    "progress-by-disability",
    "flow-moves",
    "flow-shares",
}
BY_CHARACTERISTIC = "progress-by-"
MOST_FOR_A_BOARD = 8  # sentences on who gets further, of each table
ANSWERS = {"yes", "no", "same", "different", "parent_degree", "no_degree"}
# What a stage is, as the end of "were twice as likely to ...".
TO_REACH = {
    "cohort": gettext_lazy("be in a cohort"),
    "discussed": gettext_lazy("have had a talent discussion"),
    "nominated": gettext_lazy("be nominated"),
    "programme": gettext_lazy("be on a programme"),
    "appointed": gettext_lazy("be appointed to a leadership post"),
}


def is_for_a_board(snapshot: ReportSnapshot) -> bool:
    """Every table, but of those by characteristic and of moves only the ones above."""
    code = snapshot.code
    return code in FOR_A_BOARD or not (code.startswith(BY_CHARACTERISTIC) or is_of_flow(code))


def likelihoods(snapshots: list[ReportSnapshot], most: int | None = None) -> list[dict[str, Any]]:
    """For each table of progress: how likely each group is to reach each stage, against the largest group.

    `most` leaves the sentences that tell of the greatest differences, as many of each table; `others` counts the rest.
    """
    found = []
    for snapshot in snapshots:
        if snapshot.code.startswith(BY_CHARACTERISTIC):
            compared = _compared(snapshot.table)
            kept = sorted(compared, key=lambda one: -abs(log(one[0])))[:most] if most else compared
            sentences = [likelihood_words(*one) for one in compared if one in kept]
            others = len(compared) - len(kept)
            found.append(
                {"code": snapshot.code, "title": translated(snapshot.title), "sentences": sentences, "others": others}
            )
    return [one for one in found if one["sentences"]]


def _compared(table: dict) -> list[tuple[float, str, str, str]]:
    """Each group but the largest at each stage: how many times as likely, the group, the largest, the stage."""
    rows = list(zip(table["rows"][1:], table["figures"][1:], strict=True))
    known = [
        (*group, figures) for group, figures in rows if isinstance(figures[0], int) and group[0] not in NOT_A_GROUP
    ]
    if len(known) < 2:
        return []
    base_key, base_words, base = max(known, key=lambda row: row[2][0])
    compared = []
    for place, (stage, _stage_words) in enumerate(table["columns"][1:], start=1):
        for key, words, figures in known:
            ratio = likelihood(figures[place], figures[0], base[place], base[0])
            if key != base_key and ratio is not None and stage in TO_REACH:
                group, others = capfirst(_group_words(key, words)), _group_words(base_key, base_words)
                compared.append((ratio, group, others, str(TO_REACH[stage])))
    return compared


def _group_words(key: str, words: str) -> str:
    """A yes or no is no name of a group."""
    said = translated(words)
    return _("those who answered “%(answer)s”") % {"answer": said} if key in ANSWERS else said


def board(user: Any) -> dict[str, Any]:
    """Numbered tables of the newest editions, with the day they speak of; what the first of each says is drawn, too.

    Nothing is told of an edition that is not published yet, but that there is one.
    """
    seen = ReportSnapshot.objects.visible_to(user)
    snapshots, drafts = seen.published(), seen.filter(state=ReportSnapshot.State.DRAFT)
    sections = []
    for family in ReportSnapshot.Family:
        newest = snapshots.filter(family=family).order_by("-as_at").first()
        if newest is None:
            continue
        tables = [table for table in snapshots.edition(family, newest.as_at) if is_for_a_board(table)]
        figures = [shown(table, leaves_out_hidden=True) for table in tables]
        sections.append(
            {
                "words": str(family.label),
                "as_at": newest.as_at,
                "coming": drafts.filter(family=family, as_at__gt=newest.as_at).order_by("as_at").last(),
                "tables": figures,
                "chart": next((one for one in figures if one.bars), None),
                "likelihoods": likelihoods(tables, MOST_FOR_A_BOARD),
            }
        )
    number = 0
    for section in sections:
        for place, table in enumerate(section["tables"]):
            number += 1
            section["tables"][place] = (number, table)
        section["methods"] = _methods(section["tables"])
    return {"sections": sections}


def _methods(numbered: list[tuple[int, Any]]) -> list[tuple[str, str]]:
    """How the tables of a section are made, each way once, with the numbers of its tables."""
    found: dict[str, list[str]] = {}
    for number, table in numbered:
        words = f"{table.method} {table.standard}." if table.standard else table.method
        found.setdefault(words, []).append(str(number))
    return [(get_text_list(numbers, _("and")), words) for words, numbers in found.items()]
