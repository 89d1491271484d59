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
from tests.factories.profiles import ClinicianFactory

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
@pytest.mark.parametrize("has_born", [True, False], ids=["with birth dates", "without"])
def test_nobody_is_left_out_whom_anybody_would_be_asked_about(monkeypatch, asked, has_born, few):
    monkeypatch.setattr(candidates, "FEW", few)
    found = asked(has_born=has_born)
    by_ways = found()
    # As if the organisation had so many people that it makes no difference who is one of them.
    monkeypatch.setattr(ways, "MOST_OURS", 10)
    assert by_ways == found()
    assert len(by_ways) > 90
    assert {True, False} == {probable for *_rest, probable, _print in by_ways}


def test_of_two_names_alone_all_are_found_who_are_likely(monkeypatch, asked):
    """Compared with everybody on the register, a row without a birth date misses nobody who bears both names."""
    found = asked(has_born=False)
    by_ways = {(row, person) for row, person, *_rest in found()}
    monkeypatch.setattr(ways, "FIRST", [EVERYBODY])
    monkeypatch.setattr(ways, "WITH_FEW_OURS", [])
    monkeypatch.setattr(ways, "TO_OURS", [])
    with_everybody = found()
    missed = [
        (row, person)
        for row, person, _points, _by_email, probable, _print in with_everybody
        if probable and (row, person) not in by_ways
    ]
    assert missed == []
    assert any(probable for *_rest, probable, _print in with_everybody)


@pytest.mark.parametrize("has_born", [True, False], ids=["with birth dates", "without"])
def test_a_long_list_finds_first_whom_a_short_one_finds_first(monkeypatch, asked, has_born):
    """With the same weight, so as many were counted to bear each name."""
    found = asked(has_born=has_born)

    def likeliest():
        return {row: rest for row, *rest in sorted(found(), key=lambda one: (one[0], one[2]))}

    of_a_short_one = likeliest()
    assert len(of_a_short_one) > 90
    monkeypatch.setattr(candidates, "FEW", 10)
    assert likeliest() == of_a_short_one


@pytest.mark.parametrize(("way", "whose"), [*zip(ways.BY_ADDRESS, ("work", "personal", "log-in"), strict=True)])
def test_an_address_leads_one_by_one_to_whom_it_leads_at_once(db, way, whose):
    people = {
        "work": ClinicianFactory(work_email="w@nhs.example"),
        "personal": ClinicianFactory(personal_email="p@home.example"),
        "log-in": ClinicianFactory(user__email="u@nhs.example"),
    }
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE import_address (row_id bigint, email text) ON COMMIT DROP")
        rows = [(1, "w@nhs.example"), (2, "p@home.example"), (3, "u@nhs.example"), (4, "nobody@nhs.example")]
        cursor.executemany("INSERT INTO import_address VALUES (%s, %s)", rows)
        found = []
        for source in (way.join, way.walk):
            cursor.execute(f"SELECT a.row_id, c.id FROM {source}")
            found.append(cursor.fetchall())
    place = [*people].index(whose) + 1
    assert found == [[(place, people[whose].pk)]] * 2


def test_ways_to_nobody_are_not_gone(db, college):
    with transaction.atomic(), connection.cursor() as cursor:
        first, rest = ways.that_lead(cursor, {"organisation": college.pk}, has_born=False)
    assert rest
    assert not any(way.needs_born or "import_ours" in way.join for way in (*first, *rest))


@pytest.mark.parametrize(("most", "is_copied"), [(1, True), (0, False)])
def test_few_of_ours_are_copied_and_many_are_not(monkeypatch, ann, college, most, is_copied):
    monkeypatch.setattr(ways, "MOST_OURS", most)
    with transaction.atomic(), connection.cursor() as cursor:
        _first, rest = ways.that_lead(cursor, {"organisation": college.pk}, has_born=True)
        cursor.execute("SELECT to_regclass('import_ours') IS NOT NULL")
        assert cursor.fetchone() == (is_copied,)
    assert any("import_ours" in way.join for way in rest) == is_copied
