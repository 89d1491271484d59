"""What people of a cohort say of their skills, and what they said before and after a programme: only as counts.

They are counted with the rollup of a cohort and read from there alone. While it does not hold there are none, so that
nobody's own answers are read for a page.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Case, CharField, Count, OuterRef, QuerySet, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce

from pathways.models import Answer, Framework, Participation, SelfAssessment
from profiles.models import Interest

from .cohort_kinds import counted_ahead
from .models import Cohort, CohortTally

PRACTISED = 3  # the rank of the level from which on somebody can do it by themselves
YES = "YES"
SEEN = ("region", "shares_with_region", "shares_with_nation")
SKILL, PROGRAMME = CohortTally.About.SKILL, CohortTally.About.PROGRAMME


def of(cohort: Cohort, user: Any, about: str, today: date) -> list[tuple[int, str, str, int]] | None:
    """(subject, before, now, people) of the people whom the user may see; None while nothing is counted."""
    if counted_ahead(cohort, today) is None:
        return None
    rows = CohortTally.objects.visible_to(user).filter(cohort=cohort, about=about).order_by()
    return list(rows.values_list("subject", "before", "now").annotate(n=Sum("people")))


def counted(cohort: Cohort, people: QuerySet, today: date) -> Iterator[CohortTally]:
    """The tallies of people in a cohort, whose keys `people` gives."""
    for about, rows in ((SKILL, _skills(people, today)), (PROGRAMME, _programmes(people))):
        for region, by_region, by_nation, subject, before, now, n in rows:
            seen = {"region_id": region, "by_region": by_region, "by_nation": by_nation}
            yield CohortTally(cohort=cohort, about=about, subject=subject, before=before, now=now, people=n, **seen)


def _skills(people: QuerySet, today: date) -> QuerySet:
    """What each said last, by each framework in force. Who gave no level has none, which is not the lowest."""
    looks = SelfAssessment.objects.finished().filter(
        clinician__in=people, framework__in=Framework.objects.for_self_assessment(today)
    )
    newest = looks.order_by("clinician_id", "framework_id", "-completed_on", "-pk").distinct(
        "clinician_id", "framework_id"
    )
    answers = Answer.objects.filter(assessment__in=newest.values("pk"), level__rank__gt=0).order_by()
    can = Case(When(level__rank__gte=PRACTISED, then=Value(YES)), default=Value(""), output_field=CharField())
    seen = [f"assessment__clinician__{name}" for name in SEEN]
    answers = answers.annotate(before=Value(""), now=can)
    return answers.values_list(*seen, "competency", "before", "now").annotate(n=Count("pk"))


def _programmes(people: QuerySet) -> QuerySet:
    """Whoever took part, by what they said before it began and say now; only who said something both times."""
    took = Participation.objects.filter(
        clinician__in=people, state__in=Participation.TOOK_PART, started_on__isnull=False, disputed_at__isnull=True
    )
    first = took.order_by("clinician_id", "programme_id", "started_on", "pk").distinct("clinician_id", "programme_id")
    said = Interest.objects.filter(clinician=OuterRef("clinician"), from_date__lte=OuterRef("started_on"))
    before = Coalesce(Subquery(said.order_by("-from_date", "-id").values("stage")[:1]), Value(""))
    rows = Participation.objects.filter(pk__in=first.values("pk")).order_by().annotate(before=before)
    rows = rows.exclude(before="").exclude(clinician__stage="")
    seen = [f"clinician__{name}" for name in SEEN]
    return rows.values_list(*seen, "programme", "before", "clinician__stage").annotate(n=Count("pk"))
