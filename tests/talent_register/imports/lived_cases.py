"""Cases of the catalogue that take a database, a page or an export: what a college sees, as (outcome, words, row,
column, value). `world` is the fixtures by name; see test_catalogue."""

import csv as csv_module
import html
import io

import openpyxl
from django.urls import reverse
from django.utils import timezone

from profiles.models import Clinician, Suppression
from profiles.models.claim import suppression_hash
from talent_register.audit.models import Event, View
from talent_register.common import tables
from talent_register.imports.actions import runs
from talent_register.imports.forms import ColumnsForm
from talent_register.imports.models import ImportRun
from talent_register.imports.presenters.check import SECOND
from talent_register.imports.presenters.findings import findings_of
from talent_register.imports.resources import list_type_of
from tests.factories.profiles import ClinicianFactory, RegistrationFactory, RegulatorFactory

from . import test_bad_cells as bad_cells
from . import test_bad_files as bad_files
from .bad_files import GOOD, HEADINGS, book, changed, judge, open_document

FIRST = "GMC number,Last name,First names,Email,Grade"
ANN, BO = "7000001,Ng,Ann,ann@x.example,ST4", "7000002,Li,Bo,bo@x.example,ST4"
NOT_A_CELL = "It is about the whole list or its file, not about a cell of it."


def csv(*rows):
    return "\n".join([FIRST, *rows]).encode()


def finding(run, code):
    """The last finding of a kind, as people read it."""
    found = [issue for issue in findings_of(run, list_type_of(run.list_type)) if issue["code"] == code][-1]
    return found["level"], found["message"], found["row"], found["column"], found["value"]


def page(world, name, run, **more):
    return html.unescape(world.client.get(reverse(name, args=[run.reference]), **more).text)


def said(words, text):
    return words if words in text else text


def case_05(world):
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
    return "question", said("Which sheet has your list?", text)


def case_18(world):
    run = world.upload(bad_files.READ[18][0])
    assert run.rows.count() == 1
    (hidden,) = [sheet["name"] for sheet in run.sheets if sheet["hidden"]]
    return "warning", said("Your workbook has hidden sheets. We did not read them", world.check(run)), None, hidden, ""


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
    def merge(made, sheet):
        sheet["C1"] = None
        sheet.merge_cells("B1:C1")

    run = world.upload(book(GOOD, prepare=merge))
    return (
        "warning",
        said("1 column we do not know: [C]", page(world, "import-columns", run)),
        1,
        "[C]",
        "",
    )


def case_48(world):
    def merge(made, sheet):
        sheet["B3"] = None
        sheet.merge_cells("B2:B3")

    return finding(world.upload(book(GOOD, changed(number="7000002"), prepare=merge)), "required_missing")


def one(content):
    """The one finding of a file."""
    seen = judge(content)
    ((row, column, value, _code, words),) = seen.found
    return seen.levels[0], words, row, column, value


def case_49(world):
    row = judge(bad_cells.with_saved_value()).rows[0]
    return "accepted", "", row.number, "Last name", row.cleaned["last_name"]


def case_62(world):
    run = world.upload(b"GMC number,Last name,Start date\n7000001,Ng,03/04/2026\n")
    run.unsure_orders = run.unsure_orders or {"start_date": "03/04/2026"}
    form = ColumnsForm(run=run, list_type=list_type_of("trainees"))
    return "question", form.fields["order-start_date"].label, 2, "Start date", run.unsure_orders["start_date"]


def case_62_settled(world):
    rows = changed(start="08/25/2024", end=""), changed(number="7000002", start="03/04/2024", end="")
    row = judge(bad_files.text(*rows).encode()).rows[1]
    return "accepted", "", row.number, "Start date", row.cleaned["start_date"]


def case_64(world):
    row = judge(bad_cells.since_1904()).rows[0]
    return "accepted", "", row.number, "Start date", row.cleaned["start_date"]


def twice(code, *rows):
    return lambda world: finding(world.upload(csv(*rows)), code)


case_84 = twice("duplicate_email", ANN, BO.replace("bo@", "ann@"))
case_86 = twice("duplicate_in_file", ANN, ANN.replace("ann@", "a2@"))


def case_87(world):
    world.approve(world.upload(csv(ANN)))
    run = world.upload(csv("7000001,Li,Ann,ann9@x.example,ST4"))
    text = page(world, "import-duplicates", run)
    assert "Row 2: Ann Li" in text
    found = finding(run, "possible_match")
    return found[0], said("is already on the register, under another last name", text), *found[2:]


def case_88(world):
    person = ClinicianFactory(given_names="Zebedee", family_name="Strangeways", work_email="zs@secret.example")
    RegistrationFactory(clinician=person, regulator=RegulatorFactory(code="gmc"), number="7000001")
    run = world.upload(csv("7000001,Ng,Ann,ann9@x.example,ST4"))
    text = page(world, "import-duplicates", run)
    assert not any(word in text for word in ("Zebedee", "Strangeways", "secret"))
    found = finding(run, "possible_match")
    words = "Another organisation or the person gave these details, so we do not show them"
    return found[0], said(words, text), *found[2:]


