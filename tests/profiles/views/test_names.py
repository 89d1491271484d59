"""Names of every kind, typed by the person: kept as typed, found by one key, shown as text."""

import unicodedata

import pytest
from django.urls import reverse
from django.utils.html import escape

from profiles.models import Clinician
from profiles.rules import fold_name
from tests.factories.accounts import UserFactory
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
    ("x" * 150, "y" * 150),
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
    assert "Last name must be 150 characters or fewer" in page
    assert "y" * 2001 in page
