import pytest
from django.urls import reverse

from talent_register.audit.models import View
from tests.factories.organisations import OrganisationFactory, RegionFactory
from tests.factories.pathways import GoalFactory, ParticipationFactory
from tests.factories.profiles import ClinicianFactory, PostFactory, RegistrationFactory, TrainingFactory
from tests.factories.tracking import CohortMemberFactory, RoleFactory
from tests.tracking.specialties import specialty

pytestmark = pytest.mark.django_db
PEOPLE = "/people/"


def test_a_lead_sees_only_people_who_agreed_in_the_region(log_in, regional_lead):
    ClinicianFactory(given_names="Ada", family_name="Here")
    ClinicianFactory(given_names="Bo", family_name="Away", region=RegionFactory(code="london", name="London"))
    ClinicianFactory(given_names="Cy", family_name="Quiet", shares_with_region=False)
    page = log_in(regional_lead).get(PEOPLE).content.decode()
    assert "Ada Here" in page
    assert "1 person" in page
    assert "Bo Away" not in page
    assert "Cy Quiet" not in page
    assert "South West" in page


def test_everybody_shown_is_noted_with_capacity_and_purpose(log_in, regional_lead):
    ada = ClinicianFactory()
    client = log_in(regional_lead)
    client.post(reverse("people-purpose"), {"purpose": "SUPPORT"})
    client.get(PEOPLE)
    view = View.objects.get()
    assert view.people == [ada.reference]
    assert (view.organisation, view.role, view.page) == ("South West", "Regional lead", "people search")
    assert view.purpose == "To offer support or development"
    assert view.actor == regional_lead.audit_name


def test_a_clinician_may_not_search(log_in, clinician):
    assert log_in(clinician).get(PEOPLE).status_code == 403


def test_filters_stay_in_the_address_as_chips(log_in, national_lead):
    ClinicianFactory(stage="TEAM")
    page = log_in(national_lead).get(f"{PEOPLE}?stage=TEAM&q=x&sort=-name&page=1")
    assert page.context["columns"][0].order == "descending"
    assert "Remove filter:" in page.content.decode()
    assert ("stage", "TEAM") in page.context["kept"]
    assert "page" not in dict(page.context["kept"])


def test_a_filter_that_does_not_exist_is_a_problem_and_shows_nobody(log_in, national_lead):
    ClinicianFactory(given_names="Ada", family_name="Here")
    page = log_in(national_lead).get(f"{PEOPLE}?profession=atlantis").content.decode()
    assert "There is a problem" in page
    assert "Ada Here" not in page


@pytest.mark.parametrize("query", ["page=0", "page=x", "page=99999", "size=7", "sort=password", "q=" + "a" * 100])
def test_odd_addresses_do_no_harm(log_in, national_lead, query):
    ClinicianFactory()
    assert log_in(national_lead).get(f"{PEOPLE}?{query}").status_code == 200


def test_nobody_found_and_nobody_there_say_different_things(log_in, national_lead):
    client = log_in(national_lead)
    assert "People appear here when they register" in client.get(PEOPLE).content.decode()
    assert "Remove a filter" in client.get(f"{PEOPLE}?q=zzzz").content.decode()


def test_choices_say_how_many_and_an_empty_list_says_what_to_leave_out(log_in, national_lead):
    ClinicianFactory(stage="TEAM", next_step="GROW")
    client = log_in(national_lead)
    page = client.get(f"{PEOPLE}?stage=TEAM")
    assert "I lead a team or project (1)" in page.content.decode()
    assert "Grow in the role I have (1)" in page.content.decode()
    nobody = client.get(f"{PEOPLE}?stage=TEAM&next=STEP_UP&q=")
    assert [(way["people"], way["href"]) for way in nobody.context["ways_out"]] == [(1, "?stage=TEAM&q=")]
    assert "Remove the filter “What they would like to do next”" in nobody.content.decode()
    words = client.get(f"{PEOPLE}?stage=TEAM&q=zzzz")
    assert [way["href"] for way in words.context["ways_out"]] == ["?stage=TEAM"]


def test_columns_are_chosen_in_the_address(log_in, national_lead):
    ClinicianFactory(next_step="STEP_UP")
    client = log_in(national_lead)
    page = client.get(f"{PEOPLE}?show=name&show=next&show=joined")
    assert [str(column.words) for column in page.context["columns"]] == ["Name and role", "Would like to", "Joined"]
    assert "Step up to a bigger role</span>" in page.content.decode()
    assert len(client.get(f"{PEOPLE}?show=password").context["columns"]) == 7


def test_the_list_says_what_each_person_agreed_to_and_filters_by_it(log_in, regional_lead):
    ClinicianFactory(preferred_name="Cleo", shares_with_recruiters=True)
    ClinicianFactory(preferred_name="Sam", no_posts_with_region=True)
    client = log_in(regional_lead)
    page = client.get(PEOPLE).content.decode()
    assert "<span>Support only</span>" in page
    assert "<span>Support, planning and being asked</span>" in page
    assert [row.name[:3] for row in client.get(f"{PEOPLE}?consent=SUPPORT").context["rows"]] == ["Sam"]


@pytest.mark.parametrize("name", ["goal", "programme", "cohort", "specialty", "employer", "pattern"])
def test_choices_of_lists_say_how_many_people_they_would_leave(name, log_in, national_lead):
    person = ClinicianFactory()
    PostFactory(clinician=person, organisation=OrganisationFactory(kind="TRUST"), whole_time=1)
    TrainingFactory(clinician=person, specialty=specialty("Cardiology"))
    GoalFactory(clinician=person, role=RoleFactory())
    ParticipationFactory(clinician=person)
    CohortMemberFactory(clinician=person)
    client = log_in(national_lead)
    options = [value for value, _label in client.get(PEOPLE).context["form"].fields[name].choices if value]
    labels = dict(client.get(PEOPLE).context["form"].fields[name].widget.choices)
    counted = {value: client.get(f"{PEOPLE}?{name}={value}").context["page"].paginator.count for value in options}
    assert {value: labels[value].rsplit("(")[-1] for value in options} == {v: f"{n})" for v, n in counted.items()}
    assert sum(counted.values()) == 1


