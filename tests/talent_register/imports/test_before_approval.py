"""What whoever approves a list reads first: new, disputed, blocked, asked of people, and what became stale."""

import html

import pytest
from django.urls import reverse
from django.utils import timezone

from profiles.models import ClaimRequest, Clinician, Suppression
from profiles.models.claim import suppression_hash
from talent_register.imports.actions import rows, runs
from talent_register.imports.resources import list_type_of
from talent_register.letters.models import Letter
from talent_register.organisations.models import Organisation
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.profiles import ClinicianFactory, RegistrationFactory, RegulatorFactory

from .conftest import step

pytestmark = pytest.mark.slow

HEAD = "GMC number,Last name,First names,Email"


def csv(*lines):
    return "\n".join([HEAD, *lines]).encode()


@pytest.fixture
def person(reference):
    """person(number, …) → somebody registered on the register."""

    def person(number, **names):
        made = ClinicianFactory(**{"given_names": "Ann", "family_name": "Ng", **names})
        RegistrationFactory(clinician=made, regulator=RegulatorFactory(code="gmc"), number=number)
        return made

    return person


@pytest.fixture
def check(log_in, college_approver):
    """check(run) → the page before the approval, as an approver reads it who did not upload the file."""

    def check(run):
        page = log_in(college_approver).get(reverse("import-check", args=[run.reference]))
        return html.unescape(" ".join(page.text.split()))

    return check


def ready(run):
    return runs.settle_all(run=run, at=timezone.now())


def figure(text, words):
    """The figure beside these words on the page."""
    return text.split(words)[1].split("</dd>")[0].rsplit(">", 1)[1].strip()


def test_figures_for_what_is_disputed_blocked_and_asked(person, upload, check):
    person("7000001", family_name="Li")
    person("7000002", work_email="other@x.example")
    Suppression.objects.create(fingerprint=suppression_hash("gmc", "7000003"), created_at=timezone.now())
    lines = ("7000001,Ng,Ann,", "7000002,Ng,Ann,ann@x.example", "7000003,Bo,Bea,", "7000004,Yu,Cy,")
    run = ready(upload(csv(*lines)))
    text = check(run)
    assert figure(text, "Of these, disputed") == "1"
    assert figure(text, "Of these, blocked") == "1"
    assert figure(text, "Suggestions for people to confirm") == "1"
    assert figure(text, "New people") == "2"


def test_the_page_counts_the_suggestions_that_the_import_makes(person, upload, approve):
    person("7000002", work_email="other@x.example", given_names="Anna")
    run = upload(csv("7000002,Ng,Ann,ann@x.example"))
    expected = run.counts["suggestions"]
    assert expected == 2
    assert approve(run).counts["suggestions"] == expected
    assert upload(csv("7000002,Ng,Ann,ann@x.example")).counts["suggestions"] == 0, "nobody is asked twice"


def test_the_rows_that_changed_are_named_with_why(person, upload, approve, check):
    one, two = person("7000001"), person("7000002", given_names="Bea")
    run = ready(upload(csv("7000001,Ng,Ann,", "7000002,Ng,Bea,", "7000003,Ng,Cy,", "7000004,Ng,Di,")))
    Clinician.objects.filter(pk=one.pk).update(updated_at=timezone.now())
    Clinician.objects.filter(pk=two.pk).update(state="DECLINED")
    person("7000003", given_names="Cy")
    run = approve(run)
    assert (run.state, run.counts["stale"]) == ("READY", 3)
    text = check(run)
    assert "3 records have changed since you checked this file. Nothing was imported." in text
    assert "<li>Row 2: Ann Ng. Their record has changed.</li>" in text
    assert "<li>Row 3: Bea Ng. They cannot be added any more.</li>" in text
    assert "<li>Row 4: Cy Ng. They have come onto the register.</li>" in text
    assert "Row 5" not in text
    assert "Ann" not in str(run.counts), "figures outlive the rows, so they hold no names"
    run = approve(run)
    assert (run.state, run.counts["stale_rows"]) == ("IMPORTED_PARTLY", {})


