"""A college imports its list in a real browser, with and without JavaScript; every page is accessible."""

import pytest
from django.urls import reverse
from django.utils import timezone

from talent_register.imports.actions import runs
from talent_register.imports.models import ImportRun
from tests.browser import DESKTOP, PHONE, pixels_too_wide
from tests.factories.organisations import OrganisationFactory
from tests.factories.reference import load_reference
from tests.samples import IMPORTS
from tests.talent_register.imports.conftest import step

pytestmark = pytest.mark.browser


@pytest.fixture
def college(transactional_db):
    return OrganisationFactory(code="COLL-X", slug="royal-college-of-x", name="Royal College of X", kind="COLLEGE")


@pytest.mark.parametrize(("size", "js"), [(DESKTOP, True), (PHONE, False)], ids=["desktop", "phone without js"])
def test_a_college_imports_its_list(size, js, college, college_approver, open_page, accessible):
    load_reference()
    now = timezone.now()
    before = ImportRun(organisation=college, list_type="trainees", as_at=now.date(), uploaded_at=now, state="UNDONE")
    before.reference, before.imported_at = "IMP-EARLIER", now
    before.save()
    check = accessible if js else lambda page: None  # axe needs scripts
    page = open_page("/imports/", college_approver, size=size, js=js)
    check(page)
    page.get_by_role("link", name="Import a list").click()
    page.get_by_label("Trainee list").check()
    page.get_by_label("Which year or intake?").fill("2026 intake")
    page.get_by_label("Add and update people").check()
    check(page)
    page.get_by_role("button", name="Continue").click()
    page.locator("input[type=file]").set_input_files(IMPORTS / "tis_people.xlsx")
    check(page)
    page.get_by_role("button", name="Upload and check").click()
    assert page.get_by_role("progressbar").is_visible()
    check(page)
    run = step(ImportRun.objects.latest("pk"))

    page.get_by_role("link", name="See how far it is").click()
    assert page.get_by_role("heading", level=1).inner_text().endswith("Match your columns")
    check(page)
    page.get_by_role("button", name="Continue").click()
    check(page)
    page.get_by_role("button", name="Continue").click()
    assert "6 rows have a problem" in page.get_by_role("heading", level=1).inner_text()
    check(page)
    page.get_by_label("New Email Address for row 19").fill("ann@nhs.example")
    page.get_by_role("button", name="Save Email Address for row 19").click()
    assert "5 rows have a problem" in page.get_by_role("heading", level=1).inner_text()
    page.get_by_role("button", name="Continue and leave out 5 rows").click()
    check(page)
    page.get_by_role("button", name="Import 235 people").click()
    assert page.get_by_role("heading", name="There is a problem").is_visible()
    check(page)
    page.get_by_label("My organisation has told these people").check()
    page.get_by_role("button", name="Import 235 people").click()
    step(run)
    page.goto(f"/imports/{run.reference}/")
    assert page.get_by_text("235 people imported").is_visible()
    check(page)
    page.goto(f"/imports/{run.reference}/rows/new/")
    check(page)
    page.goto("/trainees/")
    check(page)
    page.goto(f"/imports/{run.reference}/undo/")
    check(page)


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
    runs.confirm(run=first, by=college_approver, at=timezone.now(), declared=True, letters="NONE")
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
