"""Long lists are paged by their people: every person once, in order, forwards and back."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from talent_register.organisations.models import OrganisationName
from talent_register.organisations.rules import search_key
from tests.factories.organisations import OrganisationFactory, RegionFactory
from tests.factories.profiles import ClinicianFactory, PostFactory, ProfessionFactory
from tracking.search import SORTS, Counted, Criteria, find, orders, pages
from tracking.search import people as searched

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


@pytest.mark.parametrize("sort", [*SORTS, *(f"-{sort}" for sort in SORTS)])
def test_an_index_gives_each_stretch_of_a_list_in_its_order(national_lead, people, sort):
    """Nobody reads everybody for a page: at most people of one day, or of one moment, are sorted among themselves."""
    found = find(national_lead, Criteria(sort=sort), TODAY).people
    with connection.cursor() as cursor:
        for way in ("seqscan", "bitmapscan", "sort"):
            cursor.execute(f"SET LOCAL enable_{way} = off")
        for stretch in orders.stretches(sort):
            plan = stretch.of(found, back=False)[:50].explain()
            assert "Seq Scan" not in plan, plan
            assert "  Sort" not in plan.replace("Incremental Sort", "") or "isnull" in str(stretch.where), plan


def test_words_that_mean_a_profession_read_no_more_than_a_page(national_lead, monkeypatch):
    """The people of a profession are read in the order of their names, and those named so before them."""
    monkeypatch.setattr(searched, "FEW", 2)
    nurse = ProfessionFactory(code="nurse", name="Nurse")
    for number in range(5):
        ClinicianFactory(family_key=f"reed{number}", profession=nurse)
    named = ClinicianFactory(family_key="nursey")
    found = find(national_lead, Criteria(text="nurse"), TODAY)
    with CaptureQueriesContext(connection) as asked:
        page = pages.page_of(found.page_by(Counted(6)), 6, sort="", size=3, at={})
        assert [person.family_key for person in page.object_list] == ["nursey", "reed0", "reed1"]
    assert len(asked) == 2
    assert all("UNION" not in one["sql"].split("LIKE")[0] and "LIMIT" in one["sql"] for one in asked)
    assert found.words
    assert found.people.first() == named


@pytest.mark.parametrize("text", ["reed", "nurse", "leeds"])
def test_lists_of_words_are_paged_by_their_people_too(text, national_lead, monkeypatch):
    """A name, a profession and an employer that mean many: every person once, in order, and back again."""
    monkeypatch.setattr(searched, "FEW", 2)
    nurse, leeds = ProfessionFactory(code="nurse", name="Nurse"), OrganisationFactory(name="Leeds Trust")
    OrganisationName.objects.create(organisation=leeds, name=leeds.name, search_key=search_key(leeds.name))
    for number in range(8):
        family = ("reed", "reedy", f"leeds{number}", f"moss{number}")[number % 4]
        person = ClinicianFactory(family_key=family, given_key=("ada", "reed")[number // 4], profession=nurse)
        PostFactory(clinician=person, organisation=leeds)
    there_and_back(find(national_lead, Criteria(text=text), TODAY))


def test_pieces_of_names_and_close_names_are_paged_by_their_people_too(national_lead, monkeypatch):
    """Who is named so, whose names have a word that begins so, the closest, and the middles of names."""
    monkeypatch.setattr(searched, "FEW", 2)
    monkeypatch.setattr(searched, "MOST_KEYS", 2)
    names = ("moore", "van moor", "den moor", "de moor", "moon", "maor", "longmoor", "blackmoor", "highmoor", "lowmoor")
    for name in names:
        ClinicianFactory(family_key=name, given_key="ada")
    everybody = find(national_lead, Criteria(text="moor"), TODAY)
    there_and_back(everybody)
    found = [person.family_key for person in everybody.people]
    assert found[0] == "moore"
    assert {*found} == {*names}
    assert found[-4:] == ["blackmoor", "highmoor", "longmoor", "lowmoor"]
    edge = everybody.people[5].reference
    with CaptureQueriesContext(connection) as asked:
        page = pages.page_of(everybody.page_by(Counted(10)), 10, sort="", size=3, at={"after": edge})
        assert len(page.object_list) == 3
    assert "OFFSET" not in str(asked.captured_queries)


def there_and_back(everybody):
    found, total = everybody.page_by(Counted(9)), everybody.people.count()
    assert isinstance(found, searched.Parts)
    page, forwards = pages.page_of(found, total, sort="", size=3, at={}), []
    while page.after:
        forwards.append(page)
        page = pages.page_of(found, total, sort="", size=3, at={"after": page.after, "page": str(page.number + 1)})
    forwards.append(page)
    assert [person for one in forwards for person in one.object_list] == list(everybody.people)
    for before in forwards[-2::-1]:
        page = pages.page_of(found, total, sort="", size=3, at={"before": page.before, "page": str(page.number - 1)})
        assert (page.object_list, page.number) == (before.object_list, before.number)
    assert page.is_long
    assert not page.before
