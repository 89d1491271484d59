from datetime import UTC, date, datetime

import pytest

from profiles.models import Clinician
from talent_register.audit.models import Event
from tests.factories.profiles import ClinicianFactory
from tests.factories.tracking import CohortFactory, CohortMemberFactory
from tracking.actions import cohorts
from tracking.models import Cohort
from tracking.rules.cohorts import CannotChangeCohort

AT = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def create(by, owner, name="Aspiring leaders"):
    return cohorts.create(name=name, purpose="", owner=owner, by=by, at=AT)


def test_create_leaves_an_event(regional_lead, regional_team):
    cohort = create(regional_lead, regional_team)
    event = Event.objects.get(type="tracking.cohort_created")
    assert (event.object_ref, event.organisation, event.actor) == ("aspiring-leaders", "Y58", regional_lead.audit_name)
    assert cohort.created_by == regional_lead


def test_the_same_name_again_says_who_has_it(regional_lead, regional_team):
    create(regional_lead, regional_team)
    with pytest.raises(CannotChangeCohort, match="South West already has a cohort called Aspiring leaders"):
        create(regional_lead, regional_team)
    assert Cohort.objects.count() == 1


def test_another_team_may_have_the_name_under_another_address(regional_lead, regional_team, national_team):
    create(regional_lead, regional_team)
    assert create(regional_lead, national_team).slug == "aspiring-leaders-2"


@pytest.mark.parametrize(("name", "slug"), [("New", "new-2"), ("领导", "cohort"), ("Add", "add-2")])
def test_addresses_that_are_pages_are_left_free(regional_lead, regional_team, name, slug):
    assert create(regional_lead, regional_team, name).slug == slug


def test_add_people_adds_each_once_and_says_who_was_there(regional_lead):
    cohort, inside = CohortFactory(), ClinicianFactory()
    CohortMemberFactory(cohort=cohort, clinician=inside)
    new = [ClinicianFactory() for _n in range(3)]
    done = cohorts.add_people(cohort=cohort, people=Clinician.objects.all(), by=regional_lead, at=AT, why="Nominated")
    assert (done.added, done.already) == (3, 1)
    places = cohort.members.filter(clinician__in=new)
    assert {(p.from_date, p.why_in, p.added_by) for p in places} == {(date(2026, 11, 22), "Nominated", regional_lead)}
    event = Event.objects.get(type="tracking.cohort_people_added")
    assert event.details == {"added": 3}


def test_whoever_left_may_come_back(regional_lead):
    place = CohortMemberFactory(to_date=date(2026, 3, 1))
    done = cohorts.add_people(cohort=place.cohort, people=Clinician.objects.all(), by=regional_lead, at=AT)
    assert done.added == 1
    assert place.cohort.members.count() == 2


def test_nobody_and_too_many_are_refused(regional_lead, monkeypatch):
    cohort = CohortFactory()
    with pytest.raises(CannotChangeCohort, match="Nobody on this list"):
        cohorts.add_people(cohort=cohort, people=Clinician.objects.none(), by=regional_lead, at=AT)
    monkeypatch.setattr("tracking.rules.cohorts.MOST_AT_ONCE", 1)
    ClinicianFactory()
    ClinicianFactory()
    with pytest.raises(CannotChangeCohort, match="1 person at a time"):
        cohorts.add_people(cohort=cohort, people=Clinician.objects.all(), by=regional_lead, at=AT)
    assert not cohort.members.exists()


def test_add_people_takes_the_same_statements_for_any_number(regional_lead, django_assert_num_queries):
    cohort = CohortFactory()
    for _n in range(12):
        ClinicianFactory()
    with django_assert_num_queries(6):
        cohorts.add_people(cohort=cohort, people=Clinician.objects.all(), by=regional_lead, at=AT)


def test_remove_keeps_the_past_with_the_reason(regional_lead):
    place = CohortMemberFactory()
    cohorts.remove_person(place=place, why="Moved abroad", by=regional_lead, at=AT)
    place.refresh_from_db()
    assert (place.to_date, place.why_out, place.removed_by) == (date(2026, 11, 22), "Moved abroad", regional_lead)
    event = Event.objects.get(type="tracking.cohort_person_removed")
    assert (event.person_ref, event.reason) == (place.clinician.reference, "Moved abroad")


def test_remove_twice_is_one_change(regional_lead):
    place = CohortMemberFactory()
    for _n in range(2):
        cohorts.remove_person(place=place, why="x", by=regional_lead, at=AT)
    assert Event.objects.filter(type="tracking.cohort_person_removed").count() == 1


def test_a_closed_cohort_stays_as_it_is(regional_lead):
    place = CohortMemberFactory()
    cohorts.close(cohort=place.cohort, by=regional_lead, at=AT)
    assert Event.objects.filter(type="tracking.cohort_closed").exists()
    ClinicianFactory()
    with pytest.raises(CannotChangeCohort, match="closed"):
        cohorts.add_people(cohort=place.cohort, people=Clinician.objects.all(), by=regional_lead, at=AT)
    with pytest.raises(CannotChangeCohort, match="closed"):
        cohorts.remove_person(place=place, why="x", by=regional_lead, at=AT)
