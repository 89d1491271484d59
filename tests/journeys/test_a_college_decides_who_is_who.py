"""A college decides who is the same person, a few now and the rest later; what a clinician wrote stays as it is."""

import re
from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from profiles.models import Clinician, Regulator, Suggestion
from talent_register.imports.actions import runs
from talent_register.imports.models import ImportRun
from talent_register.letters.models import Letter
from tests.factories.organisations import OrganisationFactory
from tests.factories.profiles import ClinicianFactory, RegistrationFactory, StubFactory, TrainingFactory
from tests.factories.reference import load_reference
from tests.journeys.kit import scenario
from tests.talent_register.imports.conftest import step

MOST_PRESSES = 2  # for a decision: choose, continue
BORN = date(1984, 5, 17)
LIST = b"""GMC number,Last name,First names,Email,Date of birth
7000001,Nightingale,Ada,ada@x.example,
7000002,Okoro-Shah,Ben,ben@x.example,
,Haylings,Poppy,poppy@x.example,1984-05-17
,Beavan,Margot,margot@secret.example,
"""


@pytest.fixture
def college(transactional_db):
    load_reference()
    college = OrganisationFactory(code="COLL-X", slug="royal-college-of-x", name="Royal College of X", kind="COLLEGE")
    now = timezone.now()
    earlier = ImportRun(organisation=college, list_type="trainees", as_at=now.date(), uploaded_at=now, state="UNDONE")
    earlier.reference, earlier.imported_at = "IMP-EARLIER", now
    earlier.save()
    return college


@pytest.fixture
def known(college):
    """Two who married, twins of whom the college knows one by name, and somebody of another organisation."""

    def listed(number="", **more):
        person = StubFactory(**more)
        TrainingFactory(clinician=person, organisation=college)
        if number:
            gmc = Regulator.objects.get(code="gmc")
            RegistrationFactory(clinician=person, regulator=gmc, number=number, number_key=number)

    listed("7000001", family_name="Ashdown", given_names="Ada", work_email="a@x.example")
    listed("7000002", family_name="Okoro", given_names="Ben", work_email="b@x.example")
    listed(family_name="Haylings", given_names="Poppy", work_email="p@x.example", birth_date=BORN)
    listed(family_name="Haylings", given_names="Primrose", work_email="q@x.example", birth_date=BORN)
    StubFactory(family_name="Strangeways", given_names="Zebedee", work_email="margot@secret.example")


@pytest.fixture
def upload(college, college_admin):
    """upload(content) → the run after its check, with its columns as they were recognised."""

    def upload(content):
        now = timezone.now()
        run = runs.start(organisation=college, list_type="trainees", by=college_admin, at=now, scope="2026")
        run = step(runs.take_file(run=run, name="list.csv", content=content, by=college_admin, at=now))
        if run.columns_confirmed_at:
            return run
        orders = {"birth_date": "DMY"} if run.unsure_orders else {}
        return step(
            runs.match_columns(
                run=run, mapping=run.mapping, date_orders=orders, remember=False, by=None, at=timezone.now()
            )
        )

    return upload


@scenario("R11")
def test_a_college_decides_who_is_the_same_person(travel, known, upload, college_approver):
    run = upload(LIST)
    page = reverse("import-duplicates", args=[run.reference])
    staff = travel(page, college_approver).accessible()
    staff.is_at("4 people may already be on the register")
    staff.reads("Nobody is imported from these rows until you decide.", "Person 2", "Different")
    assert "Strangeways" not in staff.page.content()
    assert "Zebedee" not in staff.page.content()
    assert staff.page.get_by_role("button", name="Continue").count() == 1

    # One answer for all who were found by their number; the others are for later.
    staff.chooses("Same person, add new details").ticks("Use my first answer for 1 other person found by number")
    staff.presses_button("Save and finish later")
    run = step(run)
    assert run.counts["questions"] == 2

    staff.goes_to(page).is_at("2 people may already be on the register")
    before = staff.presses
    staff.chooses("Same as person 1, add new details").presses_button("Leave out the rows I have not decided")
    assert staff.presses - before + 1 <= MOST_PRESSES
    run = step(run)
    figures = {key: run.counts[key] for key in ("questions", "left_out", "new", "changed")}
    assert figures == {"questions": 0, "left_out": 1, "new": 0, "changed": 3}
    staff.goes_to(reverse("import-check", args=[run.reference])).reads("Left out")
    assert Clinician.objects.count() == 5


def link_to(address):
    letter = Letter.objects.get(kind="profiles/same_person", to_email=address)
    return "/" + re.search(r"https?://[^/]+/(\S+)", letter.body).group(1)


@scenario("R11")
def test_a_college_lets_both_say_who_they_are(travel, college, upload, college_approver):
    person = StubFactory(family_name="Beavan", given_names="Margot", work_email="mb@other.example", birth_date=BORN)
    run = upload(
        b"GMC number,Last name,First names,Email,Date of birth\n"
        b",Beavan,Margot,margot@list.example,1984-05-17\n7000009,Li,Bo,bo@x.example,\n"
    )
    page = reverse("import-duplicates", args=[run.reference])
    staff = travel(page, college_approver).is_at("1 person may already be on the register")
    staff.chooses("Ask both whether they are the same person").presses_button("Continue")
    run = step(run)
    assert (run.counts["asked"], run.counts["new"]) == (1, 1)
    staff.goes_to(page).accessible().is_at("Rows that wait for an answer").reads("They can answer until")

    # Each side is asked about itself, and reads nothing of the other.
    listed = (
        travel(link_to("margot@list.example"))
        .accessible()
        .is_at("Help us keep one record of you")
        .reads("on the register already")
    )
    known = travel(link_to("mb@other.example")).is_at("Help us keep one record of you").reads("have you on its list")
    for somebody in (listed, known):
        assert "Beavan" not in somebody.page.content()
        somebody.chooses("Yes").presses_button("Send my answer").is_at("Thank you")
    run = step(run)
    assert run.rows.get(number=2).person_id == person.pk
    staff.goes_to(reverse("import-check", args=[run.reference])).reads("Import 2 people")


@scenario("R12")
def test_what_a_clinician_wrote_stays(travel, college, upload, college_approver):
    own = {"given_names": "Ann", "family_name": "Ng", "preferred_name": "Annie", "work_email": "ann@own.example"}
    person = ClinicianFactory(**own)
    gmc = Regulator.objects.get(code="gmc")
    RegistrationFactory(clinician=person, regulator=gmc, number="7000001", number_key="7000001")
    run = upload(
        b"GMC number,Last name,First names,Email,Grade\n"
        b"7000001,Ng,Anne,ann@college.example,ST4\n7000002,Li,Bo,bo@x.example,ST4\n"
    )
    staff = travel(reverse("import-check", args=[run.reference]), college_approver)
    staff.ticks("My organisation has told these people").presses_button("Import 2 people")
    step(run)

    person.refresh_from_db()
    assert {name: getattr(person, name) for name in own} == own
    asked = dict(Suggestion.objects.values_list("field", "value"))
    assert asked == {"clinician.given_names": "Anne", "clinician.work_email": "ann@college.example"}
    she = travel(reverse("suggestion-list"), person.user).accessible().reads("We have changed nothing")
    she.goes_to(reverse("suggestion", args=[Suggestion.objects.get(value="Anne").pk])).reads("Yours", "Ann", "Anne")
