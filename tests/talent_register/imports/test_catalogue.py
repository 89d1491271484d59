"""The catalogue of bad input, whole: for every number the tests that prove it, and what must come of the rest.

The tables of test_bad_files and test_bad_cells hold most cases with fixture, outcome, row, column, value and words.
What takes a database or an export is below, or named in PROVEN_BY.
"""

import importlib
import io
import zipfile

import pytest
from django.utils import timezone

from profiles.models import Clinician, Suppression
from profiles.models.claim import suppression_hash
from talent_register.imports.actions import runs
from talent_register.imports.models import ImportRun
from talent_register.imports.presenters.findings import findings_of
from talent_register.imports.resources import list_type_of

from . import test_bad_cells, test_bad_files
from .bad_files import GOOD, HEADINGS, judge

CASES = range(1, 101)
TABLES = (
    test_bad_files.REFUSED,
    test_bad_files.READ,
    test_bad_files.LINES,
    test_bad_cells.CELLS,
    test_bad_cells.ACCEPTED,
)
HERE = "tests.talent_register.imports"
EXPORTS = "tests.talent_register.common.test_tables"
# Case → the test that proves it, where no row of a table does.
PROVEN_BY = {
    5: f"{HERE}.test_catalogue.test_05_a_damaged_old_workbook_is_refused",
    7: f"{HERE}.test_catalogue.test_07_an_open_document_is_read",
    20: f"{HERE}.test_catalogue.test_20_the_same_file_again_shows_the_earlier_import",
    22: f"{HERE}.test_catalogue.test_22_a_name_of_a_file_is_shown_without_tricks",
    33: f"{HERE}.test_bad_files.test_33_a_line_break_within_quotes_keeps_the_rows_numbers",
    47: f"{HERE}.test_bad_files.test_47_a_column_below_merged_names_is_called_by_its_letter",
    48: f"{HERE}.test_bad_files.test_48_each_blank_below_a_merged_cell_is_named",
    50: f"{HERE}.test_bad_cells.test_50_a_formula_without_a_saved_value_is_named",
    52: f"{HERE}.test_bad_cells.test_52_lost_zeros_are_offered_back_and_never_silently",
    62: f"{HERE}.test_bad_cells.test_62_the_order_of_day_and_month_is_settled_for_a_whole_column",
    64: f"{HERE}.test_bad_cells.test_64_a_workbook_that_counts_from_1904",
    68: f"{HERE}.test_bad_cells.test_68_a_birth_date_that_cannot_be_is_doubted",
    86: f"{HERE}.test_catalogue.test_86_a_row_that_stands_there_twice_names_the_other",
    87: f"{HERE}.test_catalogue.test_87_to_89_who_may_be_somebody_known_is_asked_about",
    88: f"{HERE}.test_applying.test_what_another_organisation_holds_is_not_shown",
    89: f"{HERE}.test_catalogue.test_87_to_89_who_may_be_somebody_known_is_asked_about",
    90: f"{HERE}.test_catalogue.test_90_who_is_missing_is_proposed_and_never_removed_by_itself",
    91: f"{HERE}.test_applying.test_a_file_that_would_end_a_tenth_of_the_list_takes_two_people",
    92: f"{HERE}.test_applying.test_a_person_who_changed_since_the_check_is_looked_at_again",
    93: f"{HERE}.test_applying.test_two_lists_with_the_same_people_make_them_once",
    94: f"{HERE}.test_programs.test_mistakes_say_where_and_what",
    95: f"{HERE}.test_catalogue.test_95_who_asked_to_stay_away_is_blocked_and_said_so",
    96: f"{EXPORTS}.test_guard_can_be_taken_away_again",
    97: f"{EXPORTS}.test_workbook_has_text_cells_and_no_formulas",
    98: f"{EXPORTS}.test_workbook_has_text_cells_and_no_formulas",
    99: f"{EXPORTS}.test_csv_has_mark_header_and_quoted_cells",
    100: "tests.tracking.views.test_exports.test_a_list_leaves_with_its_reason_and_everybody_in_it_can_read_that",
}
FIRST = "GMC number,Last name,First names,Email,Grade"


def csv(*rows):
    return "\n".join([FIRST, *rows]).encode()


@pytest.mark.parametrize("case", CASES)
def test_every_case_has_a_fixture_and_a_test(case):
    in_tables = any(int(number) == case for table in TABLES for number in table)
    assert in_tables or case in PROVEN_BY, f"Case {case} of the catalogue is proven by nothing."
    if case in PROVEN_BY:
        module, _, name = PROVEN_BY[case].rpartition(".")
        assert callable(getattr(importlib.import_module(module), name))


