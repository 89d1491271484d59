"""Two rows that turn out to be one person: the later names the first, and somebody chooses which of them stays."""

import pytest
from django.urls import reverse
from django.utils import timezone

from profiles.models import Recognition, Training
from talent_register.imports.actions import rows, runs
from talent_register.imports.presenters.findings import findings_of
from talent_register.imports.resources import list_type_of
from talent_register.imports.rules import CannotChange
from tests.factories.profiles import ClinicianFactory, RegistrationFactory, RegulatorFactory, TrainingFactory

from .conftest import step

pytestmark = pytest.mark.slow

LIST = "GMC number,GDC number,Last name,First names,Email"
BOTH = ("7000001,,Ng,Ann,", ",123456,Ng,Ann,")
AWARDS = "Registration number,Regulator,Award\n"


def csv(*lines):
    return "\n".join([LIST, *lines]).encode()


@pytest.fixture
def ann(db, college, reference):
    """On the register with two regulators, and on nobody's list."""
    person = ClinicianFactory(given_names="Ann", family_name="Ng", work_email="ann@nhs.example")
    for code, number in (("gmc", "7000001"), ("gdc", "123456")):
        RegistrationFactory(clinician=person, regulator=RegulatorFactory(code=code), number=number)
    return person


def problems(run):
    found = findings_of(run, list_type_of(run.list_type))
    return [(i["row"], i["column"], i["value"], i["message"]) for i in found if i["level"] == "problem"]


def test_two_numbers_of_one_person_are_one_person(ann, upload, approve):
    run = upload(csv(*BOTH))
    words = "Rows 2 and 3 are about the same person. Keep one"
    assert problems(run) == [(3, "GDC number", "123456", words)]
    assert (run.counts["new"], run.counts["problems"]) == (1, 1)
    run = approve(run)
    assert run.state == "IMPORTED_PARTLY"
    assert Training.objects.get().clinician == ann


@pytest.mark.parametrize("keep", [2, 3])
def test_whoever_hands_in_a_list_chooses_which_row_stays(keep, ann, upload, approve, log_in, college_admin):
    run = upload(csv("7000001,,Ng,Ann,first@nhs.example", ",123456,Ng,Ann,second@nhs.example"))
    client = log_in(college_admin)
    runs.match_columns(run=run, mapping=run.mapping, date_orders={}, remember=False, by=None, at=timezone.now())
    run = step(run)
    page = client.get(reverse("import-problems", args=[run.reference])).text
    assert "Keep row 2" in page
    assert "Keep row 3" in page
    fix = reverse("import-row-fix", args=[run.reference, 3])
    client.post(fix, {"column": "registration_number@gdc", "keep": keep})
    run.refresh_from_db()
    assert run.state == "READY"
    assert dict(run.rows.values_list("number", "state")) == {keep: "READY", 5 - keep: "LEFT_OUT"}
    assert approve(run).counts["new"] == 1


def test_a_row_of_another_is_not_left_out_by_a_choice(ann, upload):
    run = upload(csv(*BOTH, "7000009,,Li,Bo,bo@nhs.example"))
    with pytest.raises(CannotChange):
        rows.keep_one(run=run, number=3, keep=4, by=None)


def test_an_answer_can_make_two_rows_one_person(ann, college, upload, approve):
    run = upload(csv("7000001,,Ng,Ann,", ",,Ng,Ann,ann@nhs.example"))
    assert run.rows.get(number=3).state == "QUESTION"
    rows.answer(run=run, list_type=list_type_of("trainees"), answers={3: "SAME_ADD"}, by=None)
    run = step(run)
    assert problems(run) == [(3, "Email", "ann@nhs.example", "Rows 2 and 3 are about the same person. Keep one")]
    assert approve(run).state == "IMPORTED_PARTLY"
    again = upload(csv("7000001,,Ng,Ann,", ",123456,Ng,Ann,"))
    assert (again.counts["unchanged"], again.counts["problems"]) == (1, 1)


def test_records_that_were_merged_since_the_check_stop_the_import(ann, college, upload, approve, college_approver):
    run = upload(csv(*BOTH))
    other = ClinicianFactory(given_names="Ann", family_name="Ng")
    ann.registrations.filter(number_key="123456").update(clinician=other)
    run = runs.settle_all(run=step(runs.check_again(run=run, by=None)), at=timezone.now())
    assert run.counts["new"] == 2
    other.registrations.update(clinician=ann)
    run = approve(run)
    assert (run.state, run.counts["problems"], Training.objects.count()) == ("READY", 1, 0)
    assert approve(run).state == "IMPORTED_PARTLY"


def test_one_award_of_one_person_comes_once_whatever_the_number(ann, college, upload, approve):
    TrainingFactory(clinician=ann, organisation=college)
    lines = "7000001,GMC,Fellow", "123456,GDC,Fellow", "123456,GDC,Member"
    run = upload((AWARDS + "\n".join(lines)).encode(), list_type="awards")
    words = "Rows 2 and 3 are about the same person. Keep one"
    assert problems(run) == [(3, "Registration number", "123456", words)]
    assert approve(run).state == "IMPORTED_PARTLY"
    assert sorted(Recognition.objects.values_list("name", flat=True)) == ["Fellow", "Member"]
