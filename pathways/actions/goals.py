"""Choosing a role to aim for, ending a goal, and saying that a requirement is met in another way."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from pathways.models import Goal, OtherWay, Requirement, Role
from pathways.rules.goals import check_can_aim
from profiles.models import Clinician
from talent_register.audit import actions as audit


@transaction.atomic
def choose(*, clinician: Clinician, role: Role, horizon: str, by: Any, at: datetime) -> Goal:
    """Aim for a role. Raises CannotAim with the reason."""
    Clinician.objects.select_for_update(of=("self",)).get(pk=clinician.pk)
    check_can_aim(set(clinician.goals.open().values_list("role_id", flat=True)), role.pk, has_ended=role.has_ended)
    goal = Goal.objects.create(clinician=clinician, role=role, horizon=horizon, chosen_on=localdate(at))
    _record("pathways.goal_chosen", goal, by)
    return goal


@transaction.atomic
def change(*, goal: Goal, horizon: str, by: Any) -> Goal:
    goal = Goal.objects.select_for_update(of=("self",)).select_related("clinician", "role").get(pk=goal.pk)
    goal.horizon = horizon
    goal.save(update_fields=["horizon"])
    _record("pathways.goal_changed", goal, by)
    return goal


@transaction.atomic
def end(*, goal: Goal, by: Any, at: datetime) -> Goal:
    """Aim for it no more. Its actions stay in the plan, and the goal in the history."""
    goal = Goal.objects.select_for_update(of=("self",)).select_related("clinician", "role").get(pk=goal.pk)
    if goal.ended_on is None:
        goal.ended_on = localdate(at)
        goal.save(update_fields=["ended_on"])
        _record("pathways.goal_ended", goal, by)
    return goal


@transaction.atomic
def say_other_way(*, clinician: Clinician, requirement: Requirement, note: str, by: Any, at: datetime) -> OtherWay:
    """The person's own word, shown as theirs."""
    said, _made = OtherWay.objects.update_or_create(
        clinician=clinician, requirement=requirement, defaults={"note": note, "said_on": localdate(at)}
    )
    _record_requirement("pathways.other_way_said", clinician, requirement, by)
    return said


@transaction.atomic
def take_back_other_way(*, said: OtherWay, by: Any) -> None:
    clinician, requirement = said.clinician, said.requirement
    said.delete()
    _record_requirement("pathways.other_way_taken_back", clinician, requirement, by)


def _record(type: str, goal: Goal, by: Any) -> None:
    details = {"role": goal.role.code, "horizon": goal.horizon}
    reference = goal.clinician.reference
    audit.record(type, by=by, object_type="goal", object_ref=str(goal.pk), person_ref=reference, details=details)


def _record_requirement(type: str, clinician: Clinician, requirement: Requirement, by: Any) -> None:
    audit.record(
        type,
        by=by,
        object_type="requirement",
        object_ref=f"{requirement.role_id}.{requirement.code}"[:80],
        person_ref=clinician.reference,
    )
