"""A small demo: enough organisations to work in, and 60 people."""

import pytest

from tests.factories.kept import kept_world
from tests.factories.organisations import OrganisationFactory, RegionFactory
from tracking.demo import build, mark, people

PEOPLE = 60


@pytest.fixture
def places(db):
    """One of each kind of organisation that the demo uses."""
    make_places()


def make_places():
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


@kept_world
def make_demo():
    """The places and 60 people; what the mark says of them, and what the building said while it worked."""
    make_places()
    said = []
    build.build(how_many=PEOPLE, with_lists=False, say=lambda *words: said.append(words))
    return mark.read(), said


@pytest.fixture
def without_figures(monkeypatch):
    """Working out what may be published is three quarters of the building, and says nothing about people and lists."""
    monkeypatch.setattr(build.figures, "add", lambda users, today: None)


@pytest.fixture
def said(demo):
    """What the building said while it worked."""
    return demo


@pytest.fixture
def demo(db):
    marked, said = make_demo()
    mark.write(marked)  # a comment, which no copy of rows brings
    return said
