"""Long lists are paged by their people: every person once, in order, forwards and back."""

from datetime import UTC, date, datetime

import pytest

from tests.factories.organisations import RegionFactory
from tests.factories.profiles import ClinicianFactory
from tracking.search import SORTS, Criteria, find, pages

TODAY = date(2026, 11, 22)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _long_lists_begin_at_3(monkeypatch):
    monkeypatch.setattr(pages, "MOST_NUMBERED", 3)


@pytest.fixture
def people():
    north = RegionFactory(code="north_west", name="North West")
    for number in range(7):
        ClinicianFactory(
            family_key="reed" if number % 2 else f"moss{number}",
            given_key=f"ada{number}",
            region=[north, None][number % 2],
            review_due_on=date(2026, 1, 1 + number // 3) if number > 2 else None,
            registered_at=datetime(2026, 2, 1 + number // 2, tzinfo=UTC),
            stage=["", "TEAM", "SERVICE"][number % 3],
        )


def turn(people, sort, **at):
    return pages.page_of(people, people.count(), sort=sort, size=3, at=at)


@pytest.mark.parametrize("sort", [*SORTS, *(f"-{sort}" for sort in SORTS)])
def test_every_person_once_in_order_and_back_again(national_lead, people, sort):
    found = find(national_lead, Criteria(sort=sort), TODAY).people
    page, forwards = turn(found, sort), []
    while True:
        assert page.is_long
        assert page.number == len(forwards) + 1
        forwards.append(page.object_list)
        if not page.after:
            break
        page = turn(found, sort, after=page.after, page=str(page.number + 1))
    assert [person for rows in forwards for person in rows] == list(found)
    page, backwards = turn(found, sort, before=page.before, page="2"), []
    while page.before:
        backwards.append(page.object_list)
        page = turn(found, sort, before=page.before, page=str(page.number - 1))
    assert [*backwards, page.object_list] == forwards[-2::-1]


def test_names_are_turned_round_whole(national_lead, people):
    """So that the last page of a long list is read from the end of an index."""
    up, down = (list(find(national_lead, Criteria(sort=sort), TODAY).people) for sort in ("name", "-name"))
    assert down == up[::-1]


def test_a_place_in_the_list_is_told_of_nobody_else(regional_lead, people):
    far = ClinicianFactory(region=RegionFactory(code="london", name="London"), family_key="n")
    found = find(regional_lead, Criteria(), TODAY).people
    for number in range(5):
        ClinicianFactory(family_key=f"o{number}")
    assert turn(found, "name", after=far.reference).object_list == turn(found, "name").object_list
    assert turn(found, "name", after="no-such").number == 1
