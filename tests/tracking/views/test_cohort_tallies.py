"""Weak skills, programmes and cover in the figures of a cohort: counted ahead, small numbers hidden, nobody named."""

import csv
import io
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from pathways.models import Answer
from profiles.models import Clinician, Interest
from tests.factories.pathways import (
    CompetencyFactory,
    GoalFactory,
    LevelFactory,
    ParticipationFactory,
    ProgrammeFactory,
    SelfAssessmentFactory,
)
from tests.factories.profiles import ClinicianFactory, ProfessionFactory
from tests.factories.tracking import CohortFactory, CohortMemberFactory, LeadershipPostFactory, RoleFactory
from tracking import cohort_tallies
from tracking.actions import tallies

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(regional_team, south_west):
    """40 people of a cohort of the South West, and one who withdrew."""
    cohort = CohortFactory(owner=regional_team, slug="future")
    found = [
        CohortMemberFactory(cohort=cohort, clinician__stage="SERVICE", clinician__next_step="STEP_UP").clinician
        for _n in range(40)
    ]
    CohortMemberFactory(cohort=cohort, clinician__shares_with_region=False)
    return found


@pytest.fixture(autouse=True)
def without_shifts(monkeypatch):
    """Shifts are as secret in tests: without them a figure is its count, cut down to 5."""
    monkeypatch.setattr(cohort_tallies, "shift_of", lambda cell, secret: 0)


@pytest.fixture
def client(log_in, regional_lead):
    return log_in(regional_lead)


def page(client):
    return client.get(reverse("cohort-figures", args=["future"])).content.decode()


def rows(client, table):
    answer = client.get(reverse("cohort-figures-file", args=["future", table]))
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return [one for one in csv.reader(io.StringIO(text))][1:]


def look(person, answers, on=date(2026, 3, 1)):
    made = SelfAssessmentFactory(clinician=person, started_on=on, completed_on=on)
    for competency, level in answers.items():
        Answer.objects.create(
            assessment=made, competency=competency, level=level, unknown="" if level else "UNSURE", answered_on=on
        )


def test_weak_skills_are_shares_of_who_answered_the_lowest_first(client, people):
    low, practised = LevelFactory(rank=2), LevelFactory(rank=3, name="Practitioner")
    budgets, teams, rare = (CompetencyFactory(title=title) for title in ("Budgets", "Teams", "Rare skill"))
    withdrawn = Clinician.objects.get(shares_with_region=False)
    for number, person in enumerate([*people, withdrawn]):
        look(person, {budgets: practised, teams: low}, on=date(2025, 3, 1))  # a year before, which counts no more
        some = {rare: practised} if number < 5 else {}
        look(person, {budgets: practised if number < 15 else low, teams: practised if number < 35 else None, **some})
    assert "These figures are counted in the coming night" in page(client)
    tallies.count_all(at=timezone.now())
    assert rows(client, "skills") == [["Budgets", "40", "38"], ["Teams", "35", "100"], ["Rare skill", "[c]", "[c]"]]
    shown = page(client)
    assert "Lowest: Budgets, 38% say Practitioner or above" in shown
    assert "counted again only in a night after at least 10 people came, went or answered anew" in shown
    assert "Too few people" in shown


def test_few_who_looked_show_nothing(client, people):
    practised, skill = LevelFactory(rank=3), CompetencyFactory(title="Budgets")
    for person in people[:34]:
        look(person, {skill: practised})
    tallies.count_all(at=timezone.now())
    assert rows(client, "skills") == [["Budgets", "30", "[c]"]]
    assert "Too few people have looked at their skills" in page(client)


def test_programmes_by_what_people_said_before_and_say_now(client, people):
    helped, small = ProgrammeFactory(name="Fast track", code="fast"), ProgrammeFactory(name="Tiny", code="tiny")
    for number, person in enumerate(people):
        stage = "TEAM" if number < 25 else "SERVICE"
        said = {"next_step": "GROW", "at": timezone.now(), "how": "review"}
        Interest.objects.create(clinician=person, stage=stage, from_date=date(2024, 1, 1), **said)
        Interest.objects.create(clinician=person, stage="SERVICE", from_date=date(2026, 1, 1), **said)
        ParticipationFactory(clinician=person, programme=helped, started_on=date(2025, 1, 1), state="COMPLETED")
        if number < 9:
            ParticipationFactory(clinician=person, programme=small, started_on=date(2025, 1, 1), state="COMPLETED")
    cohort = people[0].cohort_places.get().cohort
    for number in range(20):  # who only applied, and who said nothing before
        other = CohortMemberFactory(cohort=cohort, clinician__stage="SYSTEM").clinician
        state = "APPLIED" if number < 10 else "COMPLETED"
        ParticipationFactory(clinician=other, programme=helped, started_on=date(2025, 1, 1), state=state)
        if state == "APPLIED":
            Interest.objects.create(clinician=other, stage="SYSTEM", from_date=date(2024, 1, 1), **said)
    tallies.count_all(at=timezone.now())
    assert rows(client, "programmes") == [["Fast track", "40", "38", "100"], ["Tiny", "[c]", "[c]", "[c]"]]
    assert "Share who lead a service or more, before they took part and now" in page(client)


def test_cover_counts_the_people_of_the_cohort_for_the_roles_they_aim_for(client, people, south_west):
    role = RoleFactory(code="director", title="Director", stage="ORGANISATION", families=["medical"])
    LeadershipPostFactory(role=role, organisation__region=south_west)
    for _n in range(10):
        ClinicianFactory(stage="SERVICE", next_step="STEP_UP")  # in no cohort
    nurse = ProfessionFactory(code="nurse", family="nursing")
    Clinician.objects.filter(pk__in=[one.pk for one in people[:10]]).update(profession=nurse)
    Clinician.objects.filter(pk=people[39].pk).update(no_posts_with_region=True)
    for person in people[:7]:
        GoalFactory(clinician=person, role=role)
    assert rows(client, "cover") == []
    GoalFactory(clinician=people[7], role=role)
    assert rows(client, "cover") == [["Director, South West", "0", "30", "1", "30 people for each expected vacancy"]]
    assert "1 vacancy expected" in page(client)


def test_figures_ask_no_more_for_more_people(client, people, count_queries, south_west):
    role = RoleFactory(code="director", stage="ORGANISATION")
    LeadershipPostFactory(role=role, organisation__region=south_west)
    tallies.count_all(at=timezone.now() - timedelta(minutes=1))
    address = reverse("cohort-figures", args=["future"])
    client.get(address)
    for person in people[:10]:
        GoalFactory(clinician=person, role=role)
    few = count_queries(client, address)
    for person in people[10:20]:
        GoalFactory(clinician=person, role=role)
    assert count_queries(client, address) == few <= 45
