"""Ways that lead to the organisation's own people only leave out nobody who would have been asked about."""

import random

import pytest
from django.db import connection, transaction
from django.utils import timezone

from profiles.models import Clinician, RecordMerge, Training
from profiles.resources import candidates, matching, ways
from talent_register.imports.models import ImportRun
from tests.benchmarks import _people
from tests.benchmarks import matching as made
from tests.factories.organisations import OrganisationFactory

pytestmark = pytest.mark.slow

FOUND = (
    "SELECT row_id, person, round(points::numeric, 3), by_email, probable, print FROM import_candidate ORDER BY 1, 2"
)
EVERYBODY = ways.Way("import_asked a JOIN profiles_clinician c ON true")


def some_merged(lost, kept):
    """Who was found by these records is the person of the other; those stand on the college's list."""
    for one, other in zip(lost, kept, strict=True):
        Clinician.objects.filter(pk=one.pk).update(state="MERGED")
        RecordMerge.objects.create(
            reference=one.reference, kept=other, lost=one, reason="", merged_at=timezone.now(), undo_until="2030-01-01"
        )


@pytest.fixture
def asked(monkeypatch, db, reference, college):
    """asked(birth dates) → a function that makes the match and returns who is asked about."""
    monkeypatch.setattr(_people, "RARE", 100)
    chance = random.Random(7)
    known, rows = made._made_up(chance, 500, 150)
    made.fill(known, college, is_empty=False)
    everybody = list(Clinician.objects.order_by("pk"))
    theirs = [person.pk for person in everybody[250:]]
    Training.objects.filter(clinician__in=theirs).update(organisation=OrganisationFactory(kind="COLLEGE"))
    some_merged(everybody[250:310], everybody[:60])
    Clinician.objects.filter(pk__in=theirs[-60:]).update(birth_date=None)
    run = ImportRun.objects.create(
        reference="IMP-WAYS",
        organisation=college,
        list_type="trainees",
        as_at=timezone.localdate(),
        uploaded_at=timezone.now(),
    )

    def asked(*, has_born):
        made._stage(run, [row if has_born else row | {"born": None} for row, _truth, _slip in rows])

        def found():
            with transaction.atomic(), connection.cursor() as cursor:
                matching.match(run)
                cursor.execute(FOUND)
                return cursor.fetchall()

        return found

    return asked


@pytest.mark.parametrize("few", [2_000, 10], ids=["a short list", "a long list"])
@pytest.mark.parametrize("most_ours", [50_000, 10], ids=["few of ours", "many of ours"])
@pytest.mark.parametrize("has_born", [True, False], ids=["with birth dates", "without"])
def test_nobody_is_left_out_whom_anybody_would_be_asked_about(monkeypatch, asked, has_born, most_ours, few):
    monkeypatch.setattr(ways, "MOST_OURS", most_ours)
    monkeypatch.setattr(candidates, "FEW", few)
    found = asked(has_born=has_born)
    by_ways = found()
    # To everybody by the same likenesses, whose person it may be or not.
    plain = [
        ways.Way(way.join.replace(f"c.id IN ({ways.OURS}) AND", ""), needs_born=way.needs_born)
        for way in (*ways.FIRST, *ways.REST)
    ]
    monkeypatch.setattr(candidates, "FIRST", plain[: len(ways.FIRST)])
    monkeypatch.setattr(candidates, "REST", plain[len(ways.FIRST) :])
    assert by_ways == found()
    assert len(by_ways) > 90
    assert {True, False} == {probable for *_rest, probable, _print in by_ways}


def test_of_two_names_alone_all_are_found_who_are_likely(monkeypatch, asked):
    """Compared with everybody on the register, a row without a birth date misses nobody who bears both names."""
    found = asked(has_born=False)
    by_ways = {(row, person) for row, person, *_rest in found()}
    monkeypatch.setattr(candidates, "FIRST", [EVERYBODY])
    monkeypatch.setattr(candidates, "REST", [])
    with_everybody = found()
    missed = [
        (row, person)
        for row, person, _points, _by_email, probable, _print in with_everybody
        if probable and (row, person) not in by_ways
    ]
    assert missed == []
    assert any(probable for *_rest, probable, _print in with_everybody)


def test_ways_to_nobody_are_not_gone(db, college):
    params = {"organisation": college.pk}
    with transaction.atomic(), connection.cursor() as cursor:
        assert ways.note_ours(cursor, params) == 0
    left = ways.that_lead(ways.REST, has_born=False, ours=0)
    assert left
    assert not any(way.needs_born or way.is_to_ours for way in left)


def test_few_of_ours_are_copied_and_many_are_not(monkeypatch):
    monkeypatch.setattr(ways, "MOST_OURS", 1)
    way = next(way for way in ways.REST if way.is_to_ours)
    assert "import_ours c" in ways.to_people(way, ours=1)
    assert "profiles_clinician c" in ways.to_people(way, ours=2)
