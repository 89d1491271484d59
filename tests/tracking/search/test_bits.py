"""Counting by bits finds what reading everybody finds, whatever happened to people since the bits were made."""

import random
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import numpy as np
import pytest
from django.db import connection

from profiles.models import Clinician, ClinicianState, NextStep, Profession, Stage
from talent_register.organisations.models import Region
from tests.factories.organisations import OrganisationFactory, RegionFactory
from tests.factories.pathways import GoalFactory, ParticipationFactory, ProgrammeFactory
from tests.factories.profiles import ClinicianFactory, PostFactory, ProfessionFactory, TrainingFactory
from tests.factories.talent import DiscussionFactory, ReviewerFactory
from tests.factories.tracking import CohortFactory, CohortMemberFactory, RoleFactory
from tests.tracking.specialties import specialty
from tracking.actions import facets as kept
from tracking.models import Cohort, FacetBits, FacetChange, FacetRun, Reviewer
from tracking.models.facets import BLOCK
from tracking.search import Criteria, bits, count, find, held, making
from tracking.search import people as searched
from tracking.search.facets import Reader
from tracking.search.scan import count as scanned

TODAY = date(2026, 11, 22)
NOON = datetime.combine(TODAY, time(12), UTC)
PEOPLE, CHANGES = 40, 12
WORDS = ("reed", "nurse", "doctor reed", "a reed")
pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def facts(south_west):
    """Two regions and three professions in two families."""
    RegionFactory(code="north_west", name="North West")
    for code, family in (("doctor", "medical"), ("nurse_adult", "nursing"), ("nurse_child", "nursing")):
        ProfessionFactory(code=code, name=code, family=family)


def any_person(chance):
    """What a person may be, often nothing or out of sight."""
    days = chance.randrange(-500, 60)
    return {
        "state": chance.choices(list(ClinicianState), [1, 8, 1, 1, 1, 1])[0],
        "restricted_at": chance.choices([None, NOON], [6, 1])[0],
        "shares_with_region": chance.random() < 0.8,
        "shares_with_nation": chance.random() < 0.7,
        "no_posts_with_region": chance.random() < 0.2,
        "no_posts_with_nation": chance.random() < 0.2,
        "shares_with_recruiters": chance.random() < 0.5,
        "region": chance.choice([None, *Region.objects.all()]),
        "profession": chance.choice([None, *Profession.objects.all()]),
        "stage": chance.choice(["", *Stage.values]),
        "next_step": chance.choice(["", *NextStep.values]),
        "review_due_on": chance.choice([None, TODAY - timedelta(days=days)]),
        "registered_at": NOON + timedelta(days=chance.randrange(-800, 0)),
        "user": None,
        "family_key": chance.choice(["reed", "reed", "moss", "nurse"]),
        "given_key": chance.choice(["ada", "bo", "doctor"]),
    }


def add(chance):
    """Somebody whose key is anywhere, so that there are blocks with few."""
    key = Clinician.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    return ClinicianFactory(pk=key + chance.choice([1, 1, BLOCK, 3 * BLOCK + 7]), **any_person(chance))


def discuss(chance, owners):
    """Something said of anybody: by either team, and now and then of whoever reads."""
    DiscussionFactory(
        clinician=chance.choice(list(Clinician.objects.all())),
        owner=chance.choice(owners),
        readiness=chance.choice(["NOW", "SOON", "LATER"]),
        held_on=TODAY - timedelta(days=chance.randrange(300)),
    )


def ask(chance, owners, users):
    """Somebody of either team, now and then whoever reads, is to talk with anybody."""
    person, team = chance.choice(list(Clinician.objects.all())), chance.choice(owners)
    if not Reviewer.objects.filter(clinician=person, team=team, ended_at=None).exists():
        ReviewerFactory(clinician=person, team=team, user=chance.choice(users))


