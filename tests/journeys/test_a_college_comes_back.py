"""The second month of a college: its columns are remembered, the same file is noticed, a check changes nobody, a double
click imports once, and an import can be taken back. With and without JavaScript."""

import pytest
from django.utils import timezone

from profiles.models import Clinician
from talent_register.audit.models import Event
from talent_register.imports.models import ImportRun
from tests.browser import DESKTOP, PHONE
from tests.factories.organisations import OrganisationFactory
from tests.factories.reference import load_reference
from tests.talent_register.imports.conftest import step

pytestmark = pytest.mark.browser
LIST = b"GMC No.,Surname,Forenames,E-mail,Grade,Locker\n7000001,Ng,Ann,ann@x.example,ST4,12\n"
LIST += b"7000002,Li,Bo,bo@x.example,ST5,13\n"


@pytest.fixture
def college(transactional_db):
    college = OrganisationFactory(code="COLL-X", slug="royal-college-of-x", name="Royal College of X", kind="COLLEGE")
    now = timezone.now()
    earlier = ImportRun(organisation=college, list_type="trainees", as_at=now.date(), uploaded_at=now, state="UNDONE")
    earlier.reference, earlier.imported_at = "IMP-EARLIER", now
    earlier.save()
    return college


def hand_in(page, mode="Add and update people"):
    """From the start to the uploaded file. Returns the run after its check, and the page where it goes on."""
    page.goto("/imports/new/")
    page.get_by_label("Trainee list").check()
    page.get_by_label(mode).check()
    page.get_by_role("button", name="Continue").click()
    page.locator("input[type=file]").set_input_files({"name": "list.csv", "mimeType": "text/csv", "buffer": LIST})
    page.get_by_role("button", name="Upload and check").click()
    page.get_by_role("progressbar").wait_for()
    run = step(ImportRun.objects.latest("pk"))
    page.goto(f"/imports/{run.reference}/")
    return run


def heading(page):
    return page.get_by_role("heading", level=1).inner_text()


@pytest.mark.parametrize(("size", "js"), [(DESKTOP, True), (PHONE, False)], ids=["desktop", "phone without js"])
def test_a_college_comes_back(size, js, college, college_approver, open_page):
    load_reference()
    page = open_page("/imports/", college_approver, size=size, js=js)
    page.get_by_role("link", name="Import a list").first.click()
    run = hand_in(page)

    assert heading(page).endswith("Match your columns")
    assert page.get_by_text("Locker").first.is_visible()
    assert page.get_by_text("ann@x.example").first.is_visible()
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("My organisation has told these people").check()
    page.get_by_role("button", name="Import 2 people").dblclick()
    page.get_by_role("progressbar").wait_for()
    step(run)
    page.goto(f"/imports/{run.reference}/")
    assert page.get_by_text("2 people imported").is_visible()
    assert Event.objects.filter(type="imports.run_approved").count() == 1
    assert Clinician.objects.count() == 2

    again = hand_in(page)
    assert heading(page).endswith("Check before you import")
    assert page.get_by_text("You imported this file on").is_visible()
    assert page.get_by_role("link", name=f"See {run.reference}").is_visible()
    assert again.counts["unchanged"] == 2

    hand_in(page, mode="Check a file without importing")
    assert page.get_by_role("button", name="Import").count() == 0
    assert Clinician.objects.count() == 2

    page.goto(f"/imports/{run.reference}/undo/")
    assert page.get_by_text("2 new people will be removed").is_visible()
    page.get_by_role("button", name="Undo import").click()
    page.get_by_role("progressbar").wait_for()
    step(run)
    page.goto("/imports/")
    row = page.get_by_role("row").filter(has_text=run.reference)
    assert "Undone" in row.inner_text()
    assert not Clinician.objects.exists()


def test_a_college_makes_a_token_for_its_program(college, college_approver, open_page, accessible):
    page = open_page(f"/organisations/{college.slug}/team/", college_approver)
    page.get_by_role("link", name="Tokens for programs").click()
    page.get_by_role("button", name="Create token").click()
    assert page.get_by_role("heading", name="There is a problem").is_visible()
    accessible(page)
    page.get_by_label("Which program will use it?").fill("Records")
    page.get_by_label("Hand in lists to be checked").check()
    page.get_by_label("30 days").check()
    page.get_by_role("button", name="Create token").click()
    assert page.locator("#token").inner_text().startswith("tlr_")
    accessible(page)
    page.get_by_role("link", name="How programs hand in lists").click()
    accessible(page)
