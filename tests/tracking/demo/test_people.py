"""What believable means, on some hundreds of people."""

from collections import Counter
from datetime import date
from random import Random

import pytest

from profiles import rules
from profiles.models import Profession
from profiles.reference import load
from tracking.demo import facts, people
from tracking.demo.numbers import Numbers

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
TODAY = date(2026, 11, 22)


@pytest.fixture
def crowd(places):
    load()
    return list(people.people(facts.read(), 800, Random("test"), TODAY))


def test_professions_are_as_many_as_in_the_workforce(crowd):
    families = Counter(person.profession.family for person in crowd)
    assert 0.38 < families["nursing"] / len(crowd) < 0.55
    assert 0.15 < families["medical"] / len(crowd) < 0.30
    assert len(families) >= 8


def test_nobody_qualified_as_a_child_or_leads_too_soon(crowd):
    for person in crowd:
        assert person.qualified - person.born.year >= 20
        assert person.stage != "ORGANISATION" or TODAY.year - person.qualified >= 12


def test_careers_run_forward_with_one_post_held_now(crowd):
    for person in crowd:
        assert [job.ended for job in person.jobs].count(None) == 1
        for later, earlier in zip(person.jobs, person.jobs[1:], strict=False):
            assert earlier.ended == later.started
            assert earlier.started < earlier.ended


def test_reviews_never_lie_ahead_of_the_day(crowd):
    for person in crowd:
        assert all(done <= TODAY for _due, done in person.reviews)
        assert person.review_due is None or person.review_due not in [due for due, _done in person.reviews]


def test_only_people_on_lists_wait_or_decline(crowd):
    assert all(person.on_list for person in crowd if person.state in ("STUB", "DECLINED"))


@pytest.mark.parametrize("count", [1, 5_000])
def test_made_up_numbers_fit_every_register(count, places):
    load()
    for profession in Profession.objects.select_related("regulator"):
        numbers = Numbers()
        made = {numbers.give(profession) for _n in range(count)}
        assert len(made) == count or made == {""}
        code = profession.regulator.code if profession.regulator else ""
        for number in list(made)[:50]:
            rules.check_number(code, number)
