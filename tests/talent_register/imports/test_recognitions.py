"""Awards, completions and regulator extracts: whom they reach, what they change, and how they are taken back."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from pathways.models import Participation
from profiles.models import Recognition, Registration
from talent_register.audit.models import Event
from talent_register.imports.actions import runs
from talent_register.letters.models import Letter
from tests.factories.pathways import ParticipationFactory, ProgrammeFactory

from .conftest import step
from .test_letters import written

pytestmark = pytest.mark.slow

AWARDS = "Registration number,Regulator,Award,Level,Awarded on,Expires on\n"


def awards(*rows):
    return (AWARDS + "\n".join(rows)).encode()


LINE = "7000001,GMC,Fellow of the Faculty,Fellow,01/03/2022,12/08/2030"


def test_an_award_is_kept_and_its_person_is_told(ann, college, upload, approve, college_approver):
    run = written(approve(upload(awards(LINE), list_type="awards")), college_approver)
    award = Recognition.objects.get()
    assert (award.clinician, award.organisation, award.level) == (ann, college, "Fellow")
    assert (award.given_on, award.expires_on) == (date(2022, 3, 1), date(2030, 8, 12))
    letter = Letter.objects.get(kind="profiles/recognised")
    assert (letter.person_ref, letter.not_before) == (ann.reference, run.letters_at)


def test_an_award_that_changed_is_changed_and_can_be_taken_back(ann, upload, approve, college_approver):
    approve(upload(awards(LINE), list_type="awards"))
    run = upload(awards(LINE.replace("Fellow,01", "Senior Fellow,01")), list_type="awards")
    assert (run.counts["changed"], run.rows.get().before) == (1, {"level": "Fellow"})
    run = approve(run)
    assert Recognition.objects.get().level == "Senior Fellow"
    runs.ask_undo(run=run, by=college_approver, at=timezone.now())
    run = step(run)
    assert (run.state, run.counts["restored"], Recognition.objects.get().level) == ("UNDONE", 1, "Fellow")


def test_undo_keeps_what_its_person_disputed(ann, upload, approve, college_approver, log_in):
    run = approve(upload(awards(LINE), list_type="awards"))
    client = log_in(ann.user)
    page = reverse("recognition-list")
    assert b"Fellow of the Faculty" in client.get(page).content
    client.post(page, {"recognition": str(Recognition.objects.get().uuid)})
    assert Recognition.objects.get().disputed_at
    assert Event.objects.get(type="profiles.recognition_disputed").person_ref == ann.reference
    assert b"You said this is wrong" in client.get(page).content
    runs.ask_undo(run=run, by=college_approver, at=timezone.now())
    assert step(run).counts["kept"] == 1
    assert Recognition.objects.count() == 1


DONE = b"""Registration number,Regulator,Programme,Intake,Outcome,Completed on
7000001,GMC,Example fellow scheme,,%s,1/3/2022"""


def test_a_completion_is_said_once_and_is_true_of_the_programme_too(ann, college, upload, approve, college_approver):
    place = ParticipationFactory(clinician=ann, state="ON_PROGRAMME", started_on=date(2021, 9, 1))
    run = approve(upload(DONE % b"Completed", list_type="completions"))
    place.refresh_from_db()
    assert (place.state, place.ended_on, place.organisation) == ("COMPLETED", date(2022, 3, 1), college)
    assert place.recognition == Recognition.objects.get().uuid
    again = approve(upload(DONE % b"Withdrew", list_type="completions"))
    place.refresh_from_db()
    assert (place.state, Participation.objects.count()) == ("WITHDRAWN", 1)
    runs.ask_undo(run=again, by=college_approver, at=timezone.now())
    step(again)
    place.refresh_from_db()
    assert place.state == "COMPLETED"
    assert run.counts["recognitions"] == 1


def test_what_was_made_of_a_list_goes_with_it_and_a_dispute_is_one(ann, upload, approve, college_approver, log_in):
    ProgrammeFactory()
    run = approve(upload(DONE % b"Completed", list_type="completions"))
    made = Participation.objects.get()
    assert (made.clinician, made.state, made.ended_on) == (ann, "COMPLETED", date(2022, 3, 1))
    log_in(ann.user).post(reverse("participation-dispute", args=[made.uuid]), {"words": "It was in 2023."})
    made.refresh_from_db()
    assert (made.disputed_at, made.dispute) == (Recognition.objects.get().disputed_at, "It was in 2023.")
    Recognition.objects.update(disputed_at=None, updated_at=Recognition.objects.get().created_at)
    runs.ask_undo(run=run, by=college_approver, at=timezone.now())
    step(run)
    assert (Recognition.objects.exists(), Participation.objects.exists()) == (False, False)


@pytest.mark.parametrize("sent", ["", "not-a-uuid", "another's"])
def test_what_is_not_ones_own_cannot_be_disputed(sent, ann, upload, approve, clinician, log_in):
    approve(upload(awards(LINE), list_type="awards"))
    award = Recognition.objects.get()
    key = str(award.uuid) if sent == "another's" else sent
    assert log_in(clinician).post(reverse("recognition-list"), {"recognition": key}).status_code == 302
    award.refresh_from_db()
    assert award.disputed_at is None


def test_people_of_another_organisation_are_not_found(ann, upload):
    ann.trainings.update(ended_on=date(2026, 1, 1))
    run = upload(awards(LINE, LINE.replace("7000001", "7999999")), list_type="awards")
    assert [[issue["code"] for issue in row.issues] for row in run.rows.all()] == [["person_not_found"]] * 2


@pytest.mark.parametrize(
    ("line", "column", "code"),
    [
        ("7000001,GMC,,Fellow,01/03/2022,", "name", "required_missing"),
        ("70000,GMC,Fellow,Fellow,01/03/2022,", "registration_number", "registration_number_format"),
        (",GMC,Fellow,Fellow,01/03/2022,", "registration_number", "required_missing"),
        ("7000001,GMC,Fellow,Fellow,01/03/2022,01/03/2020", "expires_on", "end_before_start"),
        ("7000001,GMC,Fellow,Fellow,31/02/2022,", "given_on", "not_a_date"),
    ],
)
def test_what_is_wrong_with_a_row_is_named(line, column, code, ann, upload):
    row = upload(awards(line), list_type="awards").rows.get()
    assert [(issue["column"], issue["code"]) for issue in row.issues] == [(column, code)]


def test_the_same_award_twice_is_named(ann, upload):
    run = upload(awards(LINE, LINE), list_type="awards")
    (issue,) = run.rows.get(number=3).issues
    assert (issue["code"], issue["details"]["other_row"]) == ("duplicate_in_file", 2)


EXTRACT = "GMC Ref No,Surname,FR Date,Registration Status\n"


def test_an_extract_confirms_a_number_and_reads_dates_without_their_zero(ann, upload, approve):
    run = approve(upload(f"{EXTRACT}7000001,NG,5071978,Registered without a licence".encode(), list_type="regulator"))
    number = Registration.objects.get()
    assert (number.registered_on, number.licence, number.status.code) == (
        date(1978, 7, 5),
        "NOT_HELD",
        "registered_without_licence",
    )
    assert (run.counts["confirmed"], run.counts["name_differs"]) == (1, 0)


def test_the_days_of_each_register_are_kept_as_the_regulator_writes_them(ann, upload, approve):
    heads = "GMC Ref No,Surname,PR Date,FR Date,Specialist Register Date,GP Register Date,Registration Status\n"
    line = "7000001,NG,1081977,5071978,1021988,,Registered with Licence"
    approve(upload(f"{heads}{line}".encode(), list_type="regulator"))
    number = Registration.objects.get()
    assert (number.provisional_on, number.registered_on) == (date(1977, 8, 1), date(1978, 7, 5))
    assert (number.specialist_on, number.gp_on) == (date(1988, 2, 1), None)


def test_an_extract_with_another_name_confirms_nothing(ann, upload, approve):
    run = approve(upload(f"{EXTRACT}7000001,LI,5071978,Registered with Licence".encode(), list_type="regulator"))
    assert (run.counts["confirmed"], run.counts["name_differs"]) == (0, 1)
    assert Registration.objects.get().verified_on is None


def test_an_extract_cannot_be_undone(ann, upload, approve, college_approver, log_in):
    run = approve(upload(f"{EXTRACT}7000001,NG,5071978,Registered with Licence".encode(), list_type="regulator"))
    client = log_in(college_approver)
    assert b"Undo this import" not in client.get(reverse("import-receipt", args=[run.reference])).content
    client.post(reverse("import-undo", args=[run.reference]))
    run.refresh_from_db()
    assert run.state == "IMPORTED"