def test_pages_of_25_and_the_number_of_queries_stays(log_in, national_lead, django_assert_max_num_queries):
    client = log_in(national_lead)
    for _n in range(30):
        ClinicianFactory()
    page = client.get(PEOPLE)
    assert "People (page 1 of 2)" in page.content.decode()
    assert len(page.context["rows"]) == 25
    assert len(client.get(f"{PEOPLE}?page=2").context["rows"]) == 5
    assert len(client.get(f"{PEOPLE}?size=50").context["rows"]) == 30


def test_constant_queries(log_in, national_lead, count_queries):
    client = log_in(national_lead)
    ClinicianFactory()
    client.get(PEOPLE)
    few = count_queries(client, PEOPLE)
    for _n in range(10):
        ClinicianFactory()
    assert count_queries(client, PEOPLE) == few <= 24


@pytest.mark.parametrize("part", ["person", "person-history"])
def test_opening_a_record_is_noted(log_in, regional_lead, part):
    ada = ClinicianFactory(given_names="Ada", family_name="Here")
    page = log_in(regional_lead).get(reverse(part, args=[ada.reference]))
    assert "Ada Here" in page.content.decode()
    assert View.objects.get().people == [ada.reference]


@pytest.mark.parametrize("part", ["person", "person-history"])
def test_withdrawn_consent_hides_the_record_at_once(log_in, regional_lead, part):
    ada = ClinicianFactory(given_names="Ada", family_name="Here")
    client = log_in(regional_lead)
    assert client.get(reverse(part, args=[ada.reference])).status_code == 200
    ada.shares_with_region = False
    ada.save()
    gone = client.get(reverse(part, args=[ada.reference]))
    assert gone.status_code == 404
    assert "Ada" not in gone.content.decode()


def test_a_record_says_from_which_list_a_place_came(log_in, regional_lead, college):
    ada = ClinicianFactory(given_names="Ada", family_name="Here")
    listed = {"programme": "Cardiology", "as_at": "2026-03-03", "import_reference": "IMP-2026-00417"}
    TrainingFactory(clinician=ada, organisation=college, **listed)
    page = log_in(regional_lead).get(reverse("person", args=[ada.reference])).text
    assert "From its list of 3 March 2026" in page


def test_another_region_gets_a_404_without_a_name(log_in, stranger):
    ada = ClinicianFactory(given_names="Ada", family_name="Here")
    page = log_in(stranger).get(reverse("person", args=[ada.reference]))
    assert page.status_code == 404
    assert "Ada" not in page.content.decode()
    assert not View.objects.exists()


def test_record_says_number_consents_and_review(log_in, regional_lead):
    ada = RegistrationFactory(number="7654321", clinician=ClinicianFactory(review_due_on="2026-01-05")).clinician
    page = log_in(regional_lead).get(reverse("person", args=[ada.reference])).content.decode()
    assert "7654321" not in page
    assert "Ending 321" in page
    assert "Not verified" in page
    assert "Overdue" in page
    assert "Regional teams" in page


def test_a_number_typed_in_full_finds_its_person(log_in, regional_lead):
    RegistrationFactory(number="7654321", clinician=ClinicianFactory(family_name="Quill"))
    client = log_in(regional_lead)
    assert "Quill" in client.get(reverse("people"), {"q": "765 4321"}).content.decode()
    assert "Quill" not in client.get(reverse("people"), {"q": "321"}).content.decode()


def test_a_check_that_is_due_again_says_so(log_in, regional_lead):
    seen = {"state": "CURRENT", "verified_on": "2025-01-05", "verified_by": "Sam", "recheck_on": "2026-01-05"}
    ada = RegistrationFactory(**seen).clinician
    page = log_in(regional_lead).get(reverse("person", args=[ada.reference])).content.decode()
    assert "Verified on 5 January 2025" in page
    assert "To be checked again" in page


def test_purpose_is_required_and_returns_only_to_this_site(log_in, regional_lead):
    client = log_in(regional_lead)
    assert "Select why you are looking" in client.post(reverse("people-purpose"), {}).content.decode()
    away = client.post(reverse("people-purpose"), {"purpose": "POSTS", "return_to": "https://evil.example/"})
    assert away.url == PEOPLE
    back = client.post(reverse("people-purpose"), {"purpose": "POSTS", "return_to": "/people/?q=x"})
    assert back.url == "/people/?q=x"
    assert "To plan who could fill leadership posts" in client.get(PEOPLE).content.decode()


@pytest.mark.parametrize(
    ("came_from", "purpose"),
    [
        ("http://testserver/review-meetings/x/", "For a review meeting"),
        ("http://testserver/cy/pipelines/x/people/", "To plan who could fill leadership posts"),
        ("http://testserver/people/", ""),
        ("", ""),
    ],
)
def test_where_staff_come_from_says_why_until_they_say_so(log_in, regional_lead, south_west, came_from, purpose):
    person, client = ClinicianFactory(region=south_west), log_in(regional_lead)
    client.get(reverse("person", args=[person.reference]), headers={"referer": came_from})
    assert View.objects.get().purpose == purpose
    client.post(reverse("people-purpose"), {"purpose": "ENQUIRY"})
    client.get(reverse("person", args=[person.reference]), headers={"referer": came_from})
    assert View.objects.order_by("-pk")[0].purpose == "To answer a question from the person"
