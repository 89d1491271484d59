"""Every table that can reach a person says what a copy of the person's data and an erasure make of it."""

import pytest
from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import connection, models
from django.test.utils import isolate_apps

from profiles.models import Clinician
from profiles.rights import joining, registry
from profiles.rights.erasing import blanks_of
from talent_register.accounts.models import User
from talent_register.common.privacy import INCLUDED, Clash, Erasure, Fields

HOLDINGS = registry.holdings()
LEAST_REASON = 20


def ids(holding):
    return holding.model._meta.label


@pytest.mark.parametrize("holding", HOLDINGS, ids=ids)
def test_a_table_with_people_says_what_becomes_of_them(holding):
    model, fields = holding.model, holding.fields
    where = f"{model._meta.app_config.name}/privacy.py, {model.__name__}"
    assert fields is not None, f"{where}: no entry, though it reaches a person by {holding.paths}."
    assert fields.download == INCLUDED or len(fields.download) > LEAST_REASON, (
        f"{where}: say download=INCLUDED, or in a sentence why a person's copy of their data leaves these rows out."
    )
    assert fields.erasure, f"{where}: say erasure=Erasure.DELETED, ANONYMISED, EVIDENCE or STAYS."


@pytest.mark.parametrize("holding", HOLDINGS, ids=ids)
def test_what_is_about_somebody_can_be_found(holding):
    """An entry that promises a copy or an erasure needs a way to the rows."""
    fields, where = holding.fields, ids(holding)
    if fields is None or holding.model in (Clinician, User) or fields.by_hand:
        return
    promises = fields.download == INCLUDED or fields.erasure in (Erasure.DELETED, Erasure.ANONYMISED)
    assert not promises or holding.about or fields.found_by, (
        f"{where}: no key leads from a row to its person: say found_by, or that the rows are left out and stay."
    )
    named = set(fields.about.split()) - {path.lookup for path in holding.paths}
    assert not named, f"{where}: about names {named}, which is no path to a person."


@pytest.mark.parametrize("holding", HOLDINGS, ids=ids)
def test_what_is_emptied_can_be_empty(holding):
    fields, where = holding.fields, ids(holding)
    if fields is None or fields.erasure not in (Erasure.ANONYMISED, Erasure.EVIDENCE) or fields.by_hand:
        return
    assert blanks_of(holding) is not None
    for name in (fields.keeps + " " + fields.withheld).split():
        try:
            holding.model._meta.get_field(name)
        except FieldDoesNotExist:
            pytest.fail(f"{where}: keeps or withholds {name}, which is no column.")


LINKS = list(joining.links())


@pytest.mark.parametrize("holding", [one for one in HOLDINGS if one.fields and one.fields.follows], ids=ids)
def test_what_follows_a_row_follows_one_that_may_stay_aside(holding):
    parent = holding.model._meta.get_field(holding.fields.follows).remote_field.model
    assert registry.fields_of(parent).clash is Clash.STAYS
    for name in holding.fields.weighs.split():
        assert isinstance(holding.model._meta.get_field(name), models.DateField), name


@pytest.mark.parametrize("link", LINKS, ids=lambda link: f"{link.label}.{link.column}")
def test_a_table_with_one_row_a_person_says_what_a_merge_makes_of_a_second(link):
    if link.uniques:
        assert link.fields.clash, (
            f"{link.label}: where two records of one person are merged, both may have this row. Say clash=Clash.STAYS, "
            "or clash=Clash.ENDS with ends= a date column, in its privacy.py."
        )
    if link.fields.clash is Clash.ENDS:
        assert link.model._meta.get_field(link.fields.ends).null


def test_the_persons_of_two_storeys_above_are_found():
    names = {holding.model._meta.label for holding in HOLDINGS}
    assert {"tracking.CohortMember", "audit.View", "letters.Letter", "imports.ImportRow", "mfa.Authenticator"} <= names


@isolate_apps("profiles")
def test_a_table_that_says_nothing_is_noticed():
    class Diary(models.Model):
        clinician = models.ForeignKey(Clinician, on_delete=models.CASCADE, related_name="+")

        class Meta:
            app_label = "profiles"

    class Page(models.Model):
        diary = models.ForeignKey(Diary, on_delete=models.CASCADE, related_name="+")
        written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

        class Meta:
            app_label = "profiles"

    paths = {path.lookup: path.owns for path in registry._paths(Page)}
    assert paths == {"diary__clinician": True, "written_by": False}
    holding = registry.Holding(Page, Fields(purpose="x", retention="y"), tuple(registry._paths(Page)))
    assert [path.lookup for path in holding.about] == ["diary__clinician"]
    with pytest.raises(AssertionError, match="say download=INCLUDED"):
        test_a_table_with_people_says_what_becomes_of_them(holding)


@pytest.mark.django_db
def test_no_table_escapes_because_nobody_models_it():
    """Tables without a model have no person either."""
    modelled = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    loose = set(connection.introspection.table_names()) - modelled
    assert {table for table in loose if table != "django_migrations"} == set()
