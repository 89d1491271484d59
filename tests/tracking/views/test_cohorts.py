from datetime import date

import pytest
from django.urls import reverse

from talent_register.audit.models import View
from tests.factories.accounts import MembershipFactory
from tests.factories.profiles import ClinicianFactory
from tests.factories.tracking import CohortFactory, CohortMemberFactory
from tracking.models import Cohort

pytestmark = pytest.mark.django_db


@pytest.fixture
def cohort(regional_team):
    return CohortFactory(owner=regional_team, name="Future leaders", slug="future-leaders")


@pytest.fixture
def client(log_in, regional_lead):
    return log_in(regional_lead)


def text(page):
    return page.content.decode()


def test_list_shows_own_cohorts_with_their_size(client, cohort):
    CohortMemberFactory(cohort=cohort)
    CohortMemberFactory(cohort=cohort, to_date=date(2026, 2, 1))
    CohortFactory(name="Somebody else's")
    page = client.get(reverse("cohort-list"))
    assert [(c.name, c.size) for c in page.context["page"].object_list] == [("Future leaders", 1)]
    assert "Somebody else" not in text(page)


def test_list_without_cohorts_says_what_to_do(client):
    assert "no cohort yet" in text(client.get(reverse("cohort-list")))


def test_create_makes_it_for_the_one_team(client, regional_team):
    page = client.post(reverse("cohort-create"), {"name": "Nurses 2027", "purpose": "To follow"}, follow=True)
    assert "Nurses 2027 is ready" in text(page)
    assert Cohort.objects.get().owner == regional_team


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("", "Enter a name for the cohort"),
        ("x" * 81, "must be 80 characters or fewer"),
        ("Future leaders", "South West already has a cohort called Future leaders"),
    ],
)
def test_create_says_what_is_wrong_and_keeps_what_was_typed(client, cohort, name, problem):
    page = client.post(reverse("cohort-create"), {"name": name, "purpose": "Keep me"})
    assert problem in text(page)
    assert "Keep me" in text(page)
    assert Cohort.objects.count() == 1


def test_create_asks_whose_it_is_when_there_are_several(client, regional_lead, national_team):
    MembershipFactory(user=regional_lead, organisation=national_team, role="national_lead")
    assert "Whose cohort is it?" in text(client.get(reverse("cohort-create")))
    client.post(reverse("cohort-create"), {"name": "N", "owner": national_team.pk})
    assert Cohort.objects.get().owner == national_team


def test_another_teams_cohort_is_not_found(log_in, stranger, cohort):
    client = log_in(stranger)
    for name in ("cohort", "cohort-close", "cohort-member-add"):
        assert client.get(reverse(name, args=[cohort.slug])).status_code == 404


def test_cohort_page_names_the_visible_and_counts_the_hidden(client, cohort):
    seen = ClinicianFactory(given_names="Ada", family_name="Seen")
    CohortMemberFactory(cohort=cohort, clinician=seen)
    CohortMemberFactory(cohort=cohort, clinician__family_name="Hidden", clinician__shares_with_region=False)
    page = text(client.get(reverse("cohort", args=[cohort.slug])))
    assert "Ada Seen" in page
    assert "Hidden" not in page
    assert "2 people" in page
    assert "1 person in this cohort does not share" in page
    assert View.objects.get().people == [seen.reference]


def test_cohort_page_takes_constant_queries(client, cohort, count_queries):
    address = reverse("cohort", args=[cohort.slug])
    CohortMemberFactory(cohort=cohort)
    client.get(address)
    few = count_queries(client, address)
    for _n in range(8):
        CohortMemberFactory(cohort=cohort)
    assert count_queries(client, address) == few


def test_close_asks_first(client, cohort):
    address = reverse("cohort-close", args=[cohort.slug])
    assert "Do you want to close" in text(client.get(address))
    cohort.refresh_from_db()
    assert cohort.closed_at is None
    assert "is closed" in text(client.post(address, follow=True))
    assert client.get(address).status_code == 404
