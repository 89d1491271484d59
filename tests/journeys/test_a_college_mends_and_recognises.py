"""A college mends its list in several ways, looks again at who changed, and recognises its fellows."""

import io

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from profiles.models import Recognition
from talent_register.imports.models import ImportRun
from talent_register.letters.models import Letter
from tests.factories.organisations import OrganisationFactory
from tests.factories.profiles import ClinicianFactory, RegistrationFactory, RegulatorFactory, TrainingFactory
from tests.factories.reference import load_reference
from tests.journeys.kit import scenario
from tests.talent_register.imports.conftest import earlier, step

__all__ = ["earlier"]

GRADES = b"GMC No.,Surname,Forenames,E-mail,Grade\n" + b"".join(
    b"70000%02d,Person,Ann,person%d@x.example,ST-6\n" % (n, n) for n in range(1, 10)
)
FELLOWS = "\n".join(map(str, (7000001, *range(7999800, 7999999))))  # 200, of whom the register knows one
ONCE = {"Regulator": "GMC", "Award": "Fellow of the Faculty", "Level": "Fellow", "Awarded on": "1/3/2022"}


@pytest.fixture
def college(transactional_db):
    load_reference()
    return OrganisationFactory(code="COLL-X", slug="royal-college-of-x", name="Royal College of X", kind="COLLEGE")


@pytest.fixture
def fellow(college):
    person = ClinicianFactory(given_names="Ann", family_name="Ng", next_step="STEP_UP", stage="SYSTEM")
    RegistrationFactory(
        clinician=person, regulator=RegulatorFactory(code="gmc"), number="7000001", number_key="7000001"
    )
    TrainingFactory(clinician=person, organisation=college)
    return person


def begin(they, kind="Trainee list"):
    they.goes_to(reverse("import-new")).chooses(kind, exact=False)
    mode = they.page.get_by_role("radio", name="Add and update people")
    if mode.count():
        they.chooses("Add and update people", exact=False)
    return they.presses_button("Continue")


def hand_in(they, content, name="list.csv"):
    they.page.locator("input[type=file]").set_input_files({"name": name, "mimeType": "text/csv", "buffer": content})
    they.presses_button("Upload and check")
    return look_on(they)


def look_on(they):
    they.page.get_by_role("progressbar").wait_for()
    run = step(ImportRun.objects.latest("pk"))
    they.goes_to(f"/imports/{run.reference}/")
    return run


@scenario("R2")
def test_a_template_that_is_filled_has_no_mistake(travel, college_approver, earlier):
    they = begin(travel("/imports/", college_approver))
    book = openpyxl.load_workbook(io.BytesIO(they.downloads("Template for Excel").read_bytes()))
    sheet = book.active
    assert len(book.sheetnames) >= 2, "the allowed values have a sheet of their own"
    assert sheet.cell(2, 1).value == "Delete this row"  # and whoever leaves it in does no harm
    filled = {"regulator": "GMC", "registration_number": "7000001", "last_name": "Ng", "first_names": "Ann"}
    filled["work_email"] = "ann@x.example"
    for number, cell in enumerate(sheet[1], start=1):
        sheet.cell(3, number).value = filled.get(cell.value, "")
    kept = io.BytesIO()
    book.save(kept)
    run = hand_in(they, kept.getvalue(), "list.xlsx")
    run.refresh_from_db()
    assert (run.refusal, run.counts.get("problems", 0), run.counts["rows"]) == ("", 0, 1)
    they.reads("We found these columns")


