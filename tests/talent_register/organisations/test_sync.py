"""sync_organisations writes what is new or different, once, and says so."""

from io import StringIO

import pytest
from django.core.management import call_command

from talent_register.audit.models import Event
from talent_register.organisations.models import Organisation, OrganisationName, Region

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

SEARCHES = {
    "RJZ": "RJZ",
    "rjz": "RJZ",
    "kings college hosp": "RJZ",
    "St Thomas’ ": "RJ1",
    "Salford Royal": "RM3",
    "wessex": "EO-WESSEX",
    "Lancashire & South Cumbria NHS FT": "RW5",
    "Royal Colege of Anesthetists": "RCA",
}


def sync(**options):
    out = StringIO()
    call_command("sync_organisations", stdout=out, **options)
    return out.getvalue()


def test_loads_once_then_changes_nothing():
    assert "7178 new, 0 changed, 0 unchanged" in sync()
    before = list(Organisation.objects.order_by("id").values())
    assert "0 new, 0 changed, 7178 unchanged. Names written: 0." in sync()
    assert list(Organisation.objects.order_by("id").values()) == before

    kings = Organisation.objects.get(code="RJZ")
    assert kings.name == "King's College Hospital NHS Foundation Trust"
    assert kings.slug == "kings-college-hospital-nhs-foundation-trust"
    assert kings.region.code == "london"
    assert kings.parent.name == "NHS South East London Integrated Care Board"
    assert kings.names.get(is_official=True).name == "KING'S COLLEGE HOSPITAL NHS FOUNDATION TRUST"
    assert Organisation.objects.get(code="QRV").successor.code == "Z9B2Z"
    assert Organisation.objects.get(code="RVJ").disabled_on.isoformat() == "2026-07-01"
    assert Region.objects.get(code="wessex").parent.code == "south_east"

    events = Event.objects.filter(type="organisations.organisations_synced").order_by("id")
    assert [event.details.get("new", 0) for event in events] == [7178, 0]
    assert events[0].actor.startswith("shell:")


def test_mends_what_differs_and_keeps_the_page_address():
    sync()
    Organisation.objects.filter(code="RJZ").update(name="Wrong", slug="kept-address", parent=None)
    OrganisationName.objects.filter(organisation__code="RJZ").delete()
    assert "0 new, 1 changed, 7177 unchanged. Names written: 1." in sync()
    kings = Organisation.objects.get(code="RJZ")
    assert (kings.name, kings.slug) == ("King's College Hospital NHS Foundation Trust", "kept-address")
    assert kings.parent.code == "QKK"


def test_dry_run_changes_nothing():
    assert "7178 would be new" in sync(dry_run=True)
    assert not Organisation.objects.exists()
    assert not Event.objects.exists()


def test_organisations_of_our_own_stay(college):
    sync()
    assert Organisation.objects.filter(code=college.code).exists()


def test_search_forgives():
    sync()
    for typed, code in SEARCHES.items():
        assert code in Organisation.objects.matching(typed).values_list("code", flat=True)[:5], typed
    assert not Organisation.objects.matching(" ?! ").exists()
