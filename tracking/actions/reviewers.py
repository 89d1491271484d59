"""Asking a colleague to hold the next talent discussion with people, and what ends it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from profiles.models import Clinician
from talent_register.accounts.models import User
from talent_register.audit import actions as audit
from talent_register.common.turns import take_turn
from talent_register.organisations.models import Organisation
from tracking import reviewing
from tracking.choices import ReviewerEnd
from tracking.models import Reviewer
from tracking.rules import reviewers as rules


@dataclass(frozen=True)
class Assigned:
    """How many people the reviewer got, and how many of those came from somebody else."""

    people: int
    moved: int = 0


@transaction.atomic
def assign(*, people: QuerySet[Clinician], to: User, team: Organisation, by: Any, at: datetime) -> Assigned:
    """From now on `to` is to hold the next discussion with these people for the team. Who has them already keeps them.

    Whom the reviewer may not see is left out: pages say so before.
    """
    rules.check_can_hold(reviewing.members(team).filter(pk=to.pk).exists())
    found = reviewing.within_reach(people, to).order_by().values_list("pk", flat=True)
    fit = list(found[: rules.MOST_ASSIGNED + 1])  # of a whole nation no more than it takes to refuse
    rules.check_people(len(fit))
    _one_at_a_time(team)
    moved, new = _give(fit, to, team, by, at, ReviewerEnd.OTHER)
    _record("tracking.reviewer_assigned", team, by, to, people=len(new), moved=moved)
    return Assigned(len(new), moved)


@transaction.atomic
def take_back(*, people: QuerySet[Clinician], team: Organisation, by: Any, at: datetime) -> int:
    """Nobody of the team is to hold the next discussion with these people any more."""
    _one_at_a_time(team)
    open_ones = Reviewer.objects.open().filter(team=team, clinician__in=people.order_by().values("pk"))
    rules.check_people(open_ones.count())
    ended = _end(open_ones, ReviewerEnd.TAKEN_BACK, by, at)
    _record("tracking.reviewer_taken_back", team, by, people=ended)
    return ended


def held(*, clinician: Clinician, team: Organisation, by: Any, at: datetime) -> int:
    """A discussion was held: whoever was to hold it for the team has. For the action that records it."""
    return _end(Reviewer.objects.open().filter(clinician=clinician, team=team), ReviewerEnd.HELD, by, at)


@transaction.atomic
def hand_over(*, user: User, to: User, team: Organisation, by: Any, at: datetime) -> int:
    """What a leaver has goes to a colleague, as far as the colleague may talk with those people; the rest ends."""
    _one_at_a_time(team)
    of_leaver = Reviewer.objects.open().filter(team=team, user=user)
    people = Clinician.objects.filter(pk__in=list(of_leaver.values_list("clinician", flat=True)))
    fit = set(reviewing.within_reach(people, to).order_by().values_list("pk", flat=True))
    ended = _end(of_leaver, ReviewerEnd.LEFT, by, at)
    _give(fit, to, team, by, at, ReviewerEnd.LEFT)
    return ended


def _give(
    people: Iterable[int], to: User, team: Organisation, by: Any, at: datetime, why: str
) -> tuple[int, list[Reviewer]]:
    people = set(people)
    open_ones = Reviewer.objects.open().filter(team=team, clinician__in=people)
    has_them = set(open_ones.filter(user=to).values_list("clinician", flat=True))
    moved = _end(open_ones.exclude(user=to), why, by, at)
    new = [
        Reviewer(clinician_id=key, team=team, user=to, assigned_by=by, assigned_at=at)
        for key in sorted(people - has_them)
    ]
    return moved, Reviewer.objects.bulk_create(new)


def _end(rows: QuerySet[Reviewer], why: str, by: Any, at: datetime) -> int:
    return rows.update(ended_at=at, ended_by=by, end=why)


def _one_at_a_time(team: Organisation) -> None:
    """Two who assign the same people for a team do so in turn: the last word counts."""
    take_turn("reviewers", team.pk)


def _record(event: str, team: Organisation, by: Any, to: User | None = None, **details: int) -> None:
    ref = str(to.uuid) if to else ""
    audit.record(event, by=by, object_type="reviewer", object_ref=ref, organisation=team.code, details=dict(details))
