"""Letters after an import: none by themselves, seen before they are chosen, chosen once, stopped until they leave."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from profiles.models import ClaimToken, Clinician, RightsRequest
from talent_register.audit.models import Event
from talent_register.common import holidays
from talent_register.imports import rules
from talent_register.imports.actions import letters, runs
from talent_register.imports.models import ImportRun
from talent_register.imports.resources import list_type_of
from talent_register.imports.rules import CannotChange
from talent_register.letters.models import Letter, Trouble
from talent_register.letters.rechecks import reason_to_cancel
from tests.factories.profiles import ClinicianFactory, RegistrationFactory, RegulatorFactory, TrainingFactory

from .conftest import step

HEADER = "GMC number,Last name,First names,Email,Grade\n"
TWO = f"{HEADER}7000001,Ng,Ann,ann@x.example,ST4\n7000002,Li,Bo,bo@x.example,ST4\n".encode()


def to_people():
    return Letter.objects.exclude(person_ref="")


def written(run, by, day=None):
    """The run after its letters were chosen and written."""
    now = timezone.now()
    letters.send(run=run, day=day or rules.first_letter_day(now, run.organisation.nation), by=by, at=now)
    letters.write_waiting(list_type_of=list_type_of)
    run.refresh_from_db()
    return run


def page_of(run, user, log_in):
    return log_in(user).get(reverse("import-letters", args=[run.reference]))


@pytest.mark.parametrize(
    ("now", "nation", "day"),
    [
        (datetime(2026, 7, 1, 23, 30, tzinfo=UTC), "ENGLAND", date(2026, 7, 3)),
        (datetime(2026, 11, 26, 12, tzinfo=UTC), "ENGLAND", date(2026, 11, 27)),
        (datetime(2026, 11, 27, 12, tzinfo=UTC), "ENGLAND", date(2026, 11, 30)),
        (datetime(2026, 11, 27, 12, tzinfo=UTC), "SCOTLAND", date(2026, 12, 1)),
        (datetime(2026, 12, 24, 12, tzinfo=UTC), "WALES", date(2026, 12, 29)),
        (datetime(2027, 3, 16, 12, tzinfo=UTC), "NORTHERN_IRELAND", date(2027, 3, 18)),
    ],
)
def test_the_first_day_is_the_next_working_day_of_the_nation(now, nation, day):
    assert rules.first_letter_day(now, nation) == day


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 7, 3), "between 6 July 2026 and 5 August 2026"),
        (date(2026, 8, 6), "between 6 July 2026 and 5 August 2026"),
        (date(2026, 7, 11), "11 July 2026 is a weekend or bank holiday"),
    ],
)
def test_a_day_on_which_letters_cannot_leave_is_refused_with_words(day, said):
    with pytest.raises(CannotChange, match=said):
        rules.check_letter_day(day, now=datetime(2026, 7, 3, 12, tzinfo=UTC))


@pytest.mark.parametrize("day", [date(2026, 3, 30), date(2026, 10, 26)])
def test_nine_is_nine_by_the_clock_of_london(day):
    assert rules.letters_leave_at(day).astimezone(holidays.LONDON).hour == 9
    assert rules.letters_leave_at(day).date() == day


@pytest.mark.slow
def test_nobody_is_written_to_until_somebody_takes_the_step(upload, approve, college_approver, log_in):
    run = approve(upload(TWO))
    letters.write_waiting(list_type_of=list_type_of)
    assert not to_people().exists()
    client = log_in(college_approver)
    receipt = client.get(reverse("import-receipt", args=[run.reference])).text
    assert "Letters are not decided. Nobody has been written to." in receipt
    assert reverse("import-letters", args=[run.reference]) in receipt
    assert "Letters are not decided" in client.get(reverse("import-list")).text


@pytest.mark.slow
def test_the_page_shows_the_letter_in_three_ways_and_names_nobody(upload, approve, college_approver, log_in):
    run = approve(upload(TWO))
    page = page_of(run, college_approver, log_in).text
    assert "Invitation to look at their record" in page
    subject = "Royal College of X has added you to the"
    assert page.count(subject) == 2, "over the letter, and as a phone announces it"
    assert '<pre class="app-letter"' in page
    assert "As a phone announces it" in page
    assert "Dear Sam Taylor" in page
    assert "Ann" not in page.replace("Annwyl", "")
    erased = Clinician.objects.stubs().first().erase_on
    assert f"we will delete it on {erased.day} {erased:%B %Y}" in page


@pytest.mark.slow
def test_letters_leave_at_nine_of_the_chosen_day_and_twice_is_once(upload, approve, college_approver, log_in):
    run = approve(upload(TWO))
    address = reverse("import-letters", args=[run.reference])
    client = log_in(college_approver)
    for _press in range(2):
        assert client.post(address, {"when": "morning"}).url == address
    run.refresh_from_db()
    assert (run.letters, run.letters_by) == ("SEND", college_approver)
    assert {letter.not_before for letter in to_people()} == {run.letters_at}
    assert run.letters_at > timezone.now()
    assert to_people().count() == ClaimToken.objects.count() == 2
    assert Event.objects.filter(type="imports.letters_decided").count() == 1
    assert Event.objects.get(type="imports.letters_written").details == {"letters": 2}
    page = client.get(address).text
    assert "Letters leave from" in page
    assert "Stop the letters that have not left" in page


@pytest.mark.slow
def test_a_bad_day_is_said_and_kept(upload, approve, college_approver, log_in):
    run = approve(upload(TWO))
    bad = {"when": "day", "day_day": "1", "day_month": "1", "day_year": "2020"}
    page = log_in(college_approver).post(reverse("import-letters", args=[run.reference]), bad).text
    assert "Date to send must be between" in page
    assert 'value="2020"' in page
    assert not to_people().exists()


@pytest.mark.slow
def test_stopped_letters_do_not_leave_and_can_be_chosen_again(upload, approve, college_approver, log_in):
    run = written(approve(upload(TWO)), college_approver)
    first = to_people().first()
    Letter.objects.filter(pk=first.pk).update(state="SENT", finished_at=timezone.now())
    client = log_in(college_approver)
    for _press in range(2):
        client.post(reverse("import-letters-stop", args=[run.reference]))
    assert sorted(to_people().values_list("state", flat=True)) == ["CANCELLED", "SENT"]
    assert Event.objects.get(type="imports.letters_called_off").details == {"letters": 1}
    run.refresh_from_db()
    assert run.letters == "UNDECIDED"
    plan = list_type_of("trainees").letter_plan(run)
    assert (plan.count, plan.without) == (1, {"TOLD": 1})
    written(run, college_approver)
    assert to_people().get(state="PENDING").person_ref != first.person_ref


@pytest.mark.slow
def test_no_letters_is_a_choice_that_can_be_changed(upload, approve, college_approver, log_in):
    run = approve(upload(TWO))
    client, address = log_in(college_approver), reverse("import-letters", args=[run.reference])
    client.post(address, {"when": "none"})
    assert not to_people().exists()
    assert "No letters are sent." in client.get(address).text
    client.post(address, {"when": "morning"})
    assert to_people().count() == 2


@pytest.mark.slow
def test_who_gets_none_and_why(upload, approve, college, college_approver):
    def known(number, **more):
        person = ClinicianFactory(family_name="Ng", given_names="Ann", **more)
        RegistrationFactory(clinician=person, regulator=RegulatorFactory(code="gmc"), number=number)
        return person

    known("7000001")
    known("7000002", letters_paused_until=timezone.localdate() + timedelta(days=9))
    restricting = known("7000003")
    objecting = known("7000004")
    now = timezone.now()
    ask = {"kind": "OBJECT", "message": "No.", "created_at": now, "due_on": now.date(), "reference": "RRQ-9"}
    RightsRequest.objects.create(clinician=objecting, **ask)
    Trouble.objects.create(email="back@x.example", times=2, last_at=now)
    rows = [f"700000{n},Ng,Ann,,ST4" for n in (1, 2, 3, 4)]
    rows += ["7000005,Li,Bo,back@x.example,ST4", "7000006,Li,Cy,,ST4", "7000007,Li,Di,di@x.example,ST4"]
    run = approve(upload((HEADER + "\n".join(rows)).encode()))
    Clinician.objects.filter(pk=restricting.pk).update(restricted_at=now)
    plan = list_type_of("trainees").letter_plan(run)
    assert {kind.kind: kind.count for kind in plan.kinds} == {"profiles/changed": 1, "profiles/claim": 1}
    assert plan.without == {"WISHES": 3, "BOUNCED": 1, "NO_ADDRESS": 1}
    written(run, college_approver)
    assert sorted(to_people().values_list("kind", flat=True)) == ["profiles/changed", "profiles/claim"]
    told = to_people().get(kind="profiles/changed")
    assert reason_to_cancel(told) == ""
    Clinician.objects.filter(reference=told.person_ref).update(restricted_at=now)
    assert reason_to_cancel(told) == "The person restricted their record, or left."


@pytest.mark.slow
def test_a_plan_costs_the_same_for_many(upload, approve, django_assert_max_num_queries):
    run = approve(upload("template_filled.csv"))
    assert run.counts["new"] > 20
    with django_assert_max_num_queries(11):
        assert list_type_of("trainees").letter_plan(run).count > 20


@pytest.mark.slow
def test_an_administrator_looks_and_an_approver_chooses(upload, approve, college_admin, log_in):
    run = approve(upload(TWO))
    page = page_of(run, college_admin, log_in)
    assert "An approver of your organisation chooses" in page.text
    client = log_in(college_admin)
    client.post(reverse("import-letters", args=[run.reference]), {"when": "morning"})
    assert client.post(reverse("import-letters-stop", args=[run.reference])).status_code == 403
    run.refresh_from_db()
    assert run.letters == "UNDECIDED"


@pytest.mark.slow
def test_undoing_an_import_cancels_letters_written_and_unwritten(upload, approve, college_approver):
    now = timezone.now()
    run = written(approve(upload(TWO)), college_approver)
    later = approve(upload(TWO.replace(b"70000", b"71000")))
    letters.send(run=later, day=rules.first_letter_day(now), by=college_approver, at=now)
    for one in (run, later):
        runs.ask_undo(run=one, by=college_approver, at=now)
        step(one)
    letters.write_waiting(list_type_of=list_type_of)
    assert set(to_people().values_list("state", flat=True)) == {"CANCELLED"}
    assert to_people().count() == 2
    with pytest.raises(CannotChange):
        letters.send_none(run=ImportRun.objects.get(pk=run.pk), by=college_approver, at=now)


def left(run, *addresses):
    """These letters have left."""
    gone = Letter.objects.filter(related=run.reference, to_email__in=addresses)
    assert gone.update(state="SENT", finished_at=timezone.now()) == len(addresses)


@pytest.mark.slow
def test_whoever_was_written_to_hears_that_the_list_was_taken_back(upload, approve, college_approver, log_in):
    known = ClinicianFactory(family_name="Ng", given_names="Cy", user__email="cy@own.example")
    RegistrationFactory(clinician=known, regulator=RegulatorFactory(code="gmc"), number="7000003")
    joined = "7000004,Ng,Di,di@x.example,ST4\n"
    run = written(approve(upload(TWO + f"7000003,Ng,Cy,cy@x.example,ST4\n{joined}".encode())), college_approver)
    left(run, "ann@x.example", "cy@own.example", "di@x.example")
    Clinician.objects.filter(work_email="di@x.example").update(preferred_name="Dee", updated_at=timezone.now())
    client = log_in(college_approver)
    page = client.get(reverse("import-undo", args=[run.reference])).text
    assert "3 letters have left and cannot be called back" in page
    assert "We write to 2 people whose letters have left" in page
    client.post(reverse("import-undo", args=[run.reference]))
    run = step(run)
    told = {letter.to_email: letter for letter in Letter.objects.filter(kind="profiles/import_undone")}
    assert set(told) == {"ann@x.example", "cy@own.example"}
    assert "We have deleted what it said about you" in told["ann@x.example"].body
    assert "Your record is as it was before that list" in told["cy@own.example"].body
    assert told["ann@x.example"].body.startswith("Dear Ann Ng,")
    assert all(reason_to_cancel(letter) == "" for letter in told.values())
    assert (
        "2 people whose letters had left are told" in client.get(reverse("import-receipt", args=[run.reference])).text
    )
    assert Event.objects.get(type="imports.run_undone").details["told_undone"] == 2


@pytest.mark.slow
def test_whose_award_was_taken_back_hears_of_it(upload, approve, college, college_approver):
    person = ClinicianFactory(family_name="Ng", given_names="Ann")
    RegistrationFactory(clinician=person, regulator=RegulatorFactory(code="gmc"), number="7000001")
    TrainingFactory(clinician=person, organisation=college)
    award = b"GMC number,Award,Awarded on\n7000001,Fellow,01/03/2026\n"
    run = written(approve(upload(award, list_type="awards")), college_approver)
    finished = Letter.objects.filter(kind="imports/finished", related=run.reference).first()
    assert "1 award was imported" in finished.body
    left(run, person.user.email)
    assert list_type_of("awards").undo_preview(run)["told"] == 1
    runs.ask_undo(run=run, by=college_approver, at=timezone.now())
    step(run)
    assert "as it was before that list" in Letter.objects.get(kind="profiles/import_undone").body
