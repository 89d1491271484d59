"""Values that programs write and people never type. Each is named in its row, or kept; none makes an import fail."""

import io
import zipfile

import pytest
from django.urls import reverse

from profiles.models import Clinician
from tests.factories.profiles import ClinicianFactory

from .bad_files import GOOD, HEADINGS, book, changed, open_document, repacked, text

pytestmark = pytest.mark.slow


def with_number(written):
    """A workbook in which a cell holds this as a number."""
    content = book(GOOD, changed(number="7000002", last="Li", email="b@nhs.example", grade=4711))
    sheet = zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml")
    assert b"<v>4711</v>" in sheet
    return repacked(content, **{"xl__worksheets__sheet1.xml": sheet.replace(b"4711", written)})


def named(run):
    return [(r.number, i["column"], i["value"], i["code"]) for r in run.rows.order_by("number") for i in r.issues]


@pytest.mark.parametrize("written", [b"NaN", b"1E999", b"-1E999", b"inf"])
def test_a_number_that_is_none_is_named(written, upload):
    run = upload(with_number(written))
    if run.state == "REFUSED":
        assert run.refusal == "broken"
    else:
        assert named(run) == [(3, "grade", "#NUM!", "error_value")]
    assert (run.state, run.failures) in (("REFUSED", 0), ("NEEDS_ANSWERS", 0))


@pytest.mark.parametrize("place", range(len(GOOD)))
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_zero_character_in_any_cell_is_named(place, encoding, upload):
    row = changed(number="7000002", email="b@nhs.example")
    row[place] = f"{row[place][:2]}\0{row[place][2:]}"
    run = upload(text(GOOD, row).encode(encoding))
    assert (run.state, run.failures) == ("NEEDS_ANSWERS", 0)
    ((number, _column, value, code),) = named(run)
    assert (number, code) == (3, "undecodable")
    assert "\ufffd" in value


@pytest.mark.parametrize("escaped", ["_x0000_", "&#0;"])
def test_a_zero_character_of_a_workbook_is_named_or_the_file_refused(escaped, upload):
    content = book(changed(last="Ng4711"))
    sheet = zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml")
    run = upload(repacked(content, **{"xl__worksheets__sheet1.xml": sheet.replace(b"4711", escaped.encode())}))
    assert (run.state, run.failures) in (("REFUSED", 0), ("NEEDS_ANSWERS", 0))
    run = upload(open_document(HEADINGS, changed(last=f"Ng{escaped}")))
    assert (run.state, run.failures) in (("REFUSED", 0), ("NEEDS_ANSWERS", 0))


def test_a_zero_character_that_is_typed_is_refused_with_a_sentence(upload, log_in, college_admin):
    run = upload(text(changed(email="no")).encode())
    client = log_in(college_admin)
    fix = reverse("import-row-fix", args=[run.reference, 2])
    page = client.post(fix, {"column": "work_email", "value": "a\0@b"}, follow=True)
    assert page.status_code == 200
    assert "Null characters are not allowed" in page.text
    assert client.get(reverse("import-problems", args=[run.reference]), {"cause": "a\0:b"}).status_code == 200


def test_long_names_of_sheets_are_cut_and_stay_apart(upload, log_in, college_admin):
    long = "x" * 120
    content = open_document(HEADINGS, GOOD)
    page = zipfile.ZipFile(io.BytesIO(content)).read("content.xml").decode()
    start, end = page.index("<table:table "), page.index("</table:table>") + len("</table:table>")
    table = page[start:end]
    tables = [table.replace('name="Trainees"', f'name="{long}{number}"') for number in (1, 2)]
    tables[1] = tables[1].replace("Okoro", "Adeyemi")
    run = upload(repacked(content, **{"content.xml": (page[:start] + "".join(tables) + page[end:]).encode()}))
    names = [sheet["name"] for sheet in run.sheets]
    assert (run.state, run.failures) == ("NEEDS_ANSWERS", 0)
    assert names == ["x" * 100, "x" * 94 + " (2)"]
    assert run.sheet == names[0]
    client = log_in(college_admin)
    client.post(reverse("import-sheet", args=[run.reference]), {"sheet": names[1]})
    run.refresh_from_db()
    assert run.sheet == names[1]


@pytest.mark.parametrize("share", ["1E999999999", "1e-999999999", "0.001", "sNaN", "Infinity", "100.5", "-1"])
def test_a_share_that_cannot_be_is_named_at_once(share, upload):
    run = upload(f"GMC number,Last name,WTE\n7000001,Ng,{share}\n".encode())
    assert named(run) == [(2, "whole_time_equivalent", share, "not_a_share")]


def test_names_longer_than_the_database_compares_are_compared(upload, approve):
    long = "ab" * 500
    ClinicianFactory(given_names=long, family_name=long, work_email="long@nhs.example")
    run = upload(f"GMC number,Last name,First names,Email\n,{long}x,{long},long@nhs.example\n".encode())
    assert (run.state, run.failures, run.counts["questions"]) == ("NEEDS_ANSWERS", 0, 1)


def test_long_names_in_other_scripts_are_imported(upload, approve):
    names = ["".join(chr(0x4E00 + 7 * number * place % 5_000) for place in range(1, 400)) for number in (1, 2)]
    run = approve(upload(f"GMC number,Last name,First names\n7000001,{names[0]},{names[1]}\n".encode()))
    assert run.state == "IMPORTED"
    assert Clinician.objects.get().family_name == names[0]
