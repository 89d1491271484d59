"""The staff home: what needs attention, four figures that lead to exactly their people, and the team's cohorts."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F, Min, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pathways.models import Opportunity
from profiles.models import Clinician, NextStep
from talent_register.common.permissions import Permission
from tracking import registry
from tracking.choices import Readiness, ReviewState
from tracking.models import Cohort, Export
from tracking.registry import Coming, Gist, Todo
from tracking.rules.reminders import DUE_SOON_DAYS
from tracking.search import NO_COHORT, Counted, review_is

from .lists import counted, people_list

MOST_COHORTS = 10
MOST_CLOSING = 5


@dataclass(frozen=True)
class Home:
    attention: list[Todo]
    counts: list[dict[str, Any]]
    cohorts: list[Cohort]
    coming: list[Coming]
    people: int


def home(user: Any, today: date) -> Home:
    """Counted as the people list counts, so that each figure is the length of its list."""
    everybody = counted(user, today)
    return Home(
        attention=registry.attention(user, today),
        counts=_counts(everybody),
        cohorts=list(_cohorts(user)[:MOST_COHORTS]),
        coming=registry.coming(user, today),
        people=everybody.total,
    )


def _cohorts(user: Any):
    """Open cohorts with the people in them, and how many of those the user may see, the newest first."""
    seen = Clinician.objects.visible_to(user, Permission.COHORT_VIEW)
    now = Q(members__to_date__isnull=True)
    sized = Cohort.objects.visible_to(user).open().with_size()
    counted = sized.annotate(seen=Count("members", filter=now & Q(members__clinician__in=seen)))
    return counted.annotate(hidden=F("size") - F("seen")).select_related("owner").order_by("-created_at")


def overdue_reviews(user: Any, today: date) -> list[Todo]:
    overdue = counted(user, today).choices["review"].get(ReviewState.OVERDUE, 0)
    words = ngettext("%(n)d yearly review is overdue", "%(n)d yearly reviews are overdue", overdue)
    return [Todo(words % {"n": overdue}, people_list(review="OVERDUE"), overdue)] if overdue else []


def exports_waiting(user: Any, today: date) -> list[Todo]:
    """Exports of colleagues on which this user may decide."""
    waiting = Export.objects.visible_to(user).waiting_for(user).count()
    words = ngettext("%(n)d export waits for your answer", "%(n)d exports wait for your answer", waiting)
    return [Todo(words % {"n": waiting}, reverse("export-list"), waiting)] if waiting else []


def cohorts_to_look_at(user: Any, today: date) -> list[Todo]:
    gist = Gist(cohorts_said, reverse("cohort-list"))
    return [
        Todo(f"{cohort.name}: {problem}", reverse("cohort", args=[cohort.slug]), gist=gist)
        for cohort in _cohorts(user)[:MOST_COHORTS]
        if (problem := _problem(cohort))
    ]


def cohorts_said(number: int) -> str:
    return ngettext("%(n)d cohort to look at", "%(n)d cohorts to look at", number) % {"n": number}


def reviews_coming(user: Any, today: date) -> list[Coming]:
    """How many yearly reviews fall due in the coming weeks, on the day of the first."""
    due = Clinician.objects.visible_to(user, Permission.PEOPLE_SEARCH).filter(review_is(ReviewState.DUE, today))
    numbers = due.aggregate(people=Count("pk"), first=Min("review_due_on"))
    if not numbers["people"]:
        return []
    words = ngettext(
        "the first of %(n)d yearly review within 28 days",
        "the first of %(n)d yearly reviews within 28 days",
        numbers["people"],
    )
    return [Coming(numbers["first"], words % {"n": numbers["people"]}, people_list(review="DUE"))]


def applications_closing(user: Any, today: date) -> list[Coming]:
    """What the user's team runs and takes applications for only some weeks more."""
    run = Opportunity.objects.run_by(user).open_on(today)
    soon = run.filter(closes_on__lte=today + timedelta(days=DUE_SOON_DAYS)).order_by("closes_on", "pk")
    return [
        Coming(
            one.closes_on,
            _("applications close for %(title)s") % {"title": one.title},
            reverse("opportunity", args=[one.slug]),
        )
        for one in soon[:MOST_CLOSING]
    ]


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


def _counts(everybody: Counted) -> list[dict[str, Any]]:
    wanted = (("readiness", Readiness.NOW), ("next", NextStep.STEP_UP), ("cohort", NO_COHORT))
    ready, step_up, alone = (everybody.choices[name].get(value, 0) for name, value in wanted)
    return [
        _figure(everybody.total, ngettext("person you can see", "people you can see", everybody.total)),
        _figure(ready, ngettext("person ready now", "people ready now", ready), readiness="NOW"),
        _figure(step_up, ngettext("would like a bigger role", "would like a bigger role", step_up), next="STEP_UP"),
        _figure(alone, ngettext("person in no cohort", "people in no cohort", alone), cohort="none"),
    ]


def _figure(number: int, words: str, **filters: str) -> dict[str, Any]:
    return {"number": number, "words": words, "href": people_list(**filters)}
