import pytest
from django.urls import reverse

from tests.factories.organisations import RegionFactory
from tests.factories.profiles import ClinicianFactory
from tests.factories.tracking import CohortFactory, CohortMemberFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def cohort(regional_team):
    return CohortFactory(owner=regional_team, name="Future leaders", slug="future-leaders")


@pytest.fixture
def client(log_in, regional_lead):
    return log_in(regional_lead)


def text(page):
    return page.content.decode()


def add_page(cohort, query=""):
    return f"{reverse('cohort-member-add', args=[cohort.slug])}?{query}"


def test_nobody_ticked_goes_back_with_a_sentence(client, cohort):
    page = client.get(f"{reverse('cohort-add')}?stage=TEAM", follow=True)
    assert "Select at least 1 person" in text(page)
    assert page.redirect_chain[0][0] == "/people/?stage=TEAM"


def test_choose_carries_the_selection_on(client, cohort):
    ada = ClinicianFactory()
    assert "Add 1 person to a cohort" in text(client.get(f"{reverse('cohort-add')}?person={ada.reference}"))
    on = client.get(f"{reverse('cohort-add')}?person={ada.reference}&into={cohort.slug}")
    assert on.url == f"/cohorts/future-leaders/members/add/?person={ada.reference}"


def test_choose_keeps_a_cohort_filter_apart_from_the_cohort_to_enter(client, cohort):
    ClinicianFactory()
    on = client.get(f"{reverse('cohort-add')}?everyone=1&cohort=none&into={cohort.slug}")
    assert on.url == "/cohorts/future-leaders/members/add/?everyone=1&cohort=none"


def test_choose_asks_for_a_cohort(client, cohort):
    ada = ClinicianFactory()
    assert "Select a cohort" in text(client.get(f"{reverse('cohort-add')}?person={ada.reference}&into="))


def test_check_page_says_who_who_cannot_and_why(client, cohort):
    new = ClinicianFactory(given_names="Ada", family_name="New")
    inside = CohortMemberFactory(cohort=cohort, clinician__given_names="Bo", clinician__family_name="Inside").clinician
    away = ClinicianFactory(family_name="Away", region=RegionFactory(code="london", name="London"))
    query = f"person={new.reference}&person={inside.reference}&person={away.reference}&person=NOBODY"
    page = text(client.get(add_page(cohort, query)))
    assert "1 person will be added" in page
    assert "Ada New" in page
    assert "1 person is in the cohort already" in page
    assert "Bo Inside" in page
    assert "2 people do not share their profile with you now" in page
    assert "Away" not in page


def test_confirm_adds_and_accounts_for_everybody(client, cohort):
    new = ClinicianFactory()
    inside = CohortMemberFactory(cohort=cohort).clinician
    sent = {"person": [new.reference, inside.reference, "NOBODY"], "expected": "1", "why": "Nominated"}
    page = text(client.post(add_page(cohort), sent, follow=True))
    assert "1 person added to Future leaders" in page
    assert "1 person was in it already" in page
    assert "1 person was not added" in page
    assert cohort.members.now().count() == 2


def test_everybody_the_filters_find_beyond_the_page(client, cohort):
    for _n in range(30):
        ClinicianFactory(stage="TEAM")
    ClinicianFactory(stage="SYSTEM")
    page = text(client.get(add_page(cohort, "everyone=1&stage=TEAM")))
    assert "30 people will be added" in page
    client.post(add_page(cohort), {"everyone": "1", "stage": "TEAM", "expected": "30"})
    assert cohort.members.now().count() == 30


def test_a_list_that_changed_since_is_checked_again(client, cohort):
    ClinicianFactory(stage="TEAM")
    ClinicianFactory(stage="TEAM")
    page = client.post(add_page(cohort), {"everyone": "1", "stage": "TEAM", "expected": "1"})
    assert "The list has changed since you checked it" in text(page)
    assert not cohort.members.exists()


def test_withdrawn_between_check_and_confirm_is_not_added(client, cohort):
    ada = ClinicianFactory()
    ada.shares_with_region = False
    ada.save()
    page = client.post(add_page(cohort), {"person": ada.reference, "expected": "1"})
    assert "The list has changed" in text(page)
    assert not cohort.members.exists()


def test_sending_twice_adds_once(client, cohort):
    ada = ClinicianFactory()
    for _n in range(2):
        client.post(add_page(cohort), {"person": ada.reference, "expected": "1"})
    assert cohort.members.count() == 1


def test_a_new_cohort_takes_the_selection_along(client, cohort):
    ada = ClinicianFactory()
    page = client.post(f"{reverse('cohort-create')}?person={ada.reference}", {"name": "Another"})
    assert page.url == f"/cohorts/another/members/add/?person={ada.reference}"


def test_remove_needs_a_reason(client, cohort):
    place = CohortMemberFactory(cohort=cohort, clinician__given_names="Ada", clinician__family_name="Gone")
    address = reverse("cohort-member-remove", args=[cohort.slug, place.clinician.reference])
    assert "Enter the reason" in text(client.post(address, {"why": " "}))
    assert cohort.members.now().count() == 1
    assert "Ada Gone is no longer in Future leaders" in text(client.post(address, {"why": "Moved"}, follow=True))
    assert client.get(address).status_code == 404


def test_strangers_remove_nobody(log_in, stranger, cohort):
    place = CohortMemberFactory(cohort=cohort)
    address = reverse("cohort-member-remove", args=[cohort.slug, place.clinician.reference])
    assert log_in(stranger).post(address, {"why": "x"}).status_code == 404
    assert cohort.members.now().count() == 1
