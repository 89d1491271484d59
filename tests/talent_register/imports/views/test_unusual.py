"""What looks unusual: mended, kept as it is, or left out, one row at a time or all of a kind."""

import pytest
from django.urls import reverse

from profiles.models import Clinician
from profiles.resources import numbers
from talent_register.audit.models import Event
from talent_register.imports.checking import issues
from talent_register.imports.presenters.answers import CAUSES
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.organisations import OrganisationFactory
from tracking.resources.posts import PostResource

pytestmark = pytest.mark.slow

HEAD = "GMC number,Last name,First names,Email,Start date"
LINES = (
    "7000001,Suharto,,su@x.example,05/08/2024",
    "7000002,Ll?r,Siân,ll@x.example,13/08/24",
    "7000003,Ng,,ng@x.example,05/08/2024",
)


@pytest.fixture
def run(approver):
    run = approver.upload("\n".join([HEAD, *LINES]).encode())
    approver.columns(run)
    return run


def decide(approver, run, number, column, code="", **more):
    url = reverse("import-unusual-row", args=[run.reference, number])
    return approver.client.post(url, {"column": column, "code": code, **more}, follow=True)


def levels(run):
    return {(row.number, issue["code"]): issue["level"] for row in run.rows.order_by("number") for issue in row.issues}


def test_rows_that_look_unusual_are_shown_with_what_can_be_done(approver, run):
    page = approver.where(run)
    assert "Check before you import" in page.text
    assert reverse("import-unusual", args=[run.reference]) in page.text
    page = approver.get("import-unusual", run.reference)
    assert "Check 3 rows that look unusual" in page.text
    assert "“Ll?r” has a question mark in the place of a letter" in page.text
    assert "“13/08/24” as 13 August 2024" in page.text
    assert "Keep all 2 as they are" in page.text
    assert page.text.count("Keep as is") == 4


def test_a_value_is_mended_where_it_is_shown(approver, run):
    page = decide(approver, run, 3, "last_name", value="Llŷr")
    assert "Row 3 is settled" in page.text
    row = run.rows.get(number=3)
    assert row.cleaned["last_name"] == "Llŷr"
    assert [issue["code"] for issue in row.issues] == ["two_digit_year"]


def test_a_value_is_kept_as_it_is_and_not_asked_about_again(approver, run):
    page = decide(approver, run, 3, "last_name", "damaged_letter", as_it_is="1")
    assert "“Ll?r” has" not in page.text
    assert levels(run)[3, "damaged_letter"] == "kept"
    assert levels(run)[3, "two_digit_year"] == "warning"
    assert Event.objects.get(type="imports.warning_kept").details["rows"] == 1
    decide(approver, run, 3, "start_date", "two_digit_year", as_it_is="1")
    assert {level for (number, _code), level in levels(run).items() if number == 3} == {"kept"}
    decide(approver, run, 3, "last_name", value="Ll?w")
    run.refresh_from_db()
    assert run.rows.get(number=3).cleaned["last_name"] == "Ll?r", "nothing unusual is left in the row to mend here"


def test_all_of_a_kind_are_kept_at_once(approver, run):
    page = approver.post("import-unusual", run, {"column": "first_names", "code": "one_name"}, follow=True)
    assert "2 rows kept as they are" in page.text
    run.refresh_from_db()
    assert run.counts["warnings"] == 1
    for code, column in (("damaged_letter", "last_name"), ("two_digit_year", "start_date")):
        page = approver.post("import-unusual", run, {"column": column, "code": code}, follow=True)
    assert "Check before you import" in page.text
    run.refresh_from_db()
    assert (run.state, run.counts["warnings"]) == ("READY", 0)
    assert approver.get("import-unusual", run.reference).status_code == 302


def test_first_names_are_added_where_their_lack_is_shown(approver, run):
    decide(approver, run, 4, "first_names", value="Ann")
    row = run.rows.get(number=4)
    assert (row.cleaned["last_name"], row.cleaned["first_names"], row.issues) == ("Ng", "Ann", [])


def test_a_row_is_left_out(approver, run):
    decide(approver, run, 4, "first_names", "one_name", leave_out="1")
    run.refresh_from_db()
    assert (run.counts["left_out"], run.counts["warnings"]) == (1, 2)
    assert not Clinician.objects.exists()


def test_what_was_said_of_a_value_does_not_hold_for_another(approver, run):
    decide(approver, run, 3, "last_name", "damaged_letter", as_it_is="1")
    decide(approver, run, 3, "last_name", value="Gw?n")
    assert levels(run)[3, "damaged_letter"] == "warning"


def test_a_number_that_is_right_with_its_zeros_is_not_asked_about_again(approver):
    run = approver.upload("school_list.xlsx")
    approver.columns(run)
    run.refresh_from_db()
    asked = run.counts["zeros"]
    row = run.rows.filter(issues__contains=[{"code": "lost_leading_zero"}]).order_by("number").first()
    decide(approver, run, row.number, row.issues[0]["column"], "lost_leading_zero", as_it_is="1")
    run.refresh_from_db()
    assert run.counts["zeros"] == asked - 1


def test_somebody_elses_rows_cannot_be_settled(approver, run, log_in):
    stranger = UserFactory(second_factor=True)
    other = OrganisationFactory(code="COLL-Y", slug="royal-college-of-y", kind="COLLEGE")
    MembershipFactory(user=stranger, organisation=other, role="college_approver")
    url = reverse("import-unusual-row", args=[run.reference, 3])
    assert log_in(stranger).post(url, {"column": "last_name", "as_it_is": "1"}).status_code in (403, 404)


# Said of rows that are on neither page, or other words for the same cause.
ELSEWHERE = {"possible_match", "suppressed", "asked", "team_asked", "held", "deceased", "other_organisation"}
WORDINGS = {"gmc_digits", "nmc_format", "hcpc_format", "gphc_format", "missing_identity", "left_out_by_choice"}


def test_every_cause_is_called_by_a_name():
    said = {code.removesuffix("_near") for code in {*issues.SENTENCES, *numbers.SENTENCES}}
    assert said - ELSEWHERE - WORDINGS - CAUSES.keys() == set()
    assert PostResource.sentences.keys() - said - PostResource.causes.keys() - CAUSES.keys() == set()
