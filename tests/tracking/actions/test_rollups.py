"""Figures counted ahead say what counting now says, and are not used once somebody withdrew."""

import random
from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from profiles.models import Clinician, Interest, Stage
from tests.factories.organisations import RegionFactory
from tests.factories.profiles import ClinicianFactory
from tests.factories.tracking import CohortFactory, CohortMemberFactory
from tracking import cohort_kinds
from tracking.actions import rollups
from tracking.models import CohortCount, CohortMember, CohortRollup, CohortTouch

pytestmark = pytest.mark.django_db


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def today(now):
    return timezone.localdate(now)


@pytest.fixture
def cohort(regional_team):
    return CohortFactory(owner=regional_team, slug="future")


def join(cohort, **person):
    return CohortMemberFactory(cohort=cohort, clinician=ClinicianFactory(**person)).clinician


def counted_ahead(cohort, user, today):
    """The kinds as counted ahead, which must hold."""
    assert not CohortTouch.objects.filter(cohort_key=cohort.pk).exists()
    return sorted(cohort_kinds.of(cohort, user, today).kinds)


def counted_now(cohort, user, today):
    rollup = CohortRollup.objects.filter(cohort=cohort)
    as_at = rollup.get().as_at
    rollup.update(as_at=None)
    found = sorted(cohort_kinds.of(cohort, user, today).kinds)
    rollup.update(as_at=as_at)
    return found


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(1, 4))])
def test_counted_ahead_and_counted_now_say_the_same(seed, cohort, regional_lead, national_lead, stranger, now, today):
    chance = random.Random(seed)
    regions = [None, regional_lead.memberships.get().organisation.region, RegionFactory(code="x", name="Elsewhere")]
    for _n in range(60):
        person = ClinicianFactory(
            region=chance.choice(regions),
            state=chance.choices(["REGISTERED", "PAUSED"], [6, 1])[0],
            restricted_at=chance.choices([None, now], [8, 1])[0],
            shares_with_region=chance.random() < 0.8,
            shares_with_nation=chance.random() < 0.7,
            stage=chance.choice(["", *Stage.values]),
            review_due_on=chance.choice([None, today + timedelta(days=chance.randrange(-60, 60))]),
        )
        joined = date(2025, 6, 1)
        for _said in range(chance.randrange(4)):
            day = date(2025, 1, 1) + timedelta(days=chance.randrange(400))
            stage = chance.choice(Stage.values)
            Interest.objects.create(
                clinician=person, stage=stage, next_step="GROW", from_date=day, at=now, how="review"
            )
        left = chance.choices([None, date(2025, 7, 1)], [6, 1])[0]
        CohortMemberFactory(cohort=cohort, clinician=person, from_date=joined, to_date=left)
    rollups.count_all(at=now)
    for user in (regional_lead, national_lead):
        ahead = counted_ahead(cohort, user, today)
        assert ahead == counted_now(cohort, user, today)
        seen = CohortMember.objects.visible_to(user).now().filter(cohort=cohort).count()
        assert sum(kind.people for kind in ahead) == seen > 0
    assert not CohortCount.objects.visible_to(stranger).exists()


def withdraw(person):
    Clinician.objects.filter(pk=person.pk).update(shares_with_region=False)


def leave(person):
    person.cohort_places.update(to_date=timezone.localdate())


@pytest.mark.parametrize(
    "goes", [withdraw, leave, lambda person: person.delete()], ids=["withdraws", "leaves", "erased"]
)
def test_whoever_goes_is_in_no_figure_at_once(goes, cohort, regional_lead, now, today):
    ada, _ben = join(cohort), join(cohort)
    rollups.count_all(at=now)
    assert sum(kind.people for kind in counted_ahead(cohort, regional_lead, today)) == 2
    goes(ada)
    assert sum(kind.people for kind in cohort_kinds.of(cohort, regional_lead, today).kinds) == 1
    assert rollups.count_touched(at=now) == 1
    assert sum(kind.people for kind in counted_ahead(cohort, regional_lead, today)) == 1


def test_what_people_say_meanwhile_waits_for_the_night(cohort, regional_lead, now, today):
    ada = join(cohort, stage="TEAM")
    yesterday = now - timedelta(days=1)
    rollups.count_all(at=yesterday)
    Clinician.objects.filter(pk=ada.pk).update(stage="SERVICE")
    counted = cohort_kinds.of(cohort, regional_lead, today)
    assert counted.day == timezone.localdate(yesterday)
    assert [kind.stage for kind in counted.kinds] == ["TEAM"]
    assert rollups.count_touched(at=now) == 0
    rollups.count_all(at=now)
    assert [kind.stage for kind in cohort_kinds.of(cohort, regional_lead, today).kinds] == ["SERVICE"]


def test_old_counts_are_not_shown(cohort, regional_lead, now, today):
    ada = join(cohort, stage="TEAM")
    rollups.count_all(at=now - timedelta(days=2))
    Clinician.objects.filter(pk=ada.pk).update(stage="SERVICE")
    counted = cohort_kinds.of(cohort, regional_lead, today)
    assert counted.day == today
    assert [kind.stage for kind in counted.kinds] == ["SERVICE"]


def test_touches_of_cohorts_that_are_gone_go(cohort, now):
    join(cohort)
    cohort.delete()
    assert CohortTouch.objects.exists()
    rollups.count_touched(at=now)
    assert not CohortTouch.objects.exists()


def test_the_page_says_as_at_which_day(log_in, cohort, regional_lead):
    for _n in range(10):
        join(cohort, stage="TEAM")
    yesterday = timezone.now() - timedelta(days=1)
    rollups.count_all(at=yesterday)
    page = log_in(regional_lead).get(f"/cohorts/{cohort.slug}/figures/").content.decode()
    day = timezone.localdate(yesterday)
    assert f"As at {day.day} {day:%B %Y}" in page
    assert "10 people in this cohort" in page


def test_times_of_day_are_those_of_london(cohort, regional_lead):
    join(cohort)
    late = datetime.fromisoformat("2026-07-01T23:30:00+00:00")
    rollups.count_all(at=late)
    assert cohort_kinds.of(cohort, regional_lead, date(2026, 7, 2)).day == date(2026, 7, 2)