def gather(chance, owners):
    """Many in a cohort of either team or both, in posts, aiming for roles, and with something behind them."""
    cohorts = [CohortFactory(owner=owner, slug=f"future-{number}") for number, owner in enumerate(owners)]
    for _n in range(PEOPLE):
        place(chance, cohorts)
        lead(chance)


def place(chance, cohorts):
    person, cohort = any_of(chance), chance.choice(cohorts)
    if not person.cohort_places.filter(cohort=cohort, to_date=None).exists():
        CohortMemberFactory(cohort=cohort, clinician=person)


def lead(chance):
    """Something that a row of another table says of anybody; of one who has it already nothing."""
    person, what = any_of(chance), chance.randrange(4)
    if what == 0:
        kind = chance.choice(["TRUST", "PRACTICE"])
        trust = OrganisationFactory(kind=kind) if chance.random() < 0.8 else None
        PostFactory(clinician=person, organisation=trust, whole_time=chance.choice([None, 1, 0.5]))
    elif what == 1:
        role = RoleFactory(code=chance.choice(["chief_nurse", "medical_director"]))
        if not person.goals.filter(role=role, ended_on=None).exists():
            GoalFactory(clinician=person, role=role)
    elif what == 2:
        programme = ProgrammeFactory(code=chance.choice(["one", "two"]))
        if not person.participations.filter(programme=programme).exists():
            state, wrong = chance.choice(["COMPLETED", "APPLIED", "AWARDED"]), chance.choice([None, None, NOON])
            ParticipationFactory(clinician=person, programme=programme, state=state, disputed_at=wrong)
    else:
        TrainingFactory(clinician=person, specialty=specialty(chance.choice(["Cardiology", "Surgery"])))


def let_go(chance):
    """It ends, is taken away, or turns out to be somebody else's."""
    person, other = any_of(chance), any_of(chance)
    person.posts.update(ended_on=TODAY)
    person.participations.all().delete()
    person.cohort_places.update(to_date=TODAY)
    person.trainings.update(clinician=other)
    if not other.goals.exists():
        person.goals.update(clinician=other)


def any_of(chance):
    return chance.choice(list(Clinician.objects.all()))


def change(chance):
    person = chance.choice(list(Clinician.objects.all()))
    what = chance.randrange(6)
    if what == 0:
        return add(chance)
    if what == 1:
        return person.delete()
    if what == 2:
        return lead(chance)
    if what == 3:
        return let_go(chance)
    if what == 4:
        Clinician.objects.filter(pk=person.pk).update(shares_with_nation=False, shares_with_region=False)
    else:
        Clinician.objects.filter(pk=person.pk).update(**any_person(chance))
    return person


def any_choice(chance):
    values = {
        "region": ["south_west", "north_west"],
        "family": ["medical", "nursing"],
        "profession": ["doctor", "nurse_adult", "nurse_child"],
        "stage": Stage.values,
        "next": NextStep.values,
        "review": ["OVERDUE", "DUE", "UP_TO_DATE"],
        "joined": ["NEW", "YEAR", "BEFORE"],
        "readiness": ["NOW", "SOON", "LATER"],
        "reviewer": ["me", "none", "00000000-0000-4000-8000-000000000000"],
        "consent": ["CONTACT", "PLANNING", "SUPPORT"],
        "cohort": ["future-0", "future-1", "none"],
        "goal": ["chief-nurse", "medical-director"],
        "programme": ["one", "two"],
        "specialty": ["cardiology", "surgery"],
        "employer": ["TRUST", "PRACTICE"],
        "pattern": ["FULL", "PART"],
    }
    names = chance.sample(sorted(values), chance.randrange(4))
    return {name: tuple(chance.sample(values[name], chance.choice([1, 2]))) for name in names}


