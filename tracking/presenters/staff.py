"""The staff home: what needs attention, four figures that lead to exactly their people, and the team's cohorts."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from profiles.models import Clinician, NextStep
from talent_register.common.permissions import Permission
from tracking.choices import ReviewState
from tracking.models import Cohort
from tracking.search import in_a_cohort, review_is

MOST_COHORTS = 10


@dataclass(frozen=True)
class Home:
    attention: list[dict[str, Any]]
    counts: list[dict[str, Any]]
    cohorts: list[Cohort]
    people: int


def home(user: Any, today: date) -> Home:
    """Counted with the very conditions of the people list, so that each figure is the length of its list."""
    numbers = Clinician.objects.visible_to(user, Permission.PEOPLE_SEARCH).aggregate(
        people=Count("pk"),
        step_up=Count("pk", filter=Q(next_step=NextStep.STEP_UP)),
        due=Count("pk", filter=review_is(ReviewState.DUE, today)),
        overdue=Count("pk", filter=review_is(ReviewState.OVERDUE, today)),
        alone=Count("pk", filter=~in_a_cohort(user)),
    )
    cohorts = list(_cohorts(user)[:MOST_COHORTS])
    return Home(_attention(numbers["overdue"], cohorts), _counts(numbers), cohorts, numbers["people"])


def _cohorts(user: Any):
    """Open cohorts with the people in them, and how many of those the user may see, the newest first."""
    seen = Clinician.objects.visible_to(user, Permission.COHORT_VIEW)
    now = Q(members__to_date__isnull=True)
    sized = Cohort.objects.visible_to(user).open().with_size()
    counted = sized.annotate(seen=Count("members", filter=now & Q(members__clinician__in=seen)))
    return counted.annotate(hidden=F("size") - F("seen")).select_related("owner").order_by("-created_at")


def _attention(overdue: int, cohorts: list[Cohort]) -> list[dict[str, Any]]:
    items = []
    if overdue:
        words = ngettext("%(n)d yearly review is overdue", "%(n)d yearly reviews are overdue", overdue)
        items.append({"words": words % {"n": overdue}, "href": _list(review="OVERDUE")})
    for cohort in cohorts:
        if problem := _problem(cohort):
            items.append({"words": f"{cohort.name}: {problem}", "href": reverse("cohort", args=[cohort.slug])})
    return items


def _problem(cohort: Any) -> str:
    """What is the matter with a cohort, if anything."""
    if cohort.size == 0:
        return _("no one in it yet")
    if cohort.hidden:
        words = ngettext(
            "%(n)d person no longer shares their profile with you",
            "%(n)d people no longer share their profile with you",
            cohort.hidden,
        )
        return words % {"n": cohort.hidden}
    return ""


def _counts(numbers: dict[str, int]) -> list[dict[str, Any]]:
    people, step_up, due, alone = (numbers[key] for key in ("people", "step_up", "due", "alone"))
    return [
        {"number": people, "words": ngettext("person you can see", "people you can see", people), "href": _list()},
        {
            "number": step_up,
            "words": ngettext("would like a bigger role", "would like a bigger role", step_up),
            "href": _list(next="STEP_UP"),
        },
        {
            "number": due,
            "words": ngettext("review due within 28 days", "reviews due within 28 days", due),
            "href": _list(review="DUE"),
        },
        {
            "number": alone,
            "words": ngettext("person in no cohort", "people in no cohort", alone),
            "href": _list(cohort="none"),
        },
    ]


def _list(**filters: str) -> str:
    query = "&".join(f"{name}={value}" for name, value in filters.items())
    return f"{reverse('people')}?{query}" if query else reverse("people")
