"""The first interest keeps its day; each change is told with its day, to the person and to staff."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from profiles import rules
from profiles.models import Aspiration, Clinician, Interest
from profiles.presenters import interest
from profiles.rules import claims
from tests.factories.pathways import GoalFactory
from tests.factories.tracking import RoleFactory

FIRST = date(2024, 2, 29)


@pytest.fixture
def person(clinician):
    own = clinician.clinician
    Clinician.objects.filter(pk=own.pk).update(first_interest_on=FIRST)
    at = timezone.now() - timedelta(days=400)
    for days, stage, step in ((0, "TEAM", "GROW"), (30, "TEAM", "GROW"), (90, "SERVICE", "GROW")):
        day = at + timedelta(days=days)
        Interest.objects.create(clinician=own, stage=stage, next_step=step, from_date=day.date(), at=day, how="profile")
    own.refresh_from_db()
    return own


@pytest.mark.django_db
def test_only_what_became_different_is_told(person):
    told = interest.changes(person)
    assert [item["title"] for item in told] == [
        "Changed your answer",
        "Said where you are in leadership",
        "First said that you are interested in leadership",
    ]
    assert told[0]["text"] == "Stage: from “I lead a team or project” to “I lead a service or department”."
    assert told[-1]["at"] == FIRST


@pytest.mark.django_db
def test_the_person_and_staff_read_it(person, regional_lead, log_in):
    GoalFactory(clinician=person, role=RoleFactory())
    client = log_in(person.user)
    page = client.get(reverse("own-interest")).content.decode()
    assert "You first told us on 29 February 2024" in page
    aspirations = client.get(reverse("profile-aspirations")).content.decode()
    assert reverse("own-interest") in aspirations
    assert "Roles you aim for" in aspirations
    assert reverse("goal-list") in aspirations
    history = log_in(regional_lead).get(reverse("person-history", args=[person.reference])).content.decode()
    assert "First interested in leadership" in history


@pytest.mark.django_db
def test_nothing_was_said_yet(clinician, log_in):
    Clinician.objects.update(first_interest_on=None)
    assert "You have not told us yet" in log_in(clinician).get(reverse("own-interest")).content.decode()


@pytest.mark.parametrize(
    ("state", "is_over", "why"),
    [
        ("", False, claims.UNKNOWN),
        ("STUB", True, claims.EXPIRED),
        ("STUB", False, claims.UNKNOWN),
        ("REGISTERED", False, claims.USED),
        ("PAUSED", True, claims.USED),
        ("LEFT", True, claims.WITHDRAWN),
    ],
)
def test_why_a_link_is_over(state, is_over, why):
    assert rules.why_link_is_gone(state=state, is_over=is_over) == why


@pytest.mark.django_db
def test_each_change_of_what_one_would_like_is_told(person, log_in):
    kept = [(400, "COMPLETION", ""), (200, "COMPLETION", "PART"), (100, "COMPLETION", "PART")]
    for days, horizon, pattern in kept:
        at = timezone.now() - timedelta(days=days)
        Aspiration.objects.create(clinician=person, horizon=horizon, pattern=pattern, from_date=at.date(), at=at)
    wishes = [item for item in interest.changes(person) if item["title"] == "Changed what you would like"]
    assert [item["text"] for item in wishes] == [
        f"Full or part time: “{Aspiration(pattern='PART').get_pattern_display()}”.",
        f"When: “{Aspiration(horizon='COMPLETION').get_horizon_display()}”.",
    ]
    page = log_in(person.user).get(reverse("own-interest")).content.decode()
    assert page.count("Changed what you would like") == 2
