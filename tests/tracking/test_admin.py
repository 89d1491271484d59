"""People leave the admin as a file only as they leave the people list: who agreed, with a reason, written down."""

import pytest
from django.urls import reverse

from talent_register.audit.models import Event, View
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.organisations import OrganisationFactory
from tests.factories.profiles import ClinicianFactory, StubFactory
from tracking.models import Export

pytestmark = pytest.mark.django_db
ADDRESS = "admin:profiles_clinician_export"
SAID = {"resource": "0", "format": "0", "columns": ["reference", "name"], "reason": "For the board of 6 August"}


@pytest.fixture
def operator():
    """An operator who is a national lead as well."""
    user = UserFactory(is_staff=True, is_superuser=True, second_factor=True)
    nation = OrganisationFactory(code="NHSE", slug="nhs-england", kind="NATIONAL")
    MembershipFactory(user=user, role="national_lead", organisation=nation)
    return user


@pytest.fixture
def people():
    """One who agreed to be seen by the nation; one who did not, one who restricted the record, one invited."""
    agreed = ClinicianFactory(shares_with_nation=True, given_names="=1+1", family_name="Quillfeather")
    ClinicianFactory(shares_with_nation=False, family_name="Hidden")
    ClinicianFactory(shares_with_nation=True, restricted_at="2026-01-01T00:00Z", family_name="Restricted")
    StubFactory(family_name="Invited")
    return agreed


def test_only_who_agreed_is_in_the_file_and_it_is_written_down(operator, people, log_in):
    answer = log_in(operator).post(reverse(ADDRESS), SAID)
    text = answer.content.decode("utf-8-sig")
    assert answer["Content-Type"].startswith("text/csv")
    assert people.reference in text
    assert "'=1+1 Quillfeather" in text, "no cell is a formula"
    assert not {"Hidden", "Restricted", "Invited"} & set(text.replace(",", " ").split())
    export = Export.objects.get()
    assert (export.rows, export.reason, export.asked_by) == (1, SAID["reason"], operator)
    assert View.objects.get(page="export").people == [people.reference]
    types = set(Event.objects.values_list("type", flat=True))
    assert {"tracking.export_asked", "tracking.export_written", "tracking.export_downloaded"} <= types


@pytest.mark.parametrize(
    ("missing", "said"),
    [("reason", "Enter why you need this list"), ("columns", "Select at least one column")],
)
def test_what_is_missing_is_said_and_nothing_leaves(operator, people, log_in, missing, said):
    page = log_in(operator).post(reverse(ADDRESS), {key: SAID[key] for key in SAID if key != missing})
    assert said in page.content.decode()
    assert not Export.objects.exists()


def test_too_many_are_refused_with_words(operator, people, log_in, monkeypatch):
    monkeypatch.setattr("tracking.rules.exports.MOST_ALONE", 0)
    page = log_in(operator).post(reverse(ADDRESS), SAID).content.decode()
    assert "Use filters, or export them from the people list" in page
    assert not Export.objects.exists()


def test_filters_of_the_page_narrow_the_list(operator, people, log_in):
    page = log_in(operator).post(reverse(ADDRESS) + "?state__exact=PAUSED", SAID).content.decode()
    assert "There is nobody to export" in page


def test_an_operator_without_such_a_role_gets_neither_button_nor_file(people, log_in):
    client = log_in(UserFactory(is_staff=True, is_superuser=True, second_factor=True))
    assert reverse(ADDRESS) not in client.get(reverse("admin:profiles_clinician_changelist")).content.decode()
    assert client.post(reverse(ADDRESS), SAID).status_code == 403
    assert not Export.objects.exists()


def test_the_button_stands_on_the_list(operator, people, log_in):
    client = log_in(operator)
    assert reverse(ADDRESS) in client.get(reverse("admin:profiles_clinician_changelist")).content.decode()
    assert "Why do you need this list outside the register?" in client.get(reverse(ADDRESS)).content.decode()