def test_05_a_damaged_old_workbook_is_refused():
    judged = judge(test_bad_files.OLE + b"\0" * 4_096)
    assert (judged.refused, judged.rows) == ("wrong_kind", [])
    assert "must be a CSV, XLSX or ODS" in judged.sentence


def open_document(*rows):
    """The least that is a spreadsheet of LibreOffice."""
    name = "application/vnd.oasis.opendocument.spreadsheet"
    spaces = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"' for short in ("office", "table", "text")
    )
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    lines = "".join(f"<table:table-row>{''.join(map(cell.format, row))}</table:table-row>" for row in rows)
    table = f'<table:table table:name="Trainees">{lines}</table:table>'
    body = f"<office:body><office:spreadsheet>{table}</office:spreadsheet></office:body>"
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as out:
        out.writestr("mimetype", name)
        out.writestr("content.xml", f"{head}<office:document-content {spaces}>{body}</office:document-content>")
        entry = f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{name}"/>'
        space = 'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"'
        out.writestr("META-INF/manifest.xml", f"{head}<manifest:manifest {space}>{entry}</manifest:manifest>")
    return kept.getvalue()


def test_07_an_open_document_is_read():
    judged = judge(open_document(HEADINGS, GOOD))
    assert (judged.refused, judged.found) == ("", [])
    assert judged.rows[0].cleaned["number_key"] == "7000001"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("a\\b\\list.csv", "list.csv"),
        ("li\x00st.csv", "list.csv"),
        ("list\u202efdp.csv", "listfdp.csv"),
        ("x" * 300 + ".csv", "x" * 251 + ".csv"),
        ("\u202e", "list"),
    ],
)
def test_22_a_name_of_a_file_is_shown_without_tricks(name, shown):
    assert runs.shown_name(name) == shown


def test_20_the_same_file_again_shows_the_earlier_import(upload, approve, college_admin):
    first = approve(upload(csv("7000001,Ng,Ann,ann@x.example,ST4")))
    again = upload(csv("7000001,Ng,Ann,ann@x.example,ST4"))
    assert ImportRun.objects.visible_to(college_admin).same_file_as(again).get() == first
    assert again.counts["unchanged"] == 1


def test_86_a_row_that_stands_there_twice_names_the_other(upload):
    run = upload(csv("7000001,Ng,Ann,ann@x.example,ST4", "7000001,Ng,Ann,ann2@x.example,ST4"))
    found = [issue for issue in findings_of(run, list_type_of("trainees")) if issue["code"] == "duplicate_in_file"]
    assert [(issue["row"], issue["column"], issue["value"]) for issue in found][-1] == (3, "GMC number", "7000001")
    assert "Rows 2 and 3 have the same" in found[-1]["message"]


def test_87_to_89_who_may_be_somebody_known_is_asked_about(upload, approve):
    approve(upload(csv("7000001,Ng,Ann,ann@x.example,ST4")))
    run = upload(csv("7000001,Li,Ann,ann9@x.example,ST4", ",Ng,Ann,ann@x.example,ST4"))
    assert run.counts["questions"] >= 1
    issues = [issue for issue in findings_of(run, list_type_of("trainees")) if issue["code"] == "possible_match"]
    assert issues[0]["row"] == 2
    assert issues[0]["message"] == "This may be somebody who is already on the register. Choose what to do"
    assert Clinician.objects.count() == 1


def test_90_who_is_missing_is_proposed_and_never_removed_by_itself(upload, approve):
    approve(upload(csv("7000001,Ng,Ann,ann@x.example,ST4", "7000002,Li,Bo,bo@x.example,ST4"), scope="2026"))
    run = upload(csv("7000001,Ng,Ann,ann@x.example,ST4"), scope="2026", mode="REPLACE")
    assert run.counts["leavers"] == 1
    assert upload(csv("7000001,Ng,Ann,ann@x.example,ST4"), scope="2026").counts["leavers"] == 0
    assert Clinician.objects.count() == 2


def test_95_who_asked_to_stay_away_is_blocked_and_said_so(upload):
    Suppression.objects.create(fingerprint=suppression_hash("gmc", "7000001"), created_at=timezone.now())
    run = upload(csv("7000001,Ng,Ann,ann@x.example,ST4"))
    (issue,) = [issue for issue in findings_of(run, list_type_of("trainees")) if issue["code"] == "suppressed"]
    assert issue["row"] == 2
    assert issue["message"] == "This person asked not to be on the register. You cannot add them"