def test_every_approver_reads_how_much_of_the_list_would_end(upload, approve, check, college_admin):
    lines = [f"70000{n:02},Ng{'abcdefghij'[n]},Ann,ann{n}@x.example" for n in range(10)]
    approve(upload(csv(*lines), scope="2026"))
    run = ready(upload(csv(*lines[:8]), scope="2026", mode="REPLACE"))
    assert run.uploaded_by == college_admin
    assert "2 of the 10 people on this list are not in the file: 20 in 100. They would be marked as left." in check(run)
    run = ready(upload(csv(*lines[:9]), scope="2026", mode="REPLACE"))
    assert "in 100" not in check(run)


@pytest.fixture
def support(reference):
    user = UserFactory(second_factor=True, name="Sam Support")
    MembershipFactory(user=user, organisation=Organisation.objects.get(code="NHSE"), role="support")
    return user


def test_the_programme_team_is_asked_and_answers(person, upload, log_in, college_admin, support, check):
    known = person("7000001", given_names="Zebedee", family_name="Strangeways")
    run = upload(csv("7000001,Ng,Ann,"))
    runs.match_columns(run=run, mapping=run.mapping, date_orders={}, remember=False, by=None, at=timezone.now())
    run = step(run)
    client = log_in(college_admin)
    address = reverse("import-duplicates", args=[run.reference])
    assert "Ask the programme team whose number it is" in client.get(address).text
    client.post(address, {"row-2": "TEAM"})
    run.refresh_from_db()
    assert (run.state, run.counts["asked"]) == ("READY", 1)
    assert "We asked the programme team" in client.get(address).text
    assert figure(check(run), "Of these, disputed") == "1"
    task = ClaimRequest.objects.get()
    assert (task.kind, task.record, task.asked_by, task.number_key) == ("ON_A_LIST", known, college_admin, "7000001")
    helper = log_in(support)
    assert "A list has their number under another name" in helper.get(reverse("claim-list")).text
    page = helper.get(reverse("claim-settle", args=[task.reference])).text
    assert "Zebedee Strangeways" in page
    assert "Ann Ng" in page
    assert f"{run.reference} of Royal College of X, row 2" in page
    helper.post(reverse("claim-settle", args=[task.reference]), {"outcome": "REFUSED", "note": "Asked the GMC"})
    letter = Letter.objects.get(kind="profiles/row_settled")
    assert letter.to_email == college_admin.email
    assert f"{run.reference} of Royal College of X, row 2" in letter.body
    assert "Strangeways" not in letter.body


def test_the_programme_team_is_asked_once_and_only_about_numbers(person, upload, college_admin):
    person("7000001", family_name="Li", work_email="li@x.example")
    run = upload(csv("7000001,Ng,Ann,", ",Li,Ann,li@x.example"))
    kind = list_type_of("trainees")
    with pytest.raises(Exception, match="numbers only"):
        rows.answer(run=run, list_type=kind, answers={3: "TEAM"}, by=college_admin)
    for _time in range(2):
        rows.answer(run=run, list_type=kind, answers={2: "TEAM"}, by=college_admin)
        run = step(run)
        rows.stop_asking(run=run, list_type=kind, number=2, by=college_admin)
        run = step(run)
    assert ClaimRequest.objects.count() == 1
    assert run.rows.get(number=2).state == "QUESTION"


def test_a_row_is_ready_by_itself_once_the_team_corrected_the_record(person, upload, college_admin):
    known = person("7000001", family_name="Li")
    run = upload(csv("7000001,Ng,Ann,"))
    rows.answer(run=run, list_type=list_type_of("trainees"), answers={2: "TEAM"}, by=college_admin)
    run = step(run)
    assert run.rows.get().issues[-1]["code"] == "team_asked"
    Clinician.objects.filter(pk=known.pk).update(family_name="Ng", family_key="ng")
    run = step(runs.check_again(run=run, by=None))
    assert (run.rows.get().state, run.rows.get().issues) == ("READY", [])
