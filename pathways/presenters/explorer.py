"""What a profession's page says: its roles by stage, where each leads, and the reader's own way through them."""

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pathways.access import is_on_no_register, own_record
from pathways.choices import FAMILIES, SHARED, Commonness, Family, Needs, Stage
from pathways.facts import role_names
from pathways.models import Pathway, PathwayStep, Role, Route
from pathways.rules import RANK, Move, best_way
from pathways.rules.titles import roles_named
from talent_register.common.templatetags.facts import said_of, said_of_all

from .titles import Asked, Shared, asked


@dataclass(frozen=True)
class Onward:
    """A move seen from one of its ends: the role at the other end, how common the move is, and what says so."""

    role: Role
    commonness: Commonness
    route: Route

    @property
    def word(self) -> str:
        return MOVE_WORDS[self.commonness]()


MOVE_WORDS = {
    Commonness.COMMON: lambda: _("common"),
    Commonness.SOMETIMES: lambda: _("sometimes"),
    Commonness.RARE: lambda: _("rare"),
}


@dataclass
class Stop:
    """One role on the page."""

    role: Role
    order: int = 99
    years: str = ""
    condition: str = ""
    steps: list[PathwayStep] = field(default_factory=list)
    other_ways: list[str] = field(default_factory=list)
    leads_to: list[Onward] = field(default_factory=list)
    comes_from: list[Onward] = field(default_factory=list)
    is_here: bool = False
    is_goal: bool = False
    is_on_way: bool = False
    needs_registration: bool = False  # and the reader has none


@dataclass
class Explorer:
    """A profession's page, whichever way it is looked at."""

    family: Family
    pathways: list[Pathway]
    stops: list[Stop]
    moves: list[Move]
    others: list[Role]
    way: list[Stop] = field(default_factory=list)
    here: Stop | None = None
    goal: Stop | None = None
    marks_registration: bool = False  # the reader told us that they are on no register

    @property
    def has_marks(self) -> bool:
        """Whether any role of the page is not for the reader now."""
        return self.marks_registration and any(role.needs_registration == Needs.YES for role in self.all_roles)

    @property
    def all_roles(self) -> list[Role]:
        """Those of the routes, and those that no route leads to."""
        return [*self.roles, *self.others]

    @property
    def stages(self) -> list[tuple[str, list[Stop]]]:
        by_stage = [(stage.label, [stop for stop in self.stops if stop.role.stage == stage]) for stage in Stage]
        return [(label, stops) for label, stops in by_stage if stops]

    @property
    def is_shared(self) -> bool:
        return self.family is SHARED

    @property
    def roles(self) -> list[Role]:
        return [stop.role for stop in self.stops]

    @property
    def routes(self) -> list[Route]:
        return [onward.route for stop in self.stops for onward in stop.leads_to]

    @property
    def steps(self) -> list[PathwayStep]:
        return [step for stop in self.stops for step in stop.steps]

    @property
    def count_words(self) -> str:
        return ngettext("%(count)d role", "%(count)d roles", len(self.stops)) % {"count": len(self.stops)}

    @property
    def way_words(self) -> str:
        """The reader's way in one sentence, or that none is known."""
        if not self.here or not self.goal or self.here is self.goal:
            return ""
        if not self.way:
            return _("We do not know a route from %(here)s to %(goal)s yet.") % self._ends()
        between = [f"{stop.role.title}" for stop in self.way[1:-1]]
        if not between:
            return _("People go from %(here)s to %(goal)s in 1 move.") % self._ends()
        words = {**self._ends(), "count": len(self.way) - 1, "between": ", ".join(between)}
        return _("From %(here)s to %(goal)s in %(count)d moves, by way of: %(between)s.") % words

    def _ends(self) -> dict[str, str]:
        return {"here": self.here.role.title, "goal": self.goal.role.title}


def own_way(user: Any) -> tuple[list[str], list[str]]:
    """Slugs of the roles that a person holds now, and of those they aim for: where their page begins.

    A post whose title several jobs share comes last, by the value of that title.
    """
    clinician = own_record(user) if user.is_authenticated else None
    if clinician is None:
        return [], []
    titles = clinician.posts.filter(ended_on__isnull=True).values_list("title", flat=True)
    names, meant = role_names() if titles else ({}, {})
    held = [code for title in titles for code in roles_named(title, names)]
    goals = clinician.goals.open().values_list("role__slug", flat=True)
    here = Role.objects.filter(code__in=held).values_list("slug", flat=True)
    return [*here, *(code for code in held if code in meant)], list(goals)


def asked_of_way(
    explorer: Explorer, here: Sequence[str], goal: Sequence[str], titles: Iterable[Shared], query: Callable[..., str]
) -> list[Asked]:
    """Which job is meant where an end of the way is a title that several share. Who answers keeps the other end."""
    ends = {"here": (explorer.here, here), "goal": (explorer.goal, goal)}
    said = {name: stop.role.slug if stop else next(iter(values), "") for name, (stop, values) in ends.items()}
    on_page = {role.slug for role in explorer.roles}

    def answer(name: str, role: Role) -> str:
        return query(**{**said, name: role.slug}) if role.slug in on_page else reverse("role", args=[role.slug])

    return asked(said, titles, answer)


