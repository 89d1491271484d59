"""The second month of a college: its columns are remembered, the same file is noticed, a check changes nobody, a double
click imports once, and an import can be taken back. With and without JavaScript."""

from datetime import timedelta

import pytest
from django.utils import timezone

from profiles.models import Clinician
from talent_register.audit.models import Event
from talent_register.imports.actions import letters, purging
from talent_register.imports.models import ImportFile, ImportRun
from talent_register.imports.resources import list_type_of
from talent_register.imports.rules import first_letter_day
from talent_register.letters.models import Letter
from tests.factories.organisations import OrganisationFactory
from tests.factories.reference import load_reference
from tests.journeys.kit import scenario
from tests.talent_register.imports.conftest import step

pytestmark = pytest.mark.browser
A_DAY = timedelta(hours=25)
MOST_PRESSES = 3  # from the first page to the check
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


def hand_in(they, mode="Add and update people"):
    """From the start to the uploaded file. Returns the run after its check, and the page where it goes on."""
    they.goes_to("/imports/new/")
    they.presses = 0
    they.chooses("Trainee list", exact=False).chooses(mode, exact=False).presses_button("Continue")
    upload = {"name": "list.csv", "mimeType": "text/csv", "buffer": LIST}
    they.page.locator("input[type=file]").set_input_files(upload)
    they.presses_button("Upload and check")
    they.page.get_by_role("progressbar").wait_for()
    run = step(ImportRun.objects.latest("pk"))
    they.goes_to(f"/imports/{run.reference}/")
    return run


@scenario("R4", "R5", "R13", "R15", "R16", "R18")
def test_a_college_comes_back(travel, college, college_approver):
    load_reference()
    they = travel("/imports/", college_approver)
    run = hand_in(they)
    assert they.heading.endswith("Match your columns")
    they.reads("Locker", "ann@x.example").presses_button("Continue")
    they.reads("New people", "Updated", "No change", "Left out", "Up to 2 invitations, from 9am on")
    they.ticks("My organisation has told these people")
    they.page.get_by_role("button", name="Import 2 people").dblclick()
    they.page.get_by_role("progressbar").wait_for()
    step(run)
    they.goes_to(f"/imports/{run.reference}/").reads("2 people imported")
    assert Event.objects.filter(type="imports.run_approved").count() == 1
    assert Clinician.objects.count() == 2

    # Next month: the columns are known, and the same file is noticed.
    again = hand_in(they)
    assert they.presses <= MOST_PRESSES
    assert they.heading.endswith("Check before you import")
    they.reads("You imported this file on", "Columns matched the same as on")
    assert they.page.get_by_role("link", name=f"See {run.reference}").is_visible()
    assert again.counts["unchanged"] == 2

    checked = hand_in(they, mode="Check a file without importing")
    assert they.page.get_by_role("button", name="Import").count() == 0
    assert Clinician.objects.count() == 2
    they.reads("this check is deleted after 24 hours")
    purging.forget_runs(ids=purging.due(timezone.now() + A_DAY).values_list("pk", flat=True), at=timezone.now())
    assert not checked.rows.exists()
    assert not ImportFile.objects.filter(run=checked).exists()

    # One of the two was changed since, and one letter has left.
    letters.send(run=run, day=first_letter_day(timezone.now()), by=college_approver, at=timezone.now())
    letters.write_waiting(list_type_of=list_type_of)
    Letter.objects.filter(to_email="bo@x.example").update(state="SENT", finished_at=timezone.now())
    Clinician.objects.filter(family_name="Li").update(updated_at=timezone.now())
    they.goes_to(f"/imports/{run.reference}/undo/")
    they.reads("1 new person will be removed", "Left as it is: 1", "Bo Li", "1 letter that has not left is cancelled")
    they.reads("1 letter has left and cannot be called back").presses_button("Undo import")
    they.page.get_by_role("progressbar").wait_for()
    step(run)
    assert Clinician.objects.get().family_name == "Li"
    assert list(Letter.objects.filter(kind="profiles/claim").order_by("to_email").values_list("state", flat=True)) == [
        "CANCELLED",
        "SENT",
    ]

    # The history says when, who, which file, how many rows and what became of it; each opens its receipt.
    they.goes_to("/imports/")
    said = they.page.get_by_role("row").filter(has_text=run.reference).inner_text()
    for words in ("list.csv", f"{timezone.localtime():%Y}", college_approver.name, "Undone", "2"):
        assert words in said
    they.follows(run.reference).is_at("This import was undone").reads("Undone", college_approver.name, "What stays")


def test_a_college_makes_a_token_for_its_program(college, college_approver, open_page, accessible):
    page = open_page(f"/organisations/{college.slug}/team/", college_approver)
    page.get_by_role("link", name="Tokens for programs").click()
    page.get_by_role("button", name="Create token").click()
    page.get_by_role("heading", name="There is a problem").wait_for()
    accessible(page)
    page.get_by_label("Which program will use it?").fill("Records")
    page.get_by_label("Hand in lists to be checked").check()
    page.get_by_label("30 days").check()
    page.get_by_role("button", name="Create token").click()
    assert page.locator("#token").inner_text().startswith("tlr_")
    accessible(page)
    page.get_by_role("link", name="How programs hand in lists").click()
    accessible(page)
