"""A profile to take along: the same lines on paper, as text and as data."""

import json

import pytest
from django.urls import reverse

from profiles.models import OwnTraining
from tests.factories.accounts import UserFactory
from tests.factories.profiles import PostFactory, RegistrationFactory

pytestmark = pytest.mark.django_db
PAGES = ["portfolio", "portfolio-text", "portfolio-data"]


@pytest.fixture
def own(clinician):
    own = clinician.clinician
    PostFactory(clinician=own, title="Ward manager", is_leadership=True, duties="12 nurses\nA budget")
    RegistrationFactory(clinician=own, number="7654321")
    OwnTraining.objects.create(
        clinician=own, standing="FINISHED", number="SWN/001/7654321/C", updated_at=own.created_at
    )
    return own


@pytest.mark.parametrize("page", PAGES)
def test_every_form_says_the_same_and_no_number_in_full(own, log_in, page):
    said = log_in(own.user).get(reverse(page)).content.decode()
    for words in (own.family_name, "Ward manager", "12 nurses", "nding 321"):
        assert words in said
    assert "7654321" not in said


@pytest.mark.parametrize("page", PAGES)
def test_without_a_record_one_is_asked_to_register(log_in, page):
    assert log_in(UserFactory()).get(reverse(page)).url == reverse("register")


def test_the_data_has_the_documented_shape(own, log_in):
    data = json.loads(log_in(own.user).get(reverse("portfolio-data")).content)
    assert data["shape"] == "leadership-portfolio/1"
    assert set(data) == {"shape", "made_on", "person", "sections"}
    posts = next(section for section in data["sections"] if section["code"] == "posts")
    assert set(posts["lines"][0]) == {"code", "label", "value"}


def test_an_empty_profile_says_so(clinician, log_in, settings):
    settings.PROFILE_SECTIONS = ["profiles.presenters.sections.POSTS"]
    assert "Nothing is on your profile yet" in log_in(clinician).get(reverse("portfolio")).content.decode()
