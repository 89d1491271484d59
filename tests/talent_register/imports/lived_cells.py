"""Cases of the catalogue about cells that take a database or a page."""

import html

from django.urls import reverse
from django.utils import timezone

from profiles.actions import support
from profiles.models import ClaimRequest
from talent_register.imports.actions import runs
from talent_register.imports.presenters.findings import findings_of
from talent_register.imports.resources import list_type_of
from talent_register.letters.models import Letter
from tests.factories.profiles import ClinicianFactory, RegistrationFactory, RegulatorFactory

from . import test_bad_cells as bad_cells
from . import test_bad_files as bad_files
from .bad_files import book, changed, judge
from .conftest import step
from .lived import ANN, BO, FORMULA, KEPT, csv, finding, heading, one, page, said
from .test_letters import written as letters_written

SCRIPTS = "<script>alert(1)</script>", "{{7*7}}", "'; DROP TABLE profiles_clinician; --"


def case_49(world):
    run = world.upload(bad_cells.with_saved_value())
    words = said("Some cells have formulas, the first in B2. We took the results saved in the file", world.check(run))
    row = run.rows.get()
    return "accepted", words, row.number, "Last name", row.cleaned["last_name"]


# Whose register, what is in the file, and what is said of it.
WRONG = {
    "NMC PIN": ("12A345E", "is not a full PIN. A PIN has 8 characters and looks like 12A3456E"),
    "GDC number": ("12", "“12”: GDC registration number must be 4 to 6 digits, like 123456"),
    "GPhC number": ("7123456", "GPhC numbers have 7 digits and start with 2 or 5"),
    "HCPC number": ("1234567", "“1234567”: start with 2 letters, like PH123456"),
}


def wrong_numbers():
    for place, (column, (value, words)) in enumerate(WRONG.items(), start=1):
        content = f"{column},Last name\n{value},Ng\n".encode()
        yield 56 + place / 10, lambda world, content=content: one(content), ("problem", words, 2, column, value), "", ""


def case_56_small_letter(world):
    (row,) = judge(b"NMC PIN,Last name\n12a3456e,Ng\n").accepted
    return "accepted", "", row.number, "NMC PIN", row.cleaned["number_key"]


def case_58(world):
    marks = ("Y", "yes", "TRUE", "✓", "active", "Active")
    lines = [f"700000{n},Ng{'abcdef'[n]},{mark}" for n, mark in enumerate(marks)]
    rows = [*world.upload("\n".join(["GMC number,Last name,Active", *lines]).encode()).rows.order_by("number")]
    truth = book([7000007, "Li", True], headings=["GMC number", "Last name", "Active"])
    rows += world.upload(truth).rows.all()
    assert {row.cleaned["status"] for row in rows} == {"ACTIVE"}
    assert not any(row.issues for row in rows)
    return "accepted", "", rows[0].number, "Active", rows[0].cleaned["status"]


def case_60(world):
    run = world.upload(b"GMC number,Last name,Start date\n7000001,Ng,03/04/2024\n7000002,Li,25/12/2024\n")
    row = run.rows.get(number=2)
    text = html.unescape(world.client.get(reverse("import-rows", args=[run.reference, "new"])).text)
    return "accepted", said("3 April 2024", text), row.number, "Start date", row.cleaned["start_date"]


def case_62(world):
    run = world.upload(b"GMC number,Last name,Start date\n7000001,Ng,08/25/2026\n7000002,Li,03/04/2026\n")
    assert run.state == "NEEDS_ANSWERS"
    assert [row.cleaned["start_date"] for row in run.rows.order_by("number")] == ["2026-08-25", "2026-03-04"]
    ((key, example),) = run.unsure_orders.items()
    words = f"How are dates written in Start date, like {example}?"
    return "question", said(words, page(world, "import-columns", run)), 2, heading(run, key), example


def case_62_settled(world):
    rows = changed(start="08/25/2024", end=""), changed(number="7000002", start="03/04/2024", end="")
    row = judge(bad_files.text(*rows).encode()).rows[1]
    return "accepted", "", row.number, "Start date", row.cleaned["start_date"]


def case_64(world):
    row = judge(bad_cells.since_1904()).rows[0]
    return "accepted", "", row.number, "Start date", row.cleaned["start_date"]


def case_70(world):
    run = world.upload(b"GMC number,Last name,Start date\n7000001,Ng,Aug-24\n7000002,Li,2024-09\n")
    found = finding(run, "day_missing")
    assert all("start_date" not in row.cleaned for row in run.rows.all())
    runs.match_columns(run=run, mapping=run.mapping, date_orders={}, remember=False, by=None, at=timezone.now())
    run = step(run)
    words = said("Use 1 August 2024", page(world, "import-problems", run))
    fix = reverse("import-row-fix", args=[run.reference, 2])
    world.client.post(fix, {"column": "start_date", "value": ["Aug-24", "2024-08-01"]})
    assert run.rows.get(number=2).cleaned["start_date"] == "2024-08-01"
    same = {"column": "start_date", "code": "day_missing", "take_proposed": "1"}
    world.client.post(reverse("import-problems", args=[run.reference]), same)
    assert run.rows.get(number=3).cleaned["start_date"] == "2024-09-01"
    return "question", words, 2, found[3], "Aug-24"


