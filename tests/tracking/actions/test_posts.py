from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from talent_register.audit.models import Event
from tests.factories.organisations import OrganisationFactory
from tests.factories.profiles import ClinicianFactory, ProfessionFactory
from tests.factories.tracking import LeadershipPostFactory, RoleFactory, TenureFactory
from tracking.actions import posts
from tracking.models import LeadershipPost, Tenure
from tracking.rules.pipeline import CannotChangePost

AT = datetime(2026, 8, 6, 12, tzinfo=UTC)
TODAY = date(2026, 8, 6)
SOURCE = posts.Source("annual report", TODAY, "Rory Lead")
pytestmark = pytest.mark.django_db


def record(by, organisation, title=""):
    return posts.record(role=RoleFactory(), organisation=organisation, title=title, source=SOURCE, by=by, at=AT)


def test_record_takes_the_region_of_the_organisation(regional_lead, south_west):
    post = record(regional_lead, OrganisationFactory(region=south_west))
    assert (post.region, post.is_verified, post.checked_on) == (south_west, True, TODAY)
    assert Event.objects.get(type="tracking.post_recorded").object_ref == str(post.uuid)


def test_the_same_post_again_is_refused_unless_it_has_another_title(regional_lead):
    organisation = OrganisationFactory()
    record(regional_lead, organisation)
    with pytest.raises(CannotChangePost, match="already has this post"):
        record(regional_lead, organisation)
    record(regional_lead, organisation, "Joint medical director")
    assert LeadershipPost.objects.count() == 2


def appoint(post, by, **more):
    holder = posts.Holder(**{"started_on": date(2026, 4, 1), **more})
    return posts.appoint(post=post, holder=holder, source=SOURCE, by=by, at=AT)


def test_appointing_somebody_of_the_register_keeps_their_profession_of_that_day(regional_lead):
    person, post = ClinicianFactory(), LeadershipPostFactory()
    tenure = appoint(post, regional_lead, clinician=person, name="Not kept")
    person.profession = ProfessionFactory(code="nurse", family="nursing")
    person.save()
    tenure.refresh_from_db()
    assert (tenure.profession.code, tenure.holder_name, tenure.is_clinical) == ("doctor", "", True)
    assert Event.objects.get(type="tracking.holder_recorded").person_ref == person.reference


def test_one_holder_at_a_time(regional_lead):
    post = LeadershipPostFactory()
    appoint(post, regional_lead)
    with pytest.raises(CannotChangePost, match="Somebody else held this post"):
        appoint(post, regional_lead, started_on=date(2026, 5, 1))
    assert Tenure.objects.count() == 1


def test_end_and_follow_on_the_same_day(regional_lead):
    post = LeadershipPostFactory()
    tenure = appoint(post, regional_lead)
    day = date(2026, 6, 1)
    posts.end(tenure=tenure, ended_on=day, expected=None, reason="MOVES", by=regional_lead, at=AT)
    appoint(post, regional_lead, started_on=day)
    assert [t.started_on for t in Tenure.objects.in_force_on(day)] == [day]
    assert Event.objects.get(type="tracking.holder_left").reason == "MOVES"


def test_expecting_somebody_to_leave_makes_the_post_free_soon(regional_lead):
    post = LeadershipPostFactory()
    tenure = appoint(post, regional_lead)
    assert not LeadershipPost.objects.free_soon(TODAY, date(2028, 8, 6)).exists()
    posts.end(tenure=tenure, ended_on=None, expected=date(2027, 3, 1), reason="", by=regional_lead, at=AT)
    assert LeadershipPost.objects.free_soon(TODAY, date(2028, 8, 6)).get() == post
    assert Event.objects.filter(type="tracking.holder_expected_to_leave").exists()


def test_change_may_end_a_post(regional_lead):
    post = LeadershipPostFactory()
    posts.change(post=post, title="Chief medical officer", disabled_on=TODAY, source=SOURCE, by=regional_lead)
    assert not LeadershipPost.objects.in_being(TODAY).exists()
    assert LeadershipPost.objects.in_being(date(2026, 8, 5)).get().name == "Chief medical officer"


def test_the_table_itself_refuses_a_name_without_source_or_beside_a_record():
    for columns in ({"holder_name": "A Name"}, {"holder_name": "A", "source": "x", "clinician": ClinicianFactory()}):
        with pytest.raises(IntegrityError, match="tenure_name_has_source"), transaction.atomic():
            TenureFactory(**columns)


def test_erasing_a_person_leaves_the_post_a_holder_without_a_name():
    tenure = TenureFactory(clinician=ClinicianFactory(), profession=ProfessionFactory(), is_clinical=True)
    tenure.clinician.delete()
    tenure.refresh_from_db()
    assert (tenure.clinician, tenure.holder_name, tenure.profession.code) == (None, "", "doctor")


def test_what_was_known_on_a_day():
    TenureFactory(recorded_on=date(2026, 2, 1))
    assert Tenure.objects.known_on(date(2026, 2, 1)).exists()
    assert not Tenure.objects.known_on(date(2026, 1, 31)).exists()
