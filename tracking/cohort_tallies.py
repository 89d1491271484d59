"""What people of a cohort say of their skills, and what they said before and after a programme: only as counts.

They are counted in the night and read from there alone (actions/tallies.py), so that nobody's own answers are read for
a page. A figure of one night stays until enough people have come, gone or answered anew (rules/overlap.py).
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import (
    BigIntegerField,
    Case,
    CharField,
    Count,
    F,
    Func,
    OuterRef,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, Concat
from django.utils import timezone

from pathways.models import Answer, Framework, Participation, SelfAssessment
from profiles.models import Interest
from talent_register.common.steady import SPREAD, shift_of, steady

from .models import Cohort, CohortRollup, CohortTally
from .rules.overlap import BUCKETS, LEAST_ANSWERS, Sketch

PRACTISED = 3  # the rank of the level from which on somebody can do it by themselves
YES = "YES"
SEEN = ("region", "shares_with_region", "shares_with_nation")
SKILL, PROGRAMME = CohortTally.About.SKILL, CohortTally.About.PROGRAMME
Key = tuple[int | None, str, int]  # region (nobody's: the nation), what it is about, of what


@dataclass(frozen=True)
class Told:
    """What a user may know: subject → (before, now) → people, and the day of the oldest of these counts."""

    counts: dict[int, Counter]
    day: date | None


def of(cohort: Cohort, user: Any, about: str) -> Told | None:
    """Of the people whom the user's teams may see; None before the first night."""
    if not CohortRollup.objects.filter(cohort=cohort, tallied_at__isnull=False).exists():
        return None
    counts: dict[int, Counter] = defaultdict(Counter)
    days = []
    for tally in CohortTally.objects.visible_to(user).current().filter(cohort=cohort, about=about):
        days.append(timezone.localdate(tally.at))
        for before, now, n in tally.figures:
            counts[tally.subject][before, now] += n
    return Told(counts, min(days, default=None))


def figure(about: str, subject: int, what: str, count: int) -> int | None:
    """A count as it may be shown: cut down by the shift of what it counts, which is one in all cohorts, and secret."""
    return steady(count, shift_of(f"tally {about} {subject} {what}", settings.HASH_KEY), settings.SUPPRESSION_THRESHOLD)


def is_enough(shown: int | None) -> bool:
    """Whether a figure says by itself that enough people answered for a share of them."""
    return shown is not None and shown - SPREAD >= LEAST_ANSWERS


@dataclass
class Fresh:
    """One tally as it is being counted."""

    counts: Counter = field(default_factory=Counter)
    hashes: list[tuple[int, int, int]] = field(default_factory=list)

    @property
    def figures(self) -> list[list]:
        return [[before, now, n] for (before, now), n in sorted(self.counts.items())]

    @property
    def sketch(self) -> Sketch:
        return Sketch.of(self.hashes)


def counted(people: QuerySet, today: date) -> dict[Key, Fresh]:
    """The tallies of people, whose keys `people` gives, for each region's teams and for national ones."""
    found: dict[Key, Fresh] = defaultdict(Fresh)
    for about, rows in ((SKILL, _skills(people, today)), (PROGRAMME, _programmes(people))):
        for region, by_region, by_nation, subject, before, now, bucket, n, mark in rows.iterator():
            places = [region] if by_region and region else []
            for place in [*places, None] if by_nation else places:
                tally = found[place, about, subject]
                tally.counts[before, now] += n
                tally.hashes.append((bucket, n, int(mark)))
    return found


def _with_hashes(rows: QuerySet, token: Any, *columns: str) -> QuerySet:
    """Rows counted by these columns and the bucket of what each says, with the sums of the hashes."""
    rows = rows.annotate(hashed=Func(token, Value(0), function="hashtextextended", output_field=BigIntegerField()))
    rows = rows.annotate(bucket=F("hashed").bitand(BUCKETS - 1))
    return rows.values_list(*columns, "bucket").annotate(n=Count("pk"), mark=Sum("hashed"))


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
    return _with_hashes(answers, Cast("pk", CharField()), *seen, "competency", "before", "now")


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
    token = Concat(Cast("pk", CharField()), Value(" "), "before", Value(" "), "clinician__stage")
    return _with_hashes(rows, token, *seen, "programme", "before", "clinician__stage")
