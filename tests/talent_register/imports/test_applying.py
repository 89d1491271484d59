"""From a checked file to people: stubs, lists, facts, next month's file, and back."""

import pytest
from django.utils import timezone

from profiles.actions import claims, merges
from profiles.models import Clinician, Fact, Registration, Suggestion, Suppression, Training
from profiles.models.claim import suppression_hash
from talent_register.audit.models import Event
from talent_register.imports.actions import rows, runs
from talent_register.imports.resources import list_type_of
from talent_register.imports.rules import CannotChange
from talent_register.letters.models import Letter
from tests.factories.profiles import ClinicianFactory, RegistrationFactory, RegulatorFactory, StubFactory

from .conftest import step

pytestmark = pytest.mark.slow

HEADINGS = "GMC number,Last name,First names,Email,Grade,Programme"


def csv(*rows):
    return "\n".join([HEADINGS, *rows]).encode()


def test_people_of_a_list_become_stubs_with_all_that_the_list_says(upload, approve, college):
    run = approve(upload("template_filled.csv"))
    assert run.state == "IMPORTED"
    assert Clinician.objects.stubs().count() == Training.objects.count() == Registration.objects.count() == 160
    poppy = Clinician.objects.get(registrations__number_key="6256050")
    assert (poppy.given_names, poppy.family_name, poppy.family_key) == ("Poppy", "Haylings", "haylings")
    assert (poppy.profession.code, poppy.import_reference) == ("doctor", run.reference)
    training = poppy.trainings.get()
    assert (training.organisation, training.grade.abbreviation, training.employer.code) == (college, "ST6", "RWH")
    assert str(training.expected_completion_date) == "2030-03-05"
    supplied = (f"registration.{poppy.registrations.get().pk}", "clinician.region")
    known = Fact.objects.by_field(poppy)
    assert all(known[field].organisation == college for field in supplied)
    assert Event.objects.get(type="imports.run_applied").details["new"] == 160


def test_stubs_are_invisible_to_programme_staff(db, national_lead, upload, approve, college_admin):
    approve(upload("nurse_fellows.tsv"))
    assert not Clinician.objects.visible_to(national_lead).exists()
    assert Clinician.objects.visible_to(college_admin, "profiles.view_trainees").count() == 59


def test_the_same_file_again_changes_nothing(upload, approve):
    approve(upload("template_filled.csv"))
    run = upload("template_filled.csv")
    assert {key: run.counts[key] for key in ("new", "changed", "unchanged", "questions")} == {
        "new": 0,
        "changed": 0,
        "unchanged": 160,
        "questions": 0,
    }


@pytest.mark.parametrize("mode", ["ADD", "REPLACE"])
def test_next_months_file_is_told_apart_as_the_truth_says(mode, upload, approve, truth):
    approve(upload("template_filled.csv", scope="2026"))
    expected = truth["template_next_month.csv"]["roster"]
    run = upload("template_next_month.csv", scope="2026", mode=mode)
    figures = {key: run.counts[key] for key in ("new", "changed", "unchanged", "leavers")}
    assert figures == {
        "new": expected["joiners"],
        "changed": expected["changed"],
        "unchanged": expected["same"],
        "leavers": expected["leavers"] if mode == "REPLACE" else 0,
    }
    changed = run.rows.filter(action="CHANGED").first()
    assert changed.before.keys() == changed.after.keys()
    run = approve(run)
    assert Training.objects.filter(ended_on__isnull=False).count() == figures["leavers"]
    assert Training.objects.filter(import_reference=run.reference).count() == sum(
        figures[key] for key in ("new", "changed", "leavers")
    )


def test_undo_puts_everything_back(upload, approve, college_approver):
    first = approve(upload("template_filled.csv"))
    before = list(Training.objects.order_by("id").values("clinician", "grade", "expected_completion_date", "ended_on"))
    second = approve(upload("template_next_month.csv"))
    runs.ask_undo(run=second, by=college_approver, at=timezone.now())
    second = step(second)
    assert (second.state, second.counts["removed"], second.counts["restored"], second.counts["kept"]) == (
        "UNDONE",
        5,
        9,
        0,
    )
    after = list(Training.objects.order_by("id").values("clinician", "grade", "expected_completion_date", "ended_on"))
    assert after == before
    first.refresh_from_db()
    assert Clinician.objects.filter(import_reference=first.reference).count() == 160


def test_undo_keeps_who_logged_in_since(upload, approve, college_approver):
    run = approve(upload("nurse_fellows.tsv"))
    claimed = Clinician.objects.stubs().first()
    claimed.updated_at = timezone.now()
    claimed.save()
    runs.ask_undo(run=run, by=college_approver, at=timezone.now())
    run = step(run)
    assert (run.counts["removed"], run.counts["kept"]) == (58, 1)
    assert Clinician.objects.get() == claimed