def case_83(world):
    names = [f'700000{n},"{name}",Ann,ann{n}@x.example,ST4' for n, name in enumerate(SCRIPTS)]
    run = world.upload(csv(*names))
    pages = [html.unescape, lambda text: text]
    new = reverse("import-rows", args=[run.reference, "new"])
    run = letters_written(world.approve(run), world.college_approver)
    shown = [world.client.get(address).text for address in (new, reverse("trainee-list"))]
    for text in shown:
        assert "<script>alert(1)" not in text
        assert all(name in pages[0](text) for name in SCRIPTS)
    bodies = " ".join(Letter.objects.filter(kind="profiles/claim").values_list("body", flat=True))
    assert "{{7*7}}" in bodies
    assert "49" not in bodies.replace(run.reference, "")
    book_rows = b"".join(world.client.get(reverse("import-present", args=["trainees", "csv"]))).decode()
    assert all(name in book_rows.replace('""', '"') for name in SCRIPTS[:2])
    row = run.rows.get(number=2)
    return "accepted", "", row.number, "Last name", row.cleaned["last_name"]


def case_84(world):
    run = world.upload(csv(ANN, BO.replace("bo@", "ann@")))
    assert run.counts["problems"] == 2
    first, second = findings_of(run, list_type_of("trainees"))
    assert (first["row"], first["code"], first["message"]) == (
        2,
        "duplicate_email",
        second["message"].replace("2 and 3", "3 and 2"),
    )
    return finding(run, "duplicate_email")


def case_85(world):
    known = ClinicianFactory(given_names="Ann", family_name="Ng", state="STUB", user=None, work_email="ann@x.example")
    RegistrationFactory(clinician=known, regulator=RegulatorFactory(code="gmc"), number="7000001")
    head = "GMC number,Last name,First names,Email,Status"
    lines = "7000001,Ng,Ann,ann@x.example,Deceased", "7000002,Li,Bo,bo@x.example,Died", "7000003,Yu,Cy,cy@x.example,"
    run = world.upload("\n".join([head, *lines]).encode())
    assert (run.counts["left_out"], run.counts["new"]) == (2, 1)
    assert list_type_of("trainees").invited(run) == 1
    run = letters_written(world.approve(run), world.college_approver)
    assert set(Letter.objects.filter(kind="profiles/claim").values_list("to_email", flat=True)) == {"cy@x.example"}
    task = ClaimRequest.objects.get()
    assert (task.kind, task.record) == ("DIED", known)
    known.refresh_from_db()
    assert known.restricted_at, "nobody is shown a record whose person may be dead"
    support.settle(request=task, outcome="REFUSED", note="Alive", by=world.college_approver, at=timezone.now())
    known.refresh_from_db()
    assert known.restricted_at is None, "the list was wrong"
    found = next(one for one in findings_of(run, list_type_of("trainees")) if one["code"] == "deceased")
    return found["level"], found["message"], found["row"], found["column"], found["value"]


# Case, fixture, (outcome, words, row, column, value), why no place, why no words
TABLE = [
    (49, case_49, ("accepted", "the first in B2. We took the results saved", 2, "Last name", "NG"), "", ""),
    (
        50,
        lambda world: one(book(changed(last='=UPPER("ng")'))),
        ("problem", FORMULA, 2, "Last name", '=UPPER("ng")'),
        "",
        "",
    ),
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
    *wrong_numbers(),
    (56.9, case_56_small_letter, ("accepted", "", 2, "NMC PIN", "12A3456E"), "", KEPT),
    (58.5, case_58, ("accepted", "", 2, "Active", "ACTIVE"), "", KEPT),
    (60.5, case_60, ("accepted", "3 April 2024", 2, "Start date", "2024-04-03"), "", ""),
    (
        62,
        case_62,
        ("question", "How are dates written in Start date, like 08/25/2026?", 2, "Start date", "08/25/2026"),
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
    (70.9, case_70, ("question", "Use 1 August 2024", 2, "Start date", "Aug-24"), "", ""),
    (83.9, case_83, ("accepted", "", 2, "Last name", SCRIPTS[0]), "", KEPT),
    (85.7, case_85, ("warning", "has died. We leave the row out", 2, "Status", "Deceased"), "", ""),
    (84.6, case_84, ("problem", "Rows 2 and 3 have the same email address", 3, "Email", "ann@x.example"), "", ""),
]
