"""A small demo: enough organisations to work in, and 60 people."""

import pytest

from tests.factories.organisations import OrganisationFactory, RegionFactory
from tracking.demo import build, people

PEOPLE = 60


@pytest.fixture
def places(db):
    """One of each kind of organisation that the demo uses."""
    south_west = RegionFactory(code="south_west", name="South West")
    for code, kind, name in (
        ("RK9", "TRUST", "University Hospitals Plymouth NHS Trust"),
        ("RYF", "TRUST", "South Western Ambulance Service"),
        ("QT6", "BOARD", "NHS Cornwall and Isles of Scilly"),
        ("L81001", "PRACTICE", "The Surgery"),
        ("Y58", "REGION", "South West"),
        ("NHSE", "NATIONAL", "NHS England"),
    ):
        OrganisationFactory(code=code, kind=kind, name=name, region=south_west)
    for code in people.LISTS:
        OrganisationFactory(code=code, kind="COLLEGE", name=f"College {code}")


@pytest.fixture
def said():
    """What the building said while it worked."""
    return []


@pytest.fixture
def demo(places, said):
    build.build(how_many=PEOPLE, with_lists=False, say=lambda *words: said.append(words))
