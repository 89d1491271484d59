"""Cases of the catalogue about files and column names that take a database or a page."""

from django.urls import reverse
from django.utils import timezone

from talent_register.audit.models import Event
from talent_register.imports.actions import runs
from talent_register.imports.forms import ColumnsForm
from talent_register.imports.resources import list_type_of

from . import test_bad_files as bad_files
from .bad_files import GOOD, HEADINGS, book, changed, judge, open_document
from .conftest import step
from .lived import ANN, KEPT, NOT_A_CELL, WHOLE_FILE, csv, finding, page, said
from .old_excel import old_excel


def case_05(world):
    run = world.upload(old_excel(HEADINGS, [7000001, *GOOD[1:]]))
    row = run.rows.get()
    assert (row.cleaned["last_name"], row.cleaned["start_date"]) == ("Okoro", "2024-08-05")
    assert row.issues == []
    words = said("We read the sheet “Trainees”.", page(world, "import-columns", run))
    return "accepted", words, row.number, "GMC number", row.cleaned["number_key"]


def case_05_no_workbook(world):
    seen = judge(bad_files.OLE + b"\0" * 4_096)
    assert not seen.rows
    return "refused" if seen.refused else "read", seen.sentence


def case_07(world):
    (row,) = judge(open_document(HEADINGS, GOOD)).accepted
    return "accepted", "", row.number, "GMC number", row.cleaned["number_key"]


def case_17(world):
    run = world.upload(book(GOOD, prepare=lambda made, sheet: [made.copy_worksheet(sheet) for _n in range(19)]))
    text = page(world, "import-sheet", run)
    assert text.count('type="radio"') == 20
    assert "We read the sheet “Trainees”." in page(world, "import-columns", run)
    world.client.post(reverse("import-sheet", args=[run.reference]), {"sheet": "Trainees Copy4"})
    run = step(run)
    assert "We read the sheet “Trainees Copy4”." in page(world, "import-columns", run)
    assert "We read the sheet “Trainees Copy4”." in world.check(run)
    return "question", said("Which sheet has your list?", text)


def case_18(world):
    run = world.upload(bad_files.READ[18][0])
    assert run.rows.count() == 1
    (hidden,) = [sheet["name"] for sheet in run.sheets if sheet["hidden"]]
    words = f"We read the sheet “Trainees”. We did not read the hidden sheet “{hidden}”."
    for name in ("import-columns", "import-sheet"):
        assert f"hidden sheet “{hidden}”" in page(world, name, run)
    return "warning", said(words, world.check(run)), None, hidden, ""


def case_20(world):
    first = world.approve(world.upload(csv(ANN)))
    again = world.upload(csv(ANN))
    assert again.counts["unchanged"] == 1
    return "accepted", said(f"See {first.reference}", world.check(again)).replace(first.reference, "…")


def case_21(world):
    content, _code, words = bad_files.REFUSED[21]
    run = world.upload(content)
    assert Event.objects.get(type="imports.file_refused").reason == "virus"
    assert not run.rows.exists()
    return "refused", said(words, page(world, "import-file", run))


def case_22(world):
    run = runs.start(organisation=world.college, list_type="trainees", by=None, at=timezone.now())
    name = "../../etc/li\x00st\u202efdp" + "x" * 300 + ".csv"
    run = runs.take_file(run=run, name=name, content=csv(ANN), by=None, at=timezone.now())
    assert len(run.file_name) == 255
    assert not {"/", "\x00", "\u202e"} & set(run.file_name)
    return "accepted", run.file_name


def case_33(world):
    seen = judge(bad_files.text(changed(first="Amara\nJane"), changed(email="no")).encode())
    assert seen.rows[0].cleaned["first_names"] == "Amara Jane"
    ((row, column, value, _code, words),) = seen.found
    return seen.levels[0], words, row, column, value


def case_41(world):
    run = world.upload(b"GMC number,Email\n7000001,a@x.example\n")
    form = ColumnsForm({"column-0": "registration_number@gmc"}, run=run, list_type=list_type_of("trainees"))
    form.is_valid()
    assert run.headings == ["GMC number", "Email"]
    return "question", form.non_field_errors()[0], 1, "Last name", ""


def case_44(world):
    run = world.upload(b"GMC number,Last name,Locker\n7000001,Ng,12\n")
    assert "12" not in str(run.rows.get().raw)
    return (
        "warning",
        said("1 column we do not know: Locker", page(world, "import-columns", run)),
        1,
        "Locker",
        "",
    )


def case_45(world):
    file = b"GMC Ref No,Family name\n7000001,Ng\n"
    run = world.upload(file)
    runs.match_columns(run=run, mapping=run.mapping, date_orders={}, remember=True, by=None, at=timezone.now())
    again = world.upload(file.replace(b"7000001", b"7000002"))
    row = again.rows.get()
    assert again.columns_confirmed_at
    words = said("You chose last time", page(world, "import-columns", again))
    return "accepted", words, row.number, "GMC Ref No", row.cleaned["number_key"]


def case_47(world):
    run = world.upload(bad_files.merged_names())
    assert (run.state, run.refusal, run.rows.count()) == ("REFUSED", "merged_headings", 0)
    words = bad_files.REFUSED[47][2]
    return "refused", said(words, page(world, "import-file", run))


def case_48(world):
    def merge(made, sheet):
        sheet["B3"] = None
        sheet.merge_cells("B2:B3")

    return finding(world.upload(book(GOOD, changed(number="7000002"), prepare=merge)), "required_missing")


# Case, fixture, (outcome, words, row, column, value), why no place, why no words
TABLE = [
    (5, case_05, ("accepted", "We read the sheet “Trainees”.", 2, "GMC number", "7000001"), "", ""),
    (5.5, case_05_no_workbook, ("refused", "must be a CSV, XLSX or ODS"), WHOLE_FILE, ""),
    (7, case_07, ("accepted", "", 2, "GMC number", "7000001"), "", KEPT),
    (17.5, case_17, ("question", "Which sheet has your list?"), NOT_A_CELL, ""),
    (18.5, case_18, ("warning", "We did not read the hidden sheet “secret”.", None, "secret", ""), NOT_A_CELL, ""),
    (20, case_20, ("accepted", "See …"), NOT_A_CELL, ""),
    (21.5, case_21, ("refused", "contains a virus"), WHOLE_FILE, ""),
    (22, case_22, ("accepted", "x.csv"), NOT_A_CELL, ""),
    (33, case_33, ("problem", "“no” is not complete. Enter an email address", 3, "Email", "no"), "", ""),
    (41.5, case_41, ("question", "Choose the column that has: last name", 1, "Last name", ""), "", ""),
    (44.5, case_44, ("warning", "1 column we do not know: Locker", 1, "Locker", ""), "", ""),
    (45.5, case_45, ("accepted", "You chose last time", 2, "GMC Ref No", "7000002"), "", ""),
    (47.5, case_47, ("refused", "stands in merged cells over columns B to C"), WHOLE_FILE, ""),
    (48, case_48, ("problem", "This is empty. Enter the last name", 3, "Last name", ""), "", ""),
]
