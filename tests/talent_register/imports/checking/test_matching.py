import pytest

from profiles.resources import TraineeResource
from talent_register.imports.checking.matching import is_special, match

TRAINEES = TraineeResource()
REAL_HEADINGS = {
    "GMC Ref": "registration_number@gmc",
    "GMC Reference Number": "registration_number@gmc",
    "GMC No.": "registration_number@gmc",
    "PIN": "registration_number@nmc",
    "Forenames *": "first_names",
    "Given name(s)": "first_names",
    "SURNAME": "last_name",
    "Family_name": "last_name",
    "E-mail": "work_email",
    "Email Address": "work_email",
    "NTN (Programme)": "programme_ref",
    "Deanery": "region",
    "Expected CCT": "expected_completion_date",
    "Programme End Date": "expected_completion_date",
    "Curriculum #1": "specialty",
    "LTFT": "whole_time_equivalent",
    "Trust code": "employer",
    "Expected completon": "expected_completion_date",
}


@pytest.mark.parametrize(("heading", "key"), REAL_HEADINGS.items())
def test_headings_of_real_lists(heading, key):
    assert match(TRAINEES, [heading]).mapping == {key: 0}


@pytest.mark.parametrize("heading", ["Locker", "Next of kin", "Home address", "Notes", "Date", "Name of dog"])
def test_what_is_not_ours_is_never_matched(heading):
    found = match(TRAINEES, [heading])
    assert (found.mapping, found.dropped) == ({}, [{"heading": heading, "why": "unknown"}])


@pytest.mark.parametrize(
    "heading", ["Ethnic Origin", "RELIGION", "Sex", "Gender", "Disability Details", "NI number", "Sexual Orientation"]
)
def test_sensitive_columns_are_never_read_even_if_somebody_chose_them(heading):
    assert is_special(heading)
    assert match(TRAINEES, [heading], {"cohort": 0}).mapping == {}


@pytest.mark.parametrize("heading", ["Trace number", "Essex post", "Terrace", "Specialty"])
def test_words_that_only_hold_such_letters_are_harmless(heading):
    assert not is_special(heading)


def test_what_was_chosen_last_time_comes_first():
    found = match(TRAINEES, ["Surname", "Second thing"], {"last_name": 1})
    assert (found.mapping["last_name"], found.sure["last_name"]) == (1, "remembered")


def test_the_first_of_two_equal_headings_counts():
    found = match(TRAINEES, ["Surname", "Surname"])
    assert found.mapping == {"last_name": 0}


def test_no_two_columns_answer_to_one_heading():
    names = [name for column in TRAINEES.columns for name in column.names()]
    assert sorted(names) == sorted(set(names))
