"""Lists as the register holds them: what stands in them and what does not, handed in again they change nothing, and who
took them along is written down where their people can read it."""

import csv
import io
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from profiles.models import Recognition
from talent_register.audit.models import Event, View
from talent_register.imports.resources import list_types
from tests.factories.organisations import OrganisationFactory

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("earlier")]

LISTS = {
    "awards": "Registration number,Regulator,Award,Level,Awarded on,Expires on\n"
    "7000001,GMC,Fellow of the Faculty,Fellow,01/03/2022,12/08/2030\n",
    "completions": "Registration number,Regulator,Programme,Intake,Outcome,Completed on\n"
    "7000001,GMC,Mary Seacole programme,2025 autumn,Completed,09/02/2026\n",
}


def present(client, kind):
    """The file and its rows below the heading."""
    content = b"".join(client.get(reverse("import-present", args=[kind, "csv"])).streaming_content)
    return content, list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


@pytest.mark.parametrize("kind", LISTS)
def test_what_was_recognised_comes_back_and_in_again(kind, ann, upload, approve, college_admin, log_in):
    approve(upload(LISTS[kind].encode(), list_type=kind))
    content, (row,) = present(log_in(college_admin), kind)
    assert (row["registration_number"], row["regulator"]) == ("7000001", "GMC")
    run = upload(content, list_type=kind)
    assert (run.counts["unchanged"], run.counts["problems"]) == (1, 0), run.rows.get().issues
    event, look = Event.objects.get(type="imports.list_exported"), View.objects.get(page="export")
    assert (event.object_ref, event.organisation) == (kind, "COLL-X")
    assert event.details == {"rows": 1, "ending": "csv", "allowed_by": "profiles.view_trainees"}
    assert (look.people, look.role) == ([ann.reference], "College administrator")
    assert "own list" in look.purpose


def test_nothing_is_told_that_the_list_did_not_say(ann, college, upload, approve, college_admin, log_in):
    """Neither a number that came later, nor what another organisation gave, nor anybody who is hidden or has gone."""
    client = log_in(college_admin)
    approve(upload(LISTS["awards"].encode(), list_type="awards"))
    award = Recognition.objects.get()
    ann.registrations.update(created_at=award.created_at + timedelta(hours=1))
    _content, (row,) = present(client, "awards")
    assert (row["award"], row["registration_number"]) == ("Fellow of the Faculty", "")
    elsewhere = OrganisationFactory(kind="COLLEGE")
    Recognition.objects.update(organisation=elsewhere)
    assert present(client, "awards")[1] == []
    Recognition.objects.update(organisation=college)
    ann.trainings.update(ended_on="2026-01-05")
    assert present(client, "awards")[1] == []
    ann.trainings.update(ended_on=None)
    type(ann).objects.filter(pk=ann.pk).update(restricted_at=timezone.now())
    assert present(client, "awards")[1] == present(client, "trainees")[1] == []


def test_every_kind_that_can_be_filled_offers_it_where_it_is_handed_in(college_approver, upload, log_in):
    """An extract of a regulator's register is the regulator's: what the register holds of it is no list of theirs."""
    client = log_in(college_approver)
    assert {code for code, kind in list_types().items() if not kind.has_present} == {"regulator"}
    for kind in ("awards", "completions", "trainees", "regulator"):
        run = upload(b"", list_type=kind)
        page = client.get(reverse("import-file", args=[run.reference])).text
        assert ("Your list as we have it" in page) == (kind != "regulator")
        for ending in ("csv", "xlsx", "ods"):
            answer = client.get(reverse("import-present", args=[kind, ending]))
            assert answer.status_code == (200 if kind != "regulator" else 404)
    assert client.get(reverse("import-present", args=["posts", "csv"])).status_code == 404, "that is programme staff's"
    assert client.get(reverse("import-present", args=["trainees", "exe"])).status_code == 404


def test_rows_with_problems_leave_with_a_word_about_it(ann, upload, college_admin, log_in):
    """Nobody on the register is in them: their numbers are wrong."""
    run = upload(b"GMC number,Last name,Locker\n65432,Ng,12\n7000001,Ng,13\n")
    client = log_in(college_admin)
    client.get(reverse("import-problem-rows", args=[run.reference, "xlsx"]))
    event = Event.objects.get(type="imports.rows_exported")
    allowed = {"ending": "xlsx", "allowed_by": "imports.view_import"}
    assert event.details == {"list": "problems", "rows": 1, **allowed}
    assert not View.objects.filter(page="export").exists()
    page = client.get(reverse("import-problems", args=[run.reference])).text
    assert "We did not take 1 column of your file" in page
    assert "Locker" in page


def test_who_is_in_rows_that_are_downloaded_can_read_it(ann, upload, approve, college_admin, log_in):
    run = approve(upload(b"GMC number,Last name,First names,Locker\n7000001,Ng,Ann,13\n7000002,Li,Bo,14\n"))
    client = log_in(college_admin)
    client.get(reverse("import-own-list", args=[run.reference, "csv"]))
    assert ann.reference in View.objects.get(page="export").people
    assert "Locker" in client.get(reverse("import-receipt", args=[run.reference])).text
