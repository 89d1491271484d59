import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from profiles.models import Clinician
from talent_register.audit import actions as audit
from talent_register.audit import presenters
from talent_register.audit.context import acting
from talent_register.audit.models import Change, Event
from tests.factories.profiles import ClinicianFactory

pytestmark = pytest.mark.django_db
ADDRESSES = ("/audit/", "/audit/views/", "/audit/events/1/", "/audit/changes/profiles_clinician/1/")


@pytest.fixture
def client(auditor, log_in):
    return log_in(auditor)


@pytest.fixture
def events(national_lead, regional_lead):
    """Two events by two people about two people, in two requests."""
    with acting("user:1", request_id="request-one"):
        audit.record("tracking.cohort_created", by=national_lead, object_ref="cohort-a", person_ref="TEST-A")
    with acting("user:2", request_id="request-two"):
        audit.record("letters.letter_retried", by=regional_lead, object_ref="letter-b", person_ref="TEST-B")


@pytest.mark.parametrize("persona", ["clinician", "college_admin", "regional_lead", "national_lead", "support"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_only_auditors_read_the_record(request, log_in, persona, address):
    assert log_in(request.getfixturevalue(persona)).get(address).status_code == 403


def test_events_are_told_in_words(client, events):
    page = client.get("/audit/").content.decode()
    assert "Created a cohort" in page
    assert "Sent a letter again" in page
    assert "Nadia Lead" in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("type=tracking.cohort_created", {"cohort-a"}),
        ("who=nadia", {"cohort-a"}),
        ("person=test-b", {"letter-b"}),
        ("thing=letter-b", {"letter-b"}),
        ("request=request-one", {"cohort-a"}),
        ("type=nonsense&who=", {"cohort-a", "letter-b"}),
        ("day_0=31&day_1=2&day_2=2026", {"cohort-a", "letter-b"}),
        ("after=x", {"cohort-a", "letter-b"}),
    ],
)
def test_events_can_be_narrowed(client, events, query, found):
    page = client.get(f"/audit/?{query}").content.decode()
    assert {thing for thing in ("cohort-a", "letter-b") if f"{thing}</td>" in page} == found


def test_events_of_one_day(client, events):
    today = Event.objects.first().at
    boxes = {name.split('"')[0] for name in client.get("/audit/").content.decode().split('name="day')[1:]}
    values = dict(
        zip(sorted(boxes), sorted([("day", today.day), ("month", today.month), ("year", today.year)]), strict=True)
    )
    query = "&".join(f"day{box}={value[1]}" for box, value in values.items())
    assert "cohort-a" in client.get(f"/audit/?{query}").content.decode()
    query = query.replace(str(today.year), str(today.year - 1))
    assert "cohort-a" not in client.get(f"/audit/?{query}").content.decode()


def test_reading_the_record_is_recorded(client, auditor, events):
    client.get("/audit/?person=test-a&who=nadia")
    event = Event.objects.get(type="audit.events_read")
    assert (event.actor, event.person_ref) == (auditor.audit_name, "TEST-A")
    assert event.details == {"filters": ["person", "who"]}
    client.get("/audit/views/")
    assert Event.objects.filter(type="audit.views_read").count() == 1


@pytest.mark.parametrize("address", ["/audit/", "/audit/views/"])
def test_lists_ask_the_same_of_the_database_however_long(client, national_lead, address, django_assert_num_queries):
    def more(number):
        for n in range(number):
            audit.record("tracking.cohort_created", by=national_lead, object_ref=f"cohort-{n}")
            audit.viewed([f"P-{n}"], page="people", by=national_lead, organisation="NHS England", role="National lead")

    more(2)
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    more(60)
    with django_assert_num_queries(len(few)):
        client.get(address)


def test_an_event_shows_what_its_request_changed(client, national_lead):
    with acting("user:1", request_id="r1"):
        person = ClinicianFactory()
        event = audit.record("profiles.clinician_registered", by=national_lead, reason="Because", details={"rows": 3})
    page = client.get(f"/audit/events/{event.pk}/").content.decode()
    assert "Because" in page
    assert f"/audit/changes/profiles_clinician/{person.pk}/" in page
    assert person.family_name not in page
    assert Event.objects.filter(type="audit.event_read", object_ref=str(event.pk)).exists()


def test_an_event_that_is_not_there(client):
    assert client.get("/audit/events/999999999/").status_code == 404


def test_who_was_seen(client, national_lead):
    audit.viewed(["TEST-A"], page="people", by=national_lead, organisation="NHS England", role="National lead")
    people = [f"TEST-{n}" for n in range(5)]
    audit.viewed(people, page="cohort", by=national_lead, organisation="NHS England", role="National lead")
    page = client.get("/audit/views/").content.decode()
    assert "and 2 more" in page
    assert "National lead, NHS England" in page
    page = client.get("/audit/views/?person=test-a").content.decode()
    assert "TEST-A" in page
    assert "TEST-3" not in page


def test_the_history_of_a_row_and_that_it_was_read(client):
    person = ClinicianFactory(family_name="Old")
    with acting("job:test.rename"):
        Clinician.objects.update(family_name="New")
    page = client.get(f"/audit/changes/profiles_clinician/{person.pk}/").content.decode()
    assert page.index("Changed") < page.index("Added")
    assert "Background job test.rename" in page
    assert "<li>family_name</li>" in page
    assert "Old" not in page
    event = Event.objects.get(type="audit.row_history_read")
    assert (event.object_type, event.object_ref) == ("profiles_clinician", str(person.pk))


@pytest.fixture
def renamed():
    """The address of the history of somebody whose name changed from Old to New."""
    person = ClinicianFactory(family_name="Old")
    Clinician.objects.update(family_name="New")
    return f"/audit/changes/profiles_clinician/{person.pk}/"


def test_what_a_row_said_is_read_for_a_reason_that_is_kept(client, renamed):
    page = client.post(renamed, {"reason": "Complaint 4711 of the person"}).content.decode()
    assert '<td class="nhsuk-table__cell">Old</td>' in page
    assert Event.objects.get(type="audit.row_values_read").reason == "Complaint 4711 of the person"


@pytest.mark.parametrize(("reason", "words"), [("", "Enter why you need"), ("because", "at least 10 characters")])
def test_without_a_reason_nothing_is_shown(client, renamed, reason, words):
    page = client.post(renamed, {"reason": reason}).content.decode()
    assert words in page
    assert "Old" not in page
    assert not Event.objects.filter(type="audit.row_values_read").exists()


def test_special_category_values_are_never_shown(client, renamed, monkeypatch):
    monkeypatch.setattr(presenters, "special_columns", lambda table: frozenset({"family_name"}))
    page = client.post(renamed, {"reason": "Complaint 4711 of the person"}).content.decode()
    assert "Never shown" in page
    assert "Old" not in page


def test_a_forgotten_history_says_so(client):
    person = ClinicianFactory(family_name="Gone")
    Change.objects.filter(table="profiles_clinician").update(before=None, after=None)
    page = client.get(f"/audit/changes/profiles_clinician/{person.pk}/").content.decode()
    assert "erased" in page
    assert "Gone" not in page


def test_a_row_without_history(client):
    assert "No change" in client.get("/audit/changes/profiles_clinician/0/").content.decode()
