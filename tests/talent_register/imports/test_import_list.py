"""The shell's way in: figures, issues and exit codes."""

import io
import json

import pytest
from django.core.management import call_command

from profiles.models import Clinician
from talent_register.imports.models import ImportRun
from tests.samples import IMPORTS

pytestmark = pytest.mark.slow


@pytest.fixture
def import_list(db, college, reference):
    """import_list(name, …) → (exit code, the JSON it printed)."""

    def import_list(name, *options, organisation="COLL-X"):
        out = io.StringIO()
        path = name if name.startswith("/") else str(IMPORTS / name)
        try:
            call_command("import_list", path, "--organisation", organisation, "--json", *options, stdout=out)
            code = 0
        except SystemExit as left:
            code = left.code
        return code, json.loads(out.getvalue())

    return import_list


def test_a_faultless_list_is_imported(import_list):
    code, answer = import_list("template_filled.csv")
    figures = {key: answer[key] for key in ("state", "rows", "new", "changed", "unchanged", "problems", "issues")}
    assert code == 0
    assert figures == {
        "state": "IMPORTED",
        "rows": 160,
        "new": 160,
        "changed": 0,
        "unchanged": 0,
        "problems": 0,
        "issues": [],
    }
    assert Clinician.objects.stubs().count() == 160


def test_good_rows_are_imported_and_bad_ones_left_out(import_list, truth):
    code, answer = import_list("tis_people.xlsx")
    assert (code, answer["state"], answer["problems"]) == (1, "IMPORTED_PARTLY", 7)
    assert Clinician.objects.count() == 233
    found = {(i["row"], i["column"], i["value"], i["code"]) for i in answer["issues"]}
    assert found == {(i["row"], i["column"], i["value"], i["code"]) for i in truth["tis_people.xlsx"]["problems"]}
    assert all(issue["message"] for issue in answer["issues"])


def test_next_month_through_the_shell(import_list):
    import_list("template_filled.csv")
    code, answer = import_list("template_next_month.csv")
    assert (code, answer["new"], answer["changed"], answer["unchanged"]) == (0, 5, 9, 147)


def test_checking_changes_nobody(import_list):
    code, answer = import_list("school_list.xlsx", "--check")
    assert (code, answer["state"], answer["new"]) == (0, "READY", 150)
    assert not Clinician.objects.exists()


def test_numbers_that_lost_their_zeros_get_them_back(import_list):
    code, _answer = import_list("school_list.xlsx")
    assert code == 0
    assert Clinician.objects.filter(registrations__number_key="0668148").count() == 1


@pytest.mark.parametrize(
    ("name", "code"), [("headings_only.xlsx", "headings_only"), ("not_a_workbook.xlsx", "wrong_kind")]
)
def test_a_file_that_is_no_list_is_refused(name, code, import_list):
    left, answer = import_list(name)
    assert (left, answer["state"], answer["issues"][0]["code"]) == (2, "REFUSED", code)
    assert answer["issues"][0]["message"].startswith("The selected file")


def test_what_the_shell_cannot_find_is_said(import_list, tmp_path):
    assert import_list("template_filled.csv", organisation="NOBODY")[0] == 2
    left, answer = import_list("/nowhere.csv")
    assert (left, answer["issues"][0]["message"]) == (2, "/nowhere.csv: No such file or directory")
    nameless = tmp_path / "list.csv"
    nameless.write_text("GMC number,Grade\n7000001,ST4\n")
    left, answer = import_list(str(nameless))
    assert (left, answer["issues"][0]["code"]) == (2, "missing_columns")
    assert "Last name" in answer["issues"][0]["message"]
    assert ImportRun.objects.get().state == "CANCELLED"


def test_people_read_sentences_instead_of_json(db, college, reference, capsys):
    with pytest.raises(SystemExit) as left:
        call_command("import_list", str(IMPORTS / "tis_people.xlsx"), "--organisation", "coll-x", "--yes")
    assert left.value.code == 1
    printed = capsys.readouterr().out
    assert "Row 6, GMC Number: “65432” has 5 digits. GMC reference numbers have 7 digits." in printed
    assert "Row 59, Curriculum #1: “Cardilogy” is not on our list. Did you mean Cardiology?" in printed
