"""The roles somebody aims for and what they do next, as their home page says them."""

import pytest
from django.urls import reverse
from django.utils import timezone

from pathways.models import Goal, PlanAction
from pathways.presenters import plans
from pathways.presenters.goals import aside
from tests.factories.profiles import ClinicianFactory
from tests.factories.tracking import RoleFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("horizon", "more"), [("THREE", ": In 1 to 3 years"), ("UNSURE", "")])
def test_not_sure_when_is_no_doubt_about_the_role(horizon, more):
    own, role = ClinicianFactory(), RoleFactory()
    Goal.objects.create(clinician=own, role=role, horizon=horizon, chosen_on="2026-01-05")
    (line,) = aside(own).lines
    assert (line.words, line.href) == (f"{role.title}{more}", reverse("gap", args=[role.slug]))


def test_the_next_3_open_actions_stand_there_by_their_day(django_assert_num_queries):
    own = ClinicianFactory()
    assert plans.aside(own).lines == []
    for day, words in (("2026-05-03", "Third"), ("2026-03-03", "First"), (None, "Some day"), ("2026-04-03", "Second")):
        PlanAction.objects.create(clinician=own, words=words, kind="JOB", due_on=day, created_at=timezone.now())
    PlanAction.objects.create(
        clinician=own, words="Done", state="DONE", closed_on="2026-01-05", kind="JOB", created_at=timezone.now()
    )
    with django_assert_num_queries(1):
        lines = plans.aside(own).lines
    assert [line.words for line in lines] == [
        "First: by 3 March 2026",
        "Second: by 3 April 2026",
        "Third: by 3 May 2026",
    ]
