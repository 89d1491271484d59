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
    figures = {key: answer[key] for key in ("state", "rows", "new", "changed", "unchanged", "problems")}
    assert code == 0
    assert figures == {
        "state": "IMPORTED",
        "rows": 160,
        "new": 160,
        "changed": 0,
        "unchanged": 0,
        "problems": 0,
    }
    assert [(issue["row"], issue["code"]) for issue in answer["issues"]] == [(n, "one_name") for n in (23, 43, 136)]
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


def lines(*days):
    return "GMC number,Last name,Start date\n" + "".join(f"70000{n:02},Ng{n},{day}\n" for n, day in enumerate(days))


@pytest.fixture
def listed(import_list, tmp_path):
    """listed(rows, *options) → what the shell says of a list of the 2026 intake with so many rows."""

    def listed(rows, *options):
        file = tmp_path / "list.csv"
        people = "".join(f"70000{n:02},Ng{'abcdefghij'[n]},Ann,ann{n}@x.example\n" for n in range(rows))
        file.write_text(f"GMC number,Last name,First names,Email\n{people}")
        return import_list(str(file), "--scope", "2026", *options)

    return listed


def test_nobody_is_marked_as_left_unless_their_number_is_said(listed):
    assert listed(10)[0] == 0
    for said, words in (
        ((), "9 of the 10 people of this list are not in the file and would be marked as left. Nothing was imported."),
        (("--end", "8"), "9 of the 10 people of this list are not in the file and would be marked as left, not 8."),
    ):
        code, answer = listed(1, "--replace", *said)
        assert (code, answer["state"]) == (2, "REFUSED")
        assert answer["issues"][0]["message"].startswith(words)
        assert ImportRun.objects.latest("pk").state == "CANCELLED"
        assert not Clinician.objects.filter(trainings__ended_on__isnull=False).exists()
    assert listed(1, "--replace", "--check")[0] == 0
    assert listed(1, "--replace", "--end", "9")[0] == 0
    assert Clinician.objects.filter(trainings__ended_on__isnull=False).count() == 9


def test_whoever_is_at_a_terminal_is_asked_about_leavers_too(listed, monkeypatch, tmp_path):
    listed(10)
    asked = []
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("builtins.input", lambda question: asked.append(question) or "n")
    path = tmp_path / "list.csv"
    path.write_text("GMC number,Last name,First names,Email\n7000000,Nga,Ann,ann0@x.example\n")
    options = ["--organisation", "COLL-X", "--scope", "2026", "--replace", "--end", "9"]
    call_command("import_list", str(path), *options)
    assert asked == ["Import 0 people into Royal College of X and mark 9 as left? [y/n] "]
    assert not Clinician.objects.filter(trainings__ended_on__isnull=False).exists()


def test_dates_that_could_be_read_two_ways_are_not_guessed(import_list, tmp_path):
    path = tmp_path / "dates.csv"
    path.write_text(lines("03/04/2026", "05/06/2026"))
    code, answer = import_list(str(path))
    assert code == 2
    words = "We cannot tell whether 05/06/2026 in “Start date” has the day or the month first. Nothing was imported."
    assert answer["issues"][0]["message"].startswith(words)
    assert not Clinician.objects.exists()
    assert import_list(str(path), "--dates", "MDY")[0] == 0
    days = Clinician.objects.values_list("trainings__start_date", flat=True).order_by("family_key")
    assert [f"{day}" for day in days] == ["2026-03-04", "2026-05-06"]
