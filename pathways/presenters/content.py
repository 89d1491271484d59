"""What editors see: kinds with their counts, rows with their trust, a change side by side, and what is broken."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

import yaml
from django.db import models
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pathways.content import MARKS, Kind, Names, kinds, plain
from pathways.known import known
from pathways.models import ContentChange, Framework, LinkCheck, PathwayStep, Role, Route, SharedTitle, Wording
from pathways.named import in_words
from pathways.rules import titles
from pathways.rules.allowed import CHECKED, FEWEST_THAT_SHARE, mistakes
from pathways.rules.content import AnotherWaits, CannotPublish, changed_names, is_due, is_sound_link
from pathways.rules.pay import scales_in
from talent_register.common.templatetags.components import when
from talent_register.common.wordings import words_of

REASONS = {
    "state": gettext_lazy("This change has been decided already."),
    "same": gettext_lazy("You wrote this change. Another editor must publish it."),
    "missing": gettext_lazy("It names something that is not published yet. Publish that first."),
    "answered": gettext_lazy("People have answered with this version. Its words stay: add a new version."),
    "stale": gettext_lazy("Somebody changed this fact after the draft was written. Draft the change again."),
}
WRITER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)  # both write plain values only; one is 10 times as fast
COLOURS = {"DRAFT": "white", "WAITING": "yellow", "PUBLISHED": "green", "DECLINED": "grey"}


def refusal(reason: CannotPublish) -> str:
    """Why it cannot be published; what the table itself refuses is said in its own words."""
    return str(REASONS.get(reason.code, reason.code))


def taken(reason: AnotherWaits) -> str:
    """That somebody else's change comes first."""
    said = {"who": reason.change.drafted_by or _("An editor"), "title": reason.change.title}
    return _("%(who)s has a change to “%(title)s” that nobody has decided. Publish it or send it back first") % said


@dataclass
class KindRow:
    kind: Kind
    total: int
    due: int
    waiting: int


def kind_rows(today: date) -> list[KindRow]:
    """Every kind with how much of it waits for somebody."""
    waiting: dict[str, int] = {}
    for name in ContentChange.objects.waiting().values_list("kind", flat=True):
        waiting[name] = waiting.get(name, 0) + 1
    found = []
    for kind in kinds().values():
        marks = list(kind.model._default_manager.values_list("is_verified", "checked_on"))
        due = sum(is_due(is_verified=checked, checked_on=on, today=today) for checked, on in marks)
        found.append(KindRow(kind, len(marks), due, waiting.get(kind.name, 0)))
    return found


def in_welsh(row: Any) -> list[dict]:
    """What the row says, each with its Welsh, or nothing, and where to change or enter it."""
    said = [words for words in words_of(row) if words not in (row.source, row.checked)]
    known = {wording.english: wording for wording in Wording.objects.filter(english__in=said)}
    return [
        {
            "english": words,
            "welsh": known[words].welsh if words in known else "",
            "href": reverse("content-edit", args=["wording", known[words].pk])
            if words in known
            else f"{reverse('content-add', args=['wording'])}?{urlencode({'english': words})}",
        }
        for words in said
    ]


@dataclass(frozen=True)
class File:
    """What came in one file, and how far it is decided."""

    changes: list[ContentChange]
    is_own: bool = False

    @property
    def first(self) -> ContentChange:
        return self.changes[0]

    @property
    def waiting(self) -> list[ContentChange]:
        return [change for change in self.changes if change.state == ContentChange.State.WAITING]

    @property
    def lines(self) -> list[dict]:
        return [{"change": change, "colour": colour_of(change)} for change in self.changes]


def by_file(changes: Iterable[ContentChange]) -> tuple[list[ContentChange], list[File]]:
    """Changes on their own, and those that came together in files."""
    together: dict[UUID, list[ContentChange]] = {}
    alone = []
    for change in changes:
        change.one = kinds()[change.kind].one if change.kind in kinds() else change.kind
        if change.batch:
            together.setdefault(change.batch, []).append(change)
        else:
            alone.append(change)
    return alone, [File(found) for found in together.values()]


def file_page(changes: list[ContentChange], user: Any) -> File | None:
    return File(changes, changes[0].drafted_by_id == user.pk) if changes else None


def colour_of(change: ContentChange) -> str:
    return COLOURS[change.state]


def side_by_side(change: ContentChange) -> list[dict]:
    """Only what differs, each field with what it was and what it would be."""
    kind = kinds()[change.kind]
    return [
        {
            "label": kind.words(name),
            "left": _said(kind, name, change.before.get(name)),
            "right": _said(kind, name, change.after.get(name)),
        }
        for name in changed_names(change.before, change.after)
        if name in kind.fields or name in MARKS
    ]


