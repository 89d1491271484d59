"""Support's pages: what waits, both sides, and the outcome."""

import pytest
from django.urls import reverse
from django.utils import timezone

from profiles.actions import claims
from profiles.models import ClaimRequest, Clinician, Regulator
from talent_register.audit.models import Event, View
from talent_register.letters.models import Letter
from tests.factories.profiles import RegistrationFactory, StubFactory, TrainingFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(reference, clinician, college):
    """A registered person gave a number that stands on an unclaimed record."""
    gmc = Regulator.objects.get(code="gmc")
    stub = StubFactory(family_name="Supplied")
    RegistrationFactory(clinician=stub, regulator=gmc, number="7654321", number_key="7654321")
    TrainingFactory(clinician=stub, organisation=college)
    claims.ask_about_number(record=stub, regulator=gmc, number_key="7654321", by=clinician, at=timezone.now())
    return ClaimRequest.objects.get()


def settle(client, asked, **sent):
    return client.post(reverse("claim-settle", args=[asked.reference]), sent)


def test_the_list_shows_what_waits(asked, support, log_in):
    page = log_in(support).get(reverse("claim-list")).content.decode()
    assert asked.reference in page
    assert "The number is on another record" in page


def test_the_list_may_be_empty(support, log_in):
    assert "Nothing is waiting for you" in log_in(support).get(reverse("claim-list")).content.decode()


@pytest.mark.parametrize("persona", ["clinician", "regional_lead", "college_admin", "auditor"])
def test_others_may_not(asked, log_in, persona, request):
    client = log_in(request.getfixturevalue(persona))
    assert client.get(reverse("claim-list")).status_code == 403
    assert client.get(reverse("claim-settle", args=[asked.reference])).status_code == 403


def test_support_does_not_find_what_is_not_there(support, log_in):
    assert log_in(support).get(reverse("claim-settle", args=["NONE-0000"])).status_code == 404


def test_both_people_can_read_that_support_looked(asked, support, clinician, log_in):
    log_in(support).get(reverse("claim-settle", args=[asked.reference]))
    assert set(View.objects.get().people) == {asked.record.reference, clinician.clinician.reference}


def test_joining_moves_the_record_under_the_person(asked, support, clinician, log_in):
    stub = asked.record
    assert settle(log_in(support), asked, outcome="JOINED", note="Called the college").url == reverse("claim-list")
    own = Clinician.objects.get(user=clinician)
    assert own.registrations.get().number_key == "7654321"
    assert own.trainings.count() == 1
    assert Clinician.objects.get(pk=stub.pk).state == "MERGED"
    asked.refresh_from_db()
    assert (asked.state, asked.settled_by) == ("JOINED", support)
    assert Event.objects.filter(type="profiles.claim_settled").exists()
    assert "is now on your profile" in Letter.objects.get(kind="profiles/number_settled").body


def test_refusing_changes_nobody_and_says_little(asked, support, clinician, log_in):
    settle(log_in(support), asked, outcome="REFUSED", note="Two different people")
    assert asked.record.registrations.count() == 1
    letter = Letter.objects.get(kind="profiles/number_settled")
    assert "could not add" in letter.body
    assert "Supplied" not in letter.body


def test_an_outcome_needs_words(asked, support, log_in):
    page = settle(log_in(support), asked).content.decode()
    assert "Select the outcome" in page
    assert "Enter what you found" in page


def test_a_record_claimed_meanwhile_cannot_be_joined(asked, support, log_in, monkeypatch):
    client = log_in(support)
    Clinician.objects.filter(pk=asked.record_id).update(state="DECLINED")
    monkeypatch.setattr("profiles.forms.claim.can_join", lambda request: True)
    page = settle(client, asked, outcome="JOINED", note="x").content.decode()
    assert "The record was claimed or removed in the meantime" in page


def test_settled_once(asked, support, log_in):
    client = log_in(support)
    settle(client, asked, outcome="REFUSED", note="First")
    settle(client, asked, outcome="REFUSED", note="Second")
    asked.refresh_from_db()
    assert asked.note == "First"
