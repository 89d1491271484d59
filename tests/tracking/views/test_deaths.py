"""Support confirms that somebody on the register has died: what should stop does at once, and can be taken back."""

import pytest
from django.urls import reverse
from django.utils import timezone

from profiles.actions import deaths, departures
from profiles.models import ClaimRequest, Clinician
from talent_register.letters.models import Letter
from tests.factories.letters import LetterFactory
from tests.factories.profiles import ClinicianFactory, RegulatorFactory
from tests.factories.tracking import CohortFactory, CohortMemberFactory, SlateEntryFactory, SlateFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(south_west):
    return ClinicianFactory(given_names="Ann", family_name="Zyzanski", region=south_west)


@pytest.fixture
def pages(log_in, regional_lead, regional_team, person):
    """Where programme staff read the person's name today."""
    cohort, slate = CohortFactory(owner=regional_team), SlateFactory(owner=regional_team)
    CohortMemberFactory(cohort=cohort, clinician=person)
    SlateEntryFactory(slate=slate, clinician=person)
    client = log_in(regional_lead)
    addresses = {
        "search": f"{reverse('people')}?q=Zyzanski",
        "cohort": reverse("cohort", args=[cohort.slug]),
        "slate": reverse("slate", args=[slate.uuid]),
        "record": reverse("person", args=[person.reference]),
    }

    def pages():
        return {name for name, address in addresses.items() if "Ann Zyzanski" in client.get(address).text}

    return pages


@pytest.fixture
def asked(person, college_admin):
    deaths.report(
        record=person,
        name="Ann Zyzanski",
        regulator=RegulatorFactory(code="gmc").code,
        number_key="7000001",
        row="IMP-1 of Royal College of X, row 2",
        by=college_admin,
        at=timezone.now(),
    )
    return ClaimRequest.objects.get()


def settle(log_in, support, asked, outcome):
    address = reverse("claim-settle", args=[asked.reference])
    return log_in(support).post(address, {"outcome": outcome, "note": "Asked their trust"})


def test_what_a_list_says_alone_stops_nothing_of_an_account(pages, asked):
    assert pages() == {"search", "cohort", "slate", "record"}


def test_everything_stops_when_support_confirms(pages, asked, person, log_in, support):
    waiting = LetterFactory(person_ref=person.reference, to_email=person.user.email)
    assert "They have died" in log_in(support).get(reverse("claim-settle", args=[asked.reference])).text
    settle(log_in, support, asked, "CORRECTED")
    assert pages() == set()
    waiting.refresh_from_db()
    assert waiting.state == "CANCELLED"
    assert Letter.objects.get(person_ref=person.reference) == waiting, "nobody is written to"
    assert not Clinician.objects.registered().filter(pk=person.pk).exists(), "whom reminders and digests ask about"


def test_who_lives_after_all_comes_back(pages, asked, person, log_in, support):
    settle(log_in, support, asked, "CORRECTED")
    departures.come_back(clinician=person, by=person.user, at=timezone.now())
    assert pages() == {"search", "cohort", "slate", "record"}


def test_a_wrong_list_changes_nothing(pages, asked, log_in, support):
    settle(log_in, support, asked, "REFUSED")
    assert pages() == {"search", "cohort", "slate", "record"}
