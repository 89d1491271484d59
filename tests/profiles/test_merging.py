"""Merging two records of one person: what is allowed, what moves, and that undoing gives back exactly what was."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from profiles import rules
from profiles.actions import departures, merges
from profiles.models import Clinician, Fact, Pause, RecordMerge, Registration
from profiles.rights import joining
from profiles.rights.subject import Subject
from talent_register.audit.context import acting
from talent_register.audit.models import Event
from talent_register.letters.models import Letter
from tests.factories.profiles import ClinicianFactory, PostFactory, RegistrationFactory, StubFactory, TrainingFactory
from tests.factories.tracking import CohortFactory, CohortMemberFactory
from tracking.models import CohortMember

from .canary import Canary, dump

pytestmark = pytest.mark.slow

# What only grows, the merge itself, and what search keeps beside people, of which a second note does no harm.
GROWING = {"audit_change", "audit_event", "letters_letter", "profiles_recordmerge", "tracking_nameword"}
GROWING |= {"tracking_facetchange", "tracking_cohorttouch"}


def merge(kept, lost, take=(), by=None):
    return merges.merge(kept=kept, lost=lost, take=take, reason="Same number", by=by, at=timezone.now())


def state_of_tables():
    """Every row of every table but of those that only grow, whatever the order."""
    return {name: sorted(text.splitlines()) for name, text in dump().items() if name not in GROWING}


@pytest.mark.parametrize(
    ("kept", "lost", "is_same", "kept_has_account", "lost_has_account", "problem"),
    [
        ("REGISTERED", "STUB", False, True, False, None),
        ("REGISTERED", "PAUSED", False, True, True, None),
        ("STUB", "STUB", False, False, False, None),
        ("STUB", "REGISTERED", False, False, True, rules.merges.WITHOUT_ACCOUNT),
        ("REGISTERED", "REGISTERED", True, True, True, rules.merges.SAME),
        ("REGISTERED", "LEFT", False, True, False, rules.GONE),
        ("MERGED", "REGISTERED", False, True, True, rules.GONE),
    ],
)
def test_who_may_be_merged(kept, lost, is_same, kept_has_account, lost_has_account, problem):
    sides = {"kept_has_account": kept_has_account, "lost_has_account": lost_has_account}
    if problem is None:
        return rules.check_can_merge(kept=kept, lost=lost, is_same=is_same, **sides)
    with pytest.raises(rules.CannotMerge, match=str(problem)):
        rules.check_can_merge(kept=kept, lost=lost, is_same=is_same, **sides)


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ({}, None),
        ({"is_undone": True}, rules.merges.UNDONE),
        ({"today": date(2026, 9, 6)}, rules.merges.TOO_LATE),
        ({"today": date(2026, 9, 5)}, None),
        ({"has_later": True}, rules.merges.LATER_FIRST),
        ({"kept": "LEFT"}, rules.merges.LEFT_SINCE),
    ],
)
def test_what_may_be_undone(given, problem):
    plain = {
        "is_undone": False,
        "until": date(2026, 9, 5),
        "today": date(2026, 8, 10),
        "has_later": False,
        "kept": "REGISTERED",
    }
    if problem is None:
        return rules.check_can_unmerge(**{**plain, **given})
    with pytest.raises(rules.CannotMerge, match=str(problem)):
        rules.check_can_unmerge(**{**plain, **given})


EMPTY = {
    **{column: "" for columns in rules.CHOICES.values() for column in columns},
    "first_interest_on": None,
    "registered_at": None,
    "restricted_at": None,
    "letters_off": [],
    "letters_paused_until": None,
}


@pytest.mark.parametrize(
    ("kept", "lost", "take", "values"),
    [
        ({}, {}, [], {}),
        ({"stage": "TEAM"}, {"stage": "SYSTEM"}, [], {}),
        ({"stage": "TEAM"}, {"stage": "SYSTEM"}, ["stage"], {"stage": "SYSTEM"}),
        ({}, {"stage": "SYSTEM"}, [], {"stage": "SYSTEM"}),
        ({"nation": "WALES"}, {"nation": "ENGLAND", "region_id": 3}, [], {}),
        (
            {"first_interest_on": date(2026, 2, 1)},
            {"first_interest_on": date(2024, 2, 1)},
            [],
            {"first_interest_on": date(2024, 2, 1)},
        ),
        ({"letters_off": ["NEWS"]}, {"letters_off": ["REVIEW"]}, [], {"letters_off": ["NEWS", "REVIEW"]}),
        (
            {"letters_paused_until": date(2026, 9, 1)},
            {"letters_paused_until": date(2027, 1, 1)},
            [],
            {"letters_paused_until": date(2027, 1, 1)},
        ),
        ({}, {"restricted_at": 5}, [], {"restricted_at": 5}),
    ],
)
def test_what_the_kept_record_says(kept, lost, take, values):
    assert rules.merged_values({**EMPTY, **kept}, {**EMPTY, **lost}, take) == values


def test_only_what_both_say_differently_is_asked():
    kept = {**EMPTY, "stage": "TEAM", "language": "cy", "work_email": "a@x.example"}
    lost = {**EMPTY, "stage": "SYSTEM", "language": "cy", "preferred_name": "Al"}
    assert rules.differing(kept, lost) == ["stage"]


@pytest.mark.django_db
@pytest.mark.slow
def test_undoing_gives_back_every_table_as_it_was():
    with acting("job:test.merge"):
        kept, lost = Canary(1).build(), Canary(2).build()
        RecordMerge.objects.all().delete()
        Clinician.objects.filter(pk__in=[kept.pk, lost.pk]).update(state="REGISTERED")
        for model in (Pause, Fact):
            assert model.objects.filter(clinician=lost).exists()
        before = state_of_tables()
        made = merge(kept, lost, take=list(rules.CHOICES))
        during = state_of_tables()
        assert sum(before[name] != during[name] for name in before) > 30, "Many tables must have been touched."
        left_behind = {entry.title for entry in joining.plan(kept, lost) if entry.moves}
        assert left_behind == set(), "Everything must move that can."
        merges.unmerge(merge=made, by=None, at=timezone.now())
    after = state_of_tables()
    assert {name for name in before if before[name] != after[name]} == set()


@pytest.fixture
def pair(clinician, college):
    """A registered person, and a second record of theirs that a college supplied."""
    kept = clinician.clinician
    lost = StubFactory(family_name="Supplied", work_email="second@nhs.example", birth_date=date(1980, 3, 31))
    RegistrationFactory(clinician=lost, number="7654399", number_key="7654399")
    TrainingFactory(clinician=lost, organisation=college)
    return kept, lost


@pytest.mark.django_db
def test_what_pointed_to_one_points_to_the_other(pair, support):
    kept, lost = pair
    made = merge(kept, lost, by=support)
    assert Registration.objects.get(number_key="7654399").clinician_id == kept.pk
    kept.refresh_from_db()
    lost.refresh_from_db()
    assert (lost.state, lost.family_name, lost.work_email) == ("MERGED", "", "")
    assert kept.birth_date == date(1980, 3, 31)
    told = Event.objects.filter(type="profiles.records_merged").values_list("person_ref", flat=True)
    assert set(told) == {kept.reference, lost.reference}
    assert Letter.objects.get(kind="profiles/merged").to_email == kept.user.email
    assert Subject.of([kept]).references == [kept.reference, lost.reference]
    assert made.undo_until == timezone.localdate() + timedelta(days=30)


@pytest.mark.django_db
def test_a_second_membership_ends_and_comes_back(south_west):
    kept, lost = ClinicianFactory(region=south_west), ClinicianFactory(region=south_west)
    cohort = CohortFactory()
    for person in (kept, lost):
        CohortMemberFactory(cohort=cohort, clinician=person)
    made = merge(kept, lost)
    members = CohortMember.objects.filter(clinician=kept).order_by("pk")
    assert [member.to_date is None for member in members] == [True, False]
    merges.unmerge(merge=made, by=None, at=timezone.now())
    assert CohortMember.objects.get(clinician=lost).to_date is None


@pytest.mark.django_db
def test_what_the_person_changed_since_stays(pair):
    kept, lost = pair
    made = merge(kept, lost)
    Clinician.objects.filter(pk=kept.pk).update(birth_date=date(1981, 1, 1))
    added = PostFactory(clinician=kept)
    merges.unmerge(merge=made, by=None, at=timezone.now())
    kept.refresh_from_db()
    lost.refresh_from_db()
    assert (kept.birth_date, lost.birth_date) == (date(1981, 1, 1), date(1980, 3, 31))
    assert lost.registrations.get().number_key == "7654399"
    added.refresh_from_db()
    assert added.clinician_id == kept.pk


@pytest.mark.django_db
def test_merges_are_undone_from_the_last(pair):
    kept, lost = pair
    third = StubFactory()
    first = merge(lost, third)
    second = merge(kept, lost)
    first.refresh_from_db()
    with pytest.raises(rules.CannotMerge, match="later merge first"):
        merges.unmerge(merge=first, by=None, at=timezone.now())
    merges.unmerge(merge=second, by=None, at=timezone.now())
    merges.unmerge(merge=first, by=None, at=timezone.now())
    third.refresh_from_db()
    assert third.state == "STUB"


@pytest.mark.django_db
def test_who_leaves_leaves_with_both_records(pair):
    kept, lost = pair
    merge(kept, lost)
    kept.refresh_from_db()
    at = timezone.now() - timedelta(days=rules.UNDO_DAYS + 1)
    departures.leave(clinician=kept, by=kept.user, at=at)
    departures.carry_out_next(on=timezone.localdate(), at=timezone.now())
    assert "7654399" not in "".join(dump().values())
    assert "Supplied" not in "".join(dump().values())


@pytest.mark.django_db
def test_two_people_are_shown_again_only_when_one_changes(pair):
    kept, lost = pair
    merges.keep_apart(first=kept, second=lost, by=None, at=timezone.now())
    assert merges.are_apart(lost, kept)
    Clinician.objects.filter(pk=lost.pk).update(work_email="other@nhs.example")
    lost.refresh_from_db()
    assert not merges.are_apart(kept, lost)
