from datetime import date

import pytest

from profiles.models import Post
from profiles.rules import fold_name
from talent_register.organisations.models import OrganisationName
from talent_register.organisations.rules import search_key
from tests.factories.organisations import OrganisationFactory, RegionFactory
from tests.factories.profiles import ClinicianFactory, ProfessionFactory, RegistrationFactory, TrainingFactory
from tests.factories.tracking import CohortFactory, CohortMemberFactory
from tests.tracking.specialties import specialty
from tracking.search import Criteria, closeness, find

TODAY = date(2026, 11, 22)
pytestmark = pytest.mark.django_db


def person(given, family, **fields):
    return ClinicianFactory(
        given_names=given, family_name=family, given_key=fold_name(given), family_key=fold_name(family), **fields
    )


def names(user, text="", **criteria):
    return [p.full_name for p in find(user, Criteria(text=text, **criteria), TODAY).people]


@pytest.mark.parametrize(
    "text",
    [
        "Siân Smith-Jones",
        "smith-jones sian",
        "Smith Jones, Siân",
        "sian smithjones",
        "Dr S Smith-Jones",
        "SMITH",
        "jones",
        "siân",
        "sian jones",
    ],
)
def test_name_in_any_order_and_spelling_of_marks(national_lead, text):
    person("Siân Mair", "Smith-Jones")
    person("Peter", "Brown")
    assert names(national_lead, text) == ["Siân Mair Smith-Jones"]


@pytest.mark.parametrize(
    "text", ["Llewelyn", "Owain Llewellyn", "Owein Llywelin", "Llywelym", "O Llewelyn", "Bob Llewelyn"]
)
def test_misspelt_names_are_found_as_close(national_lead, text):
    owain = person("Owain", "Llywelyn")
    person("Peter", "Brown")
    found = find(national_lead, Criteria(text=text), TODAY)
    assert list(found.people) == [owain]
    assert found.close == {owain.pk}


def test_family_names_that_begin_so_come_before_given_names(national_lead):
    person("Zoe", "Hill")
    for number in range(25):
        person("Hilary", f"Carter{number:02}")
    assert names(national_lead, "hil")[0] == "Zoe Hill"


def test_the_middle_of_many_names_hides_no_close_name(national_lead):
    for number in range(25):
        person("Ann", f"Beansmith{number:02}")
    person("Owain", "Evans")
    person("Ann", "Ward Eansford")
    assert names(national_lead, "eans")[:3] == ["Ann Ward Eansford", "Owain Evans", "Ann Beansmith00"]


def test_of_close_names_family_names_come_first(national_lead):
    for number in range(8):
        person("Alexander", f"Brown{number}")
    person("Zoe", "Alexander")
    assert names(national_lead, "alexxander")[0] == "Zoe Alexander"


def test_the_one_meant_is_found_among_many_whose_names_lead_to_a_single_word(national_lead, monkeypatch):
    """Robert and Robertts are both a slip from Roberts: the many who bear that name alone are not meant."""
    monkeypatch.setattr(closeness, "MOST_CANDIDATES", 10)
    for number in range(30):
        person(f"Aaron{number}", "Roberts")
    person("Robert", "Roberts")
    assert names(national_lead, "Robert Robertts") == ["Robert Roberts"]


def test_sharing_a_family_name_is_not_close(national_lead):
    person("Jane", "Smith")
    person("Robert", "Smith")
    assert names(national_lead, "Jane Smith") == ["Jane Smith"]


def test_exact_names_come_before_close_ones(national_lead):
    person("Ann", "Smyth")
    person("Zoe", "Smith")
    assert names(national_lead, "smith") == ["Zoe Smith", "Ann Smyth"]


@pytest.mark.parametrize("text", ["7654321", "765 4321", "C7654321", " 76-54-321 "])
def test_registration_number_however_it_is_typed(national_lead, text):
    wanted = RegistrationFactory(number="7654321").clinician
    RegistrationFactory(number="7654322")
    assert list(find(national_lead, Criteria(text=text), TODAY).people) == [wanted]


