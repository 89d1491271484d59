"""A profile to take along: the same lines on paper, as text and as data."""

import json

import pytest
from django.urls import reverse

from profiles import rules
from profiles.models import OwnTraining, Recognition
from profiles.rules.paper import HEADING, LINES
from talent_register.common.sections import Line, once
from tests.factories.accounts import UserFactory
from tests.factories.profiles import PostFactory, RegistrationFactory
from tracking.actions import snapshots

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


@pytest.fixture
def earned(own, college):
    def earned(name, **more):
        at = own.created_at
        return Recognition.objects.create(
            clinician=own, organisation=college, kind="AWARD", name=name, as_at=at, created_at=at, updated_at=at, **more
        )

    return earned


@pytest.mark.parametrize("page", PAGES)
def test_what_colleges_recognised_is_on_it_unless_the_person_calls_it_wrong(earned, own, log_in, page):
    earned("Founding senior fellow", given_on="2025-03-03")
    earned("Fellow of another", disputed_at=own.created_at)
    said = log_in(own.user).get(reverse(page)).content.decode()
    for words in ("Founding senior fellow", "Royal College of X", "3 March 2025"):
        assert words in said
    assert "Fellow of another" not in said


def test_a_review_keeps_it_too(earned, own):
    row = earned("Founding senior fellow")
    codes = {line["code"] for line in snapshots.lines_of(own)}
    assert f"recognition.{row.uuid.hex}" in codes


def test_paper_has_the_newest_and_says_how_many_more(own, log_in):
    for year in range(1950, 2020):
        PostFactory(clinician=own, title=f"Role of {year}", started_on=f"{year}-01-01", ended_on=f"{year}-12-01")
    client = log_in(own.user)
    page = client.get(reverse("portfolio")).content.decode()
    paper = page[: page.index("app-not-printed")]
    assert "Role of 2019" in paper
    assert "Role of 1950" not in paper
    assert "more in the register" in paper
    assert "Role of 1950" in client.get(reverse("portfolio-text")).content.decode()


def test_every_section_gets_its_share():
    half = (LINES - HEADING * 4) // 2 - 10
    taken = rules.shares([[5] * 100, [2], [half] * 3, []])
    assert (taken[1], taken[3]) == (1, 0)
    assert 0 < taken[2] < 3
    used = 5 * taken[0] + 2 + half * taken[2]
    assert used <= LINES - HEADING * 4 < used + 5


@pytest.mark.parametrize(("label", "answer", "lines"), [("Role", "", 1), ("Role", "a\nb", 2), ("x" * 29, "a", 3)])
def test_how_high_an_answer_is(label, answer, lines):
    assert rules.height(label, answer) == lines


def test_long_answers_end_in_a_sign():
    assert rules.shortened("x" * 300, 240) == "x" * 239 + "…"
    assert rules.shortened("short", 240) == "short"