def check(user, chosen, **rest):
    """Bits against a scan, and both against the people one by one. Words that mean few are not counted by bits."""
    criteria, reader = Criteria(chosen=chosen, **rest), Reader(user, TODAY)
    found = find(user, criteria, TODAY)
    if found.words is None:
        return
    by_bits = bits.count(found.before, chosen, reader, found.words)
    assert by_bits == scanned(found.before, chosen, reader), (chosen, rest)
    assert by_bits.total == found.people.count()
    everybody = list(found.people)
    for counted in (by_bits, replace(by_bits, keys=None)):
        people = found.page_by(counted)
        assert len(people) == len(everybody)
        assert [*people[0:2], *people[2:5], *people[5:PEOPLE]] == everybody[:PEOPLE]
    for name in list(chosen)[:1]:
        fewer = {other: values for other, values in chosen.items() if other != name}
        assert by_bits.without(name) == find(user, Criteria(chosen=fewer, **rest), TODAY).people.count()


def check_all(user, chance):
    for _n in range(6):
        check(user, any_choice(chance))
    for words in WORDS:
        check(user, any_choice(chance), text=words)


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(1, 6))])
def test_bits_and_a_scan_find_the_same(
    seed, facts, national_lead, regional_lead, regional_team, national_team, monkeypatch
):
    """Without words, and with words that mean many: a common name, a profession, both, and a name like a profession."""
    monkeypatch.setattr(searched, "FEW", 1)
    chance = random.Random(seed)
    ClinicianFactory(user=regional_lead)  # first: the others are given keys, of which the database does not know
    for _n in range(PEOPLE):
        add(chance)
    for _n in range(PEOPLE):
        discuss(chance, [regional_team, national_team])
    gather(chance, [regional_team, national_team])
    kept.refresh(at=NOON)
    for _round in range(2):
        for _n in range(CHANGES):
            change(chance)
            discuss(chance, [regional_team, national_team])
            ask(chance, [regional_team, national_team], [national_lead, regional_lead])
        for user in (national_lead, regional_lead):
            check_all(user, chance)
        kept.refresh(at=NOON)
    assert not FacetChange.objects.exists()
    for user in (national_lead, regional_lead):
        check(user, any_choice(chance))


def test_whoever_takes_consent_back_is_counted_no_more_at_once(facts, national_lead, regional_lead):
    person = ClinicianFactory(stage="TEAM")
    kept.refresh(at=NOON)
    criteria = Criteria(chosen={"stage": ("TEAM",)})

    def seen(user):
        found = find(user, criteria, TODAY)
        counted = bits.count(found.before, criteria.chosen, Reader(user, TODAY))
        return counted.total, list(found.page_by(counted))

    assert seen(national_lead) == seen(regional_lead) == (1, [person])
    with connection.cursor() as cursor:
        cursor.execute("UPDATE profiles_clinician SET shares_with_nation = false WHERE id = %s", [person.pk])
    assert seen(national_lead) == (0, [])
    assert seen(regional_lead) == (1, [person])
    person.delete()
    assert seen(regional_lead) == (0, [])


def test_a_change_while_bits_are_made_is_not_lost(facts, national_lead, monkeypatch):
    person = ClinicianFactory(stage="TEAM")
    make = making.make

    def and_meanwhile(*args):
        make(*args)
        Clinician.objects.filter(pk=person.pk).update(shares_with_nation=False)

    monkeypatch.setattr(making, "make", and_meanwhile)
    kept.refresh(at=NOON)
    people = find(national_lead, Criteria(), TODAY).before
    assert bits.count(people, {}, Reader(national_lead, TODAY)).total == 0


def made(**bits):
    return {(row.facet, row.value): row.made_at for row in FacetBits.objects.filter(**bits)}


