"""Professions, regulators and specialties are kept by editors, like any fact; releases leave what they published."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from pathways.content import kinds
from pathways.forms.content_boxes import typed_of
from pathways.models import ContentChange
from profiles import reference as loaders
from profiles.models import Profession, Regulator, Specialty

pytestmark = pytest.mark.django_db
NEW = {"code": "space-medicine", "name": "Space medicine", "source": "The regulator's list", "why": "It is new"}


@pytest.fixture(autouse=True)
def _facts():
    loaders.load()


def publish(second):
    second.post(f"/content/changes/{ContentChange.objects.waiting().get().uuid}/", {"publish": "1"})


def change(editor, row, **more):
    kind = kinds()[str(row._meta.verbose_name)]
    typed = {**typed_of(kind, kind.values(row)), **more, "why": "Read again", "has_read_source": "on"}
    return editor.post(f"/content/{kind.name}/{row.pk}/", typed, follow=True).content.decode()


def test_a_new_specialty_is_published_by_two_and_no_release_ends_it(editor, second):
    editor.post("/content/specialty/add/", NEW)
    assert not Specialty.objects.filter(code="space-medicine").exists()
    publish(second)
    loaders.load()
    row = Specialty.objects.in_use().get(code="space-medicine")
    assert (row.is_verified, row.checked_by) == (False, "Edith Editor, Simon Second")


def test_a_changed_profession_is_not_loaded_over(editor, second):
    row = Profession.objects.get(code="dietitian")
    change(editor, row, name="Registered dietitian")
    publish(second)
    loaders.load()
    row.refresh_from_db()
    assert (row.name, row.is_verified) == ("Registered dietitian", True)


def test_a_family_of_professions_without_a_page_of_rules_cannot_be_made_up(editor):
    page = change(editor, Profession.objects.get(code="dietitian"), family="alchemy")
    assert "“alchemy” is no family of professions" in page


@pytest.mark.parametrize(
    ("pattern", "words"), [("[0-9", "Programs cannot read this pattern"), ("[A-Z]", "The example does not fit")]
)
def test_a_pattern_that_would_refuse_everybody_is_refused(editor, pattern, words):
    page = change(editor, Regulator.objects.get(code="gmc"), number_pattern=pattern)
    assert words in page


def test_what_ends_is_offered_until_its_last_day():
    row = Specialty.objects.first()
    for days, is_offered in ((0, False), (1, True)):
        Specialty.objects.filter(pk=row.pk).update(disabled_on=localdate() + timedelta(days=days))
        assert Specialty.objects.in_use().filter(pk=row.pk).exists() is is_offered
