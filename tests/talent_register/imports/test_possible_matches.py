"""Who a row without a known number may be: weighed in the database, every answer remembered, strangers protected."""

from datetime import date

import pytest
from django.db import connection
from django.utils import timezone

from profiles.models import Clinician
from profiles.resources import candidates
from profiles.rules import sameness
from talent_register.imports.actions import rows
from talent_register.imports.models import ImportRow, ImportRun, NotTheSame
from talent_register.imports.presenters import answers as shown
from talent_register.imports.resources import list_type_of
from tests.benchmarks import _people
from tests.benchmarks import matching as made
from tests.factories.profiles import ClinicianFactory, RegistrationFactory, RegulatorFactory, TrainingFactory

from .conftest import step

pytestmark = pytest.mark.slow

BORN = date(1984, 5, 17)


def csv(*lines):
    return "\n".join(["GMC number,Last name,First names,Email,Date of birth", *lines]).encode()


@pytest.fixture
def known(college):
    """known(…) → somebody on the college's own list."""

    def known(listed=True, **more):
        values = {"family_name": "Haylings", "given_names": "Poppy", "birth_date": BORN, "work_email": "p@x.example"}
        person = ClinicianFactory(state="STUB", user=None, **{**values, **more})
        if listed:
            TrainingFactory(clinician=person, organisation=college)
        return person

    return known


def question(run):
    return run.rows.filter(state="QUESTION").first()


@pytest.mark.parametrize(
    "line",
    [
        ",Haylings,Poppy,other@x.example,1984-05-17",
        ",Haylngs,Poppy,other@x.example,1984-05-17",
        ",Poppy,Haylings,other@x.example,1984-05-17",
        ",Popyp,Haylings,other@x.example,1984-05-17",
        ",Haylings,Poppy,other@x.example,1948-05-17",
        ",Nightingale,Poppy,other@x.example,1984-05-17",
        ",Haylings,Primrose,other@x.example,1984-05-17",
        ",Haylings-Shah,Poppy,other@x.example,1984-05-17",
        ",Haylings,Poppy,p@x.example,",
    ],
    ids=[
        "all",
        "a slip",
        "swapped",
        "swapped and a slip",
        "a slip in the date",
        "married",
        "a twin",
        "two names",
        "no date",
    ],
)
def test_who_is_alike_is_asked_about(line, upload, known):
    person = known()
    assert question(upload(csv(line))).person_id == person.pk


@pytest.mark.parametrize(
    ("line", "levels"),
    [
        (",Haylings,Poppy,other@x.example,1984-05-17", ("equal", "equal", "equal", "different")),
        (",Haylngs,Poppy,other@x.example,1984-05-17", ("close", "equal", "equal", "different")),
        (",Poppy,Haylings,other@x.example,1984-05-17", ("swapped", "swapped", "equal", "different")),
        (",Popyp,Haylings,other@x.example,1984-05-17", ("turned", "swapped", "equal", "different")),
        (",Haylings,Popyp,other@x.example,1984-05-17", ("equal", "close", "equal", "different")),
        (",Haylings,Poppy,other@x.example,1948-05-17", ("equal", "equal", "different", "different")),
        (",Haylings,Poppy,other@x.example,1985-05-17", ("equal", "equal", "close", "different")),
        (",Nightingale,Poppy,p@x.example,", ("different", "equal", "", "equal")),
        (",Haylings,Primrose,other@x.example,1984-05-17", ("equal", "different", "equal", "different")),
    ],
)
def test_the_database_weighs_as_the_rule_does(line, levels, upload, known):
    """The statement and profiles.rules.sameness are two renderings of one sum: each row is summed in both."""
    person = known()
    known(family_name="Haylings", given_names="Otto", birth_date=date(1950, 1, 2), work_email="otto@x.example")
    run = upload(csv(line))
    row = run.rows.get()
    list_type_of(run.list_type).possible(run, [row])
    with connection.cursor() as cursor:
        cursor.execute("SELECT points FROM import_candidate WHERE person = %s", [person.pk])
        (found,) = cursor.fetchone()
        cursor.execute("SELECT family_bearers, given_bearers FROM import_asked")
        family_bearers, given_bearers = cursor.fetchone()
    family, given, born, email = levels
    bearers = {"family_bearers": family_bearers, "given_bearers": given_bearers}
    people = Clinician.objects.count()
    assert family_bearers == Clinician.objects.filter(family_key=row.cleaned["family_key"]).count()
    assert found == pytest.approx(
        sameness.points(people=people, family=family, given=given, born=born, email=email, **bearers), abs=0.01
    )


@pytest.mark.parametrize(
    "line",
    ["7000009,Haylings,Poppy,p@x.example,1984-05-17", ",Haylings,Primrose,other@x.example,1971-11-30"],
    ids=["a different number", "only the last name"],
)
def test_who_is_another_person_is_not_asked_about(line, upload, known):
    RegistrationFactory(clinician=known(), regulator=RegulatorFactory(code="gmc"), number="7000001")
    run = upload(csv(line))
    assert (run.counts["questions"], run.counts["new"]) == (0, 1)


