"""The shipped facts load, load again without a change, and agree with the rules."""

import io

import pytest
from django.core.management import call_command

from profiles import rules
from profiles.models import ConsentWording, Profession, Regulator, Specialty, TrainingGrade

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


def load() -> str:
    said = io.StringIO()
    call_command("load_reference", stdout=said)
    return said.getvalue()


def test_load_reference_fills_the_tables():
    load()
    assert Regulator.objects.count() == 13
    assert Profession.objects.count() == 46
    assert Specialty.objects.count() == 93
    assert TrainingGrade.objects.count() == 42
    assert ConsentWording.objects.filter(version=1).count() == 4


def test_load_reference_again_changes_nothing():
    load()
    said = load()
    assert all("0 added, 0 changed, 0 no longer in use" in line for line in said.splitlines())


def test_load_reference_mends_and_disables():
    load()
    Profession.objects.filter(code="midwife").update(name="Midwyf")
    Profession.objects.create(code="barber_surgeon", name="Barber surgeon", family="medical")
    load()
    assert Profession.objects.get(code="midwife").name == "Midwife"
    assert Profession.objects.get(code="barber_surgeon").disabled_on is not None


def test_facts_from_general_knowledge_are_not_called_verified():
    load()
    midwife, dentist = Profession.objects.get(code="midwife"), Profession.objects.get(code="dentist")
    assert (midwife.is_verified, midwife.checked_on) == (False, None)
    assert dentist.is_verified
    assert dentist.checked_on.isoformat() == "2026-11-22"
    assert not Profession.objects.filter(is_verified=True, checked__contains="verify").exists()


def test_each_regulator_has_a_rule_that_takes_its_own_example():
    load()
    for regulator in Regulator.objects.all():
        assert rules.check_number(regulator.code, regulator.number_example) == ""
        assert rules.NUMBER_RULES[regulator.code].is_sure == regulator.is_pattern_sure


def test_each_hcpc_profession_has_a_prefix_of_the_rule():
    load()
    prefixes = set(Profession.objects.filter(regulator__code="hcpc").values_list("number_prefix", flat=True))
    assert prefixes == set(rules.HCPC_PREFIXES)
