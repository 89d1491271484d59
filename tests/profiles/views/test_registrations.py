"""Numbers on registers, as their person keeps them and as those see them who look them up."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from profiles.models import Registration, RegistrationCheck
from profiles.presenters import registrations as words
from talent_register.audit.models import View
from tests.factories.profiles import ClinicianFactory, RegistrationFactory, RegulatorFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def own(reference, clinician):
    return clinician.clinician


@pytest.fixture
def client(own, log_in):
    return log_in(own.user)


def text(answer):
    return answer.content.decode()


def test_a_doctor_and_dentist_adds_both_numbers_one_question_a_page(client, own):
    assert "Select which register" in text(client.post(reverse("registration-choose"), {}))
    asked = client.post(reverse("registration-choose"), {"regulator": "gmc"})
    page = text(client.get(asked.url))
    assert "What is your GMC reference number?" in page
    assert "licence" not in page.split("<main")[1]
    since = client.post(asked.url, {"number": "7654321"})
    assert "When did you join this register?" in text(client.get(since.url))
    licence = client.post(since.url, {"registered_on_month": "8", "registered_on_year": "2012"})
    page = text(client.get(licence.url))
    assert "Do you hold a licence to practise?" in page
    assert not re.search(r"<input[^>]* checked", page)
    assert client.post(licence.url, {"licence": "HELD"}).url == reverse("profile-registrations")
    since = client.post(reverse("registration-add", args=["gdc"]), {"number": "123456"})
    assert client.post(since.url, {}).url == reverse("profile-registrations"), "This register has no licence beside."
    page = text(client.get(reverse("profile-registrations")))
    assert "Ending 321" in page
    assert "Ending 456" in page
    assert "7654321" not in page
    assert "August 2012" in page
    assert "Not checked yet" in page


@pytest.mark.parametrize(
    ("sent", "words"),
    [({}, "Enter your GMC reference number"), ({"number": "123"}, "must be 7 digits")],
)
def test_a_number_that_cannot_be_says_why(client, sent, words):
    page = text(client.post(reverse("registration-add", args=["gmc"]), sent))
    assert words in page
    assert not Registration.objects.exists()


@pytest.mark.parametrize(
    ("page", "sent", "words"),
    [
        ("licence", {}, "Select whether you hold a licence to practise"),
        ("joined", {"registered_on_month": "1", "registered_on_year": "2199"}, "must be in the past"),
    ],
)
def test_a_fact_that_cannot_be_says_why(client, own, page, sent, words):
    row = RegistrationFactory(clinician=own, licence="UNKNOWN")
    assert words in text(client.post(reverse(f"registration-{page}", args=[row.pk]), sent))
    row.refresh_from_db()
    assert (row.licence, row.registered_on) == ("UNKNOWN", None)


def test_each_fact_of_a_number_is_changed_by_itself(client, own):
    row = RegistrationFactory(clinician=own, number="7654321")
    page = text(client.get(reverse("profile-registrations")))
    for name, sent in (
        ("change", {"number": "765 4321"}),
        ("joined", {"registered_on_month": "8", "registered_on_year": "2012"}),
        ("licence", {"licence": "NOT_HELD"}),
    ):
        address = reverse(f"registration-{name}", args=[row.pk])
        assert f'href="{address}"' in page
        assert client.post(address, sent).url == reverse("profile-registrations")
    row.refresh_from_db()
    assert (row.number, str(row.registered_on), row.licence) == ("765 4321", "2012-08-01", "NOT_HELD")
    assert "You, " in text(client.get(reverse("profile-registrations")))


def test_a_register_without_licences_asks_for_none(client, own):
    row = RegistrationFactory(clinician=own, regulator=RegulatorFactory(code="nmc"), number="12A3456E")
    assert client.get(reverse("registration-licence", args=[row.pk])).status_code == 404


def test_an_unknown_register_does_not_exist(client):
    assert client.get(reverse("registration-add", args=["no-such"])).status_code == 404


def test_a_number_is_changed_and_removed(client, own):
    row = RegistrationFactory(clinician=own, regulator=RegulatorFactory(code="nmc"), number="12A3456E")
    client.post(reverse("registration-change", args=[row.pk]), {"number": "12A3456F"})
    row = own.registrations.get()
    assert row.number_key == "12A3456F"
    address = reverse("registration-remove", args=[row.pk])
    assert own.registrations.exists()
    assert "Remove NMC PIN?" in text(client.get(address))
    client.post(address)
    assert not own.registrations.exists()


def test_nobody_reaches_anothers_number(client):
    row = RegistrationFactory()
    for name in ("registration-change", "registration-joined", "registration-licence", "registration-remove"):
        assert client.post(reverse(name, args=[row.pk]), {"number": "7654321"}).status_code == 404


def test_where_somebody_stands_can_change(client, own):
    assert "Select whether you are on" in text(client.post(reverse("profile-standing"), {}))
    client.post(reverse("profile-standing"), {"career_stage": "RETIRED"})
    own.refresh_from_db()
    assert own.career_stage == "RETIRED"
    assert "Retired" in text(client.get(reverse("profile-registrations")))


@pytest.fixture
def waiting(reference):
    return RegistrationFactory(clinician=ClinicianFactory(given_names="Ada", family_name="Quill"), number="7654321")


def check(client, row, **sent):
    today = timezone.localdate()
    day = {"seen_on_day": today.day, "seen_on_month": today.month, "seen_on_year": today.year}
    return client.post(reverse("registration-check", args=[row.pk]), {**day, **sent})


def test_only_support_looks_numbers_up(waiting, log_in, regional_lead, college_admin):
    for user in (regional_lead, college_admin, waiting.clinician.user):
        assert log_in(user).get(reverse("registration-check-list")).status_code == 403


def test_support_sees_what_waits_and_saves_what_it_found(waiting, support, log_in):
    client = log_in(support)
    page = text(client.get(reverse("registration-check-list")))
    assert waiting.clinician.reference in page
    assert "Quill" not in page
    page = text(client.get(reverse("registration-check", args=[waiting.pk])))
    assert "Ada Quill" in page
    assert "7654321" in page
    assert "gmc-uk.org" in page
    assert View.objects.filter(page="registration check", people=[waiting.clinician.reference]).exists()
    assert check(client, waiting, found="yes", status="registered_with_licence").status_code == 302
    waiting.refresh_from_db()
    assert (waiting.state, waiting.licence, waiting.verified_by) == ("CURRENT", "HELD", "Sam Support")
    assert waiting.clinician.reference not in text(client.get(reverse("registration-check-list")))
    own = text(log_in(waiting.clinician.user).get(reverse("profile-registrations")))
    assert "Registered with a licence to practise" in own
    assert "Regulator check, " in own
    assert "The register’s support team" in own
    assert "Sam Support" not in own


def test_each_number_says_who_told_its_standing_and_when(client, own):
    """Of two registrations, one was looked up and one was not."""
    RegistrationFactory(clinician=own, regulator=RegulatorFactory(code="nmc"), number="12A3456E")
    seen = {"verified_on": date(2026, 3, 3), "verified_by": "x", "state": "CURRENT"}
    RegistrationFactory(clinician=own, number="7654321", **seen)
    standing = [line for card in words.cards(own) for line in card["lines"] if line["key"] == "Status"]
    assert [line["note"] for line in standing] == ["", "Regulator check, 3 March 2026"]
    assert [line["value"] for line in standing] == ["Not known", "Registered"]


def test_what_did_not_agree_is_a_problem_until_it_is_put_right(waiting, support, log_in):
    check(log_in(support), waiting, found="other", note="Another first name stands there")
    client = log_in(waiting.clinician.user)
    page = text(client.get(reverse("profile-registrations")))
    assert "the name and the number did not agree" in page
    assert "Another first name stands there" in page
    assert "There is a problem" in text(client.get(reverse("own-profile")))
    client.post(reverse("registration-change", args=[waiting.pk]), {"number": "7654322"})
    assert "did not agree" not in text(client.get(reverse("profile-registrations")))
    assert "There is a problem" not in text(client.get(reverse("own-profile")))


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({}, "Select what you found"),
        ({"found": "yes"}, "Select what the register calls it"),
        ({"found": "other"}, "Enter what you saw"),
        ({"found": "no", "note": "x", "seen_on_year": "2190"}, "must be today or in the past"),
    ],
)
def test_a_look_that_says_too_little_is_refused(waiting, support, log_in, sent, words):
    assert words in text(check(log_in(support), waiting, **sent))
    assert not RegistrationCheck.objects.exists()


def test_what_is_due_again_is_a_heap_of_its_own(waiting, support, log_in):
    today = timezone.localdate()
    seen = {"verified_on": date(2025, 1, 1), "verified_by": "x", "recheck_on": today - timedelta(days=1)}
    Registration.objects.filter(pk=waiting.pk).update(**seen)
    client = log_in(support)
    page = text(client.get(reverse("registration-check-list"), {"heap": "again", "regulator": "gmc"}))
    assert waiting.clinician.reference in page
    assert "Overdue" in page
    assert "Nothing is waiting" in text(
        client.get(reverse("registration-check-list"), {"heap": "again", "regulator": "nmc"})
    )


def test_nobody_checks_their_own_number(support, log_in, reference):
    own = RegistrationFactory(clinician=ClinicianFactory(user=support))
    assert log_in(support).get(reverse("registration-check", args=[own.pk])).status_code == 404


def test_a_long_list_takes_no_more_queries(support, log_in, reference):
    client = log_in(support)

    def queries(count):
        for n in range(count):
            RegistrationFactory(number=f"80{count:02}{n:03}")
        client.get(reverse("registration-check-list"))
        with CaptureQueriesContext(connection) as seen:
            client.get(reverse("registration-check-list"))
        return len(seen)

    assert queries(1) == queries(8)
