"""Whoever told us that they are on no register reads at each role whether it needs a registration; strangers do not."""

import pytest
from django.test import Client
from django.urls import reverse

from pathways.models import Goal
from tests.factories.profiles import RegistrationFactory, RegulatorFactory
from tests.factories.reference import load_pathways

pytestmark = pytest.mark.django_db
MARK, WHY = "Needs a registration", "You told us that you are not on a register. Each role that needs a registration"


@pytest.fixture(autouse=True)
def _facts():
    load_pathways()


@pytest.fixture
def own(person):
    person.career_stage = "NONE"
    person.save()
    return person


@pytest.fixture
def client(own, log_in):
    return log_in(own.user)


def page(client, view="list", **more):
    return client.get(reverse("pathway", args=["nursing"]), {"view": view, **more}).content.decode()


@pytest.mark.parametrize("view", ["list", "diagram", "table"])
def test_each_view_of_a_pathway_marks_what_needs_a_registration_and_leaves_nothing_out(client, view):
    assert MARK not in page(Client(), view)
    before = page(Client(), view)
    words = page(client, view)
    assert WHY in words
    assert f'href="{reverse("role-list")}"' in words.split(WHY)[1][:200]
    assert words.count(MARK) >= 5
    assert words.count("/roles/chief-nurse/") == before.count("/roles/chief-nurse/") > 0
    assert page(Client(), view) == before, "What strangers read is kept, and the same for everybody."


def test_the_drawing_says_it_in_words_and_so_does_the_file(client):
    words = page(client, "diagram")
    assert "These need a registration: " in words.split("</desc>")[0]
    drawn = words.split('<svg class="app-map__drawing"')[1].split("</svg>")[0]
    assert drawn.count(f">{MARK}<") >= 5
    assert f"Chief nurse ({MARK})" in page(client, format="csv")
    assert MARK not in page(Client(), format="csv")


def test_the_list_of_roles_marks_them_where_it_shows_all(client):
    assert MARK not in client.get(reverse("role-list")).content.decode()
    assert MARK in client.get(reverse("role-list"), {"q": "chief nurse"}).content.decode()
    assert MARK not in Client().get(reverse("role-list"), {"q": "chief nurse"}).content.decode()


def test_goals_offer_them_at_a_press_and_take_them(client, own):
    address = reverse("goal-add")
    words = client.get(address).content.decode()
    assert 'value="chief-nurse"' not in words
    assert "We left out" in words
    for asked in ({"all": "1"}, {"role": "chief-nurse"}):
        assert 'value="chief-nurse"' in client.get(address, asked).content.decode()
    client.post(address, {"role": "chief-nurse", "horizon": "UNSURE"})
    assert Goal.objects.get(clinician=own).role.slug == "chief-nurse"


@pytest.mark.parametrize(
    ("stage", "numbers", "marks"),
    [
        ("PRACTISING", [], False),
        ("STUDENT", [], False),
        ("OVERSEAS", [], False),
        ("RETIRED", [], True),
        ("NOT_YET", [], True),
        ("RETIRED", ["CURRENT"], False),
        ("RETIRED", ["UNKNOWN"], False),
        ("NONE", ["LAPSED"], True),
        ("NONE", ["LAPSED", "CURRENT"], False),
    ],
)
def test_a_number_that_may_stand_weighs_more_than_what_was_said(own, client, stage, numbers, marks):
    """A retired doctor may be on the register still."""
    type(own).objects.filter(pk=own.pk).update(career_stage=stage)
    for code, state in zip(["gmc", "nmc"], numbers, strict=False):
        RegistrationFactory(clinician=own, regulator=RegulatorFactory(code=code), state=state)
    assert (WHY in page(client)) is marks
    assert ("We left out" in client.get(reverse("role-list")).content.decode()) is marks
