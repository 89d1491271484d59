import pytest
from django.urls import reverse

from talent_register.audit.models import View
from tests.factories.profiles import ClinicianFactory
from tests.factories.tracking import ContactRequestFactory, RoleFactory, SlateEntryFactory, SlateFactory
from tracking.models import ContactRequest, Slate

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


def ready(**more):
    return ClinicianFactory(**{"stage": "ORGANISATION", "next_step": "STEP_UP", **more})


def test_without_slates_says_what_to_do(client):
    assert "Your team has no slate yet" in text(client.get(reverse("slate-list")))


def test_from_filters_to_a_slate_with_reasons(client):
    RoleFactory()
    wanted, other = ready(family_name="Wanted"), ready(family_name="Other")
    ready(family_name="Hidden", shares_with_region=False)
    ClinicianFactory(family_name="Beginner", stage="TEAM", next_step="GROW")
    address = reverse("slate-create") + "?role=medical-director"
    page = client.get(address)
    assert [match.person.family_name for match in page.context["found"]] == ["Other", "Wanted"]
    assert "Leads as far as this role reaches and wants more" in text(page)
    assert {wanted.reference, other.reference} == set(View.objects.get().people)
    sent = {"name": "Spring", "about": "A post in the South West", "person": [wanted.reference, "HACK-1"]}
    page = client.post(address, sent, follow=True)
    assert "Nobody has been written to yet" in text(page)
    assert [entry.clinician for entry in Slate.objects.get().entries.all()] == [wanted]
    assert View.objects.filter(page="slate", people=[wanted.reference]).exists()


@pytest.mark.parametrize(
    ("sent", "problem"),
    [
        ({"name": "Spring", "about": "x"}, "Select at least 1 person"),
        ({"about": "Keep me"}, "Enter a name for the slate"),
        ({"name": "Keep me"}, "Enter what the post is"),
    ],
)
def test_a_slate_that_cannot_be_made(client, sent, problem):
    RoleFactory()
    ready()
    page = text(client.post(reverse("slate-create") + "?role=medical-director", sent))
    assert problem in page
    assert not Slate.objects.exists()


def test_look_says_when_nobody_fits_and_when_the_role_is_none(client):
    RoleFactory()
    assert "Nobody you may see fits" in text(client.get(reverse("slate-create") + "?role=medical-director"))
    assert "Select the role" in text(client.get(reverse("slate-create") + "?role="))


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
