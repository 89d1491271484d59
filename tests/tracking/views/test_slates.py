import pytest
from django.urls import reverse

from tests.factories.profiles import ClinicianFactory
from tests.factories.tracking import ContactRequestFactory, SlateEntryFactory, SlateFactory
from tracking.models import ContactRequest

pytestmark = pytest.mark.django_db
State = ContactRequest.State


@pytest.fixture
def client(log_in, regional_lead):
    return log_in(regional_lead)


@pytest.fixture
def slate(regional_team):
    return SlateFactory(owner=regional_team)


def text(page):
    return page.content.decode()


def test_without_slates_says_what_to_do(client):
    assert "Your team has no slate yet" in text(client.get(reverse("slate-list")))


def test_addresses_are_shown_after_a_yes_only(client, slate):
    said_yes = ContactRequestFactory(entry__slate=slate, state=State.ACCEPTED, answered_at="2026-08-01T12:00Z")
    waiting = ContactRequestFactory(entry__slate=slate)
    not_asked = SlateEntryFactory(slate=slate)
    page = text(client.get(reverse("slate", args=[slate.uuid])))
    assert said_yes.entry.clinician.email in page
    for entry in (waiting.entry, not_asked):
        assert entry.clinician.email not in page
        assert entry.clinician.family_name in page
    said_yes.entry.clinician.shares_with_region = False
    said_yes.entry.clinician.save()
    page = text(client.get(reverse("slate", args=[slate.uuid])))
    assert said_yes.entry.clinician.email not in page
    assert "1 person on this slate does not share" in page


def test_slate_page_takes_constant_queries(client, slate, count_queries):
    address = reverse("slate", args=[slate.uuid])
    ContactRequestFactory(entry__slate=slate)
    client.get(address)
    few = count_queries(client, address)
    for _n in range(5):
        ContactRequestFactory(entry__slate=slate)
    assert count_queries(client, address) == few


def test_another_teams_slate_is_not_found(log_in, stranger, slate):
    client = log_in(stranger)
    for name in ("slate", "slate-write", "slate-close"):
        assert client.get(reverse(name, args=[slate.uuid])).status_code == 404


def test_write_remove_and_close(client, slate):
    first, second = SlateEntryFactory(slate=slate), SlateEntryFactory(slate=slate)
    place = [slate.uuid, second.clinician.reference]
    assert "is off the slate" in text(client.post(reverse("slate-remove", args=place), follow=True))
    address = reverse("slate-write", args=[slate.uuid])
    assert "Select at least 1 person" in text(client.post(address, {"message": "Hello"}))
    page = client.post(address, {"message": "Hello", "person": first.clinician.reference}, follow=True)
    assert "1 person was asked" in text(page)
    assert "Everybody on this slate has been asked" in text(client.get(address))
    place = [slate.uuid, first.clinician.reference]
    assert "stays on the slate" in text(client.post(reverse("slate-remove", args=place)))
    assert "is closed" in text(client.post(reverse("slate-close", args=[slate.uuid]), follow=True))


def test_outcome_feeds_back_to_the_person(client, log_in, slate):
    asked = ContactRequestFactory(entry__slate=slate, state=State.ACCEPTED, answered_at="2026-08-01T12:00Z")
    address = reverse("slate-outcome", args=[slate.uuid, asked.entry.clinician.reference])
    assert "Select what became of it" in text(client.post(address, {}))
    assert "The outcome is saved" in text(client.post(address, {"outcome": "SHORTLISTED"}, follow=True))
    own = log_in(asked.entry.clinician.user)
    assert "Shortlisted" in text(own.get(reverse("approach", args=[asked.uuid])))


def test_the_person_reads_why_and_answers(log_in):
    asked = ContactRequestFactory(message="Come and talk", entry__reasons=["BAND_NOW", "REGION"])
    client = log_in(asked.entry.clinician.user)
    assert "Not answered" in text(client.get(reverse("approach-list")))
    address = reverse("approach", args=[asked.uuid])
    page = text(client.get(address))
    for words in ("Come and talk", "A post for tests", "Works in the region", "They do not have your address"):
        assert words in page
    assert asked.entry.slate.name not in page
    assert "Your answer is saved" in text(client.post(address, {"answer": "ACCEPTED"}, follow=True))
    assert "You said yes" in text(client.get(address))


@pytest.mark.parametrize(
    ("sent", "problem"),
    [
        ({}, "Select your answer"),
        ({"answer": "DECLINED"}, "Select why"),
        ({"answer": "PAUSED"}, "Enter the day until which"),
        ({"answer": "PAUSED", "until_day": "1", "until_month": "1", "until_year": "2020"}, "must be in the future"),
    ],
)
def test_an_answer_that_is_none(log_in, sent, problem):
    asked = ContactRequestFactory()
    client = log_in(asked.entry.clinician.user)
    assert problem in text(client.post(reverse("approach", args=[asked.uuid]), sent))
    asked.refresh_from_db()
    assert asked.state == State.WAITING


def test_nobody_reads_what_another_was_asked(log_in, clinician):
    asked = ContactRequestFactory()
    assert log_in(clinician).get(reverse("approach", args=[asked.uuid])).status_code == 404
    assert "No team has asked you" in text(log_in(clinician).get(reverse("approach-list")))


def test_profession_groups_are_counted_on_large_slates_only_and_small_numbers_hidden(client, slate):
    for number in range(19):
        more = {"profession__code": "nurse", "profession__family": "nursing"} if number < 3 else {}
        SlateEntryFactory(slate=slate, clinician=ClinicianFactory(**more))
    address = reverse("slate", args=[slate.uuid])
    assert "Profession groups are counted for slates of 20 people or more" in text(client.get(address))
    SlateEntryFactory(slate=slate)
    table = client.get(address).context["diversity"]
    assert [[cell.text for _head, cell in row] for row in table.rows] == [
        ["Medicine", "15"],
        ["Nursing", "Hidden (1 to 7)"],
    ]
