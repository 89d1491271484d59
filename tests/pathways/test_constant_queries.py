"""A public page asks the database as often for many rows as for few."""

from itertools import pairwise

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pathways.models import Route
from tests.factories.pathways import CompetencyFactory, OpportunityFactory, ProgrammeFactory, RequirementFactory
from tests.factories.tracking import RoleFactory

pytestmark = pytest.mark.django_db


def roles(count):
    """Roles that ask for something and lead to each other."""
    made = [RoleFactory(code=f"role_{n}", title=f"Role {n}", families=["nursing"]) for n in range(count)]
    for one, other in pairwise(made):
        Route.objects.get_or_create(from_role=one, to_role=other, family="nursing", commonness="COMMON", basis="View")
    for one in made:
        RequirementFactory(role=one)


def programmes(count):
    for n in range(count):
        ProgrammeFactory(code=f"programme-{n}", name=f"Programme {n}")


def needs(count):
    role = RoleFactory(code="role_0")
    for n in range(count):
        RequirementFactory(role=role, position=n)


def skills(count):
    first = CompetencyFactory(framework__code="many", framework__version="1")
    CompetencyFactory.create_batch(count, framework=first.framework)


@pytest.mark.parametrize(
    ("address", "make"),
    [
        (lambda: reverse("programme-list"), programmes),
        (lambda: reverse("opportunity-list"), OpportunityFactory.create_batch),
        (lambda: reverse("role-list"), roles),
        (lambda: reverse("pathway", args=["nursing"]), roles),
        (lambda: reverse("role", args=["role-0"]), needs),
        (lambda: reverse("framework", args=["many", "1"]), skills),
    ],
    ids=["programmes", "opportunities", "roles", "pathway", "role", "framework"],
)
def test_many_rows_cost_as_many_queries_as_few(address, make):
    make(2)
    page_of(address())
    few, small = page_of(address())
    make(20)
    many, large = page_of(address())
    assert many == few
    assert large > small, "the page shows what was added"


def page_of(address) -> tuple[int, int]:
    """How often a page made anew asks, and how long it is."""
    cache.clear()
    with CaptureQueriesContext(connection) as queries:
        answer = Client().get(address)
    assert answer.status_code == 200
    return len(queries), len(answer.content)
