"""A college imports its list in a real browser, with and without JavaScript; every page is accessible."""

import pytest

from talent_register.imports.models import ImportRun
from tests.browser import DESKTOP, PHONE
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
    run = step(ImportRun.objects.get())

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
