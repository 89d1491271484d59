"""A profile to take along: the same lines on paper, as text and as data."""

import json

import pytest
from django.urls import reverse

from profiles.models import OwnTraining
from profiles.presenters.portfolio import once
from talent_register.common.sections import Line
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


@pytest.mark.parametrize(
    ("value", "said"), [("Ward manager\nA hospice", "A hospice"), ("Ward manager", "Ward manager"), ("Leads", "Leads")]
)
def test_a_reader_gets_the_heading_of_an_answer_once(value, said):
    assert once(Line("posts.1", "Ward manager", value)).value == said


def test_paper_and_text_say_the_title_of_a_post_once_and_data_keeps_the_answer_whole(own, log_in):
    client = log_in(own.user)
    assert client.get(reverse("portfolio-text")).content.decode().count("Ward manager") == 1
    posts = next(one for one in client.get(reverse("portfolio-data")).json()["sections"] if one["code"] == "posts")
    assert posts["lines"][0]["value"].startswith("Ward manager\n")


def test_an_empty_profile_says_so(clinician, log_in, settings):
    settings.PROFILE_SECTIONS = ["profiles.presenters.sections.POSTS"]
    assert "Nothing is on your profile yet" in log_in(clinician).get(reverse("portfolio")).content.decode()
