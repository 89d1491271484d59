"""What happened to one person that staff may know, in the words of a timeline."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from profiles.models import Clinician
from tracking import registry
from tracking.models import CohortMember, Reminder, YearlyReview
from tracking.registry import Fact

from .person import day


def history(person: Clinician, user: Any) -> list[Fact]:
    """What happened, newest first, in the words of the timeline."""
    return sorted(registry.person_events(person, user), key=_moment, reverse=True)


def own_events(person: Clinician, user: Any) -> list[Fact]:
    items = [{"title": _("Registered"), "at": person.registered_at}] if person.registered_at else []
    if person.first_interest_on:
        items.append({"title": _("First interested in leadership"), "at": person.first_interest_on})
    for interest in person.interests.all():
        words = f"{interest.get_stage_display()}. {interest.get_next_step_display()}."
        items.append({"title": _("Said where they are in leadership"), "at": interest.at, "text": words})
    for place in (
        CohortMember.objects.visible_to(user)
        .filter(clinician=person)
        .select_related("cohort", "added_by", "removed_by")
    ):
        items += _moves(place)
    for review in YearlyReview.objects.visible_to(user).filter(clinician=person, done_at__isnull=False):
        items.append({"title": _("Checked their profile"), "at": review.done_at, "text": review.get_outcome_display()})
    for reminder in Reminder.objects.visible_to(user).standing().filter(clinician=person):
        words = _("Review due on %(day)s") % {"day": day(reminder.due_on)}
        items.append({"title": _("Reminder of the yearly review"), "at": reminder.created_at, "text": words})
    return items


def _moves(place: CohortMember) -> list[Fact]:
    name = {"cohort": place.cohort.name}
    moves = [
        {"title": _("Added to %(cohort)s") % name, "at": place.from_date, "by": place.added_by, "text": place.why_in}
    ]
    if place.to_date:
        moves.append(
            {"title": _("Left %(cohort)s") % name, "at": place.to_date, "by": place.removed_by, "text": place.why_out}
        )
    return moves


def _moment(item: Fact) -> tuple[date, float]:
    """Days and times in one order: a day without a time stands at its beginning."""
    at = item["at"]
    return (timezone.localdate(at), at.timestamp()) if isinstance(at, datetime) else (at, 0)