@scenario("R7", "R9")
def test_one_value_mends_all_its_rows_and_a_file_mends_the_rest(travel, college_approver, earlier):
    they = begin(travel("/imports/", college_approver))
    run = hand_in(they, GRADES.replace(b"person9@x.example", b"nowhere"))
    they.presses_button("Continue").is_at("Match values we do not recognise").reads("ST-6", "(9 rows)").accessible()
    they.presses_button("Continue").reads("9 cells matched. 1 row still has a problem")
    assert they.page.get_by_role("alert").filter(has_text="9 cells matched").count() == 1
    run.refresh_from_db()
    assert {row.cleaned["grade"] for row in run.rows.exclude(number=10)} == {"st6"}

    # The row that is left over is mended at home, in the file that names the problem.
    assert "1 row has a problem" in they.heading, they.words
    book = openpyxl.load_workbook(io.BytesIO(they.downloads("Download rows with problems").read_bytes()))
    sheet = book.active
    headings = [cell.value for cell in sheet[1]]
    assert headings[:2] == ["Row", "Problems"]
    sheet.cell(2, headings.index("E-mail") + 1).value = "person9@x.example"
    kept = io.BytesIO()
    book.save(kept)
    they.opens("Upload the rows again after fixing them")
    upload = {"name": "mended.xlsx", "mimeType": "application/octet-stream", "buffer": kept.getvalue()}
    they.page.locator("input[type=file]").set_input_files(upload)
    they.presses_button("Upload fixed rows").reads("We took over 1 row")
    run.refresh_from_db()
    assert (run.counts["problems"], run.rows.get(number=10).fixes) == (0, {"work_email": "person9@x.example"})


@scenario("R17")
def test_who_changed_meanwhile_is_looked_at_again(travel, college_approver, earlier, fellow):
    they = begin(travel("/imports/", college_approver))
    line = b"GMC No.,Surname,Forenames,E-mail,Grade\n7000001,Ng,Ann,ann@x.example,ST7\n"
    run = hand_in(they, line)
    they.presses_button("Continue")
    fellow.updated_at = timezone.now()
    fellow.save()
    they.ticks("My organisation has told these people").presses_button("Import 1 person")
    step(run)
    they.goes_to(f"/imports/{run.reference}/").reads("has changed since you checked this file", "Nothing was imported")
    assert fellow.trainings.get().grade is None


@scenario("R19")
def test_fellows_are_recognised_by_their_numbers(travel, college_approver, earlier, fellow):
    they = begin(travel("/imports/", college_approver), "Fellowship awards")
    they.opens("Paste registration numbers only").types("Registration numbers, one on each line", FELLOWS)
    for label, value in {**ONCE, "Expires on": "12/8/2030"}.items():
        they.types(label, value, exact=True)
    they.accessible().presses_button("Upload and check")
    run = look_on(they)
    they.presses_button("Continue").is_at("199 rows have a problem").reads("Showing 1 to 50 of 199 rows")
    reasons = they.page.locator("tbody tr td:nth-child(4)").all_inner_texts()
    assert len(reasons) == 50
    assert all("We found nobody with this number" in reason for reason in reasons), reasons[0]
    while they.page.get_by_role("button", name="Import 1").count() == 0:
        they.presses_button("Continue")
    they.accessible().reads("New awards").ticks("My organisation has told these people")
    they.presses_button("Import 1 award")
    step(run)
    they.goes_to(f"/imports/{run.reference}/").follows("See the letters and choose when they leave").accessible()
    they.presses_button("Save this choice").reads("Letters leave from")
    award = Recognition.objects.get()
    assert (award.clinician, award.level) == (fellow, "Fellow")
    she = travel(reverse("recognition-list"), fellow.user).reads("Fellow of the Faculty").accessible()
    assert she.page.locator("main").get_by_role("button", name="This is wrong").count() == 1
    letter = Letter.objects.get(kind="profiles/recognised")
    assert (letter.person_ref, letter.not_before > timezone.now()) == (fellow.reference, True)


@scenario("R20")
def test_a_college_reads_only_what_it_gave(travel, log_in, college_approver, fellow):
    fellow.shares_with_college = False
    fellow.save()
    they = travel(reverse("trainee-list"), college_approver).reads("Ann Ng", "Not shared").accessible()
    for words in ("Step up", "system", fellow.email, "Registered"):
        assert words not in they.words
    client = log_in(college_approver)
    ours = b"".join(client.get(reverse("import-present", args=["trainees", "csv"])).streaming_content).decode()
    assert "Ng" in ours
    assert not {"STEP_UP", "SYSTEM", fellow.email} & set(ours.replace("\r\n", ",").replace('"', "").split(","))
    fellow.shares_with_college = True
    fellow.save()
    they.goes_to(reverse("trainee-list")).reads("Registered")
    for name in ("person", "discussion-create"):
        assert client.get(reverse(name, args=[fellow.reference])).status_code in (403, 404)