def case_89(world):
    world.approve(world.upload(csv(ANN)))
    run = world.upload(csv(BO, ",Ng,Ann,ann@x.example,ST4"))
    assert Clinician.objects.count() == 1
    return finding(run, "possible_match")


def case_90(world):
    world.approve(world.upload(csv(ANN, BO), scope="2026"))
    run = world.upload(csv(ANN), scope="2026", mode="REPLACE")
    assert world.upload(csv(ANN), scope="2026").counts["leavers"] == 0
    assert (run.counts["leavers"], Clinician.objects.count()) == (1, 2)
    return "question", said("Marked as left", world.check(run)), None, "Last name", run.rows.last().cleaned["last_name"]


def case_91(world):
    lines = [f"70000{n:02},Ng{'abcdefghij'[n]},Ann,ann{n}@x.example,ST4" for n in range(10)]
    world.approve(world.upload(csv(*lines), scope="2026"))
    run = world.upload(csv(*lines[:8]), scope="2026", mode="REPLACE")
    return "question", said(str(SECOND["leavers"]), world.check(run))


def case_92(world):
    person = ClinicianFactory(given_names="Ann", family_name="Ng")
    RegistrationFactory(clinician=person, regulator=RegulatorFactory(code="gmc"), number="7000001")
    run = runs.settle_all(run=world.upload(csv(ANN)), at=timezone.now())
    Clinician.objects.update(updated_at=timezone.now())
    run = world.approve(run)
    assert (run.state, run.approved_at, person.trainings.count()) == ("READY", None, 0)
    text = world.check(run)
    return "question", said("1 record has changed since you checked this file. Nothing was imported", text)


def case_93(world):
    first, second = world.upload(csv(ANN)), world.upload(csv(ANN))
    second = runs.settle_all(run=second, at=timezone.now())
    world.approve(first)
    second = world.approve(second)
    assert (second.state, Clinician.objects.count()) == ("READY", 1)
    return "accepted", said(f"See {first.reference}", world.check(second)).replace(first.reference, "…")


def case_94(world):
    body = {"list_type": "trainees", "organisation": "RCY", "rows": [{"Last name": "Ng"}]}
    answer = world.program.post("/api/v1/imports/", body, content_type="application/json")
    assert (answer.status_code, ImportRun.objects.filter(list_type="trainees", state="CHECKING").count()) == (400, 0)
    assert Event.objects.filter(type="imports.other_organisation_asked").count() == 1
    mistake = answer.json()["errors"][0]
    return "refused", mistake["message"], None, mistake["where"], mistake["found"]


def case_95(world):
    Suppression.objects.create(fingerprint=suppression_hash("gmc", "7000001"), created_at=timezone.now())
    run = world.upload(csv(ANN))
    assert run.counts["new"] == 0
    return finding(run, "suppressed")


def written(value, ending="csv"):
    """A value as it stands in a file that leaves, and the whole file."""
    sheet = ("People", ["Number", "Name"], [["0012345", value]])
    if ending == "csv":
        text = "".join(tables.csv_lines(*sheet[1:]))
        return list(csv_module.reader(io.StringIO(text.removeprefix("\ufeff"))))[1], text
    content = tables.workbook([sheet])
    return next(openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows(min_row=2)), content


def case_96(world):
    for sign in ("=", "+", "-", "@", "\t", "\r", "＝", "＋"):
        (_number, name), _text = written(f"{sign}1+1")
        assert name == f"'{sign}1+1"
        assert tables.unguarded(name) == f"{sign}1+1"
    return "written", "", 2, "Name", written("=1+1")[0][1]


def case_97(world):
    (_number, cell), _content = written("=1+1", "xlsx")
    return "written", cell.data_type, 2, "Name", cell.value


def case_98(world):
    (cell, _name), _content = written("Ng", "xlsx")
    return "written", cell.data_type, 2, "Number", cell.value


def case_99(world):
    (_number, name), text = written("Zoë")
    return "written", text[0], 2, "Name", name


def case_100(world):
    run = world.approve(world.upload(csv(ANN)))
    answer = world.client.get(reverse("trainee-file"))
    rows = list(csv_module.reader(io.StringIO(b"".join(answer).decode().removeprefix("\ufeff"))))
    event, look = Event.objects.filter(type="profiles.trainees_exported").get(), View.objects.get(page="export")
    assert (run.counts["new"], len(look.people)) == (1, 1)
    words, name = f"{event.details['rows']} row by {event.actor_name}", rows[1][rows[0].index("last_name")]
    return "written", words, 2, "last_name", name