def registered(**more):
    person = ClinicianFactory(given_names="Ann", family_name="Ng", work_email="ann@own.example", **more)
    RegistrationFactory(clinician=person, regulator=RegulatorFactory(code="gmc"), number="7000001")
    return person


def test_a_registered_persons_own_values_are_never_overwritten(upload, approve, college):
    person = registered()
    run = approve(upload(csv("7000001,Ng,Anne,ann@college.example,ST4,")))
    person.refresh_from_db()
    assert (person.given_names, person.work_email) == ("Ann", "ann@own.example")
    assert person.trainings.get().organisation == college
    asked = dict(Suggestion.objects.values_list("field", "value"))
    assert asked == {"clinician.given_names": "Anne", "clinician.work_email": "ann@college.example"}
    assert run.counts["suggestions"] == 2


def test_what_another_organisation_holds_is_not_shown(upload):
    registered()
    row = upload(csv("7000001,Ng,Anne,ann@college.example,ST4,")).rows.get()
    assert (row.action, row.before, row.after) == ("NEW", None, None)


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("7000001,Li,Ann,x@college.example,ST4,", "number"),
        (",Ng,Ann,ann@own.example,ST4,", "email"),
        (",Shah,Ann,ann@own.example,ST4,", "email"),
    ],
)
def test_what_may_be_the_same_person_is_a_question(line, why, upload):
    person = registered()
    run = upload(csv(line))
    row = run.rows.get()
    assert (row.state, row.person_id, row.action) == ("QUESTION", person.pk, "")
    asked = [issue for issue in row.issues if issue["code"] == "possible_match"]
    assert [issue["details"] for issue in asked] == [{"why": why}]
    assert run.counts["questions"] == 1


def test_a_person_who_asked_not_to_be_added_is_not_added(upload, approve):
    Suppression.objects.create(fingerprint=suppression_hash("gmc", "7000001"), created_at=timezone.now())
    run = upload(csv("7000001,Ng,Ann,a@x.example,ST4,", "7000002,Li,Bo,b@x.example,ST4,"))
    assert run.counts["blocked"] == 1
    approve(run)
    assert Clinician.objects.get().family_name == "Li"


@pytest.fixture
def declined(db):
    """Somebody whom a list named by an address alone, and who pressed "Remove me"."""
    claims.decline(record=StubFactory(work_email="Ann@own.example"), at=timezone.now())


def test_a_person_listed_by_an_address_alone_stays_away_too(declined, upload, approve):
    run = upload(csv(",Ng,Ann,ANN@own.example,ST4,", "7000002,Li,Bo,b@x.example,ST4,"))
    blocked = run.rows.get(action="BLOCKED")
    said = next(issue for issue in blocked.issues if issue["code"] == "suppressed")
    assert (said["column"], said["value"].lower()) == ("work_email", "ann@own.example")
    approve(run)
    assert Clinician.objects.stubs().get().family_name == "Li"


def test_whoever_is_on_the_register_and_has_the_address_now_is_not_kept_out(declined, upload, approve):
    person = registered()
    approve(upload(csv("7000001,Ng,Ann,ann@own.example,ST4,")))
    assert person.trainings.exists()


def test_no_list_changes_a_person_who_restricted_their_record(upload, approve, college_admin):
    person = registered()
    approve(upload(csv("7000001,Ng,Ann,,ST4,")))
    Clinician.objects.filter(pk=person.pk).update(restricted_at=timezone.now(), updated_at=timezone.now())
    run = upload(csv("7000001,Ng,Ann,,ST5,", "7000002,Li,Bo,b@x.example,ST4,"), mode="REPLACE")
    held = run.rows.get(person_id=person.pk)
    assert (held.state, [issue["code"] for issue in held.issues]) == ("LEFT_OUT", ["held"])
    approve(run)
    assert person.trainings.get().grade.abbreviation == "ST4"
    assert upload(csv("7000002,Li,Bo,b@x.example,ST4,"), mode="REPLACE").counts["leavers"] == 0


def test_a_person_merged_into_another_record_is_found_by_it(upload, approve):
    person, twin = registered(), ClinicianFactory()
    merges.merge(kept=twin, lost=person, take=(), reason="x", by=None, at=timezone.now())
    run = upload(csv(f",Ng,Ann,{person.user.email},ST4,"))
    assert run.rows.get().person_id == twin.pk


def test_a_person_who_changed_since_the_check_is_looked_at_again(upload, approve):
    person = registered()
    run = upload(csv("7000001,Ng,Ann,,ST4,"))
    person.updated_at = timezone.now()
    person.save()
    run = approve(run)
    assert (run.state, run.counts["new"]) == ("IMPORTED", 1)
    run = upload(csv("7000001,Ng,Ann,,ST5,"))
    runs.match_columns(run=run, mapping=run.mapping, date_orders={}, remember=False, by=None, at=timezone.now())
    run = step(run)
    person.updated_at = timezone.now()
    person.save()
    run = approve(run)
    assert (run.state, run.counts["stale"], run.approved_at) == ("READY", 1, None)
    assert person.trainings.get().grade.abbreviation == "ST4"