def test_everybody_it_may_be_is_shown_likeliest_first(upload, known):
    twin, person = known(given_names="Primrose", work_email=""), known()
    run = upload(csv(",Haylings,Poppy,p@x.example,1984-05-17"))
    card = shown.cards(run, list_type_of("trainees"), [question(run)])[0]
    assert [possible.person_id for possible in card.people] == [person.pk, twin.pk]


def test_choosing_one_of_several_is_remembered_of_the_others(upload, known, college_admin):
    twin, person = known(given_names="Primrose", work_email=""), known()
    run = upload(csv(",Haylings,Poppy,p@x.example,1984-05-17"))
    rows.answer(
        run=run, list_type=list_type_of("trainees"), answers={2: "SAME_ADD"}, people={2: twin.pk}, by=college_admin
    )
    assert step(run).rows.get().person_id == twin.pk
    assert NotTheSame.objects.get().person_id == person.pk


def test_of_strangers_nothing_is_shown_and_only_the_likely_are_asked_about(upload, known):
    person = known(listed=False)
    run = upload(csv(",Haylings,Poppy,other@x.example,1984-05-17"))
    card = shown.cards(run, list_type_of("trainees"), [question(run)])[0]
    assert [(possible.person_id, possible.rows) for possible in card.people] == [(person.pk, [])]
    assert upload(csv(",Nightingale,Poppy,other@x.example,1984-05-17")).counts["questions"] == 0


@pytest.mark.parametrize("change", [{}, {"family_key": "beavan"}, {"work_email": "new@x.example"}])
def test_an_answer_holds_until_the_person_changes(change, upload, known, college_admin):
    person, line = known(), csv(",Haylings,Primrose,other@x.example,1984-05-17")
    run = upload(line)
    rows.answer(run=run, list_type=list_type_of("trainees"), answers={2: "DIFFERENT"}, by=college_admin)
    Clinician.objects.filter(pk=person.pk).update(**change, updated_at=timezone.now())
    again = upload(line.replace(b"Haylings", b"Beavan") if "family_key" in change else line)
    assert again.counts["questions"] == (1 if change else 0)


def test_an_answer_holds_the_other_way_round(upload, known, college_admin):
    """Who was new then is the known one now, and the other comes in a file."""
    person, line = known(), ",Haylings,Primrose,other@x.example,1984-05-17"
    rows.answer(run=upload(csv(line)), list_type=list_type_of("trainees"), answers={2: "DIFFERENT"}, by=college_admin)
    person.delete()
    known(given_names="Primrose", work_email="other@x.example")
    assert upload(csv(",Haylings,Poppy,p@x.example,1984-05-17")).counts["questions"] == 0
    assert upload(csv(",Haylings,Poppy,q@x.example,1984-05-17")).counts["questions"] == 1


def test_one_answer_serves_all_who_were_found_by_number(upload, known, college_admin):
    for number in ("7000001", "7000002"):
        RegistrationFactory(clinician=known(), regulator=RegulatorFactory(code="gmc"), number=number)
    run = upload(csv("7000001,Li,Ann,a@x.example,", "7000002,Ng,Bo,b@x.example,", ",Haylings,Poppy,,1984-05-17"))
    asked = run.counts["questions"]
    rows.answer(
        run=run, list_type=list_type_of("trainees"), answers={2: "SAME_ADD"}, same_number="SAME_ADD", by=college_admin
    )
    assert step(run).counts["questions"] == asked - 2


def test_rows_nobody_decided_about_are_left_out(upload, known, college_admin):
    known()
    run = upload(csv(",Haylings,Poppy,p@x.example,1984-05-17", "7000002,Ng,Bo,b@x.example,"))
    rows.answer(run=run, list_type=list_type_of("trainees"), answers={}, leave_rest=True, by=college_admin)
    assert {key: step(run).counts[key] for key in ("questions", "left_out", "new")} == {
        "questions": 0,
        "left_out": 1,
        "new": 1,
    }
    assert ImportRow.objects.get(run=run, number=2).answer == "LEAVE_OUT"


@pytest.mark.parametrize("truth", ["", made.SEVERAL], ids=["one slip each", "several slips"])
def test_made_up_slips_are_found(truth, db, reference, college):
    """500 rows with slips against 4,000 people: what the benchmark `matching` measures at any size."""
    found = made.measure(rows=500, people=4_000, organisation=college, truth=truth)
    assert found["recall"] >= 0.99, found
    assert found["wrong_links"] <= 0.005


def test_a_long_list_finds_whom_a_short_one_finds(monkeypatch, db, reference, college):
    """Long lists are hashed and short ones walked; both must lead to the same pairs."""
    monkeypatch.setattr(_people, "RARE", 200)
    short = made.measure(rows=100, people=500, organisation=college)
    Clinician.objects.all().delete()
    ImportRun.objects.all().delete()
    monkeypatch.setattr(candidates, "FEW", 10)
    long = made.measure(rows=100, people=500, organisation=college)
    took = {"search": 0, "seconds": 0}
    assert {**long, **took} == {**short, **took}
