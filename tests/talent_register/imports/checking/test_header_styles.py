"""Column names as six kinds of systems write them: most are matched, none to the wrong column."""

import pytest

from profiles.resources import TraineeResource
from talent_register.imports.checking.matching import is_special, match

# Heading of theirs → column of ours; None is a column that is not asked for.
STYLES = {
    "national training system": {
        "Title": None,
        "Surname *": "last_name",
        "Forenames *": "first_names",
        "Known As": "preferred_name",
        "Date of Birth": "birth_date",
        "Gender": None,
        "GMC Number": "registration_number@gmc",
        "GDC Number": "registration_number@gdc",
        "Email Address": "work_email",
        "NTN (Programme)": "programme_ref",
        "Programme Name": "programme",
        "Curriculum #1": "specialty",
        "Curriculum #1 Start Date": "start_date",
        "Programme End Date": "expected_completion_date",
    },
    "college membership": {
        "Membership No.": "organisation_ref",
        "Family name": "last_name",
        "Given name(s)": "first_names",
        "GMC Ref": "registration_number@gmc",
        "Contact email": "work_email",
        "Speciality": "specialty",
        "Stage": "grade",
        "Hospital": "employer",
        "Expected CCT": "expected_completion_date",
        "Notes": None,
    },
    "school of specialty": {
        "GMC No": "registration_number@gmc",
        "Surname": "last_name",
        "First name": "first_names",
        "E-mail": "work_email",
        "Training Grade": "grade",
        "Programme": "programme",
        "Trust": "employer",
        "Programme start": "start_date",
        "LTFT": "whole_time_equivalent",
        "Locker": None,
    },
    "snake case": {
        "first_names": "first_names",
        "last_name": "last_name",
        "pin": "registration_number@nmc",
        "email": "work_email",
        "date_of_birth": "birth_date",
        "profession": "profession",
        "employing_trust": "employer",
        "training_region": "region",
        "nationality": None,
    },
    "professional body": {
        "Member ID": None,
        "HCPC Registration Number": "registration_number@hcpc",
        "Last Name": "last_name",
        "First Name(s)": "first_names",
        "Preferred Name": "preferred_name",
        "Primary Email": "work_email",
        "Profession": "profession",
        "Employer": "employer",
        "Region": "region",
        "Membership Status": "status",
        "Date Joined": "start_date",
        "Sex": None,
    },
    "shouted": {
        "GMC_REFERENCE_NUMBER": "registration_number@gmc",
        "FAMILY_NAME": "last_name",
        "GIVEN_NAMES": "first_names",
        "WORK_EMAIL_ADDRESS": "work_email",
        "SPECIALTY": "specialty",
        "DEANERY": "region",
        "WTE": "whole_time_equivalent",
        "COMPLETION_DATE": "expected_completion_date",
        "ETHNIC_ORIGIN": None,
    },
}
STYLES["our own template"] = {c.heading: c.key for c in TraineeResource.columns if c.is_in_template}


def matched(headings):
    found = match(TraineeResource(), list(headings)).mapping
    return {list(headings)[index]: key for key, index in found.items()}


@pytest.mark.parametrize("style", STYLES)
def test_no_column_is_taken_for_another(style):
    found = matched(STYLES[style])
    assert {heading: key for heading, key in found.items() if STYLES[style][heading] != key} == {}


@pytest.mark.parametrize("style", STYLES)
def test_most_columns_are_matched(style):
    wanted = {heading: key for heading, key in STYLES[style].items() if key}
    share = len(matched(STYLES[style])) / len(wanted)
    assert share >= 0.85, sorted(wanted.keys() - matched(STYLES[style]).keys())


@pytest.mark.parametrize(
    "heading", ["Gender", "Ethnic Origin", "NI number", "Religious Belief", "Disability", "Visa Type"]
)
def test_what_is_never_taken_is_never_matched(heading):
    assert is_special(heading)
    assert matched([heading, "Surname"]) == {"Surname": "last_name"}
