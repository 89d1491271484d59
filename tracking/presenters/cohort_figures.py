"""Figures of a cohort: how far its people are, what moved since they joined, reviews and places. Never a name.

Every number passes disclosure control: 1 to 7 is hidden, the rest is rounded to 5, totals by themselves.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import DateField, OuterRef, Subquery
from django.db.models.functions import Cast
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from profiles.models import Interest, Stage
from talent_register.common import disclosure
from tracking.choices import ReviewState
from tracking.models import Cohort, CohortMember
from tracking.rules.reminders import DUE_SOON_DAYS

LEADING = (Stage.SERVICE, Stage.ORGANISATION, Stage.SYSTEM)


@dataclass(frozen=True)
class Line:
    """One row of a table: its words, and its figures as they may be shown; None is hidden."""

    label: Promise | str
    figures: list[int | None]

    @property
    def words(self) -> list[str]:
        return [disclosure.in_words(figure, settings.SUPPRESSION_THRESHOLD) for figure in self.figures]


@dataclass(frozen=True)
class Table:
    """A figure with its sentence, as a chart of what may be shown, a table of everything and a file."""

    key: str
    title: Promise | str
    sentence: str
    heads: list[Promise | str]
    lines: list[Line]

    @property
    def bars(self) -> list[tuple[str, int]]:
        """The last column, where it may be shown."""
        return [(str(line.label), line.figures[-1]) for line in self.lines if line.figures[-1]]

    def rows(self) -> list[list[str]]:
        """As a file: what is hidden is [c]."""
        return [[str(line.label), *map(disclosure.in_file, line.figures)] for line in self.lines]


@dataclass(frozen=True)
class Figures:
    headline: str
    tables: list[Table]


def figures(cohort: Cohort, user: Any, today: date) -> Figures:
    """Of the people in the cohort today whom the user may see, in one statement."""
    people = _people(cohort, user)
    size = _shown(len(people))
    if size is None:
        headline = _("From 1 to %(most)s people in this cohort") % {"most": settings.SUPPRESSION_THRESHOLD}
    else:
        headline = ngettext("%(n)s person in this cohort", "%(n)s people in this cohort", size) % {"n": size}
    return Figures(
        headline,
        [_stages(people), _moves(people), _reviews(people, today), _places(people)],
    )


def _people(cohort: Cohort, user: Any) -> list[dict[str, Any]]:
    said = Interest.objects.filter(clinician=OuterRef("clinician"), from_date__lte=OuterRef("from_date"))
    before = said.order_by("-from_date", "-id").values("stage")[:1]
    places = CohortMember.objects.visible_to(user).now().filter(cohort=cohort).order_by()
    return list(
        places.annotate(before=Subquery(before), due=Cast("clinician__review_due_on", DateField())).values(
            "before", "due", "clinician__stage", "clinician__region__name"
        )
    )


def _shown(number: int) -> int | None:
    return disclosure.published(number, settings.SUPPRESSION_THRESHOLD)


def _lines(order: Sequence[tuple[str, Promise | str]], *columns: Iterable[str | None]) -> list[Line]:
    counts = [Counter(value or "" for value in column) for column in columns]
    lines = [Line(words, [_shown(count[value]) for count in counts]) for value, words in order]
    unknown = [_shown(count[""]) for count in counts]
    return [*lines, Line(_("Not known"), unknown)] if any(figure != 0 for figure in unknown) else lines


def _stages(people: list[dict[str, Any]]) -> Table:
    now = [person["clinician__stage"] for person in people]
    leading = disclosure.published_share(
        sum(stage in LEADING for stage in now), len(now), settings.SUPPRESSION_THRESHOLD
    )
    if leading is None:
        sentence = _("There are too few people to say what share leads a service or more.")
    else:
        sentence = _("%(share)s%% lead a service or more.") % {"share": leading}
    return Table("stages", _("How far they are"), sentence, [_("Stage"), _("People")], _lines(Stage.choices, now))


def _moves(people: list[dict[str, Any]]) -> Table:
    before = [person["before"] for person in people]
    now = [person["clinician__stage"] for person in people]
    moved = _shown(sum(bool(one) and one != other for one, other in zip(before, now, strict=True)))
    number = disclosure.in_words(moved, settings.SUPPRESSION_THRESHOLD)
    return Table(
        "moves",
        _("What moved since they joined"),
        _("People who say another stage than when they joined: %(n)s.") % {"n": number},
        [_("Stage"), _("When they joined"), _("Now")],
        _lines(Stage.choices, before, now),
    )


def _reviews(people: list[dict[str, Any]], today: date) -> Table:
    states = [_state(person["due"], today) for person in people]
    late = disclosure.in_words(_shown(states.count(ReviewState.OVERDUE)), settings.SUPPRESSION_THRESHOLD)
    return Table(
        "reviews",
        _("Are yearly reviews on time?"),
        _("Overdue: %(n)s.") % {"n": late},
        [_("Yearly review"), _("People")],
        _lines(ReviewState.choices, states),
    )


def _state(due: date | None, today: date) -> str:
    if due is None:
        return ""
    if due < today:
        return ReviewState.OVERDUE
    return ReviewState.DUE if (due - today).days <= DUE_SOON_DAYS else ReviewState.UP_TO_DATE


def _places(people: list[dict[str, Any]]) -> Table:
    regions = [person["clinician__region__name"] for person in people]
    names = sorted({region for region in regions if region})
    return Table(
        "places",
        _("Where they are"),
        ngettext("They are in %(n)d region.", "They are in %(n)d regions.", len(names)) % {"n": len(names)},
        [_("Region"), _("People")],
        _lines([(name, name) for name in names], regions),
    )
