"""A college imports its list for the first time, and every page on the way is for everybody."""

import io

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from talent_register.imports.actions import runs
from talent_register.imports.models import ImportRun
from talent_register.letters.models import Letter
from tests.browser import DESKTOP, PHONE, pixels_too_wide
from tests.factories.organisations import OrganisationFactory
from tests.factories.reference import load_reference
from tests.journeys.kit import scenario
from tests.samples import IMPORTS
from tests.talent_register.imports.conftest import step

pytestmark = pytest.mark.browser


@pytest.fixture
def college(transactional_db):
    return OrganisationFactory(code="COLL-X", slug="royal-college-of-x", name="Royal College of X", kind="COLLEGE")


MENDED = 19
# Row as Excel counts it, column and value, as they stand in the file (tests/samples/imports/truth.json).
PROBLEMS = [
    (6, "GMC Number", "65432"),
    (MENDED, "Email Address", "no-at-sign.example"),
    (25, "Date of Birth", "31/02/1990"),
    (33, "Surname *", "Empty"),
    (46, "GMC Number", "7666589"),
    (65, "Programme End Date", "27/04/2021"),
]


def looks_again_by_itself(they, run):
    """With scripts the page asks; without it comes again every 10 seconds. Whoever leaves comes back to it."""
    page = they.page
    if they.dress.js:
        assert page.locator("[data-poll]").get_attribute("data-poll").endswith("/progress/")
    else:
        assert 'http-equiv="refresh" content="10"' in page.content()
    they.goes_to("/imports/").follows(run.reference).page.get_by_role("progressbar").wait_for()


def problems_shown(they):
    """(row, column, value) of each problem. Each says what is wrong and how to mend it, and has a place for that."""
    shown = []
    for line in they.page.locator("tbody tr").all():
        row, column, value, problem = (
            cell.evaluate("cell => [...cell.childNodes].at(-1).textContent.trim()")
            for cell in line.locator("td").all()[:4]
        )
        assert len(problem.split()) > 3, problem
        assert line.get_by_role("textbox").count() == 1
        shown.append((int(row), column, value))
    return shown


def mends_in_place(they):
    """With scripts the page stays, says what became of it and leads to the next; without, it is at the next."""
    they.page.evaluate("document.body.dataset.stayed = 'yes'") if they.dress.js else None
    they.types("New Email Address for row 19", "ann@nhs.example")
    they.presses_button("Save Email Address for row 19")
    they.page.get_by_text("Row 19 fixed. 5 rows still have a problem").wait_for()
    if not they.dress.js:
        assert they.page.url.endswith("#row-25-birth_date")
        return
    assert they.page.evaluate("document.body.dataset.stayed") == "yes"
    assert they.page.get_by_role("status").filter(has_text="Row 19 fixed").count() == 1
    assert they.page.evaluate("document.activeElement.labels[0].textContent") == "New Date of Birth for row 25"


def left_out(they):
    """The rows of the file of those left out, each with its reason, as the receipt gives it for 30 days."""
    they.follows("See the 5 rows left out")
    book = openpyxl.load_workbook(io.BytesIO(they.downloads("Download these rows (Excel)").read_bytes()))
    _header, *rows = book.active.iter_rows(values_only=True)
    assert all(reasons for _row, reasons, *_cells in rows)
    return [int(row) for row, *_rest in rows]


