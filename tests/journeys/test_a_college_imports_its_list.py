"""A college imports its list for the first time, and every page on the way is for everybody."""

import pytest
from django.urls import reverse
from django.utils import timezone

from talent_register.imports.actions import runs
from talent_register.imports.models import ImportRun
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


@scenario("R1", "R3", "R6", "R8", "R10", "R14")
def test_a_college_imports_its_list(travel, college, college_approver):
    load_reference()
    now = timezone.now()
    before = ImportRun(organisation=college, list_type="trainees", as_at=now.date(), uploaded_at=now, state="UNDONE")
    before.reference, before.imported_at = "IMP-EARLIER", now
    before.save()
    they = travel("/imports/", college_approver).accessible()
    they.follows("Import a list")
    assert they.presses == 1
    they.chooses("Trainee list", exact=False).types("Which year or intake?", "2026 intake")
    they.chooses("Add and update people", exact=False).accessible().presses_button("Continue")
    they.page.locator("input[type=file]").set_input_files(IMPORTS / "tis_people.xlsx")
    they.accessible().presses_button("Upload and check")
    they.page.get_by_role("progressbar").wait_for()
    they.accessible()
    run = step(ImportRun.objects.latest("pk"))

    # Their own headings are matched, each beside a value of theirs.
    they.goes_to(f"/imports/{run.reference}/")
    assert they.heading.endswith("Match your columns")
    they.accessible().presses_button("Continue").accessible().presses_button("Continue")
    assert "6 rows have a problem" in they.heading
    # Each problem: the row as Excel counts it, the column, the value, what is wrong and how to mend it.
    for heading in ("Row", "Column", "What is in the file", "Problem and how to fix it", "New value"):
        assert they.page.get_by_role("columnheader", name=heading, exact=True).count() == 1
    they.accessible().types("New Email Address for row 19", "ann@nhs.example")
    they.presses_button("Save Email Address for row 19")
    assert "5 rows have a problem" in they.heading
    they.presses_button("Continue and leave out 5 rows").accessible()
    they.presses_button("Import 235 people").reads("There is a problem").accessible()
    they.ticks("My organisation has told these people").presses_button("Import 235 people")
    step(run)
    they.goes_to(f"/imports/{run.reference}/").reads("235 people imported").accessible()
    they.follows("See the letters and choose when they leave").accessible()
    assert they.page.get_by_role("radio", checked=True).get_attribute("value") == "morning"
    for path in (f"/imports/{run.reference}/rows/new/", "/trainees/", f"/imports/{run.reference}/undo/"):
        they.goes_to(path).accessible()


MARRIED_AND_UNNUMBERED = b"""GMC number,Last name,First names,Email,Grade
6256050,Nightingale,Poppy,poppy.haylings57@trust.example,ST7
,Beavan,Margot,margot.beavan@trust.example,ST4
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
    zeros, checking = step(upload("school_list.xlsx")), upload("nurse_fellows.tsv")
    pages = [
        (college_approver, "import-rows", later, "changed"),
        (college_approver, "import-duplicates", asked),
        (college_admin, "import-check", later),
        (college_approver, "import-check", zeros),
        (college_approver, "import-rows", zeros, "unusual"),
        (college_approver, "import-progress", checking),
        (college_approver, "import-cancel", zeros),
    ]
    for user, name, run, *more in pages:
        for size in (DESKTOP, PHONE):
            page = open_page(reverse(name, args=[run.reference, *more]), user, size=size)
            accessible(page)
            assert pixels_too_wide(page) == 0, name
            page.context.close()
