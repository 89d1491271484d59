"""Organisations imported in the admin: tried out first, as a whole or not at all, and only those no list publishes."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from profiles.models import Clinician
from talent_register.audit.models import Event
from talent_register.organisations import published
from talent_register.organisations.models import Organisation
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.organisations import OrganisationFactory
from tests.talent_register.imports.bad_files import book, repacked

pytestmark = pytest.mark.django_db
TRY, CONFIRM = "admin:organisations_organisation_import", "admin:organisations_organisation_process_import"
HEAD = "Code,Name,Kind,Region,Town,Source,Locker"
BODY = "coll-y,Royal College of Yellow,Royal college or faculty,,Leeds,Its charter,7"


@pytest.fixture
def operator(log_in):
    return log_in(UserFactory(is_staff=True, is_superuser=True, second_factor=True))


def tried(client, *lines, content=None):
    content = content or "\n".join([HEAD, *lines]).encode()
    sent = {"import_file": SimpleUploadedFile("bodies.csv", content), "format": "0", "resource": "0"}
    return client.post(reverse(TRY), sent)


def confirmed(client, page):
    return client.post(reverse(CONFIRM), page.context["confirm_form"].initial, follow=True)


def test_a_body_is_tried_out_then_recorded(operator):
    page = tried(operator, BODY)
    assert "Royal College of Yellow" in page.text
    assert not Organisation.objects.filter(code="COLL-Y").exists()
    assert not Event.objects.filter(type="organisations.organisation_recorded").exists()
    assert "1 new" in confirmed(operator, page).text
    made = Organisation.objects.get(code="COLL-Y")
    assert (made.kind, made.nation, made.slug) == ("COLLEGE", "ENGLAND", "royal-college-of-yellow")
    assert Organisation.objects.matching("college of yellow").get() == made
    event = Event.objects.get(type="organisations.organisation_recorded")
    assert (event.object_ref, event.details, event.actor != "") == ("COLL-Y", {"is_new": True}, True)
    again = tried(operator, BODY)
    assert "Skipped" in again.text
    assert "1 skipped" in confirmed(operator, again).text
    assert Event.objects.filter(type="organisations.organisation_recorded").count() == 1
    assert "Select a file" in confirmed(operator, again).text, "it was confirmed before"


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (f"{min(published.codes())},A trust,Royal college or faculty,,,Somebody,", "is on the published list"),
        ("T1,A trust,NHS trust,,,Somebody,", "“NHS trust” is not on our list"),
        ("COLL-Z,=1+1,Royal college or faculty,,,Its charter,", "The cell has a formula"),
        ("COLL-Z,#REF!,Royal college or faculty,,,Its charter,", "The cell shows #REF!"),
        ("COLL-Z,,Royal college or faculty,,,Its charter,", "This is empty. Enter the name"),
        ("COLL Z,Zed,Royal college or faculty,,,Its charter,", "A code has 2 to 20 capital letters"),
        ("COLL-Z,Zed,Royal college or faculty,nowhere,,Its charter,", "Region matching query does not exist"),
    ],
)
def test_one_wrong_row_stops_the_file(line, words, operator):
    page = tried(operator, BODY, line)
    assert words in page.text
    assert "confirm_form" not in page.context
    assert not Organisation.objects.filter(code="COLL-Y").exists()


def test_what_became_wrong_before_it_was_confirmed_writes_nothing(operator, monkeypatch):
    page = tried(operator, BODY, BODY.replace("coll-y", "coll-z").replace("Yellow", "Zed"))
    OrganisationFactory(code="COLL-Z", kind="TRUST", slug="coll-z")
    assert "Something has changed since" in confirmed(operator, page).text
    assert not Organisation.objects.filter(code="COLL-Y").exists()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"%PDF-1.7 no list", "must be a CSV, XLSX or ODS"),
        (repacked(book(["a"]), **{"xl__vbaProject.bin": b"x"}), "contains macros"),
        (b"Name,Kind\nA,College\n", "We could not find a column for: code, source"),
    ],
)
def test_files_are_read_as_every_list_is(content, words, operator):
    assert words in tried(operator, content=content).text


def test_only_superusers_import(log_in, regional_lead):
    staff = log_in(UserFactory(is_staff=True, second_factor=True))
    for client in (staff, log_in(regional_lead)):
        assert tried(client, BODY).status_code in (302, 403, 404)
        assert client.post(reverse(CONFIRM), {}).status_code in (302, 403, 404)


def test_people_are_imported_on_the_pages_of_the_register(log_in):
    user = UserFactory(is_staff=True, is_superuser=True, second_factor=True)
    page = reverse("admin:profiles_clinician_changelist")
    assert reverse("import-new") not in log_in(user).get(page).text
    MembershipFactory(user=user, role="college_administrator", organisation=OrganisationFactory(kind="COLLEGE"))
    user = type(user).objects.get(pk=user.pk)
    assert reverse("import-new") in log_in(user).get(page).text
    assert not Clinician.objects.exists()
