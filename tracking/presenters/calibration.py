"""Comparing ratings: each person's first ratings beside what was agreed, and the spread without individuals."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from talent_register.common import disclosure
from tracking.choices import Readiness
from tracking.models import FirstRating
from tracking.rules.meetings import all_in_one

from .meetings import Line, rating_words
from .plain import Cell, Head, Plain


@dataclass(frozen=True)
class Compared:
    """One person: what each thought first, what stood before the meeting, what was agreed and why."""

    line: Line
    first: list[tuple[str, str, str]]


def compared(lines: list[Line], ratings: list[FirstRating]) -> list[Compared]:
    by_item: dict[int, list[tuple[str, str, str]]] = {}
    for one in ratings:
        said = (
            str(one.user or _("Somebody who has left")),
            rating_words(one.readiness, one.place, one.item),
            one.words,
        )
        by_item.setdefault(one.item_id, []).append(said)
    return [Compared(line, by_item.get(line.item.pk, [])) for line in lines]


def spread(caption: str, first: str, ratings: list[FirstRating], key: Callable[[FirstRating], Any], threshold: int):
    """How many first ratings of each band, by reviewer or region. Nobody rated stands in it, and small numbers hide."""
    counted: dict[str, Counter] = {}
    for one in ratings:
        counted.setdefault(str(key(one) or _("Not known")), Counter())[one.readiness] += 1
    heads = [Head(first), *(Head(band.label, is_number=True) for band in Readiness), Head(_("All"), is_number=True)]
    rows = [
        [
            Cell(name),
            *(_cell(numbers[band], threshold) for band in Readiness),
            _cell(numbers.total(), threshold),
        ]
        for name, numbers in sorted(counted.items())
    ]
    return Plain.of(caption, heads, rows) if rows else None


def _cell(number: int, threshold: int) -> Cell:
    return Cell(disclosure.in_words(disclosure.published(number, threshold), threshold))


def spreads(ratings: list[FirstRating], threshold: int) -> list[Plain]:
    tables = [
        spread(_("First ratings by reviewer"), _("Reviewer"), ratings, lambda one: one.user, threshold),
        spread(_("First ratings by region"), _("Region"), ratings, lambda one: one.item.clinician.region, threshold),
    ]
    return [table for table in tables if table]


def warning(lines: list[Line]) -> str:
    """The cell in which everybody was put, when there are enough to wonder at that."""
    place = all_in_one(line.decision.place for line in lines if line.decision)
    return lines[0].item.meeting.grid.words(place) if place else ""
