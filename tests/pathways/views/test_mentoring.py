from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from pathways.actions.mentoring import accept
from pathways.models import MentorOffer, MentorRequest
from profiles.models import Clinician
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


def agreed(person, offer):
    today = timezone.localdate()
    return MentorRequest.objects.create(
        clinician=person,
        offer=offer,
        choice=1,
        message="Help",
        state="ACCEPTED",
        asked_at=timezone.now(),
        starts_on=today,
        ends_on=today + timedelta(days=90),
    )


GONE = [{"state": "LEFT"}, {"restricted_at": datetime(2026, 1, 5, tzinfo=UTC)}]


@pytest.mark.parametrize("gone", GONE, ids=["left", "restricted"])
def test_who_is_gone_is_named_to_nobody_any_more(clinician, log_in, mentor, gone):
    """From the moment they leave, and not only when what is theirs is deleted."""
    agreed(clinician.clinician, mentor)
    client = log_in(clinician)
    assert "Hiddenname" in client.get("/me/mentoring/").content.decode()
    Clinician.objects.filter(pk=mentor.clinician_id).update(**gone)
    page = client.get("/me/mentoring/").content.decode()
    assert ("Hiddenname" in page, mentor.clinician.email in page) == (False, False)
    assert "Ran a trust budget" not in client.get("/mentors/").content.decode()


@pytest.mark.parametrize("gone", GONE, ids=["left", "restricted"])
def test_nobody_agrees_with_who_is_gone(clinician, log_in, mentor, gone):
    ask(log_in(clinician), mentor)
    asked, other = MentorRequest.objects.get(), log_in(mentor.clinician.user)
    Clinician.objects.filter(pk=asked.clinician_id).update(**gone)
    page = other.post(f"/me/mentoring/{asked.uuid}/", {"decision": "6"}).content.decode()
    assert "They are not on the register now" in page
    other.post(f"/me/mentoring/{asked.uuid}/", {"decision": "no"})
    asked.refresh_from_db()
    assert asked.state == "DECLINED"


def test_who_asked_is_locked_before_what_they_asked(clinician, log_in, mentor):
    """Two whom one person asked may say yes at once: each would hold what the other waits for."""
    ask(log_in(clinician), mentor)
    asked = MentorRequest.objects.get()
    with CaptureQueriesContext(connection) as questions:
        accept(request=asked, months=6, answer="", by=mentor.clinician.user, at=timezone.now())
    locks = [one["sql"].partition("FROM ")[2].split()[0] for one in questions if "FOR UPDATE" in one["sql"]]
    assert locks[:3] == ['"profiles_clinician"', '"pathways_mentoroffer"', '"pathways_mentorrequest"']


def test_what_is_agreed_in_the_first_hour_of_a_summer_day_begins_on_that_day(clinician, log_in, mentor):
    ask(log_in(clinician), mentor)
    at = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)
    found = accept(request=MentorRequest.objects.get(), months=6, answer="", by=mentor.clinician.user, at=at)
    assert (found.starts_on, found.ends_on) == (date(2026, 7, 2), date(2027, 1, 2))


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