@scenario("R1", "R3", "R6", "R8", "R10", "R14")
def test_a_college_imports_its_list(travel, college, college_approver):
    load_reference()
    now = timezone.now()
    before = ImportRun(organisation=college, list_type="trainees", as_at=now.date(), uploaded_at=now, state="UNDONE")
    before.reference, before.imported_at = "IMP-EARLIER", now
    before.save()
    they = travel(reverse("account-second-factor"), college_approver).is_at("Your lists").accessible()
    for name in ("Import a list", "Trainees", "Fellowships"):
        assert they.page.locator("main h2").get_by_role("link", name=name, exact=True).count() == 1
    they.reads("IMP-EARLIER", "Undone")
    they.follows("Import a list", exact=True)
    assert they.presses == 1
    they.chooses("Trainee list", exact=False).types("Which year or intake?", "2026 intake")
    they.chooses("Add and update people", exact=False).accessible().presses_button("Continue")
    they.page.locator("input[type=file]").set_input_files(IMPORTS / "tis_people.xlsx")
    they.accessible().presses_button("Upload and check")
    they.page.get_by_role("progressbar").wait_for()
    they.accessible().reads("You can leave this page and come back")
    looks_again_by_itself(they, run := ImportRun.objects.latest("pk"))
    run = step(run)

    # Their own headings are matched, each beside a value of theirs; what is not taken is named.
    they.goes_to(f"/imports/{run.reference}/")
    assert they.heading.endswith("Match your columns")
    they.reads("We will not import", "We did not read or keep these sensitive columns", "NI number")
    for column in they.page.locator("tbody tr").filter(has=they.page.locator("option[selected]:not([value=''])")).all():
        assert column.locator(".app-sample").or_(column.get_by_text("Empty in your file")).count()
    they.accessible().presses_button("Continue").accessible().presses_button("Continue")
    assert "6 rows have a problem" in they.heading
    they.reads("234 rows are ready to import.", "GMC Number: not a full number", "(1 row)")
    assert problems_shown(they) == PROBLEMS
    they.accessible()
    mends_in_place(they)
    assert "5 rows have a problem" in they.heading
    they.presses_button("Continue and leave out 5 rows").accessible()
    they.presses_button("Import 235 people").reads("There is a problem").accessible()
    they.ticks("My organisation has told these people").presses_button("Import 235 people")
    they.page.get_by_role("progressbar").wait_for()
    they.reads("We will email you when it is finished")
    run = step(run)
    assert Letter.objects.filter(kind="imports/finished", to_email=college_approver.email).exists()
    they.goes_to(f"/imports/{run.reference}/").reads("235 people imported").accessible()
    they.reads(f"Kept until {date_format(run.undo_until, 'j F Y')}, to mend and hand in again.")
    assert left_out(they) == [row for row, *_rest in PROBLEMS if row != MENDED]
    they.goes_to(f"/imports/{run.reference}/")
    they.follows("See the letters and choose when they leave").accessible()
    assert they.page.get_by_role("radio", checked=True).get_attribute("value") == "morning"
    for path in (f"/imports/{run.reference}/rows/new/", "/trainees/", f"/imports/{run.reference}/undo/"):
        they.goes_to(path).accessible()


MARRIED_AND_UNNUMBERED = b"""GMC number,Last name,First names,Email,Grade
6256050,Nightingale,Poppy,poppy.haylings57@trust.example,ST7
,Beavan,Margot,margot.beavan@trust.example,ST4
"""
ONE_PERSON_TWICE = b"""GMC number,Last name,First names,Start date
7000001,Ng,Ann,Aug-26
7000002,Li,Bo,2026-08-05
7000002,Li,Bo,2026-08-05
"""


@pytest.fixture
def upload(college, college_admin):
    """upload(name, content) → the run after its check, with its columns as they were recognised."""

    def upload(name, content=None):
        now = timezone.now()
        content = content or (IMPORTS / name).read_bytes()
        run = runs.start(organisation=college, list_type="trainees", by=college_admin, at=now, scope="2026")
        run = step(runs.take_file(run=run, name=name, content=content, by=college_admin, at=now))
        return runs.match_columns(
            run=run, mapping=run.mapping, date_orders=run.date_orders, remember=False, by=None, at=now
        )

    return upload


def test_every_other_page_is_accessible_and_fits_a_phone(
    college_approver, college_admin, upload, open_page, accessible
):
    load_reference()
    first = step(upload("template_filled.csv"))
    runs.confirm(run=first, by=college_approver, at=timezone.now(), declared=True)
    step(first)
    later, asked = step(upload("template_next_month.csv")), step(upload("list.csv", MARRIED_AND_UNNUMBERED))
    twice = step(upload("twice.csv", ONE_PERSON_TWICE))
    zeros, checking = step(upload("school_list.xlsx")), upload("nurse_fellows.tsv")
    pages = [
        (college_approver, "import-rows", later, "changed"),
        (college_approver, "import-duplicates", asked),
        (college_admin, "import-check", later),
        (college_approver, "import-check", zeros),
        (college_approver, "import-rows", zeros, "unusual"),
        (college_approver, "import-unusual", zeros),
        (college_approver, "import-problems", twice),
        (college_approver, "import-progress", checking),
        (college_approver, "import-cancel", zeros),
    ]
    for user, name, run, *more in pages:
        for size in (DESKTOP, PHONE):
            page = open_page(reverse(name, args=[run.reference, *more]), user, size=size)
            accessible(page)
            assert pixels_too_wide(page) == 0, name
            page.context.close()
