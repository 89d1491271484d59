from datetime import timedelta

import pytest
from django.utils import timezone

from pathways.models import MentorOffer, MentorRequest
from talent_register.audit.models import Event
from talent_register.common.trust import months_after
from tests.factories.pathways import MentorOfferFactory
from tests.factories.profiles import ClinicianFactory

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


@pytest.fixture
def mentor():
    person = ClinicianFactory(family_name="Hiddenname", stage="SYSTEM")
    return MentorOfferFactory(clinician=person, topics=["MONEY"], about="Ran a trust budget")


def ask(client, offer, message="I would like to learn about money"):
    return client.post(f"/mentors/{offer.uuid}/ask/", {"message": message})


def test_offering(clinician, log_in):
    client = log_in(clinician)
    said = {"kind": "MENTOR", "topics": ["BOARD"], "capacity": "2", "about": "", "is_open": "on"}
    page = client.post("/me/mentoring/offer/", {**said, "about": "Call 07700 900 123"}).content.decode()
    assert "Leave out email addresses" in page
    client.post("/me/mentoring/offer/", said)
    client.post("/me/mentoring/offer/", {**said, "capacity": "3"})
    assert MentorOffer.objects.get().capacity == 3
    assert Event.objects.filter(type="pathways.mentor_offered").count() == 2


def test_suggestions_give_reasons_and_no_name(clinician, log_in, mentor):
    page = log_in(clinician).get("/mentors/?topic=MONEY").content.decode()
    assert "They can help with what you chose" in page
    assert "Ran a trust budget" in page
    assert "Hiddenname" not in page
    assert mentor.clinician.user.email not in page


def test_ask_agree_and_only_then_names(clinician, log_in, mentor):
    seeker, other = log_in(clinician), log_in(mentor.clinician.user)
    ask(seeker, mentor)
    asked = MentorRequest.objects.get()
    for client in (seeker, other):
        page = client.get("/me/mentoring/").content.decode()
        assert "Hiddenname" not in page
        assert clinician.clinician.family_name not in page
    assert "choice number 1" in other.get(f"/me/mentoring/{asked.uuid}/").content.decode()
    other.post(f"/me/mentoring/{asked.uuid}/", {"decision": "6", "answer": "Gladly"})
    asked.refresh_from_db()
    assert asked.ends_on == months_after(timezone.localdate(), 6)
    assert mentor.clinician.user.email in seeker.get("/me/mentoring/").content.decode()
    assert clinician.email in other.get("/me/mentoring/").content.decode()
    seeker.post(f"/me/mentoring/{asked.uuid}/stop/")
    assert "Hiddenname" not in seeker.get("/me/mentoring/").content.decode()


def test_when_the_time_is_over_names_are_hidden_again(clinician, log_in, mentor):
    today = timezone.localdate()
    MentorRequest.objects.create(
        clinician=clinician.clinician,
        offer=mentor,
        choice=1,
        message="Help",
        state="ACCEPTED",
        asked_at=timezone.now(),
        starts_on=today - timedelta(days=200),
        ends_on=today - timedelta(days=1),
    )
    assert "Hiddenname" not in log_in(clinician).get("/me/mentoring/").content.decode()


def test_three_questions_at_most_and_none_twice(clinician, log_in, mentor):
    client = log_in(clinician)
    ask(client, mentor)
    assert "You have asked this person already" in ask(client, mentor).content.decode()
    for offer in MentorOfferFactory.create_batch(2):
        ask(client, offer)
    assert "You wait for 3 answers already" in ask(client, MentorOfferFactory()).content.decode()
    first = MentorRequest.objects.get(choice=1)
    client.post(f"/me/mentoring/{first.uuid}/stop/")
    ask(client, MentorOfferFactory())
    assert MentorRequest.objects.filter(choice=1, state="WAITING").count() == 1


def test_a_full_mentor_is_not_shown_and_cannot_accept(clinician, log_in, mentor):
    other = log_in(mentor.clinician.user)
    for seeker in (clinician, ClinicianFactory().user):
        ask(log_in(seeker), mentor)
    first, second = MentorRequest.objects.order_by("pk")
    other.post(f"/me/mentoring/{first.uuid}/", {"decision": "12"})
    page = other.post(f"/me/mentoring/{second.uuid}/", {"decision": "12"}).content.decode()
    assert "You have as many people as you offered to take" in page
    assert "Ran a trust budget" not in log_in(ClinicianFactory().user).get("/mentors/").content.decode()
    other.post(f"/me/mentoring/{second.uuid}/", {"decision": "no", "answer": "I am full now"})
    second.refresh_from_db()
    assert (second.state, second.answer) == ("DECLINED", "I am full now")


def test_nobody_else_answers_or_stops(clinician, log_in, mentor):
    ask(log_in(clinician), mentor)
    asked = MentorRequest.objects.get()
    third = log_in(ClinicianFactory().user)
    assert third.get(f"/me/mentoring/{asked.uuid}/").status_code == 404
    assert third.post(f"/me/mentoring/{asked.uuid}/stop/").status_code == 404
    assert log_in(clinician).get(f"/me/mentoring/{asked.uuid}/").status_code == 404


def test_queries_do_not_grow_with_offers(clinician, log_in, django_assert_max_num_queries):
    MentorOfferFactory.create_batch(20)
    client = log_in(clinician)
    client.get("/mentors/")
    with django_assert_max_num_queries(15):
        page = client.get("/mentors/").content.decode()
    assert "20 people offer help" in page
    assert page.count("Ask this person") == 10
    assert client.get("/mentors/?page=2").content.decode().count("Ask this person") == 10
