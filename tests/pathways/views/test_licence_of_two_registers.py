"""A licence page for each register somebody is on: as which profession, by which version of the rules."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from pathways.models import LicenceProgress, LicenceRule
from pathways.presenters.licence import licence_page
from pathways.presenters.out_of_programme import out_of_programme_page
from pathways.presenters.own_licence import own_page
from pathways.reference import files, licence
from profiles.models import Profession, Regulator
from tests.factories.profiles import ProfessionFactory, RegistrationFactory
from tests.factories.reference import load_facts

pytestmark = pytest.mark.django_db
CHANGE = date(2027, 4, 1)
DAY_BEFORE = CHANGE - timedelta(days=1)


@pytest.fixture(autouse=True)
def _facts():
    load_facts()


@pytest.fixture
def dentist(clinician):
    """A doctor who is on the register of dentists too."""
    record = clinician.clinician
    record.profession = Profession.objects.get(code="doctor")
    record.save()
    RegistrationFactory(clinician=record, regulator=Regulator.objects.get(code="gmc"), number="7654321")
    return RegistrationFactory(clinician=record, regulator=Regulator.objects.get(code="gdc"), number="123456")


def told(registration, profession, **more):
    known = Profession.objects.get(code=profession)
    return LicenceProgress.objects.create(
        registration=registration, profession=known, renewed_on=date(2026, 1, 1), updated_at=timezone.now(), **more
    )


def held_with(clinician, regulator, today):
    page = own_page(clinician, clinician.user, today)
    return next(held for held in page.held if held.registration.regulator.code == regulator)


def codes(held):
    return {line.row.rule.code for line in held.lines}


def test_a_doctor_who_is_a_dentist_is_asked_what_they_are_registered_as(dentist, log_in):
    client = log_in(dentist.clinician.user)
    page = client.get("/me/licence/").content.decode()
    assert page.count("Tell us what you are registered as") == 1, "the GMC asks the same of all doctors"
    form = client.get(f"/me/licence/{dentist.pk}/").content.decode()
    assert "What are you registered as?" in form
    assert "Dental nurse" in form
    assert "Select what you are registered as" in client.post(f"/me/licence/{dentist.pk}/", {}).content.decode()
    client.post(f"/me/licence/{dentist.pk}/", {"profession": "dentist", "keeping": "KEEP"})
    assert dentist.licence_progress.profession.code == "dentist"
    assert "Tell us what you are registered as" not in client.get("/me/licence/").content.decode()


@pytest.mark.parametrize(
    ("profession", "hours", "closes"),
    [
        ("dentist", "gdc-cpd-dentist", date(2026, 12, 31)),
        ("dental_therapist", "gdc-cpd-therapist", date(2027, 7, 31)),
        ("dental_nurse", "gdc-cpd-nurse-tech", date(2027, 7, 31)),
    ],
)
def test_rules_and_window_follow_the_profession_on_that_register(dentist, profession, hours, closes):
    told(dentist, profession)
    held = held_with(dentist.clinician, "gdc", date(2026, 11, 25))
    assert {code for code in codes(held) if code.startswith("gdc-cpd-") and code != "gdc-cpd-spread"} == {hours}
    assert held.next_on == closes
    assert not held.is_profession_open


def test_until_they_say_nothing_is_claimed_that_depends_on_it(dentist):
    held = held_with(dentist.clinician, "gdc", date(2026, 11, 25))
    assert held.is_profession_open
    assert held.window is None
    assert not {"gdc-cpd-dentist", "gdc-cpd-therapist", "gdc-cpd-nurse-tech"} & codes(held)


def test_nobody_is_asked_what_the_number_or_the_regulator_says(clinician, log_in):
    record = clinician.clinician
    record.profession = ProfessionFactory(code="nurse")
    record.save()
    client = log_in(clinician)
    for code, number in (("hcpc", "PH123456"), ("gosc", "10234"), ("nmc", "12A3456E")):
        held = RegistrationFactory(clinician=record, regulator=Regulator.objects.get(code=code), number=number)
        assert "What are you registered as?" not in client.get(f"/me/licence/{held.pk}/").content.decode(), code


def second_version(code, **values):
    """Another version of a shipped rule, which holds from a day on."""
    first = next(row for row in files.rows("licence_rules") if row["code"] == code)
    return {**first, "version": "2", "valid_from": CHANGE.isoformat(), **values}


@pytest.fixture
def _changed_rules(monkeypatch):
    """From 1 April 2027 dentists need 150 hours, and the GMC's rule on appraisal is put in other words."""
    changed = [
        *files.rows("licence_rules"),
        second_version("gdc-cpd-dentist", quantity="150"),
        second_version("gmc-appraisal", how_leaders_meet_it="Leaders are appraised twice."),
    ]
    monkeypatch.setattr(licence, "rows", lambda name: changed if name == "licence_rules" else files.rows(name))
    licence.load()
    LicenceRule.objects.update(checked_on=DAY_BEFORE)


@pytest.mark.usefixtures("_changed_rules")
@pytest.mark.parametrize(("day", "hours"), [(DAY_BEFORE, 100), (CHANGE, 150), (CHANGE + timedelta(days=90), 150)])
def test_one_version_of_a_rule_holds_on_a_day(dentist, day, hours):
    told(dentist, "dentist")
    own = [line for line in held_with(dentist.clinician, "gdc", day).lines if line.row.rule.code == "gdc-cpd-dentist"]
    assert [line.result.need for line in own] == [hours]
    page = licence_page(Profession.objects.get(code="dentist"), "yes", "yes", dentist.clinician.user, day)
    assert [row.rule.quantity for row in page.rules if row.rule.code == "gdc-cpd-dentist"] == [hours]


@pytest.mark.usefixtures("_changed_rules")
@pytest.mark.parametrize(("day", "version"), [(DAY_BEFORE, 1), (CHANGE, 2)])
def test_time_out_is_told_by_the_version_of_the_day(clinician, day, version):
    page = out_of_programme_page({"kind": "oope", "months": 12, "completion": None}, clinician, day)
    assert [row.rule.version for row in page.licence_rules if row.rule.code == "gmc-appraisal"] == [version]


def test_a_version_that_ended_gives_way_to_none(dentist):
    LicenceRule.objects.filter(code="gdc-cpd-dentist").update(valid_to=CHANGE)
    LicenceRule.objects.update(checked_on=DAY_BEFORE)
    told(dentist, "dentist")
    assert "gdc-cpd-dentist" in codes(held_with(dentist.clinician, "gdc", DAY_BEFORE))
    assert "gdc-cpd-dentist" not in codes(held_with(dentist.clinician, "gdc", CHANGE))


def test_time_out_leaves_out_what_was_checked_too_long_ago(client):
    asked = "/licence/out-of-programme/?kind=oope&months=12"
    rule = LicenceRule.objects.get(code="gmc-appraisal")
    assert f"<li>{rule.title}" in client.get(asked).content.decode()
    LicenceRule.objects.filter(pk=rule.pk).update(checked_on=timezone.localdate() - timedelta(days=366))
    page = client.get(asked).content.decode()
    assert f"<li>{rule.title}" not in page
    assert "1 rule is not shown" in page
