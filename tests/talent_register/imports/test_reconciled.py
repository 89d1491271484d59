"""A college gets its own list back, hands it in again without a change, and an undo leaves it as it was."""

import csv
import io

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from profiles.models import Clinician, Suggestion
from talent_register.audit.models import Event
from talent_register.imports.actions import runs
from talent_register.imports.models import ImportRow
from tests.factories.accounts import UserFactory

from .conftest import step

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.usefixtures("earlier")]
LIST = b"GMC No.,Surname,Forenames,E-mail,Grade,Programme,Locker\n7000001,Ng,Ann,ann@x.example,ST4,=1+1,12\n"
LIST += b"7000002,Li,Bo,bo@x.example,ST5,B,13\n65432,Om,Cy,cy@x.example,ST5,C,14\n"


def own_list(client, run, ending="csv"):
    answer = client.get(reverse("import-own-list", args=[run.reference, ending]))
    assert answer.status_code == 200
    if ending == "xlsx":
        return [list(row) for row in load_workbook(io.BytesIO(answer.content)).active.values]
    if ending == "ods":
        return CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    return list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))


@pytest.mark.parametrize("ending", ["csv", "xlsx", "ods"])
def test_a_college_gets_its_list_back(ending, upload, approve, college_admin, log_in):
    approve(upload(LIST.replace(b"=1+1", b"A")))
    Clinician.objects.filter(family_name="Li").update(
        state="REGISTERED", user=UserFactory(), registered_at=timezone.now(), shares_with_college=True
    )
    run = approve(upload(LIST.replace(b"=1+1", b"New ones").replace(b",Bo,", b",Bob,")))
    ImportRow.objects.filter(run=run, number=2).update(raw={**run.rows.get(number=2).raw, "programme": "=1+1"})
    question = Suggestion.objects.get(field="clinician.given_names")
    head, ann, bo, cy = own_list(log_in(college_admin), run, ending)
    people = {person.family_name: person.reference for person in Clinician.objects.all()}
    assert head[5:] == ["GMC No.", "Surname", "Forenames", "E-mail", "Grade", "Programme"]
    assert ann[:4] == [people["Ng"], "2", "Changed", "Programme: was A, now New ones"]
    assert ann[-1] == "'=1+1"
    assert bo[0] == people["Li"]
    assert "First names: differs from what they told us" in bo[3]
    assert cy[:3] == ["", "4", "Left out"] or cy[:3] == [None, "4", "Left out"]
    assert "5 digits" in cy[3]
    known = {"list": "whole", "ending": ending, "allowed_by": "imports.view_import"}
    assert Event.objects.get(type="imports.list_reconciled").details == {"rows": 3, **known}

    question.state = "WRONG"
    question.save()
    assert own_list(log_in(college_admin), run, ending)[2][4] == "First names: says yours is wrong"


def test_whether_somebody_joined_is_told_only_where_they_let_it_be_known(upload, approve, college_admin, log_in):
    approve(upload(LIST.replace(b"=1+1", b"A")))
    Clinician.objects.filter(family_name="Li").update(
        state="REGISTERED", user=UserFactory(), registered_at=timezone.now(), shares_with_college=False
    )
    run = approve(upload(LIST.replace(b"=1+1", b"New ones").replace(b",Bo,", b",Bob,")))
    assert Suggestion.objects.filter(import_reference=run.reference).exists()
    assert own_list(log_in(college_admin), run)[2][3:5] == ["", ""]


def test_once_the_rows_are_gone_the_receipt_says_so(upload, approve, college_admin, log_in):
    run, client = approve(upload(LIST)), log_in(college_admin)
    run.rows.all().delete()
    answer = client.get(reverse("import-own-list", args=[run.reference, "csv"]), follow=True)
    assert b"The rows of this import are deleted" in answer.content
    assert client.get(reverse("import-own-list", args=[run.reference, "exe"])).status_code == 404


def present(client):
    return b"".join(client.get(reverse("import-present", args=["trainees", "csv"])).streaming_content)


def test_an_undo_leaves_the_list_as_it_was_byte_by_byte(upload, approve, college_approver, college_admin, log_in):
    client = log_in(college_admin)
    approve(upload("template_filled.csv", scope="2026"))
    before = present(client)
    run = approve(upload("template_next_month.csv", scope="2026", mode="REPLACE"), leavers="END")
    assert run.counts["changed"]
    assert run.counts["new"]
    assert present(client) != before
    run = step(runs.ask_undo(run=run, by=college_approver, at=timezone.now()))
    assert run.state == "UNDONE"
    assert present(client) == before


def test_the_present_list_handed_in_again_changes_nobody(upload, approve, college_admin, log_in):
    approve(upload("template_filled.csv"))
    people = Clinician.objects.count()
    run = upload(present(log_in(college_admin)))
    runs.match_columns(run=run, mapping=run.mapping, date_orders={}, remember=False, by=None, at=timezone.now())
    run = step(run)
    assert (run.counts["new"], run.counts["changed"], run.counts["problems"]) == (0, 0, 0)
    assert run.counts["unchanged"] == people
    event = Event.objects.get(type="imports.list_exported")
    assert event.details == {"rows": people, "ending": "csv", "allowed_by": "profiles.view_trainees"}
