"""What waits to be filed in the indexes that searches read from end to end."""

from datetime import date

import pytest

from talent_register.common.indexes import file_newest
from tests.factories.profiles import ClinicianFactory
from tracking.search import Criteria, find
from tracking.tasks import file_names

TODAY = date(2026, 11, 22)
pytestmark = pytest.mark.django_db


def test_new_names_wait_until_they_are_filed(national_lead):
    file_newest()
    assert file_newest() == 0
    person = ClinicianFactory(given_names="Zebedee", family_name="Quennell")
    assert file_newest() >= 3, "words of both names, parts of each"
    assert file_newest() == 0
    assert person in find(national_lead, Criteria(text="Quennel"), TODAY).people


def test_the_background_files_them():
    ClinicianFactory()
    file_names()
    assert file_newest() == 0