def test_approving_twice_has_one_effect(upload, approve, college_approver):
    run = approve(upload("nurse_fellows.tsv"))
    runs.confirm(run=run, by=college_approver, at=timezone.now(), declared=True)
    step(run)
    assert Clinician.objects.count() == 59
    assert Event.objects.filter(type="imports.run_applied").count() == 1


def test_who_was_found_to_be_different_is_not_asked_about_again(upload, college_approver):
    registered()
    line = csv(",Ng,Ann,ann@own.example,ST4,")
    run = upload(line)
    assert run.counts["questions"] == 1
    rows.answer(run=run, list_type=list_type_of("trainees"), answers={2: "DIFFERENT"}, by=college_approver)
    run = step(run)
    assert (run.counts["questions"], run.counts["new"]) == (0, 1)
    again = upload(line)
    assert (again.counts["questions"], again.counts["new"]) == (0, 1)


def test_a_number_belongs_to_one_person(upload, college_approver):
    registered()
    run = upload(csv("7000001,Li,Ann,x@x.example,ST4,"))
    with pytest.raises(CannotChange):
        rows.answer(run=run, list_type=list_type_of("trainees"), answers={2: "DIFFERENT"}, by=college_approver)
    rows.answer(run=run, list_type=list_type_of("trainees"), answers={2: "SAME_KEEP"}, by=college_approver)
    assert step(run).counts["left_out"] == 1


def test_two_lists_with_the_same_people_make_them_once(upload, approve, college_approver):
    first, second = upload("nurse_fellows.tsv"), upload("nurse_fellows.tsv")
    assert first.counts["new"] == second.counts["new"] == 59
    second = runs.settle_all(run=second, at=timezone.now())
    approve(first)
    second = approve(second)
    assert (second.state, second.counts["stale"], second.counts["unchanged"]) == ("READY", 59, 59)
    assert Clinician.objects.count() == 59


def test_leavers_can_be_kept_while_the_rest_is_imported(upload, approve):
    approve(upload("template_filled.csv", scope="2026"))
    run = approve(upload("template_next_month.csv", scope="2026", mode="REPLACE"), leavers="KEEP")
    assert (run.state, run.counts["leavers"], run.counts["new"]) == ("IMPORTED", 0, 5)
    assert not Training.objects.filter(ended_on__isnull=False).exists()


def test_whoever_stands_in_a_row_with_a_problem_has_not_left(upload, approve):
    approve(upload(csv("7000001,Ng,Ann,ann@x.example,ST4,", "7000002,Li,Bo,bo@x.example,ST4,"), scope="2026"))
    again = csv("7000001,Ng,Ann,not-an-address,ST4,", "70000,Li,Bo,bo@x.example,ST4,")
    run = upload(again, scope="2026", mode="REPLACE")
    assert (run.counts["problems"], run.counts["leavers"]) == (2, 0)


def test_the_first_list_takes_two_people(upload, college_admin, college_approver):
    run = runs.settle_all(run=upload(csv("7000001,Ng,Ann,ann@x.example,ST4,")), at=timezone.now())
    with pytest.raises(CannotChange, match="Somebody else has to approve"):
        runs.confirm(run=run, by=college_admin, at=timezone.now(), declared=True)
    runs.confirm(run=run, by=college_approver, at=timezone.now(), declared=True)
    assert step(run).state == "IMPORTED"


def test_a_file_that_would_end_a_tenth_of_the_list_takes_two_people(upload, approve, college_admin):
    lines = [f"70000{n:02},Ng{'abcdefghij'[n]},Ann,ann{n}@x.example,ST4," for n in range(10)]
    approve(upload(csv(*lines), scope="2026"))
    run = runs.settle_all(run=upload(csv(*lines[:8]), scope="2026", mode="REPLACE"), at=timezone.now())
    assert run.counts["leavers"] == 2
    choice = {"declared": True, "at": timezone.now(), "by": college_admin}
    with pytest.raises(CannotChange, match="Somebody else has to approve"):
        runs.confirm(run=run, leavers="END", **choice)


def ready(run):
    runs.settle_all(run=run, at=timezone.now())
    run.refresh_from_db()
    return run


def test_the_only_approver_is_told_to_invite_another_and_nobody_is_written_to(upload, college_approver):
    run = ready(upload("template_filled.csv"))
    with pytest.raises(CannotChange, match="Invite a colleague as College approver"):
        runs.hand_over(run=run, by=college_approver, at=timezone.now(), things="people")
    assert not Letter.objects.filter(kind="imports/ready").exists()


def test_a_college_without_an_approver_is_told_whom_to_ask(upload, college_admin):
    run = ready(upload("template_filled.csv"))
    with pytest.raises(CannotChange, match="Ask the programme team"):
        runs.hand_over(run=run, by=college_admin, at=timezone.now(), things="people")
