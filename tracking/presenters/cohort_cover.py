"""Whether the people of a cohort cover the posts that will be free, for the roles that most of them aim for."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pathways.models import Goal, Role
from profiles.models import Clinician
from talent_register.accounts.access import can
from talent_register.common.permissions import Permission
from talent_register.organisations.models import Region
from tracking.choices import Band
from tracking.models import Cohort, CohortMember
from tracking.readiness import Supply
from tracking.rules.pipeline import Cover

from .cohort_tables import STACKED, Line, Table, shown
from .pipeline import Place, assumptions, posts_by_place

MOST_ROLES, MOST_ROWS = 2, 8


def cover(cohort: Cohort, user: Any, today: date) -> list[Table]:
    """One table, for whoever may see the pipeline: by the same readiness and the same posts as there."""
    if not can(user, Permission.PIPELINE_VIEW):
        return []
    members = CohortMember.objects.now().filter(cohort=cohort).values("clinician")
    found = posts_by_place(user, today)
    roles = _aimed_for(user, members, {role for role, region in found if region})
    supply = Supply(user, among=members) if roles else None
    lines, names, now, soon, free = [], [], [], [], []
    for role in roles:
        for region, needed, ready in _places(role, found, supply.by_region(role)):
            name = f"{role.title}, {region}"
            figures = [shown(ready[Band.NOW]), shown(ready[Band.SOON]), needed]
            lines.append(Line(name, figures, said=(_words(*figures),)))
            if None not in figures and any(figures):
                expected = ngettext("%(n)d vacancy expected", "%(n)d vacancies expected", needed) % {"n": needed}
                names.append(f"{name}: {expected}")
                free.append(needed)
                now.append(figures[0])
                soon.append(figures[1])
    series = [(Band.NOW.label, now[:MOST_ROWS]), (Band.SOON.label, soon[:MOST_ROWS])]
    said = f"{lines[0].label}: {lines[0].said[0]}. {assumptions(today)}" if lines else ""
    mark = (_("Vacant or expected to be"), free[:MOST_ROWS])
    stacks = {"rows": names[:MOST_ROWS], "series": series, "mark": mark}
    return [
        Table(
            "cover",
            _("Is there cover for the role?"),
            said or _("Too few people aim for the same role, or no post is recorded for it."),
            [_("Role and region"), Band.NOW.label, Band.SOON.label, _("Vacant or expected"), _("Cover")],
            lines,
            chart=STACKED,
            stacks=stacks if names else {},
        )
    ]


def _aimed_for(user: Any, members: Any, with_posts: set[int]) -> list[Role]:
    """Of the roles with posts those that most of the cohort have as a goal, where so many may be told."""
    people = Clinician.objects.visible_to(user, Permission.PIPELINE_VIEW).filter(pk__in=members).order_by()
    goals = Goal.objects.open().filter(role__in=with_posts, clinician__in=people.values("pk")).order_by()
    counted = Counter(dict(goals.values_list("role").annotate(n=Count("clinician", distinct=True))))
    most = [pk for pk, n in counted.most_common(MOST_ROLES) if shown(n)]
    roles = {role.pk: role for role in Role.objects.filter(pk__in=most)}
    return [roles[pk] for pk in most]


def _places(
    role: Role, found: dict[Place, tuple[int, int]], ready: dict[int | None, Counter]
) -> Iterator[tuple[Region, int, Counter]]:
    """The regions with posts of the role that the user may see: (region, vacant or expected, people by band)."""
    needed = {region: n for (of, region), (_posts, n) in found.items() if of == role.pk and region}
    for region in Region.objects.filter(pk__in=needed).order_by("name"):
        yield region, needed[region.pk], ready.get(region.pk, Counter())


def _words(now: int | None, soon: int | None, needed: int) -> str:
    """The ratio in words, made of figures that may be shown alone."""
    if now is None or soon is None:
        return _("Too few people to say")
    return Cover(posts=max(needed, 1), needed=needed, now=now, soon=soon, later=0).words
