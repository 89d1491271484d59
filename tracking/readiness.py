"""How near people are to a role: the one place that says so. Lists and counts of the pipeline both come from here.

Until somebody has had a talent discussion it is taken from what they said of themselves.
"""

from collections import Counter
from typing import Any

from django.db.models import Count, Q, QuerySet

from pathways.models import Role
from profiles.models import Clinician, NextStep, Stage
from talent_register.common.permissions import Permission

from .choices import Band
from .rules.pipeline import band_said

Kind = tuple[str, int | None, str, str]  # family of professions, region, stage, next step


class Supply:
    """The people a user may see, counted once by what readiness follows from."""

    def __init__(self, user: Any):
        people = Clinician.objects.visible_to(user, Permission.PIPELINE_VIEW).order_by()
        kinds = people.values_list("profession__family", "region", "stage", "next_step").annotate(n=Count("pk"))
        self.kinds: dict[Kind, int] = {(family, region, stage, step): n for family, region, stage, step, n in kinds}

    def of(self, role: Role, region: int | None = None) -> Counter:
        """How many people of each band for a role, in one region or in all."""
        counted: Counter = Counter()
        for (family, place, stage, step), n in self.kinds.items():
            if (region is None or place == region) and (not role.families or family in role.families):
                counted[band_said(stage, step, role.stage)] += n
        return counted

    def by_region(self, role: Role) -> dict[int | None, Counter]:
        found: dict[int | None, Counter] = {}
        for (family, place, stage, step), n in self.kinds.items():
            if not role.families or family in role.families:
                found.setdefault(place, Counter())[band_said(stage, step, role.stage)] += n
        return found


def people(user: Any, role: Role, band: Band, region: int | None = None) -> QuerySet:
    """The people behind one count: exactly those that `Supply` counted."""
    wanted = Q(pk__in=[])
    for stage in Stage.values:
        for step in NextStep.values:
            if band_said(stage, step, role.stage) == band:
                wanted |= Q(stage=stage, next_step=step)
    found = Clinician.objects.visible_to(user, Permission.PIPELINE_VIEW).filter(wanted)
    if role.families:
        found = found.filter(profession__family__in=role.families)
    return found.filter(region=region) if region else found
