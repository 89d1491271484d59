"""Public pages about organisations."""

from datetime import date

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from talent_register.organisations import rules
from talent_register.organisations.models import OrganisationName
from tests.factories.organisations import OrganisationFactory

pytestmark = pytest.mark.django_db


def named(name, *others, **facts):
    organisation = OrganisationFactory(name=name, **facts)
    for text in (name, *others):
        OrganisationName.objects.create(
            organisation=organisation, name=text, search_key=rules.search_key(text), is_official=text == name
        )
    return organisation


@pytest.fixture
def trust():
    return named("Northern Care Alliance NHS Foundation Trust", "Salford Royal NHS Foundation Trust", code="RM3")


def test_search_finds_by_old_name_and_says_how_many(client, trust):
    page = client.get(reverse("organisation-list"), {"q": "salford royal"})
    assert "1 organisation" in page.content.decode()
    assert trust.get_absolute_url() in page.content.decode()


def test_search_of_nothing_and_of_nonsense_say_what_to_do(client, trust):
    assert client.get(reverse("organisation-list")).status_code == 200
    page = client.get(reverse("organisation-list"), {"q": "zzzz\x00' OR 1=1"})
    assert "Check the spelling" in page.content.decode()


def queries_of_search(client):
    with CaptureQueriesContext(connection) as queries:
        client.get(reverse("organisation-list"), {"q": "royal"})
    return len(queries)


def test_search_costs_the_same_for_one_and_for_many(client):
    named("Royal North NHS Trust")
    queries_of_search(client)
    for_one = queries_of_search(client)
    for n in range(9):
        named(f"Royal North {n} NHS Trust")
    assert queries_of_search(client) == for_one


def test_suggestions_are_at_most_ten_open_ones_first(client):
    closed = named("Royal South NHS Trust", disabled_on=date(2020, 1, 1))
    for n in range(11):
        named(f"Royal North {n} NHS Trust")
    results = client.get(reverse("organisation-suggest"), {"q": "royal"}).json()["results"]
    assert len(results) == 10
    assert closed.code not in [found["code"] for found in results]
    assert set(results[0]) == {"code", "name", "kind", "town"}


def test_suggestions_are_limited(client, trust):
    cache.set("limit:organisation-suggest:127.0.0.1", 240, timeout=60)
    answer = client.get(reverse("organisation-suggest"), {"q": "royal"})
    assert answer.status_code == 429
    assert "You have asked too often" in answer.content.decode()


def test_page_says_what_became_of_a_closed_organisation(client, trust):
    old = OrganisationFactory(
        name="Trafford Healthcare NHS Trust", slug="trafford", disabled_on=date(2012, 4, 1), successor=trust
    )
    page = client.get(old.get_absolute_url()).content.decode()
    assert "closed on 31 March 2012" in page
    assert trust.get_absolute_url() in page
    page = client.get(trust.get_absolute_url()).content.decode()
    assert "Salford Royal NHS Foundation Trust" in page
    assert old.get_absolute_url() in page


def test_unknown_organisation_is_not_found(client, db):
    assert client.get("/organisations/no-such-place/").status_code == 404
