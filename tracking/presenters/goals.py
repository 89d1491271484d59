"""The roles somebody aims for, on the record that staff read."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from pathways.models import Goal
from pathways.presenters.gaps import GapPage, gap_page
from profiles.models import Clinician
from tracking.registry import Card


def cards(person: Clinician, user: Any, today: date) -> list[Card]:
    """Open goals, each with the way to what it would take; one's own have pages of one's own.

    Who has none gets no card: a record for a talk of three minutes has no room for what is not there.
    """
    if person.user_id == user.pk:
        return []
    goals = person.goals.open().select_related("role")
    facts = [
        {
            "key": goal.role.title,
            "value": goal.get_horizon_display(),
            "href": reverse("person-goal", args=[person.reference, goal.role.slug]),
            "action": _("What they would need"),
        }
        for goal in goals
    ]
    return [Card(_("Goals"), facts)] if facts else []


def needs(goal: Goal, today: date) -> GapPage:
    """The person's own page of a goal, without what they keep for themselves."""
    return gap_page(goal.clinician, goal.role, today, is_own=False)
