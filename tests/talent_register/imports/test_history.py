"""The list of imports, narrowed; what an undo did, to read and to download; when the file goes."""

import csv
import io
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from profiles.models import Clinician
from talent_register.audit.models import Event
from talent_register.imports.actions import purging, runs
from talent_register.imports.models import ImportFile, ImportRun

from .conftest import step

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.usefixtures("earlier")]
LIST = b"GMC No.,Surname,Forenames,E-mail\n7000001,Ng,Ann,ann@x.example\n7000002,=Li,Bo,bo@x.example\n"
LIST += b"7000003,Om,Cy,cy@x.example\n"


@pytest.mark.parametrize(
    ("narrow", "found"),
    [
        ({}, 2),
        ({"state": "UNDONE"}, 1),
        ({"kind": "awards"}, 1),
        ({"year": "2019"}, 1),
        ({"by": "the admin"}, 1),
        ({"state": "FAILED"}, 0),
        ({"state": "nonsense", "year": "x"}, 2),
    ],
)
def test_the_list_is_narrowed(narrow, found, college, college_admin, log_in):
    run = runs.start(organisation=college, list_type="awards", by=college_admin, at=timezone.now())
    ImportRun.objects.exclude(pk=run.pk).update(uploaded_at=timezone.now().replace(year=2019))
    narrow = {name: str(college_admin.uuid) if value == "the admin" else value for name, value in narrow.items()}
    answer = log_in(college_admin).get(reverse("import-list"), narrow)
    assert len(answer.context["rows"]) == found
    assert ("No imports match" in answer.content.decode()) is (found == 0)


@pytest.fixture
def undone(upload, approve, college_approver):
    """An import that was undone after one person was changed and one was erased."""
    run = approve(upload(LIST.replace(b"=Li", b"Li")))
    Clinician.objects.filter(family_name="Ng").update(given_names="Anne", updated_at=timezone.now())
    gone = Clinician.objects.get(family_name="Om")
    purging.forget_people(ids=[gone.pk], words=[])
    return step(runs.ask_undo(run=run, by=college_approver, at=timezone.now()))


def test_what_an_undo_did_is_read_and_downloaded(undone, college_admin, log_in):
    client = log_in(college_admin)
    receipt = client.get(reverse("import-receipt", args=[undone.reference]))
    assert {(each["what"], each["rows"]) for each in receipt.context["lists"]} == {
        ("reversed", 1),
        ("kept", 1),
        ("could-not", 1),
    }
    page = client.get(reverse("import-rows", args=[undone.reference, "could-not"])).content.decode()
    assert "were erased after the import" in page
    answer = client.get(reverse("import-rows-file", args=[undone.reference, "kept", "csv"]))
    lines = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    assert lines[1:] == [["2", "Ann Ng", "New", "Kept"]]
    assert Event.objects.get(type="imports.rows_exported").details == {
        "list": "kept",
        "rows": 1,
        "ending": "csv",
        "allowed_by": "imports.view_import",
    }
    assert client.get(reverse("import-rows-file", args=[undone.reference, "nothing", "csv"])).status_code == 404


def test_the_lists_of_an_undo_stay_for_30_days(undone):
    at = timezone.now()
    for days, rows in ((29, 3), (31, 0)):
        later = at + timedelta(days=days)
        purging.forget_runs(ids=purging.due(later).values_list("pk", flat=True), at=later)
        assert undone.rows.count() == rows


def test_the_receipt_says_when_the_file_goes(upload, approve, college_admin, log_in):
    run = approve(upload(LIST.replace(b"=Li", b"Li")))
    page, client = reverse("import-receipt", args=[run.reference]), log_in(college_admin)
    assert client.get(page).context["file_kept_until"] == timezone.localdate() + timedelta(days=30)
    assert b", then deleted</dd>" in client.get(page).content
    later = timezone.now() + timedelta(days=31)
    purging.forget_runs(ids=purging.due(later).values_list("pk", flat=True), at=later)
    assert not ImportFile.objects.exists()
    assert b">Deleted</dd>" in client.get(page).content
