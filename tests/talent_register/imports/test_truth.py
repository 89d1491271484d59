"""Every sample trainee list against what is known to be in it."""

import pytest

from profiles.resources.columns import COLUMNS
from talent_register.imports.models import ImportFile
from talent_register.imports.presenters.findings import findings_of
from talent_register.imports.resources import list_type_of
from tests.samples import IMPORTS

pytestmark = pytest.mark.slow

FILES = (
    "tis_people.xlsx",
    "college_membership.csv",
    "school_list.xlsx",
    "nurse_fellows.tsv",
    "template_filled.csv",
    "template_next_month.csv",
)


# What is said of each kind of finding, beside the value.
WORDS = {
    "registration_number_format": ("digits. GMC reference numbers have 7 digits", "is not a full PIN. A PIN has 8"),
    "email_format": ("is not complete. Enter an email address like name@example.nhs.uk",),
    "unknown_value": ("is not on our list. Did you mean Cardiology?", "is not on our list. Choose a value"),
    "end_before_start": ("is before the start date",),
    "required_missing": ("This is empty. Enter",),
    "duplicate_in_file": ("have the same GMC Number. Keep one", "have the same GMC number. Keep one"),
    "not_a_date": ("is not a real date. Enter a date like 6/8/2026",),
    "lost_leading_zero": ("digits. We think the spreadsheet removed 0s: 0",),
    "one_name": ("is the only name of this person. If there are first names, enter them",),
    "damaged_letter": ("has a question mark in the place of a letter. If you know the letter, type the name",),
    "person_not_found": ("We found nobody with this number on your list",),
}


def findings(run, level):
    """(row, heading, value, code) of each finding of a level; that its sentence is the right one is asserted here."""
    found = [one for one in findings_of(run, list_type_of(run.list_type)) if one["level"] == level]
    for one in found:
        assert any(words in one["message"] for words in WORDS[one["code"]]), one
    return sorted((one["row"], one["column"], one["value"], one["code"]) for one in found)


@pytest.mark.parametrize("name", FILES)
def test_a_sample_list_is_read_as_it_is(name, upload, truth):
    expected = truth[name]
    run = upload(name)
    assert (run.counts["rows"], run.counts["blank"]) == (expected["rows"], expected["blank"])
    assert run.header_row == expected["header_row"]
    for level, key in (("problem", "problems"), ("warning", "warnings")):
        known = [(i["row"], i["column"], i["value"], i["code"]) for i in expected[key]]
        assert findings(run, level) == sorted(known)
    assert set(expected["drop"]) <= {column["heading"] for column in run.dropped}
    if "encoding" in expected:
        assert run.encoding == expected["encoding"]


@pytest.mark.parametrize("name", FILES)
def test_what_is_not_asked_for_is_never_stored(name, upload):
    run = upload(name)
    kept = {key for row in run.rows.all() for key in row.raw}
    assert kept <= {column.key for column in COLUMNS}
    stored = " ".join(str(row.raw) for row in run.rows.all())
    assert "QQ123456C" not in stored
    assert "Christian" not in stored


def test_columns_of_a_college_are_recognised(upload, truth):
    run = upload("college_membership.csv")
    matched = {run.headings[index]: key.partition("@")[0] for key, index in run.mapping.items()}
    assert truth["college_membership.csv"]["mapping"].items() <= matched.items()


def test_one_suggestion_mends_every_grade(upload):
    run = upload("college_membership.csv")
    assert run.suggested["grade"]["ST-3"] == "st3"
    assert run.state == "NEEDS_ANSWERS"


REFUSED = {"headings_only.xlsx": "headings_only", "not_a_workbook.xlsx": "wrong_kind"}


@pytest.mark.parametrize(("name", "code"), REFUSED.items())
def test_files_that_are_no_list_are_refused(name, code, upload):
    run = upload(name)
    assert (run.state, run.refusal) == ("REFUSED", code)
    assert not ImportFile.objects.filter(run=run).exists()


OTHERS = ("fellowship_awards.csv", "programme_completions.csv", "regulator_extract.csv")


@pytest.mark.parametrize("name", OTHERS)
def test_a_list_about_people_of_an_earlier_list_ends_as_it_should(name, upload, approve, truth):
    approve(upload(truth[name]["after"]))
    run = upload(name, list_type=truth[name]["type"])
    assert (run.counts["rows"], run.counts["blank"]) == (truth[name]["rows"], truth[name]["blank"])
    assert findings(run, "problem") == sorted(
        (i["row"], i["column"], i["value"], i["code"]) for i in truth[name]["problems"]
    )
    assert findings(run, "warning") == []
    run = approve(run)
    assert run.state == ("IMPORTED_PARTLY" if truth[name]["problems"] else "IMPORTED")
    again = upload(name, list_type=truth[name]["type"])
    assert again.counts["unchanged"] == again.counts["rows"] - len(truth[name]["problems"])


def test_every_sample_is_held_against_its_truth(truth):
    trainees = {name for name, facts in truth.items() if facts["type"] == "trainees" and not facts.get("refused")}
    assert trainees == set(FILES)
    others = {name for name, facts in truth.items() if facts["type"] != "trainees"}
    assert others == set(OTHERS)
    assert {name for name, facts in truth.items() if facts.get("refused")} == set(REFUSED)
    there = {path.name for path in IMPORTS.iterdir() if path.suffix not in (".json", ".py")}
    assert there == set(truth), "each file has its truth, and each truth its file"
