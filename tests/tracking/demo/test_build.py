from datetime import timedelta

import pytest
from django.db.models import F
from django.utils import timezone

from pathways.models import PlanTemplate
from profiles import rules
from profiles.models import Clinician, ClinicianState, Consent, Post, Registration, Suggestion, Training
from talent_register.accounts.models import User
from talent_register.audit.models import Change, Event, View
from tests.factories.profiles import ClinicianFactory
from tracking.demo import accounts, build, mark
from tracking.models import Cohort, YearlyReview

from .conftest import PEOPLE

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


def test_as_many_people_as_were_asked_for(demo, said):
    assert Clinician.objects.count() == PEOPLE
    assert Event.objects.filter(type="tracking.demo_built").exists()
    assert said


def test_every_registered_person_can_be_written_to_and_has_an_account(demo):
    for person in Clinician.objects.registered().select_related("user"):
        assert person.email.endswith(".example")
        assert person.user.emailaddress_set.filter(verified=True).exists()


def test_states_keep_their_promises(demo):
    assert not Clinician.objects.stubs().filter(user__isnull=False).exists()
    assert not Clinician.objects.stubs().filter(erase_on__isnull=True).exists()
    assert not Clinician.objects.filter(state=ClinicianState.DECLINED).exclude(family_name="").exists()
    assert not Post.objects.filter(clinician__state=ClinicianState.STUB).exists()


def test_numbers_fit_their_register_and_nobody_shares_one(demo):
    for registration in Registration.objects.select_related("regulator"):
        code = registration.regulator.code
        assert registration.number_key == rules.normalise_number(code, registration.number)
        rules.check_number(code, registration.number)


def test_what_is_shared_is_what_was_agreed_last(demo):
    for person in Clinician.objects.registered():
        newest = {}
        for consent in Consent.objects.filter(clinician=person).order_by("at", "id"):
            newest[consent.audience] = consent.is_given
        assert newest["REGION"] == person.shares_with_region
        assert newest["COLLEGE"] == person.shares_with_college


def test_steps_are_suggested_to_a_cohort_and_to_who_logs_in(demo):
    owner = Clinician.objects.get(user__email=accounts.CLINICIAN.email)
    assert owner.suggested_steps.waiting().count() == 3
    assert PlanTemplate.objects.published().filter(steps__requirement__isnull=False).exists()


def test_reviews_are_done_due_and_overdue(places, without_figures):
    build.build(how_many=300, with_lists=False, say=lambda *words: None)
    today = timezone.localdate()
    registered = Clinician.objects.registered()
    assert YearlyReview.objects.filter(done_at__isnull=False).exists()
    assert registered.filter(review_due_on__lt=today).exists()
    assert registered.filter(review_due_on__range=(today, today + timedelta(days=60))).exists()
    assert not YearlyReview.objects.filter(clinician__review_due_on=F("due_on")).exists()


def test_staff_have_looked_and_grouped_and_colleges_have_asked(demo):
    record = Clinician.objects.get(user__email=accounts.CLINICIAN.email)
    assert View.objects.filter(people__contains=[record.reference]).count() >= 2
    assert Cohort.objects.count() == 6
    assert Suggestion.objects.filter(clinician=record, state="OPEN").exists()
    assert Training.objects.filter(clinician=record, organisation__code="RCP").exists()


def test_bulk_writes_leave_a_history(demo):
    assert Change.objects.filter(table="profiles_clinician", verb="INSERT", actor="job:demo").count() == PEOPLE


def _faces():
    return list(Clinician.objects.order_by("reference").values_list("reference", "family_name", "review_due_on"))


def test_the_same_seed_makes_the_same_people(demo, without_figures):
    first = _faces()
    build.build(how_many=PEOPLE, with_lists=False, say=lambda *words: None)
    assert _faces() == first


def test_another_seed_makes_other_people(demo, without_figures):
    first = _faces()
    build.build(how_many=PEOPLE, seed=7, with_lists=False, say=lambda *words: None)
    assert _faces() != first


def test_nothing_is_built_where_real_people_are(places):
    ClinicianFactory()
    with pytest.raises(mark.CannotBuild, match="did not come from the demo"):
        build.build(how_many=PEOPLE, with_lists=False, say=lambda *words: None)
    assert Clinician.objects.count() == 1
    assert mark.read() == {}


def test_nothing_is_built_where_somebody_has_an_account(places):
    User.objects.create(email="real@nhs.example")
    with pytest.raises(mark.CannotBuild):
        build.build(how_many=PEOPLE, with_lists=False, say=lambda *words: None)


def test_nothing_is_built_in_production(places, settings):
    settings.PRODUCTION = True
    with pytest.raises(mark.CannotBuild, match="This is production"):
        build.build(how_many=PEOPLE, with_lists=False, say=lambda *words: None)


def test_a_demo_says_that_it_is_one(demo):
    assert mark.read()["people"] == PEOPLE
