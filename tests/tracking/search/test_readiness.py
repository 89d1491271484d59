"""The filter "Readiness" knows its reader: it finds and counts by discussions the reader may read, and by no others."""

from datetime import UTC, date, datetime

import pytest

from tests.factories.profiles import ClinicianFactory
from tests.factories.talent import DiscussionFactory
from tracking.actions import facets as kept
from tracking.choices import Readiness
from tracking.forms import PeopleForm
from tracking.search import Criteria, count, find

TODAY = date(2026, 11, 22)
pytestmark = pytest.mark.django_db


@pytest.fixture(params=["by bits", "by a scan"], autouse=True)
def way(request):
    """Calls what makes the bits, or nothing."""
    return lambda: request.param == "by bits" and kept.refresh(at=datetime(2026, 11, 22, 12, tzinfo=UTC))


def ready(user, *values):
    criteria = Criteria(chosen={"readiness": values} if values else {})
    found = find(user, criteria, TODAY)
    return list(found.people), count(user, found, criteria, TODAY).choices["readiness"]


def test_the_newest_discussion_counts(way, national_lead, national_team):
    ada, ben = ClinicianFactory(), ClinicianFactory()
    way()
    DiscussionFactory(clinician=ada, owner=national_team, readiness="LATER", held_on=date(2025, 3, 1))
    DiscussionFactory(clinician=ada, owner=national_team, readiness="NOW", held_on=date(2026, 3, 1))
    DiscussionFactory(clinician=ben, owner=national_team, readiness="SOON")
    assert ready(national_lead, "NOW") == ([ada], {"NOW": 1, "SOON": 1})
    assert ready(national_lead, "LATER")[0] == []


def test_what_another_team_said_neither_finds_nor_counts(way, regional_lead, regional_team, national_lead):
    ada = ClinicianFactory()
    DiscussionFactory(clinician=ada, owner=regional_team, readiness="SOON", held_on=date(2025, 3, 1))
    DiscussionFactory(clinician=ada, readiness="NOW", held_on=date(2026, 3, 1))
    way()
    assert ready(regional_lead, "NOW") == ([], {"SOON": 1})
    assert ready(regional_lead, "SOON")[0] == [ada]
    assert ready(national_lead, "NOW")[0] == [ada]


def test_nobody_finds_themselves_by_what_was_said_of_them(way, regional_lead, regional_team):
    own = ClinicianFactory(user=regional_lead)
    DiscussionFactory(clinician=own, owner=regional_team, readiness="NOW")
    way()
    assert ready(regional_lead, "NOW") == ([], {"": 1})


def test_the_page_offers_the_choices_with_their_counts(way, log_in, regional_lead, regional_team):
    DiscussionFactory(clinician=ClinicianFactory(), owner=regional_team, readiness="NOW")
    ClinicianFactory()
    way()
    page = log_in(regional_lead).get("/people/?readiness=NOW").content.decode()
    assert "Ready now (1)" in page
    assert "1 person</h2>" in page


def test_the_list_says_who_judged_somebody_and_when(way, log_in, regional_lead, regional_team, national_team):
    """The same discussion by which the filter finds them; of another's team only where the reader may read that."""
    person = ClinicianFactory()
    DiscussionFactory(clinician=person, owner=regional_team, readiness="LATER", held_on=date(2026, 3, 4))
    DiscussionFactory(clinician=person, owner=national_team, readiness="NOW", held_on=date(2026, 5, 6))
    way()
    page = log_in(regional_lead).get("/people/").content.decode()
    assert f'{Readiness.LATER.label}<br><span class="app-quiet">{regional_team}, 4 Mar 2026</span>' in page
    assert "6 May 2026" not in page


def test_whoever_may_read_no_discussion_is_not_asked(clinician):
    assert "readiness" not in PeopleForm(user=clinician).fields