def test_only_bits_that_changed_are_made_anew(facts, national_lead):
    near, far = ClinicianFactory(pk=5, stage="TEAM"), ClinicianFactory(pk=5 + BLOCK, stage="TEAM")
    kept.refresh(at=NOON)
    was, beside_it = made(block=1), made(block=0)
    Clinician.objects.filter(pk=far.pk).update(stage="SERVICE")
    Clinician.objects.filter(pk=near.pk).update(language="cy")
    assert list(FacetChange.objects.values_list("person", flat=True)) == [far.pk]
    assert kept.refresh(at=NOON) == 1
    assert made(block=0) == beside_it
    anew = {key for key, at in made(block=1).items() if was.get(key) != at}
    assert anew == {("stage", "TEAM"), ("stage", "SERVICE")}
    assert FacetRun.objects.get().made == [was["stage", "TEAM"], made(block=1)["stage", "TEAM"]]
    check(national_lead, {"stage": ("SERVICE",)})


def test_what_a_process_holds_is_fetched_once(facts, national_lead, monkeypatch):
    """And what is made later once more, of the blocks in which it was made."""
    person = ClinicianFactory(stage="TEAM")
    ClinicianFactory(pk=person.pk + BLOCK, stage="TEAM")
    fetched, renewed = [], held.Held.renewed
    monkeypatch.setattr(held.Held, "renewed", lambda one, at, new: fetched.append(len(new)) or renewed(one, at, new))
    kept.refresh(at=NOON)
    check(national_lead, {"stage": ("TEAM",)})
    check(national_lead, {"stage": ("SERVICE",)})
    assert fetched == [FacetBits.objects.count()]
    Clinician.objects.filter(pk=person.pk).update(stage="SERVICE")
    kept.refresh(at=NOON)
    check(national_lead, {"stage": ("SERVICE",)})
    assert fetched[1:] == [2]


def test_bits_of_a_moment_that_never_was_are_not_used(facts, national_lead):
    """A process may hold what was taken back with its transaction, or what a copy put back in place does not know."""
    ClinicianFactory(stage="TEAM")
    kept.refresh(at=NOON)
    check(national_lead, {"stage": ("TEAM",)})
    right = held.held()
    wrong = np.full_like(right.bits, 2**64 - 1)
    for moment in (NOON, right.at + timedelta(days=1)):
        held.hold(replace(right, at=moment, bits=wrong))
        check(national_lead, {"stage": ("TEAM",)})
        assert held.held().at == right.at


@pytest.mark.parametrize(
    "happens",
    [
        lambda: kept.refresh(at=NOON - timedelta(days=1)),
        lambda: Profession.objects.filter(code="doctor").update(family="dental"),
        lambda: Region.objects.filter(code="south_west").update(code="the_west"),
        lambda: Cohort.objects.update(slug="another"),
    ],
    ids=["another day", "a profession moves", "a region is renamed", "a cohort is renamed"],
)
def test_bits_that_no_longer_hold_are_not_used(happens, facts, national_lead):
    ClinicianFactory(stage="TEAM")
    CohortFactory()
    kept.refresh(at=NOON)
    happens()
    people = find(national_lead, Criteria(), TODAY).before
    assert bits.count(people, {}, Reader(national_lead, TODAY)) is None
    assert count(national_lead, find(national_lead, Criteria(), TODAY), Criteria(), TODAY).total == 1
    kept.refresh(at=NOON)
    assert bits.count(people, {}, Reader(national_lead, TODAY)).total == 1


def test_the_list_itself_counts_by_bits(facts, national_lead, log_in, monkeypatch):
    ClinicianFactory(stage="TEAM")
    used = []
    monkeypatch.setattr(bits, "count", lambda *args: used.append(args))
    criteria = Criteria(chosen={"stage": ("TEAM",)})
    assert count(national_lead, find(national_lead, criteria, TODAY), criteria, TODAY).total == 1
    assert used


def test_only_bits_of_people_who_may_be_seen_are_kept(facts):
    ClinicianFactory(stage="TEAM", state="PAUSED")
    ClinicianFactory(stage="SYSTEM", restricted_at=NOON)
    kept.refresh(at=NOON)
    assert not FacetBits.objects.exists()
    assert FacetRun.objects.get().day == TODAY
