"""Figures of private answers: an attack by cohorts that differ by one person, and what it learns."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from pathways.models import Answer
from profiles.models import Clinician
from tests.factories.pathways import CompetencyFactory, LevelFactory, SelfAssessmentFactory
from tests.factories.profiles import ClinicianFactory
from tests.factories.tracking import CohortFactory, CohortMemberFactory
from tracking.actions import rollups, tallies
from tracking.models import Cohort, CohortMember, CohortTally
from tracking.presenters.cohort_tallies import skills
from tracking.rules import overlap

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
NIGHT = timezone.now()


@pytest.fixture
def skill():
    """Its key is fixed, because the shifts are made of it: the figures of these tests are the same in every run."""
    return CompetencyFactory(pk=9_000_002, title="Budgets")


@pytest.fixture
def levels():
    return {False: LevelFactory(rank=2), True: LevelFactory(rank=3, name="Practitioner")}


def says(person, skill, level, on=date(2026, 3, 1)):
    made = SelfAssessmentFactory(clinician=person, started_on=on, completed_on=on)
    Answer.objects.create(assessment=made, competency=skill, level=level, answered_on=on)


@pytest.fixture
def people(skill, levels):
    """40 who answered; 8 more who did not."""
    found = [ClinicianFactory() for _n in range(48)]
    for person in found[:40]:
        says(person, skill, levels[False])
    return found


@pytest.fixture
def target(skill, levels):
    person = ClinicianFactory()
    says(person, skill, levels[False])
    return person


def cohort_of(team, people):
    cohort = CohortFactory(owner=team)
    for person in people:
        CohortMemberFactory(cohort=cohort, clinician=person)
    return cohort


def take_out(cohort, person):
    CohortMember.objects.filter(cohort=cohort, clinician=person, to_date=None).update(to_date=timezone.localdate())


def night(number=0):
    tallies.count_all(at=NIGHT + timedelta(days=number))


def told(user):
    return [skills(cohort, user).rows() for cohort in Cohort.objects.order_by("pk")]


def attack(team, user, people, target):
    """Everything that is told while one person is put in, swapped and taken out, and put into a twin."""
    cohort, seen = cohort_of(team, people[:40]), []

    def look():
        night(len(seen))
        seen.append(told(user))

    look()
    CohortMemberFactory(cohort=cohort, clinician=target)
    rollups.count_touched(at=NIGHT)
    seen.append(told(user))
    look()
    take_out(cohort, people[0])
    look()
    take_out(cohort, target)
    look()
    for person in people[40:]:  # who say nothing, so that more than one comes
        CohortMemberFactory(cohort=cohort, clinician=person)
    CohortMemberFactory(cohort=cohort, clinician=target)
    look()
    cohort_of(team, [*people[1:40], target])
    cohort_of(team, [*people[:40], target])
    look()
    return seen


def played(team, user, people, target, levels, *, can, says_yes):
    """The attack against a group in which so many can, and a target that can or cannot."""
    with transaction.atomic():
        able = [person.pk for person in people[40 - can : 40]] + [target.pk] * says_yes
        Answer.objects.filter(assessment__clinician__in=able).update(level=levels[True])
        seen = attack(team, user, people, target)
        transaction.set_rollback(True)
    return seen


def test_putting_one_person_in_and_out_says_nothing_of_them(people, target, levels, regional_team, regional_lead):
    seen = []
    for can in range(15, 20):
        both = [
            played(regional_team, regional_lead, people, target, levels, can=can, says_yes=yes) for yes in (False, True)
        ]
        assert both[0] == both[1]
        seen += both[0]
    assert [["Budgets", "40", "38"]] in [rows for looks in seen for rows in looks], "and still something is told"


def test_the_attack_is_no_straw_man(people, target, levels, regional_team, regional_lead, monkeypatch):
    """Counted anew for each who comes, the same figures say what the target answered."""
    monkeypatch.setattr(overlap, "LEAST_CHANGE", 1)
    assert any(
        played(regional_team, regional_lead, people, target, levels, can=can, says_yes=False)
        != played(regional_team, regional_lead, people, target, levels, can=can, says_yes=True)
        for can in range(15, 20)
    )


def test_a_figure_stays_until_enough_have_come_gone_or_answered_anew(
    people, skill, levels, regional_team, regional_lead
):
    cohort = cohort_of(regional_team, people[:40])
    night()
    first = CohortTally.objects.visible_to(regional_lead).current().get()
    Clinician.objects.filter(pk=people[0].pk).update(shares_with_region=False)
    for person in people[1:9]:
        says(person, skill, levels[True], on=date(2026, 4, 1))
    night(1)
    assert CohortTally.objects.visible_to(regional_lead).current().get() == first
    for person in people[9:17]:
        says(person, skill, levels[True], on=date(2026, 4, 1))
    night(2)
    second = CohortTally.objects.visible_to(regional_lead).current().get()
    assert (second.figures, second.people) == ([["", "", 23], ["", "YES", 16]], 39)
    first.refresh_from_db()
    assert (first.is_current, first.figures) == (False, [])
    for person in people[:40]:
        take_out(cohort, person)
    night(3)
    assert not CohortTally.objects.current().exists()


def test_each_team_reads_of_those_who_agreed_to_it(people, regional_team, regional_lead, national_lead, stranger):
    Clinician.objects.filter(pk__in=[one.pk for one in people[:15]]).update(shares_with_nation=False)
    Clinician.objects.filter(pk__in=[one.pk for one in people[15:20]]).update(shares_with_region=False)
    cohort_of(regional_team, people[:40])
    night()

    def seen(user):
        return [tally.people for tally in CohortTally.objects.visible_to(user).current()]

    assert (seen(regional_lead), seen(national_lead), seen(stranger)) == ([35], [25], [])


def test_of_two_teams_that_see_nearly_the_same_people_the_owner_is_told(people, regional_team, national_team):
    Clinician.objects.filter(pk=people[0].pk).update(shares_with_nation=False)
    for owner in (national_team, regional_team):
        cohort = cohort_of(owner, people[:40])
        night()
        assert [one.region for one in cohort.tallies.all()] == [owner.region]
        cohort.delete()
        CohortTally.objects.all().delete()


def test_a_table_that_went_is_remembered_and_then_forgotten(people, target, regional_team):
    cohort_of(regional_team, people[:40]).delete()
    cohort = cohort_of(regional_team, people[:40])
    night()
    cohort.delete()
    cohort_of(regional_team, [*people[:40], target])
    night(1)
    assert {tally.cohort for tally in CohortTally.objects.all()} == {None}
    CohortTally.objects.update(is_current=False)
    night(tallies.KEPT_DAYS + 1)
    assert CohortTally.objects.current().exists()
