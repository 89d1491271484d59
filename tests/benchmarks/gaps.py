"""The gap view of the largest role against the page of goals, which is nearly empty, alternately in one run.

`./test bench gaps [PEOPLE]` (20,000 unless given). Somebody opens it whose record is full: posts, registrations,
programmes, qualifications, answers on every skill, examples, a goal and a plan. One JSON object: server milliseconds of
both, and the ratio; then the goal, on which the page was built: 100 milliseconds.
"""

import json
import statistics
import time
from datetime import date, datetime

from django.db.models import Count
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from pathways import reference
from pathways.facts import OWN_FRAMEWORK
from pathways.models import Answer, Competency, Framework, Level, Programme, Role
from profiles.models import Clinician, ProgrammeTaken, Qualification, Regulator, SectionMark
from tests.benchmarks._goals import goal
from tests.benchmarks._people import fill, how_many
from tests.factories.pathways import (
    EvidenceFactory,
    GoalFactory,
    ParticipationFactory,
    PlanActionFactory,
    SelfAssessmentFactory,
)
from tests.factories.profiles import ClinicianFactory, PostFactory, RegistrationFactory

ROUNDS = 30
MOST_MILLISECONDS = 100
SECTIONS = ("registration", "posts", "programmes", "qualifications", "skills", "aspirations")


def main() -> None:
    people = how_many(20_000)
    fill(people)
    reference.load()
    largest = largest_role()
    medians = measured(full_record(largest), largest, ROUNDS)
    ratio = round(medians["gaps"] / medians["empty"], 2)
    print(json.dumps({"people": people, "role": largest.code, "needs": largest.needs, **medians, "ratio": ratio}))
    goal("gaps", "milliseconds of the gap view", medians["gaps"], at_most=MOST_MILLISECONDS)


def largest_role() -> Role:
    return Role.objects.annotate(needs=Count("requirements")).order_by("-needs").first()


def full_record(role: Role) -> Clinician:
    """Somebody who told all there is to tell, and planned for a role."""
    person, now = ClinicianFactory(), timezone.now()
    for council, number in (("gmc", "6999999"), ("hcpc", "PH123456")):  # made-up people begin at 7000001
        held = {"regulator": Regulator.objects.get(code=council), "number": number, "registered_on": date(2005, 8, 1)}
        RegistrationFactory(clinician=person, state="CURRENT", licence="HELD", **held)
    _work(person, now)
    _skills(person)
    PlanActionFactory.create_batch(6, clinician=person, goal=GoalFactory(clinician=person, role=role))
    SectionMark.objects.bulk_create(
        SectionMark(clinician=person, section=section, is_done=True, at=now) for section in SECTIONS
    )
    return person


def _work(person: Clinician, now: datetime) -> None:
    """Posts in 8 roles, 4 programmes from colleges and as many by own word, a qualification of each kind."""
    for year, role in enumerate(Role.objects.order_by("tier")[:8], start=2010):
        PostFactory(clinician=person, title=role.title, started_on=date(year, 1, 1), ended_on=date(year + 1, 1, 1))
    for programme in Programme.objects.all()[:4]:
        ParticipationFactory(clinician=person, programme=programme)
        taken = {"name": programme.name, "kind": "PROGRAMME", "outcome": "COMPLETED"}
        ProgrammeTaken.objects.create(clinician=person, created_at=now, **taken)
    for kind in Qualification.Kind:
        Qualification.objects.create(clinician=person, title=kind.label, kind=kind, is_held=True, created_at=now)


def _skills(person: Clinician) -> None:
    """Every skill answered in two years, with an example of each."""
    framework = Framework.objects.get(code=OWN_FRAMEWORK)
    level = Level.objects.get(framework=framework, rank=3)
    looks = [
        SelfAssessmentFactory(clinician=person, framework=framework, completed_on=date(year, 6, 1))
        for year in (2024, 2025)
    ]
    for competency in Competency.objects.filter(framework=framework):
        EvidenceFactory(clinician=person).competencies.add(competency)
        for look in looks:
            Answer.objects.create(assessment=look, competency=competency, level=level, answered_on=look.completed_on)


def measured(person: Clinician, role: Role, rounds: int) -> dict[str, float]:
    """Median milliseconds of the page of goals and of the gap view, opened in turns."""
    client = Client()
    client.force_login(person.user)
    pages = {"empty": reverse("goal-list"), "gaps": reverse("gap", args=[role.slug])}
    taken: dict[str, list[float]] = {name: [] for name in pages}
    for _round in range(rounds):
        for name, address in pages.items():
            began = time.perf_counter()
            answer = client.get(address)
            taken[name].append((time.perf_counter() - began) * 1000)
            if answer.status_code != 200:
                raise SystemExit(f"{address} answered {answer.status_code}")
    return {name: round(statistics.median(times), 1) for name, times in taken.items()}
