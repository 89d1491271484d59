"""The roles somebody aims for, as their home page says them."""

import pytest
from django.urls import reverse

from pathways.models import Goal
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
