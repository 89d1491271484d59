"""Who in a cohort needs something within a week: reviews, actions, talks, and a first answer. Four counts beside it."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from profiles.models import Clinician
from talent_register.accounts.access import can
from talent_register.common.permissions import Permission
from tracking.choices import Readiness, ReviewState
from tracking.models import Cohort, CohortMember, TalentDiscussion, WorkItem
from tracking.registry import WEEK
from tracking.rules.support import latest_to_answer

from .lists import counted, people_list
from .plain import Cell, Head, Plain
from .support import waiting

Need = tuple[date, str, str]  # by when, what, and who has promised it


def people(cohort: Cohort, user: Any, today: date) -> QuerySet[Clinician]:
    """Whom the user may see and who needs something by the end of the coming week, or did earlier, by name."""
    until, members = today + WEEK, CohortMember.objects.now().filter(cohort=cohort).values("clinician")
    seen = Clinician.objects.visible_to(user, Permission.COHORT_VIEW).filter(pk__in=members).exclude(user=user)
    needs = Q(review_due_on__lte=until)
    for rows in (_work(user, until), _talks(user, until)):
        needs |= Q(pk__in=rows.order_by().values("clinician"))
    needs |= Q(pk__in=waiting(user, today).order_by().values("pk"))
    return seen.filter(needs).order_by("family_key", "given_key", "id")


def _work(user: Any, until: date) -> QuerySet[WorkItem]:
    return WorkItem.objects.visible_to(user).open().filter(due_on__lte=until)


def _talks(user: Any, until: date) -> QuerySet[TalentDiscussion]:
    """The newest talk of each person, where they are to be talked about again."""
    seen = TalentDiscussion.objects.of_others_visible_to(user)
    return TalentDiscussion.objects.filter(pk__in=seen.newest_each().values("pk")).review_due_by(until)


def listed(found: list[Clinician], user: Any, today: date) -> Plain:
    """What each of them needs, a row each, the first due first."""
    heads = [Head(_("Name")), Head(_("What is needed")), Head(_("By when")), Head(_("Who"))]
    needs = _needs(found, user, today)
    rows = [
        [
            Cell(one.full_name, href=reverse("person", args=[one.reference])),
            Cell(what),
            Cell(date_format(day, "j F Y"), tag=_("Late") if day < today else "", colour="orange"),
            Cell(who),
        ]
        for one in found
        for day, what, who in sorted(needs[one.pk])
    ]
    return Plain.of(_("People who need something this week"), heads, rows)


def _needs(found: Iterable[Clinician], user: Any, today: date) -> dict[int, list[Need]]:
    until, needs = today + WEEK, defaultdict[int, list[Need]](list)
    for one in found:
        if one.review_due_on and one.review_due_on <= until:
            needs[one.pk].append((one.review_due_on, _("Yearly review"), one.full_name))
    for work in _work(user, until).filter(clinician__in=found).select_related("owner"):
        needs[work.clinician_id].append((work.due_on, work.words, str(work.owner or _("Somebody who has left"))))
    for talk in _talks(user, until).filter(clinician__in=found).select_related("owner"):
        needs[talk.clinician_id].append((talk.review_on, _("To be talked about again"), str(talk.owner)))
    for person in waiting(user, today).filter(pk__in=[one.pk for one in found]):
        day = latest_to_answer(person.first_interest_on, settings.RESPONSE_DAYS)
        needs[person.pk].append((day, _("A first answer"), ""))
    return needs


def counts(cohort: Cohort, user: Any, today: date) -> list[dict[str, Any]]:
    """Four numbers, each the length of the list that it opens. None for who may search nobody, or once it is closed."""
    if cohort.closed_at or not can(user, Permission.PEOPLE_SEARCH):
        return []
    found = counted(user, today, chosen={"cohort": (cohort.slug,)})
    reviews, ready = found.choices["review"], found.choices["readiness"].get(Readiness.NOW, 0)
    overdue, due = reviews.get(ReviewState.OVERDUE, 0), reviews.get(ReviewState.DUE, 0)
    told = [
        (found.total, ngettext("person you can see", "people you can see", found.total), {}),
        (ready, ngettext("person ready now", "people ready now", ready), {"readiness": Readiness.NOW}),
        (overdue, ngettext("review overdue", "reviews overdue", overdue), {"review": ReviewState.OVERDUE}),
        (
            due,
            ngettext("review due within 28 days", "reviews due within 28 days", due),
            {"review": ReviewState.DUE},
        ),
    ]
    return [
        {"number": number, "words": words, "href": people_list(cohort=cohort.slug, **filters)}
        for number, words, filters in told
    ]