WHOLE_FILE = "The file as a whole is refused; no row of it was read."
KEPT = "The value is kept as it stands, so there is nothing to say."
LEAVER = "Who is missing stands in no row of the file; the person is named."
FORMULA = "The cell has a formula. Paste it as a value"
# Case, fixture, (outcome, words, row, column, value), why no place, why no words
TABLE = [
    (5, case_05, ("refused", "must be a CSV, XLSX or ODS"), WHOLE_FILE, ""),
    (7, case_07, ("accepted", "", 2, "GMC number", "7000001"), "", KEPT),
    (17.5, case_17, ("question", "Which sheet has your list?"), NOT_A_CELL, ""),
    (18.5, case_18, ("warning", "hidden sheets. We did not read them", None, "secret", ""), NOT_A_CELL, ""),
    (20, case_20, ("accepted", "See …"), NOT_A_CELL, ""),
    (21.5, case_21, ("refused", "contains a virus"), WHOLE_FILE, ""),
    (22, case_22, ("accepted", "x.csv"), NOT_A_CELL, ""),
    (33, case_33, ("problem", "“no” is not complete. Enter an email address", 3, "Email", "no"), "", ""),
    (41.5, case_41, ("question", "Choose the column that has: last name", 1, "Last name", ""), "", ""),
    (44.5, case_44, ("warning", "1 column we do not know: Locker", 1, "Locker", ""), "", ""),
    (45.5, case_45, ("accepted", "You chose last time", 2, "GMC Ref No", "7000002"), "", ""),
    (47, case_47, ("warning", "1 column we do not know: [C]", 1, "[C]", ""), "", ""),
    (48, case_48, ("problem", "This is empty. Enter the last name", 3, "Last name", ""), "", ""),
    (49, case_49, ("accepted", "", 2, "Last name", "NG"), "", KEPT),
    (50, lambda world: one(book(changed(last='=UPPER("ng")'))), ("problem", FORMULA, 2, "Last name", "="), "", ""),
    (
        51.5,
        lambda world: one(book(changed(grade="#REF!"))),
        ("problem", "The cell shows #REF!. Enter a value instead", 2, "Grade", "#REF!"),
        "",
        "",
    ),
    (
        52,
        lambda world: one(book(changed(number=12345))),
        ("warning", "has 5 digits. We think the spreadsheet removed 0s: 0012345", 2, "GMC number", "12345"),
        "",
        "",
    ),
    (
        53.5,
        lambda world: one(book(changed(number=1.23457e19))),
        ("problem", "is not a full number. Format the column as text", 2, "GMC number", "1.23457e+19"),
        "",
        "",
    ),
    (
        62,
        case_62,
        ("question", "How are dates written in Start date, like 03/04/2026?", 2, "Start date", "03/04/2026"),
        "",
        "",
    ),
    (62.5, case_62_settled, ("accepted", "", 3, "Start date", "2024-03-04"), "", KEPT),
    (64, case_64, ("accepted", "", 2, "Start date", "2024-08-05"), "", KEPT),
    (
        68,
        lambda world: one(b"Last name,GMC number,Date of birth\nNg,7000001,01/01/2025\n"),
        ("warning", "younger than 17 or older than 100. Check the year", 2, "Date of birth", "01/01/2025"),
        "",
        "",
    ),
    (84.6, case_84, ("problem", "Rows 2 and 3 have the same email address", 3, "Email", "ann@x.example"), "", ""),
    (86, case_86, ("problem", "Rows 2 and 3 have the same GMC number. Keep one", 3, "GMC number", "7000001"), "", ""),
    (87, case_87, ("question", "on the register, under another last name", 2, "GMC number", "7000001"), "", ""),
    (88, case_88, ("question", "so we do not show them", 2, "GMC number", "7000001"), "", ""),
    (
        89,
        case_89,
        ("question", "This may be somebody who is already on the register", 3, "Email", "ann@x.example"),
        "",
        "",
    ),
    (90, case_90, ("question", "Marked as left", None, "Last name", "Li"), LEAVER, ""),
    (91, case_91, ("question", "More than 1 in 10 people would be marked as left"), NOT_A_CELL, ""),
    (92, case_92, ("question", "1 record has changed since you checked this file"), NOT_A_CELL, ""),
    (93, case_93, ("accepted", "See …"), NOT_A_CELL, ""),
    (94, case_94, ("refused", ".", None, "organisation", "RCY"), "The whole list is refused, before its rows.", ""),
    (95, case_95, ("warning", "This person asked not to be on the register", 2, "GMC number", "7000001"), "", ""),
    (96, case_96, ("written", "", 2, "Name", "'=1+1"), "", KEPT),
    (97, case_97, ("written", "s", 2, "Name", "'=1+1"), "", ""),
    (98, case_98, ("written", "s", 2, "Number", "0012345"), "", ""),
    (99, case_99, ("written", "\ufeff", 2, "Name", "Zoë"), "", ""),
    (100, case_100, ("written", "1 row by ", 2, "last_name", "Ng"), "", ""),
]
