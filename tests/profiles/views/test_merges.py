"""Support compares two records, reads what a merge would do, merges, and takes it back."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from profiles.actions import claims, merges
from profiles.models import ClaimRequest, Clinician, Fact, RecordMerge, Regulator
from talent_register.audit.models import View
from tests.factories.profiles import ClinicianFactory, PostFactory, RegistrationFactory, StubFactory

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
BORN = date(1980, 3, 31)


@pytest.fixture
def pair(clinician):
    """Two records with one name and date of birth, and stages that differ."""
    own = clinician.clinician
    Clinician.objects.filter(pk=own.pk).update(
        family_name="Okafor", family_key="okafor", given_key="ada", birth_date=BORN, stage="TEAM"
    )
    twin = ClinicianFactory(
        family_name="Okafor", family_key="okafor", given_key="ada", birth_date=BORN, stage="SYSTEM", user=None
    )
    own.refresh_from_db()
    return own, twin


def address(pair, page="merge-compare"):
    return reverse(page, args=[record.reference for record in pair])


@pytest.fixture
def choices():
    return {"keep": "left", "stage": "right", "given_names": "left", "reason": "Called them"}


def test_the_same_name_and_birth_date_make_a_pair(pair, support, log_in):
    page = log_in(support).get(reverse("merge-list")).content.decode()
    assert "The same name and date of birth" in page
    assert address(pair) in page


def test_a_number_on_both_makes_a_pair(reference, clinician, support, log_in):
    gmc = Regulator.objects.get(code="gmc")
    stub = StubFactory()
    RegistrationFactory(clinician=stub, regulator=gmc, number="7654321", number_key="7654321")
    claims.ask_about_number(record=stub, regulator=gmc, number_key="7654321", by=clinician, at=timezone.now())
    assert "The same registration number" in log_in(support).get(reverse("merge-list")).content.decode()


def test_nothing_to_look_at(support, log_in):
    page = log_in(support).get(reverse("merge-list")).content.decode()
    assert "No two records look like one person" in page
    assert "Nothing has been merged yet" in page


def test_two_references_lead_to_the_comparison(pair, support, log_in):
    own, twin = pair
    client = log_in(support)
    typed = {"first": own.reference.lower(), "second": twin.reference}
    assert client.post(reverse("merge-list"), typed).url == address(pair)
    page = client.post(reverse("merge-list"), {"first": "NONE-0000", "second": twin.reference}).content.decode()
    assert "No record here has the reference NONE-0000" in page


def test_side_by_side_with_a_choice_for_each_difference(pair, support, log_in):
    page = log_in(support).get(address(pair)).content.decode()
    assert "Different" in page
    assert "I lead a team or project" in page
    assert "I lead across a region or nation" in page
    assert set(View.objects.get().people) == {record.reference for record in pair}
    answer = log_in(support).post(address(pair), {}).content.decode()
    assert "Select which is right: Stage in leadership" in answer
    assert "Enter how you know that this is one person" in answer


def test_previewed_then_merged_then_undone(pair, choices, support, log_in):
    own, twin = pair
    client = log_in(support)
    preview = client.post(address(pair), choices).content.decode()
    assert "What the merge will do" in preview
    assert not RecordMerge.objects.exists()
    assert "Show what would change" in client.post(address(pair), {**choices, "change": "1"}).content.decode()
    done = client.post(address(pair), {**choices, "confirm": "1"})
    made = RecordMerge.objects.get()
    assert done.url == reverse("merge", args=[made.reference])
    own.refresh_from_db()
    assert own.stage == "SYSTEM"
    page = client.get(done.url).content.decode()
    assert "Called them" in page
    assert "Undo the merge of 2 records" in page
    client.post(reverse("merge-undo", args=[made.reference]))
    own.refresh_from_db()
    twin.refresh_from_db()
    assert (own.stage, twin.state) == ("TEAM", "REGISTERED")
    assert "undone already" in client.post(reverse("merge-undo", args=[made.reference]), follow=True).content.decode()


def test_the_pages_ask_little_however_much_there_is(pair, choices, support, log_in, django_assert_max_num_queries):
    for _n in range(3):
        StubFactory(family_name="Okafor", family_key="okafor", given_key="ada", birth_date=BORN)
        twins = {"family_key": f"adeyemi{_n}", "given_key": "bo", "birth_date": BORN}
        merges.keep_apart(first=StubFactory(**twins), second=StubFactory(**twins), by=None, at=timezone.now())
    PostFactory(clinician=pair[1])
    client = log_in(support)
    client.get(reverse("merge-list"))  # a session's first page writes that it is there
    with django_assert_max_num_queries(20):
        assert client.get(reverse("merge-list")).status_code == 200
    with django_assert_max_num_queries(30):
        assert "What moves" in client.post(address(pair), choices).content.decode()


def test_two_people_are_not_shown_again(pair, support, log_in):
    client = log_in(support)
    assert client.post(address(pair, "merge-separate")).url == reverse("merge-list")
    assert address(pair) not in client.get(reverse("merge-list")).content.decode()
    assert "found two people" in client.get(address(pair)).content.decode()
    third = StubFactory(family_name="Okafor", family_key="okafor", given_key="ada", birth_date=BORN)
    shown = client.get(reverse("merge-list")).content.decode()
    assert address((pair[0], third)) in shown
    assert address((pair[1], third)) in shown


def test_the_other_account_is_told_where_its_record_is(clinician, log_in):
    lost = ClinicianFactory()
    merges.merge(kept=clinician.clinician, lost=lost, take=(), reason="x", by=None, at=timezone.now())
    page = log_in(lost.user).get(reverse("register"), follow=True).content.decode()
    assert "Log in with your other account" in page
    assert clinician.email not in page


def test_somebody_says_that_they_have_two_records(clinician, support, log_in):
    twin = ClinicianFactory()
    client = log_in(clinician)
    assert "Enter the reference" in client.post(reverse("own-twice"), {"known": ""}).content.decode()
    known, unknown = (client.post(reverse("own-twice"), {"known": typed}) for typed in (twin.user.email, "NONE-0000"))
    assert known.url == unknown.url == reverse("own-data")
    asked = ClaimRequest.objects.get()
    assert (asked.kind, asked.record) == ("TWICE", twin)
    staff = log_in(support)
    assert "The person says so" in staff.get(reverse("merge-list")).content.decode()
    compare = reverse("merge-compare", args=[clinician.clinician.reference, twin.reference])
    assert compare in staff.get(reverse("claim-settle", args=[asked.reference])).content.decode()
    made = merges.merge(kept=clinician.clinician, lost=twin, take=(), reason="x", by=support, at=timezone.now())
    asked.refresh_from_db()
    assert (asked.state, asked.settled_by) == ("JOINED", support)
    merges.unmerge(merge=made, by=support, at=timezone.now())
    asked.refresh_from_db()
    assert asked.state == "OPEN"


def test_the_person_reads_who_looked_at_either_record(clinician, log_in, support):
    lost = ClinicianFactory()
    log_in(support).get(reverse("merge-compare", args=[lost.reference, StubFactory().reference]))
    assert "support team" not in log_in(clinician).get(reverse("clinician-visibility")).content.decode()
    merges.merge(kept=clinician.clinician, lost=lost, take=(), reason="x", by=None, at=timezone.now())
    assert "support team" in log_in(clinician).get(reverse("clinician-visibility")).content.decode()


def test_who_supplied_a_value_goes_with_the_value(pair, college):
    own, twin = pair
    for record, source in ((own, "SELF"), (twin, "COLLEGE")):
        Fact.objects.create(clinician=record, field="clinician.stage", source=source, as_at=BORN)
    made = merges.merge(kept=own, lost=twin, take=["stage"], reason="x", by=None, at=timezone.now())
    assert Fact.objects.get(clinician=own).source == "COLLEGE"
    merges.unmerge(merge=made, by=None, at=timezone.now())
    assert Fact.objects.get(clinician=own).source == "SELF"
