"""Conditions on names find whom the same rule finds over plain text, and a page tells the same work either way."""

import random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from profiles.models import Clinician, Post
from tests.factories.organisations import OrganisationFactory
from tests.factories.profiles import ClinicianFactory, TrainingFactory
from tests.tracking.specialties import specialty
from tracking.presenters.people import in_place, row, with_their_work, with_work
from tracking.rules.search import name_pairs
from tracking.search.names import Named, PlaceAmong, WithWords
from tracking.search.words import known_facts

FAMILIES = ("reed", "reeds", "van reed", "o", "moss", "")
GIVENS = ("ada", "ada bo", "adaline", "bo", "reed", "")
WORDS = ("reed", "ada", "bo", "a", "van", "moss")
pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    for family in FAMILIES:
        for given in GIVENS:
            ClinicianFactory(family_key=family, given_key=given)
    return list(Clinician.objects.values_list("pk", "family_key", "given_key"))


def found(wanted):
    return set(Clinician.objects.filter(wanted).values_list("pk", flat=True))


def test_names_begin_with_the_words(people):
    chance = random.Random(2)
    for _n in range(25):
        words = tuple(chance.sample(WORDS, chance.choice([1, 2, 3])))
        pairs = name_pairs(words)
        so_named = {
            key
            for key, family, given in people
            if any(family.startswith(pair.family) and given.startswith(pair.given) for pair in pairs)
        }
        assert found(Named(words)) == so_named, words


def test_names_hold_words_that_may_be_meant(people):
    chance = random.Random(3)
    for _n in range(25):
        ways = [
            [(word, chance.choice([[], chance.sample(WORDS, 2)])) for word in chance.sample(WORDS, 2)]
            for _way in range(chance.choice([1, 2]))
        ]
        held = {
            key
            for key, family, given in people
            if any(all(counts(family, given, word, close) for word, close in way) for way in ways)
        }
        assert found(WithWords(*ways)) == held, ways


def counts(family, given, word, close):
    if close:
        return bool({*f"{family} {given}".split(" ")} & {*close})
    return family.startswith(word) or given.startswith(word)


def test_people_in_an_order_that_keys_give(people):
    keys = [key for key, _family, _given in random.Random(4).sample(people, 9)]
    in_order = Clinician.objects.filter(pk__in=keys).order_by(PlaceAmong(keys))
    assert list(in_order.values_list("pk", flat=True)) == keys


def test_a_page_says_of_work_what_a_list_says():
    trust = OrganisationFactory(name="Leeds Trust")
    for number in range(3):
        person = ClinicianFactory(family_key=f"reed{number}")
        for title in ("Nurse", "Lead")[:number]:
            Post.objects.create(
                clinician=person,
                title=title,
                organisation=trust if number == 1 else None,
                organisation_text="Elsewhere",
                whole_time="0.5",
                started_on=f"2026-0{number}-01",
                created_at=person.created_at,
            )
        Post.objects.create(clinician=person, title="Before", ended_on="2026-01-01", created_at=person.created_at)
        TrainingFactory(clinician=person, specialty=specialty("Cardiology") if number else None)
    everybody = Clinician.objects.order_by("pk")
    with CaptureQueriesContext(connection) as asked:
        told = [row(person, person.created_at.date()) for person in with_their_work(in_place(everybody))]
    assert len(asked) == 5
    assert told == [row(person, person.created_at.date()) for person in with_work(everybody)]
    assert [one.role for one in told] == ["", "Nurse", "Lead"]
    assert with_their_work([]) == []


def test_what_words_stand_for_is_asked_once(django_assert_num_queries):
    with django_assert_num_queries(1):
        known_facts(("reed", "nurse", "leeds%"))
