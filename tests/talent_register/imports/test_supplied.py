"""Whose word the values of a list's people are: said once for many, until somebody says something of one of them."""

from datetime import date

import pytest
from django.utils import timezone

from profiles.actions import erasure, facts, merges
from profiles.models import Clinician, Fact, FactSource, Registration, Supply
from profiles.rights import copying
from profiles.rights.subject import Subject
from talent_register.imports.actions import runs
from tests.factories.accounts import UserFactory
from tests.factories.profiles import ClinicianFactory

from .conftest import step

HEADINGS = "GMC number,Last name,First names,Email,Region"
ADA, BEN, CAT = (
    "7654321,Oakes,Ada,ada@nhs.example,London",
    "7654322,Oakes,Ben,,",
    "7654323,Oakes,Cat,cat@nhs.example,London",
)
ALWAYS = {"clinician.given_names", "clinician.family_name", "clinician.profession"}


def csv(*rows):
    return "\n".join([HEADINGS, *rows]).encode()


@pytest.fixture
def brought(upload, approve, earlier):
    """brought(rows…) → the run after it took effect."""

    def brought(*rows):
        run = approve(upload(csv(*rows)))
        assert run.state == "IMPORTED"
        return run

    return brought


def person(name):
    return Clinician.objects.get(given_names=name)


def number_of(somebody):
    return facts.of_number(Registration.objects.get(clinician=somebody))


def given(somebody):
    return Fact.objects.by_field(somebody)


def test_a_list_says_once_what_it_gave_of_many(brought, college):
    run = brought(ADA, BEN, CAT)
    assert not Fact.objects.exists()
    assert Supply.objects.count() == 2
    assert person("Ada").supply == person("Cat").supply != person("Ben").supply
    of_ada, of_ben = given(person("Ada")), given(person("Ben"))
    assert set(of_ada) == {*ALWAYS, "clinician.work_email", "clinician.region", number_of(person("Ada"))}
    assert set(of_ben) == {*ALWAYS, number_of(person("Ben"))}
    for fact in (*of_ada.values(), *of_ben.values()):
        assert (fact.source, fact.organisation, fact.as_at) == (FactSource.COLLEGE, college, run.as_at)
        assert fact.import_reference == run.reference


def test_whoever_says_something_later_stands_behind_that_value_alone(brought, college):
    first = brought(ADA, BEN)
    ada = person("Ada")
    facts.changed_by_self(clinician=ada, fields=["clinician.given_names"], on=date(2026, 2, 6))
    second = brought(ADA.replace("ada@", "ada.oakes@"), BEN)
    by = {field: (fact.source, fact.import_reference) for field, fact in given(ada).items()}
    assert by["clinician.given_names"] == (FactSource.SELF, "")
    assert by["clinician.work_email"] == (FactSource.COLLEGE, second.reference)
    assert by["clinician.family_name"] == by[number_of(ada)] == (FactSource.COLLEGE, first.reference)


def test_an_undo_gives_the_first_word_back(brought, college_admin):
    first = brought(ADA, BEN)
    before = {field: fact.import_reference for field, fact in given(person("Ada")).items()}
    second = brought(ADA.replace("ada@", "ada.oakes@"), BEN)
    assert Fact.objects.get().field == "clinician.work_email"
    runs.ask_undo(run=second, by=college_admin, at=timezone.now())
    assert step(second).state == "UNDONE"
    assert person("Ada").work_email == "ada@nhs.example"
    assert {field: fact.import_reference for field, fact in given(person("Ada")).items()} == before
    assert not Fact.objects.exists()
    runs.ask_undo(run=first, by=college_admin, at=timezone.now())
    assert step(first).counts["removed"] == 2
    assert not Supply.objects.exists()


def test_whose_people_stay_keeps_what_it_gave(brought, college_admin):
    run = brought(ADA, BEN)
    Clinician.objects.filter(given_names="Ben").update(updated_at=timezone.now())
    runs.ask_undo(run=run, by=college_admin, at=timezone.now())
    assert step(run).counts["removed"] == 1
    assert Supply.objects.get() == person("Ben").supply


def test_a_number_that_came_later_is_not_the_lists(brought):
    brought(ADA)
    ada = person("Ada")
    first = Registration.objects.get(clinician=ada)
    later = Registration.objects.create(
        clinician=ada, regulator=first.regulator, number="7000009", number_key="7000009", created_at=timezone.now()
    )
    assert facts.of_number(first) in given(ada)
    assert facts.of_number(later) not in given(ada)


def test_registering_leaves_to_the_list_what_it_gave(brought):
    brought(ADA)
    ada = person("Ada")
    before = facts.own_values(ada)
    ada.state, ada.user, ada.registered_at, ada.family_name = "REGISTERED", UserFactory(), timezone.now(), "Oak"
    ada.save()
    facts.after_registering(clinician=ada, before=before, on=date(2026, 3, 4))
    by = {field: fact.source for field, fact in given(ada).items()}
    assert by["clinician.family_name"] == FactSource.SELF
    assert by["clinician.given_names"] == by[number_of(ada)] == FactSource.COLLEGE


def test_a_merge_takes_the_word_along_with_the_value_and_back(brought, college):
    brought(ADA)
    ada, kept = person("Ada"), ClinicianFactory(work_email="")
    number = number_of(ada)
    merge = merges.merge(kept=kept, lost=ada, take=(), reason="Same.", by=None, at=timezone.now())
    assert given(kept)[number].organisation == college
    merges.unmerge(merge=merge, by=None, at=timezone.now())
    kept.refresh_from_db()
    assert number not in given(kept)
    assert given(person("Ada"))[number].organisation == college


def test_who_is_erased_does_not_say_whose_list_they_were_on(brought):
    brought(ADA)
    ada = person("Ada")
    erasure.erase_supplied(ids=[ada.pk], at=timezone.now())
    assert given(Clinician.objects.get(pk=ada.pk)) == {}


def test_the_copy_of_ones_data_says_whose_list_it_was(brought, college):
    run = brought(ADA)
    tables = copying.tables(Subject.of([person("Ada")]))
    said = str([table for table in tables if "Ada" in str(table)])
    assert f"{college}" in said
    assert str(run.as_at) in said
