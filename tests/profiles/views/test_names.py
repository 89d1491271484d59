"""Names of every kind, typed by the person: kept as typed, found by one key, shown as text."""

import unicodedata

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from profiles.models import Clinician, Suggestion
from profiles.rules import fold_name
from talent_register.accounts.models import User
from talent_register.letters.models import Letter
from tests.factories.accounts import UserFactory
from tests.factories.profiles import ClinicianFactory
from tests.profiles.views.test_register import STEPS, answer, walk

pytestmark = pytest.mark.django_db

AS_TYPED = [
    ("Siân", "O'Brien"),
    ("Siân", "O’Brien"),
    ("Ana", "D'Souza-Smith"),
    ("María", "de la Cruz"),
    ("Li", "Ng"),
    ("Piet", "van 't Hoff"),
    ("", "Suharto"),
    ("Łukasz", "Nguyễn"),
    (unicodedata.normalize("NFD", "José"), "García"),
    ("محمد", "علي"),
    ("伟", "王"),
    ("Анна", "Иванова"),
    ("x" * 2000, "y" * 2000),
    ("<script>alert(1)</script>", "{{7*7}}"),
    ("Robert", "'; DROP TABLE profiles_clinician; --"),
]


@pytest.fixture
def newcomer(reference, south_west):
    return UserFactory(name="")


@pytest.mark.parametrize(("given", "family"), AS_TYPED)
def test_a_name_is_kept_as_typed(newcomer, log_in, given, family):
    client = log_in(newcomer)
    answer(client, "name", {"given_names": given, "family_name": family})
    walk(client, STEPS[1:])
    page = client.get(reverse("register-check")).content.decode()
    assert escape(family) in page
    assert "<script>alert(1)" not in page
    client.post(reverse("register-check"))
    kept = Clinician.objects.get(user=newcomer)
    assert (kept.given_names, kept.family_name) == (given, family)
    assert (kept.given_key, kept.family_key) == (fold_name(given), fold_name(family))
    assert escape(family) in client.get(reverse("own-profile")).content.decode()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("O'Brien", "O’Brien"),
        ("José", unicodedata.normalize("NFD", "José")),
        ("Łukasz", "lukasz"),
        ("Nguyễn", "NGUYEN"),
    ],
)
def test_the_same_name_has_one_key(one, other):
    assert fold_name(one) == fold_name(other) != ""


@pytest.mark.parametrize(("typed", "kept"), [("Ng\u200b", "Ng"), ("\u202eNg", "Ng"), ("  de   la Cruz ", "de la Cruz")])
def test_what_nobody_sees_is_left_out(newcomer, log_in, typed, kept):
    client = log_in(newcomer)
    answer(client, "name", {"given_names": "Li", "family_name": typed})
    assert f'value="{kept}"' in client.get(reverse("register-name")).content.decode()


def test_a_name_that_is_too_long_stays_in_its_box(newcomer, log_in):
    page = answer(log_in(newcomer), "name", {"given_names": "Li", "family_name": "y" * 2001}).content.decode()
    assert "Last name must be 2000 characters or fewer" in page
    assert "y" * 2001 in page


def test_words_far_into_a_long_name_are_found(newcomer, log_in, national_lead):
    """Two names that begin alike for 150 letters are two names."""
    long = "Aba " * 45
    assert fold_name(f"{long}Ekundayo") != fold_name(f"{long}Oyelaran")
    ClinicianFactory(family_name=f"{long}Ekundayo", family_key=fold_name(f"{long}Ekundayo"), shares_with_nation=True)
    page = log_in(national_lead).get(reverse("people"), {"q": "Ekundayo"}).content.decode()
    assert f"{long}Ekundayo" in page


def test_a_college_asks_whether_a_long_name_is_right(clinician, college):
    """Longer than an index holds, twice the same: one question."""
    name = "".join(chr(0x4E00 + place % 20_000) for place in range(2_000))
    asked = {"clinician": clinician.clinician, "organisation": college, "field": "clinician.family_name"}
    rows = [Suggestion(value=name, created_at=timezone.now(), **asked) for _twice in range(2)]
    Suggestion.objects.bulk_create(rows, ignore_conflicts=True)
    assert Suggestion.objects.get().value == name


def test_a_full_name_of_an_account_is_kept_as_typed(client, db):
    name = f"{'Aba ' * 60}O’Brien <script>alert(1)</script> {{{{7*7}}}}"
    data = {"name": name, "email": "aba@nhs.example", "password1": "marmalade otter balcony"}
    assert client.post(reverse("account_signup"), data).status_code == 302
    assert User.objects.get(email="aba@nhs.example").name == name
    assert name[:200] in Letter.objects.get().to_name