def _said(kind: Kind, name: str, value: Any) -> str:
    """A value as its form says it: names of choices and of codes, days in words."""
    column = kind.field(name)
    if isinstance(column, models.DateField) and value:
        return when(parse_date(value)) or str(value)
    chosen = dict(column.flatchoices).get(value, value) if isinstance(value, str) else value
    return shown(in_words(kind.name, name, chosen))


def shown(value: Any) -> str:
    if value in (None, "", []):
        return "–"
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, dict):
        return "; ".join(f"{name}: {shown(one)}" for name, one in value.items())
    if isinstance(value, list):
        return (" / " if any(isinstance(one, dict) for one in value) else ", ").join(map(shown, value))
    return str(value)


def as_yaml() -> str:
    """Everything, as one file that can be read back in. Marks of checking count on the way back for new facts only."""
    content, names = {}, Names()
    for kind in kinds().values():
        rows = kind.model._default_manager.order_by("pk")
        content[kind.name] = [{**kind.values(row, names), **_marks(row)} for row in rows]
    return yaml.dump(content, Dumper=WRITER, allow_unicode=True, sort_keys=False, width=110)


def _marks(row: models.Model) -> dict:
    return {name: plain(row._meta.get_field(name), getattr(row, name)) for name in MARKS}


@dataclass
class Problem:
    """One thing to mend, and where."""

    kind: Kind
    row: Any
    words: str


def problems() -> list[Problem]:
    """Links that lead nowhere, what no page could show, frameworks without levels, and roles that no route reaches."""
    return [*_links(), *_not_allowed(), *_frameworks(), *_titles(), *_roles()]


def links() -> list[tuple[Kind, Any, str]]:
    """Every address that a fact holds."""
    found = []
    for kind in kinds().values():
        names = [name for name in kind.fields if isinstance(kind.field(name), models.URLField)]
        for row in kind.rows() if names else ():
            found += [(kind, row, getattr(row, name)) for name in names if getattr(row, name)]
    return found


def _links() -> list[Problem]:
    broken = {one.link: one for one in LinkCheck.objects.exclude(problem="")}
    found = []
    for kind, row, link in links():
        if not is_sound_link(link):
            found.append(Problem(kind, row, _("The link “%s” is no https address") % link))
        elif link in broken:
            words = {"link": link, "problem": broken[link].problem, "day": when(localdate(broken[link].looked_at))}
            found.append(Problem(kind, row, _("The link “%(link)s” %(problem)s: opened on %(day)s") % words))
    return found


def links_opened_on() -> date | None:
    """The day on which the links were last opened."""
    newest = LinkCheck.objects.aggregate(newest=models.Max("looked_at"))["newest"]
    return localdate(newest) if newest else None


def _not_allowed() -> list[Problem]:
    codes, names, found = known(), Names(), []
    for kind in kinds().values():
        for row in kind.rows() if kind.name in CHECKED else ():
            values = {**kind.values(row, names), "is_verified": row.is_verified}
            found += [Problem(kind, row, kind.about(name, words)) for name, words in mistakes(kind.name, values, codes)]
    return found


def _frameworks() -> list[Problem]:
    asked = Framework.objects.filter(is_for_self_assessment=True).exclude(levels__rank__gt=0)
    words = _("People are to look at themselves by it, but it has no levels. Add them")
    return [Problem(kinds()["framework"], framework, words) for framework in asked]


def _titles() -> list[Problem]:
    """Titles that jobs share no more, and names of two roles that nobody is asked about."""
    kind, found = kinds()["shared-title"], []
    codes = set(Role.objects.current().values_list("code", flat=True))
    shared = list(SharedTitle.objects.current())
    for title in shared:
        if len(codes & set(title.roles)) < FEWEST_THAT_SHARE:
            found.append(Problem(kind, title, _("Fewer than two of its jobs are left. Nobody is asked which is meant")))
    known = {titles.words_of(name) for title in shared for name in title.names}
    owners: dict[tuple[str, ...], Role] = {}
    for role in Role.objects.current():
        for name in titles.names_of(role.title, role.other_titles) - known:
            if owners.setdefault(name, role) != role:
                said = {"name": " ".join(name), "other": owners[name].title}
                words = _("It is called “%(name)s”, as “%(other)s” is. Add that under titles that several jobs share")
                found.append(Problem(kinds()["role"], role, words % said))
    return found


def _roles() -> list[Problem]:
    """Of roles that have not ended; a route or step that has leads nowhere any more."""
    reached = {pk for pair in Route.objects.current().values_list("from_role", "to_role") for pk in pair}
    reached |= set(PathwayStep.objects.current().values_list("role", flat=True))
    kind, found = kinds()["role"], []
    for role in Role.objects.current():
        if role.pk not in reached:
            found.append(Problem(kind, role, _("No route leads to this role or away from it")))
        if not role.pay:
            found.append(Problem(kind, role, _("Its pay is not known")))
        elif "band" in role.pay and not scales_in(role.pay):
            found.append(Problem(kind, role, _("Its pay names no band that we know")))
    return found