def explorer_of(family: Family, user, *, here: Iterable[str] = (), goal: Iterable[str] = ()) -> Explorer:
    """Everything the page of a family needs, in five queries.

    `here` and `goal` are slugs of roles, of which the first counts that stands on the page.
    """
    routes = Route.objects.visible_to(user).current().select_related("from_role", "to_role")
    steps = PathwayStep.objects.current().select_related("role", "pathway").order_by("pathway__name", "position")
    open_roles = Role.objects.visible_to(user).current().open_to(family.code)
    if family is SHARED:
        roles = {role.code: role for role in open_roles}
        routes = [r for r in routes if r.from_role.code in roles and r.to_role.code in roles]
        steps, pathways = [], []
    else:
        routes, steps = list(routes.filter(family=family.code)), list(steps.filter(pathway__family=family.code))
        pathways = list(Pathway.objects.visible_to(user).current().filter(family=family.code))
        roles = {role.code: role for r in routes for role in (r.from_role, r.to_role)}
        roles |= {step.role.code: step.role for step in steps}
    stops = _stops(roles, steps)
    moves = _join(stops, routes)
    others = [] if family is SHARED else [role for role in open_roles if role.code not in stops]
    explorer = Explorer(family, pathways, _in_order(stops), moves, others, marks_registration=is_on_no_register(user))
    _mark(explorer, stops, here, goal)
    return explorer


def _stops(roles: dict[str, Role], steps: list[PathwayStep]) -> dict[str, Stop]:
    stops = {code: Stop(role) for code, role in roles.items()}
    for step in steps:
        stop = stops[step.role.code]
        stop.steps.append(step)
        stop.order = min(stop.order, step.position * 2)
        stop.years = stop.years or step.usual_years
        stop.condition = stop.condition or step.entry_condition
        stop.other_ways += [way for way in step.other_ways if way not in stop.other_ways]
        for code in step.alternatives:
            if code in stops:
                stops[code].order = min(stops[code].order, step.position * 2 + 1)
    return stops


def _join(stops: dict[str, Stop], routes: list[Route]) -> list[Move]:
    """Tell each stop where it leads and what leads there; a move that several families make counts at its best."""
    best: dict[tuple[str, str], tuple[Commonness, Route]] = {}
    for route in routes:
        key, word = (route.from_role.code, route.to_role.code), Commonness(route.commonness)
        if key not in best or RANK[word] < RANK[best[key][0]]:
            best[key] = word, route
    for (start, end), (word, route) in sorted(best.items(), key=lambda item: (RANK[item[1][0]], item[0])):
        stops[start].leads_to.append(Onward(stops[end].role, word, route))
        stops[end].comes_from.append(Onward(stops[start].role, word, route))
    return [Move(start, end, word) for (start, end), (word, _route) in sorted(best.items(), key=lambda item: item[0])]


def _in_order(stops: dict[str, Stop]) -> list[Stop]:
    stages = list(Stage.values)
    return sorted(stops.values(), key=lambda s: (stages.index(s.role.stage), s.order, s.role.tier, s.role.title))


def _mark(explorer: Explorer, stops: dict[str, Stop], here: Iterable[str], goal: Iterable[str]) -> None:
    by_slug = {stop.role.slug: stop for stop in stops.values()}
    for stop in stops.values():
        stop.needs_registration = explorer.marks_registration and stop.role.needs_registration == Needs.YES
    explorer.here, explorer.goal = (next((by_slug[s] for s in slugs if s in by_slug), None) for slugs in (here, goal))
    if explorer.here:
        explorer.here.is_here = True
    if explorer.goal:
        explorer.goal.is_goal = True
    if explorer.here and explorer.goal:
        codes = best_way(explorer.moves, explorer.here.role.code, explorer.goal.role.code)
        explorer.way = [stops[code] for code in codes]
        for stop in explorer.way:
            stop.is_on_way = True


def families_of(user) -> list[tuple[Family, int]]:
    """The families that have a pathway, each with its number of pathways."""
    counts: dict[str, int] = {}
    for family in Pathway.objects.visible_to(user).current().values_list("family", flat=True):
        counts[family] = counts.get(family, 0) + 1
    return [(family, counts[family.code]) for family in FAMILIES if family.code in counts]


def table_as_csv(explorer: Explorer) -> str:
    """The table of the page as a spreadsheet takes it."""
    out = io.StringIO()
    writer = csv.writer(out)
    heads = [_("Stage"), _("Role"), _("Usually comes from"), _("Usually leads to"), _("Typical time")]
    writer.writerow([*heads, _("Source of the role"), _("Role checked"), _("Routes checked"), _("Time checked")])
    for stop in explorer.stops:
        mark = f" ({_('Needs a registration')})" if stop.needs_registration else ""
        writer.writerow(
            [
                stop.role.get_stage_display(),
                f"{stop.role.title}{mark}",
                "; ".join(f"{o.role.title} ({o.word})" for o in stop.comes_from) or _("Not known"),
                "; ".join(f"{o.role.title} ({o.word})" for o in stop.leads_to) or _("Not known"),
                years_words(stop.years),
                stop.role.source,
                said_of(stop.role),
                said_of_all(onward.route for onward in [*stop.comes_from, *stop.leads_to]),
                said_of_all(stop.steps),
            ]
        )
    return out.getvalue()


def years_words(years: str) -> str:
    """ "3" → "about 3 years"; unknown is said, never left blank."""
    if not years:
        return _("Not known")
    if not years.isdigit():
        return years
    return ngettext("about %(count)s year", "about %(count)s years", int(years)) % {"count": years}
