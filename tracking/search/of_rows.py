"""Filters by rows of other tables, of which somebody may have several.

They are the roles people aim for, programmes they took part in, cohorts, specialties, employers, working patterns.
"""

from collections.abc import Callable
from typing import Any

from django.db.models import Case, CharField, Exists, OuterRef, Q, QuerySet, Value, When
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pathways.models import Goal, Participation, Programme, Role
from profiles.models import Post, Specialty, Training
from talent_register.organisations.models import Organisation
from tracking.choices import WorkingPattern
from tracking.models import Cohort, CohortMember

from .facets import Facet, Reader

NO_COHORT = "none"
EMPLOYERS = ("TRUST", "BOARD", "HEALTH_BODY", "PRACTICE", "NATIONAL", "EDUCATION_OFFICE", "COLLEGE", "OTHER")


def _of_rows(
    name: str,
    rows: Callable[[], QuerySet],
    path: str,
    label: Promise,
    options: Callable[[Any], list],
    *,
    open_to: Callable[[Reader], list[str]] | None = None,
    rest: str = "",
) -> Facet:
    """Who is named by a row with one of some values, as far as the reader may know these; `rest` is who is by none."""

    def having(values: tuple[str, ...], reader: Reader) -> Q:
        known = open_to(reader) if open_to else None
        of_person = rows().filter(clinician=OuterRef("pk"))
        some = [value for value in values if known is None or value in known]
        wanted = Q(Exists(of_person.filter(**{f"{path}__in": some})))
        if rest and rest in values:
            wanted |= ~Q(Exists(of_person.filter(**{f"{path}__in": known or []})))
        return wanted

    def pairs(known: list[str] | None) -> QuerySet:
        some = {f"{path}__isnull": False} if known is None else {f"{path}__in": known}
        return rows().order_by().filter(**some).values_list("clinician", path).distinct()

    return Facet(
        name, None, having, label=label, options=options, pairs=pairs, open_to=open_to, rest=rest, as_select=True
    )


def _posts() -> QuerySet[Post]:
    return Post.objects.filter(ended_on__isnull=True)


def _posts_by_pattern() -> QuerySet[Post]:
    part = When(whole_time__lt=1, then=Value(WorkingPattern.PART.value))
    full = When(whole_time=1, then=Value(WorkingPattern.FULL.value))
    return _posts().annotate(pattern=Case(part, full, output_field=CharField()))


def _took_part() -> QuerySet[Participation]:
    """Who was on a programme or finished it. What the person says is wrong finds nobody."""
    return Participation.objects.filter(state__in=Participation.TOOK_PART, disputed_at__isnull=True)


def open_cohorts(user: Any) -> list[tuple[str, str]]:
    return list(Cohort.objects.visible_to(user).open().values_list("slug", "name"))


def _cohorts(reader: Reader) -> list[str]:
    return [slug for slug, _name in open_cohorts(reader.user)]


def _employers(user: Any) -> list:
    kinds = dict(Organisation.Kind.choices)
    return [(kind, kinds[kind]) for kind in EMPLOYERS]


SPECIALTY = _of_rows(
    "specialty",
    lambda: Training.objects.filter(ended_on__isnull=True),
    "specialty__code",
    _("Specialty"),
    lambda user: list(Specialty.objects.filter(disabled_on__isnull=True).values_list("code", "name")),
)
GOAL = _of_rows(
    "goal",
    lambda: Goal.objects.open(),
    "role__slug",
    _("Role they aim for"),
    lambda user: list(Role.objects.order_by("title").values_list("slug", "title")),
)
COHORT = _of_rows(
    "cohort",
    lambda: CohortMember.objects.now(),
    "cohort__slug",
    _("Cohort"),
    lambda user: [(NO_COHORT, _("In no cohort")), *open_cohorts(user)],
    open_to=_cohorts,
    rest=NO_COHORT,
)
PROGRAMME = _of_rows(
    "programme",
    _took_part,
    "programme__code",
    _("Programme taken part in"),
    lambda user: list(Programme.objects.order_by("name").values_list("code", "name")),
)
EMPLOYER = _of_rows("employer", _posts, "organisation__kind", _("Kind of employer"), _employers)
PATTERN = _of_rows(
    "pattern", _posts_by_pattern, "pattern", _("Working pattern"), lambda user: list(WorkingPattern.choices)
)
