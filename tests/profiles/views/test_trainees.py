"""The college's own list: what it supplied, and whether somebody joined only where they allow it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from talent_register.audit.models import View
from tests.factories.profiles import ClinicianFactory, StubFactory, TrainingFactory

pytestmark = pytest.mark.django_db
ADDRESS = reverse("trainee-list")


@pytest.fixture
def on_the_list(college):
    """on_the_list(person) puts a person on the college's list."""
    return lambda person: TrainingFactory(clinician=person, organisation=college)


def test_joined_is_told_only_where_allowed(college_admin, log_in, on_the_list):
    on_the_list(ClinicianFactory(given_names="Ann", family_name="Open", shares_with_college=True))
    on_the_list(ClinicianFactory(given_names="Bo", family_name="Closed", shares_with_college=False))
    on_the_list(StubFactory(given_names="Cy", family_name="Stub"))
    people = log_in(college_admin).get(ADDRESS).context["people"]
    assert {person.name: person.joined for person in people} == {
        "Ann Open": "Registered",
        "Bo Closed": "",
        "Cy Stub": "",
    }


def test_who_did_not_join_comes_last_without_a_name(college_admin, log_in, on_the_list):
    on_the_list(StubFactory(given_names="", family_name="", family_key="", state="DECLINED"))
    on_the_list(StubFactory(given_names="Cy", family_name="Stub", family_key="stub"))
    people = log_in(college_admin).get(ADDRESS).context["people"]
    assert [(person.name, person.joined) for person in people] == [("Cy Stub", ""), ("Name not kept", "Did not join")]


def test_people_of_other_lists_are_not_there(college_admin, log_in):
    TrainingFactory(clinician=ClinicianFactory(family_name="Elsewhere"))
    page = log_in(college_admin).get(ADDRESS)
    assert "Elsewhere" not in page.text
    assert "Nobody is on your lists yet" in page.text


def test_who_looked_is_noted(college_admin, log_in, on_the_list):
    person = StubFactory()
    on_the_list(person)
    log_in(college_admin).get(ADDRESS)
    assert View.objects.get().people == [person.reference]


def test_whoever_takes_the_list_along_is_noted(college, college_admin, log_in, on_the_list):
    person = StubFactory()
    on_the_list(person)
    TrainingFactory(clinician=StubFactory(), organisation=college, ended_on="2026-01-05")
    log_in(college_admin).get(reverse("import-present", args=["trainees", "csv"]))
    look = View.objects.get()
    assert (look.people, look.page) == ([person.reference], "export")


def test_the_list_can_be_searched_by_name(college_admin, log_in, on_the_list):
    on_the_list(StubFactory(family_name="Okoro", family_key="okoro"))
    on_the_list(StubFactory(family_name="Ng", family_key="ng"))
    page = log_in(college_admin).get(ADDRESS, {"q": "Oko"})
    assert [person.training.clinician.family_name for person in page.context["people"]] == ["Okoro"]
    assert "Nobody on your lists is called “Zzz”" in log_in(college_admin).get(ADDRESS, {"q": "Zzz"}).text


def test_staff_of_programmes_have_no_such_page(regional_lead, log_in):
    assert log_in(regional_lead).get(ADDRESS).status_code == 403


def test_queries_do_not_grow_with_the_list(college_admin, log_in, on_the_list):
    client = log_in(college_admin)

    def queries():
        with CaptureQueriesContext(connection) as asked:
            client.get(ADDRESS)
        return len(asked)

    on_the_list(StubFactory())
    client.get(ADDRESS)
    few = queries()
    for _n in range(12):
        on_the_list(StubFactory())
    assert queries() == few
