"""How near people are to a role: the one place that says so. Lists and counts of the pipeline both come from here.

What the newest talent discussion says about the role comes first. Of everybody else it is taken from what they said
of themselves.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Count, Q, QuerySet

from pathways.models import Role
from profiles.models import Clinician, Interest, NextStep, Stage
from talent_register.common.permissions import Permission

from .models import RoleReadiness, TalentDiscussion
from .rules.pipeline import band_said
from .rules.slates import Near

KIND = ("profession__family", "region", "stage", "next_step")
Kind = tuple[str, int | None, str, str]


class Supply:
    """The people a user may see, counted once by what readiness follows from."""

    def __init__(self, user: Any, among: QuerySet | None = None):
        """`among` are keys of people, where not everybody is meant."""
        people = Clinician.objects.visible_to(user, Permission.PIPELINE_VIEW).order_by()
        people = people if among is None else people.filter(pk__in=among)
        self.kinds: dict[Kind, int] = {tuple(kind): n for *kind, n in people.values_list(*KIND).annotate(n=Count("pk"))}
        self.judged: dict[int, list[tuple[Kind, str, int]]] = {}
        kind_of_person = [f"discussion__clinician__{name}" for name in KIND]
        judged = _judged(user).filter(discussion__clinician__in=people).order_by()
        for role, band, *kind, n in judged.values_list("role", "readiness", *kind_of_person).annotate(n=Count("pk")):
            self.judged.setdefault(role, []).append((tuple(kind), band, n))

    def of(self, role: Role, region: int | None = None) -> Counter:
        """How many people of each band for a role, in one region or in all."""
        counted: Counter = Counter()
        for place, band, n in self._bands(role):
            if region is None or place == region:
                counted[band] += n
        return counted

    def by_region(self, role: Role) -> dict[int | None, Counter]:
        found: dict[int | None, Counter] = {}
        for place, band, n in self._bands(role):
            found.setdefault(place, Counter())[band] += n
        return found

    def _bands(self, role: Role) -> Iterator[tuple[int | None, str, int]]:
        """(region, band, people): by what they said, then those of whom a discussion says otherwise moved over."""
        for (family, place, stage, step), n in self.kinds.items():
            if not role.families or family in role.families:
                yield place, band_said(stage, step, role.stage), n
        for (family, place, stage, step), band, n in self.judged.get(role.pk, []):
            if not role.families or family in role.families:
                yield place, band_said(stage, step, role.stage), -n
                yield place, band, n


def people(user: Any, role: Role, bands: Iterable[str], region: int | None = None) -> QuerySet:
    """The people behind the counts of these bands: exactly those that `Supply` counted."""
    judged, bands = _judged(user).filter(role=role), list(bands)
    wanted = Q(pk__in=[])
    for stage in Stage.values:
        for step in NextStep.values:
            if band_said(stage, step, role.stage) in bands:
                wanted |= Q(stage=stage, next_step=step)
    wanted &= ~Q(pk__in=judged.values("discussion__clinician"))
    wanted |= Q(pk__in=judged.filter(readiness__in=bands).values("discussion__clinician"))
    found = Clinician.objects.visible_to(user, Permission.PIPELINE_VIEW).filter(wanted)
    if role.families:
        found = found.filter(profession__family__in=role.families)
    return found.filter(region=region) if region else found


def near(user: Any, role: Role, people: Iterable[Clinician]) -> dict[int, Near]:
    """How near each of these people is to a role, who says so and since when, by their keys.

    What a discussion says stands for all that the person said: `people` above finds them by the same.
    """
    people = list(people)
    keys = [person.pk for person in people]
    judged = _judged(user).filter(role=role, discussion__clinician__in=keys)
    found = {
        key: Near(band, day, is_judged=True)
        for key, band, day in judged.values_list("discussion__clinician", "readiness", "discussion__held_on")
    }
    said = Interest.objects.filter(clinician__in=keys).order_by("clinician", "-at", "-id").distinct("clinician")
    days = dict(said.values_list("clinician", "from_date"))
    for person in people:
        band = band_said(person.stage, person.next_step, role.stage)
        found.setdefault(person.pk, Near(band, days.get(person.pk), is_judged=False))
    return found


def _judged(user: Any) -> QuerySet[RoleReadiness]:
    """What the newest discussion of each person, as far as the user may read it, says about roles."""
    newest = TalentDiscussion.objects.of_others_visible_to(user).newest_each()
    return RoleReadiness.objects.filter(discussion__in=newest.values("pk"))
