"""Where people of the demo would like to go: goals, how they see their skills, and what they plan."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from django.utils import timezone

from pathways.models import (
    Answer,
    Competency,
    Evidence,
    Framework,
    Goal,
    Level,
    PlanAction,
    Requirement,
    Role,
    SelfAssessment,
)
from profiles.models import Clinician, ClinicianState

from . import bulk

OF_A_HUNDRED_AIM, OF_A_HUNDRED_LOOK, OF_A_HUNDRED_PLAN = 30, 12, 60
EXAMPLE = "Redesigned the clinic with patients, 2025"


def add(record: Clinician, random: Random, today: date) -> None:
    """Goals for a third of those registered, skills for a few, plans for most who have a goal."""
    people = Clinician.objects.filter(state=ClinicianState.REGISTERED).select_related("profession").order_by("pk")
    aiming = [one for one in people if one.pk == record.pk or random.randrange(100) < OF_A_HUNDRED_AIM]
    goals = list(_goals(aiming, record, random, today))
    bulk.copy(goals)
    bulk.copy(list(_actions(goals, record, random, today)))
    looking = [one for one in aiming if one.pk == record.pk or random.randrange(100) < OF_A_HUNDRED_LOOK]
    _add_looks(looking, record, random, today)
    example = Evidence.objects.create(clinician=record, title=EXAMPLE, created_at=timezone.now())
    example.competencies.set(Competency.objects.filter(framework__code="register", code__in=["improve", "resources"]))


def _goals(people: list[Clinician], record: Clinician, random: Random, today: date) -> Iterator[Goal]:
    """A role that the person's family may hold, a step or two above where most stand."""
    roles = [role for role in Role.objects.all() if role.lane != "PRACTICE" and role.tier >= 3]
    horizons = Goal.Horizon.values
    for person in people:
        family = person.profession.family if person.profession else ""
        fitting = [role for role in roles if not role.families or family in role.families]
        role = random.choice(fitting)
        if person.pk == record.pk:
            role = next(r for r in fitting if r.code == "medical_director")
        chosen_on = today - timedelta(days=random.randrange(20, 500))
        yield Goal(clinician=person, role=role, horizon=random.choice(horizons), chosen_on=chosen_on)


def _actions(goals: list[Goal], record: Clinician, random: Random, today: date) -> Iterator[PlanAction]:
    """One to three of the steps that the role's requirements suggest."""
    asked: dict[int, list[Requirement]] = {}
    for requirement in Requirement.objects.in_use():
        asked.setdefault(requirement.role_id, []).append(requirement)
    for goal in goals:
        is_record = goal.clinician_id == record.pk
        if not is_record and random.randrange(100) >= OF_A_HUNDRED_PLAN:
            continue
        wanted = [one for one in asked.get(goal.role_id, []) if one.steps and one.strength != "MUST"]
        for place, requirement in enumerate(random.sample(wanted, min(3 if is_record else 2, len(wanted)))):
            step = random.choice(requirement.steps)
            is_done = place == 2 or random.randrange(100) < 25
            yield PlanAction(
                clinician_id=goal.clinician_id,
                goal=goal,
                requirement=requirement,
                words=step["words"],
                kind=step["kind"],
                due_on=today + timedelta(days=random.randrange(-60, 200)),
                state="DONE" if is_done else random.choice(["NOT_STARTED", "IN_PROGRESS"]),
                outcome="It showed me how decisions are made." if is_done else "",
                created_at=timezone.now() - timedelta(days=30),
                closed_on=today - timedelta(days=7) if is_done else None,
            )


def _add_looks(people: list[Clinician], record: Clinician, random: Random, today: date) -> None:
    """This year's look for each, and last year's for the person who logs in."""
    framework = Framework.objects.get(code="register")
    competencies = list(framework.competencies.filter(parent=None))
    levels = list(Level.objects.filter(framework=framework, rank__gt=0))
    days = [(one, today - timedelta(days=random.randrange(10, 300))) for one in people]
    days.insert(0, (record, today - timedelta(days=390)))
    looks = [SelfAssessment(clinician=one, framework=framework, started_on=day, completed_on=day) for one, day in days]
    bulk.copy(looks)
    answers = []
    for look in looks:
        middle = random.randrange(len(levels) - 1)
        for competency in competencies:
            level = None if random.randrange(100) < 8 else levels[middle + random.randrange(2)]
            unknown = "" if level else random.choice(Answer.Unknown.values)
            answers.append(
                Answer(
                    assessment=look,
                    competency=competency,
                    level=level,
                    unknown=unknown,
                    answered_on=look.started_on,
                )
            )
    bulk.copy(answers)
