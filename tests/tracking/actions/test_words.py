import pytest

from profiles.models import Clinician
from tests.factories.profiles import ClinicianFactory
from tracking.actions import words
from tracking.models import NameWord

pytestmark = pytest.mark.django_db


def known():
    return sorted(NameWord.objects.values_list("word", flat=True))


def test_every_way_of_writing_a_name_notes_its_words_once():
    ada = ClinicianFactory(given_key="ada mary", family_key="reed")
    ClinicianFactory(given_key="ada", family_key="lund")
    assert known() == ["ada", "lund", "mary", "reed"]
    Clinician.objects.filter(pk=ada.pk).update(family_key="moss")
    assert known() == ["ada", "lund", "mary", "moss", "reed"]


def test_words_that_nobody_has_any_more_are_forgotten():
    ada = ClinicianFactory(given_key="ada", family_key="reed")
    NameWord.objects.create(word="ada", slips=["ada"])
    Clinician.objects.filter(pk=ada.pk).update(family_key="")
    assert words.forget_unused() == 2
    assert known() == ["ada"]
    assert words.forget_unused() == 0


def test_a_word_that_is_missing_is_noted():
    ClinicianFactory(given_key="ada", family_key="")
    NameWord.objects.all().delete()
    assert words.note_missing() == 1
    assert known() == ["ada"]
    assert NameWord.objects.get().slips == ["aa", "ad", "ada", "da"]
    assert words.note_missing() == 0
