"""The catalogue of bad input, whole: every case has a fixture, and its outcome, row, column, value and words hold."""

from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from talent_register.accounts.actions import tokens
from talent_register.common.permissions import Scope
from talent_register.imports.actions import runs

from .catalogue import CASES, Outcome

NUMBERS = range(1, 101)


@pytest.fixture
def world(request, db):
    """The fixtures a case asks for, by name; made when they are asked for."""

    class World(SimpleNamespace):
        def __getattr__(self, name):
            return request.getfixturevalue(name)

        @property
        def client(self):
            return request.getfixturevalue("log_in")(request.getfixturevalue("college_admin"))

        @property
        def logged_in(self):
            return request.getfixturevalue("log_in")

        @property
        def program(self):
            made = {"name": "Records", "scopes": list(Scope), "days": 30, "at": timezone.now()}
            _token, secret = tokens.create(organisation=self.college, by=self.college_admin, **made)
            return Client(headers={"Authorization": f"Bearer {secret}"})

        def check(self, run):
            """The page before an import takes effect, with its columns as they were recognised."""
            if run.state != "READY":
                runs.settle_all(run=run, at=timezone.now())
            return self.client.get(reverse("import-check", args=[run.reference])).text

    return World()


@pytest.mark.parametrize("number", NUMBERS)
def test_every_case_is_in_the_table_and_says_all_that_it_is_held_to(number):
    cases = [case for case in CASES if int(case.number) == number]
    assert cases, f"Case {number} of the catalogue is proven by nothing."
    for case in cases:
        expected = case.expected
        Outcome(expected.outcome)
        assert bool(expected.words) != bool(case.silent), f"{case.number} says what is said, or why nothing is."
        has_place = None not in (expected.row, expected.column, expected.value)
        assert has_place != bool(case.no_place), (
            f"{case.number} names row, column and value, or says why there is none."
        )


def test_no_two_cases_have_one_number():
    numbers = [case.number for case in CASES]
    assert len(set(numbers)) == len(numbers)


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.number:g}")
def test_what_comes_of_a_case(case, world):
    expected, found = case.expected, case.found(world)
    places = [(one.outcome, one.row, one.column, one.value) for one in (found, expected)]
    assert places[0] == places[1]
    assert expected.words in found.words
