import pytest

from talent_register.imports.checking.lookups import Lookup


@pytest.fixture
def grades():
    return Lookup.of([("st3", "ST3", "Specialty training year 3"), ("st4", "ST4"), ("ct2", "CT2")])


@pytest.fixture
def specialties():
    return Lookup.of([("cardiology", "Cardiology"), ("urology", "Urology"), ("neurology", "Neurology")])


@pytest.mark.parametrize("text", ["ST3", "st3", " st3 ", "Specialty Training Year 3"])
def test_any_name_whatever_its_case_finds_the_value(grades, text):
    assert grades.find(text) == "st3"


def test_what_differs_only_in_marks_is_surely_the_same(grades):
    assert grades.find("ST-3") is None
    assert grades.near("ST-3") == ("st3", "ST3", True)


def test_what_is_near_is_suggested_not_taken(specialties):
    assert specialties.near("Cardilogy") == ("cardiology", "Cardiology", False)


def test_what_is_near_to_two_is_no_suggestion():
    lookup = Lookup.of([("a", "Paediatric surgery A"), ("b", "Paediatric surgery B")])
    assert lookup.near("Paediatric surgery C") == ("", "", False)
    assert lookup.near("Gardening") == ("", "", False)
