"""Two people are asked whether they are one: neither learns of the other, both must agree, else people decide."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from profiles import same_person_letters, tasks
from profiles.actions import same_person
from profiles.choices import SameState
from profiles.models import SamePersonQuestion, Training
from profiles.rules import outcome
from talent_register.audit.models import Event, View
from talent_register.imports.actions import rows, runs
from talent_register.imports.models import ImportRun, NotTheSame
from talent_register.imports.resources import list_type_of
from talent_register.imports.rules import CannotChange
from talent_register.letters.models import Letter
from talent_register.letters.rechecks import reason_to_cancel
from tests.factories.profiles import (
    ClinicianFactory,
    RegistrationFactory,
    RegulatorFactory,
    StubFactory,
    TrainingFactory,
)

from .conftest import step

pytestmark = pytest.mark.slow

BORN = date(1984, 5, 17)
HEADER = "GMC number,Last name,First names,Email,Date of birth,Grade\n"
ROW = ",Haylings,Poppy,poppy@list.example,1984-05-17,ST4\n"
OTHER = "7000009,Li,Bo,bo@x.example,,ST4\n"
LIST = (HEADER + ROW + OTHER).encode()


@pytest.fixture
def known(college):
    """Somebody who may be the first row of the list, and who has an account."""
    values = {"family_name": "Haylings", "given_names": "Poppy", "birth_date": BORN, "work_email": "ph@known.example"}
    return ClinicianFactory(**values)


@pytest.fixture
def ask(upload, college_admin):
    """ask(content, …) → the run after somebody chose to ask both of row 2."""

    def ask(content=LIST, **more):
        run = upload(content, **more)
        rows.answer(run=run, list_type=list_type_of("trainees"), answers={2: "ASK"}, by=college_admin)
        return step(run)

    return ask


def letters():
    return {letter.to_email: letter for letter in Letter.objects.filter(kind=same_person_letters.ASKED)}


def path_of(letter):
    return "/" + re.search(r"https?://[^/]+/(\S+)", letter.body).group(1)


def says(client, to, **answers):
    return client.post(path_of(letters()[to]), answers)


def both(client, listed, known, person):
    says(client, "poppy@list.example", listed=listed)
    says(client, person.email, known=known)
    return SamePersonQuestion.objects.get()


@pytest.mark.parametrize(
    ("listed", "known", "by_number", "said"),
    [
        ("YES", "YES", False, "SAME"),
        ("YES", "YES", True, "SAME"),
        ("NO", "NO", False, "DIFFERENT"),
        ("NO", "NO", True, "UNSETTLED"),
        ("YES", "NO", False, "UNSETTLED"),
        ("NO", "YES", False, "UNSETTLED"),
        ("UNSURE", "YES", False, "UNSETTLED"),
        ("YES", "", False, "WAITING"),
        ("", "NO", False, "WAITING"),
    ],
)
def test_only_two_that_agree_settle_anything(listed, known, by_number, said):
    assert outcome(listed, known, by_number=by_number) == said


def test_both_get_the_same_letter_that_names_nobody_and_leaves_in_the_morning(ask, known, college_admin):
    run = ask()
    assert (run.state, run.counts["asked"], run.counts["questions"], run.counts["new"]) == ("NEEDS_ANSWERS", 1, 0, 1)
    listed, told = letters()["poppy@list.example"], letters()[known.email]
    texts = [re.sub(r"http\S+", "", letter.subject + letter.body) for letter in (listed, told)]
    assert texts[0] == texts[1]
    for name in ("Poppy", "Haylings", "poppy@", "known.example", known.reference):
        assert name not in texts[0]
    assert (listed.person_ref, listed.to_name, told.person_ref, told.to_name) == ("", "", known.reference, "")
    assert listed.not_before == told.not_before > timezone.now()
    event = Event.objects.get(type="profiles.same_person_asked")
    assert (event.person_ref, event.actor) == (known.reference, college_admin.audit_name)
    look = View.objects.get(page="possible matches")
    assert (look.people, look.purpose) == ([known.reference], "Asked whether you are on its list")


def test_the_page_asks_about_the_reader_only(ask, known, client):
    ask()
    listed = client.get(path_of(letters()["poppy@list.example"])).text
    told = client.get(path_of(letters()[known.email])).text
    assert "Are you on the register already?" in listed
    assert "Does Royal College of X have you on its list?" in told
    for page in (listed, told):
        assert not re.search("Poppy|Haylings|poppy@|known.example|1984", page)
    assert "Select if you are on the register already" in says(client, "poppy@list.example").text
    assert client.get(reverse("same-person", args=["no-such-token"])).status_code == 404


def test_whoever_looks_at_a_link_changes_nothing(ask, known, client):
    ask()
    client.get(path_of(letters()[known.email]))
    question = SamePersonQuestion.objects.get()
    assert (question.state, question.known_reply, question.listed_reply) == ("WAITING", "", "")


def test_two_that_agree_are_one_person_and_the_row_is_ready(ask, known, client, approve, college_admin):
    run = ask()
    assert says(client, "poppy@list.example", listed="NO").url == reverse("same-person-thanks")
    assert both(client, "YES", "YES", known).state == "SAME"
    run = step(run)
    row = run.rows.get(number=2)
    assert (row.state, row.action, row.person_id, row.answer) == ("READY", "NEW", known.pk, "")
    told = Letter.objects.get(kind="imports/asked")
    assert (told.to_email, "Haylings" in told.body) == (college_admin.email, False)
    run = approve(run)
    assert Training.objects.get(clinician=known, organisation=run.organisation).import_reference == run.reference
    assert client.get(path_of(letters()[known.email])).status_code == 404


def test_what_both_said_holds_for_the_next_list_of_the_same_college(ask, known, client, upload, approve):
    run = ask()
    run = approve(run)
    assert run.counts["asked"] == 1
    assert not Training.objects.filter(clinician=known).exists()
    both(client, "YES", "YES", known)
    again = upload(LIST)
    assert (again.counts["questions"], again.rows.get(number=2).person_id) == (0, known.pk)
    page = list_type_of("trainees").asked_counts(run)
    assert page == {"SAME": 1}


def test_two_that_both_say_no_are_two_people(ask, known, client, approve):
    run = ask()
    both(client, "NO", "NO", known)
    run = step(run)
    row = run.rows.get(number=2)
    assert (row.state, row.action, row.person_id) == ("READY", "NEW", None)
    assert NotTheSame.objects.get().person_id == known.pk


def test_whoever_does_not_agree_leaves_it_to_people_who_see_that_they_were_asked(
    ask, known, client, log_in, college_admin
):
    run = ask()
    both(client, "UNSURE", "YES", known)
    run = step(run)
    assert (run.rows.get(number=2).state, run.counts["questions"]) == ("QUESTION", 1)
    page = log_in(college_admin).get(reverse("import-duplicates", args=[run.reference])).text
    assert "We asked them. They do not agree, or do not know." in page
    assert "Ask both whether" not in page
    with pytest.raises(CannotChange):
        rows.answer(run=run, list_type=list_type_of("trainees"), answers={2: "ASK"}, by=college_admin)


def test_after_two_weeks_people_decide(ask, known, client, log_in, college_admin):
    run = ask()
    says(client, known.email, known="YES")
    SamePersonQuestion.objects.update(answer_by=timezone.localdate() - timedelta(days=1))
    assert says(client, "poppy@list.example", listed="YES").status_code == 404
    tasks.settle_same_person()
    run = step(run)
    assert SamePersonQuestion.objects.get().state == SameState.OVER
    assert run.rows.get(number=2).state == "QUESTION"
    page = log_in(college_admin).get(reverse("import-duplicates", args=[run.reference])).text
    assert "Not everybody answered in time" in page
    assert Letter.objects.filter(kind="imports/asked").count() == 1


def test_a_pair_is_asked_once_and_can_be_decided_without_them(ask, known, log_in, college_admin, client):
    run = ask()
    ask()
    assert (SamePersonQuestion.objects.count(), len(letters())) == (1, 2)
    staff, address = log_in(college_admin), reverse("import-duplicates", args=[run.reference])
    assert "They can answer until" in staff.get(address).text
    staff.post(address, {"stop_asking": "2"})
    run.refresh_from_db()
    assert SamePersonQuestion.objects.get().state == SameState.WITHDRAWN
    assert run.rows.get(number=2).state == "QUESTION"
    assert reason_to_cancel(letters()[known.email]) == same_person_letters.OVER
    assert client.get(path_of(letters()[known.email])).status_code == 404
    assert "Ask both whether they are the same person" in staff.get(address).text


@pytest.mark.parametrize("end", ["cancel", "undo"])
def test_the_question_goes_with_its_import(end, ask, known, client, approve, college_admin, upload):
    run = ask()
    if end == "cancel":
        runs.cancel(run=run, by=college_admin)
    else:
        both(client, "YES", "YES", known)
        run = approve(step(run))
        runs.ask_undo(run=run, by=college_admin, at=timezone.now())
        step(run)
    tasks.settle_same_person()
    assert SamePersonQuestion.objects.get().state == SameState.WITHDRAWN
    assert not Training.objects.filter(clinician=known).exists()
    assert client.get(path_of(letters()[known.email])).status_code == 404
    assert reason_to_cancel(letters()[known.email]) == same_person_letters.OVER
    assert upload(LIST).counts["questions"] == 1


def test_one_address_gets_one_letter_with_both_questions(ask, known, client):
    ask((HEADER + ROW.replace("poppy@list.example", known.email) + OTHER).encode())
    (to,) = letters()
    page = client.get(path_of(letters()[to])).text
    assert "Are you on the register already?" in page
    assert "have you on its list?" in page
    says(client, to, listed="YES", known="YES")
    assert SamePersonQuestion.objects.get().state == SameState.SAME


def test_who_shares_a_number_is_never_found_to_be_somebody_else(ask, known, client):
    RegistrationFactory(clinician=known, regulator=RegulatorFactory(code="gmc"), number="7000001")
    run = ask((HEADER + "7000001,Married,Poppy,poppy@list.example,,ST4\n" + OTHER).encode())
    both(client, "NO", "NO", known)
    assert step(run).rows.get(number=2).state == "QUESTION"
    assert not NotTheSame.objects.exists()


def test_whoever_may_not_be_written_to_is_not_and_the_college_does_not_learn_it(ask, known, college):
    known.delete()
    stub = StubFactory(family_name="Haylings", given_names="Poppy", birth_date=BORN, work_email="", personal_email="")
    TrainingFactory(clinician=stub, organisation=college)
    run = ask()
    assert set(letters()) == {"poppy@list.example"}
    assert run.rows.get(number=2).issues[-1]["code"] == "asked"


def test_a_row_without_an_address_and_a_file_that_is_only_checked_cannot_be_asked(upload, known, college_admin, log_in):
    nobody = HEADER + "7000001" + ROW.replace("poppy@list.example", "") + OTHER
    for run in (upload(nobody.encode()), upload(LIST, mode="CHECK")):
        page = log_in(college_admin).get(reverse("import-duplicates", args=[run.reference])).text
        assert run.counts["questions"] == 1
        assert "Ask both whether" not in page


def test_of_several_people_the_one_that_was_chosen_is_asked(upload, college, known, log_in, college_admin):
    twin = StubFactory(family_name="Haylings", given_names="Primrose", birth_date=BORN, work_email="twin@x.example")
    TrainingFactory(clinician=twin, organisation=college)
    TrainingFactory(clinician=known, organisation=college)
    run = upload(LIST)
    staff, address = log_in(college_admin), reverse("import-duplicates", args=[run.reference])
    chosen = re.findall(r'value="(ASK-[0-9a-f]+)"', staff.get(address).text)
    assert len(chosen) == 2
    staff.post(address, {"row-2": chosen[1]})
    assert set(letters()) == {"poppy@list.example", "twin@x.example"}


def test_an_answer_that_came_while_somebody_worked_on_the_list_is_not_lost(ask, known, client, monkeypatch):
    run = ask()
    monkeypatch.setattr("talent_register.imports.actions.asked._check_again", lambda run: None)
    both(client, "YES", "YES", known)
    monkeypatch.undo()
    run.refresh_from_db()
    assert run.state == "NEEDS_ANSWERS"
    tasks.settle_same_person()
    assert step(ImportRun.objects.get(pk=run.pk)).rows.get(number=2).person_id == known.pk


def test_nothing_of_the_list_is_kept_in_a_question_but_a_hash(ask, known):
    ask()
    with connection.cursor() as cursor:
        cursor.execute("SELECT q::text FROM profiles_samepersonquestion q")
        (text,) = cursor.fetchone()
    assert not re.search("Poppy|Haylings|poppy|1984", text)


def test_a_record_in_use_by_nobody_is_unaffected_by_replies_that_come_twice(ask, known, client):
    ask()
    question = both(client, "YES", "YES", known)
    again = same_person.reply(question=question, replies={"known": "NO"}, at=timezone.now())
    assert (again.state, again.known_reply) == (SameState.SAME, "YES")


def test_a_list_that_only_waits_says_so_and_promises_no_invitation(ask, known, log_in, college_admin):
    run = runs.settle_all(run=ask((HEADER + ROW).encode()), at=timezone.now())
    page = log_in(college_admin).get(reverse("import-check", args=[run.reference])).text
    assert "No row is ready to import" in page
    assert "Of these, wait for an answer" in page
    assert "invitation" not in page