def test_words_are_specialty_profession_and_employer(national_lead):
    leeds = OrganisationFactory(name="Leeds Teaching Hospitals NHS Trust")
    OrganisationName.objects.create(organisation=leeds, name=leeds.name, search_key=search_key(leeds.name))
    wanted, other_place, other_work = person("Ada", "Reed"), person("Bo", "Lund"), person("Cy", "Moss")
    for one, trust in ((wanted, leeds), (other_work, leeds)):
        Post.objects.create(clinician=one, title="Consultant", organisation=trust, created_at=one.created_at)
    for one in (wanted, other_place):
        TrainingFactory(clinician=one, specialty=specialty("Cardiology"))
    assert names(national_lead, "cardiol leeds") == ["Ada Reed"]
    assert names(national_lead, "cardiologists") == ["Bo Lund", "Ada Reed"]
    assert names(national_lead, "reed leeds") == ["Ada Reed"]


def test_another_region_and_withheld_consent_are_never_found(regional_lead):
    person("Here", "Seen")
    person("Far", "Seen", region=RegionFactory(code="london", name="London"))
    person("No", "Seen", shares_with_region=False)
    assert names(regional_lead, "seen") == ["Here Seen"]
    assert names(regional_lead) == ["Here Seen"]


def test_stranger_finds_nobody(stranger):
    person("Here", "Seen")
    assert names(stranger, "seen") == []


@pytest.mark.parametrize(
    ("criteria", "found"),
    [
        ({"chosen": {"family": ("nursing",)}}, ["Nia Nurse"]),
        ({"chosen": {"profession": ("doctor",)}}, ["Dan Doctor"]),
        ({"chosen": {"stage": ("TEAM", "SERVICE")}}, ["Nia Nurse"]),
        ({"chosen": {"next": ("STEP_UP",)}}, ["Dan Doctor"]),
        ({"chosen": {"review": ("OVERDUE",)}}, ["Dan Doctor"]),
        ({"chosen": {"review": ("DUE",)}}, ["Nia Nurse"]),
        ({"chosen": {"review": ("OVERDUE", "DUE")}}, ["Dan Doctor", "Nia Nurse"]),
        ({"chosen": {"review": ("UP_TO_DATE",)}}, []),
        ({"chosen": {"region": ("south_west",)}}, ["Dan Doctor", "Nia Nurse"]),
        ({"chosen": {"region": ("london",)}}, []),
        ({"sort": "-name"}, ["Nia Nurse", "Dan Doctor"]),
        ({"sort": "review"}, ["Dan Doctor", "Nia Nurse"]),
    ],
)
def test_filters(national_lead, criteria, found):
    nursing = ProfessionFactory(code="nurse_adult", name="Nurse (adult)", family="nursing")
    person("Nia", "Nurse", profession=nursing, stage="TEAM", review_due_on=date(2026, 12, 1))
    person("Dan", "Doctor", next_step="STEP_UP", review_due_on=date(2026, 11, 21))
    assert names(national_lead, **criteria) == found


def test_cohort_filter_and_nobody_in_one(national_lead):
    inside, outside = person("In", "Side"), person("Out", "Side")
    cohort = CohortFactory()
    CohortMemberFactory(cohort=cohort, clinician=inside)
    CohortMemberFactory(cohort=cohort, clinician=outside, to_date=date(2026, 3, 1))
    assert names(national_lead, chosen={"cohort": (cohort.slug,)}) == ["In Side"]
    assert names(national_lead, chosen={"cohort": ("none",)}) == ["Out Side"]


@pytest.mark.parametrize("text", ["%", "_", "'", "\\", "\x00", "🎉", "((", "a" * 500, "-- ;", "Dr"])
def test_odd_text_finds_nobody_and_does_not_fail(national_lead, text):
    person("Peter", "Brown")
    assert names(national_lead, text) == []
