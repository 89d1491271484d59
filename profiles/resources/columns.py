"""The columns of a trainee list: our 22, and the names under which training systems and colleges know them."""

import re

from django.utils.translation import gettext_lazy as _

from talent_register.imports.checking.issues import Issue
from talent_register.imports.resources import (
    ChoiceColumn,
    Column,
    DateColumn,
    EmailColumn,
    EmployerColumn,
    NameColumn,
    OwnerColumn,
    ShareColumn,
)

NUMBER = "registration_number"
LAST_NAME, FIRST_NAMES = "last_name", "first_names"
WORK_EMAIL, PERSONAL_EMAIL = "work_email", "personal_email"
START, END = "start_date", "expected_completion_date"


MONEY = re.compile("[£$€%]")
# A long number as a spreadsheet shows it: the figures it left out are lost.
SCIENCE = re.compile(r"\d+(?:[.,]\d+)?e[+-]?\d+", re.IGNORECASE)


class NumberColumn(Column):
    """A registration number. Which regulator's it is may be known only from the rest of the row."""

    kind = "number"

    def clean(self, text, cell, context):
        if MONEY.search(text):
            return None, Issue("not_text", details={"value": text[:60]})
        if SCIENCE.fullmatch(text):
            return None, Issue("science", details={"value": text[:60]})
        return super().clean(text.removesuffix(".0"), cell, context)


NUMBERS = (
    NumberColumn(
        NUMBER,
        _("Registration number"),
        example="7654321",
        max_length=60,
        synonyms=("registration no", "reg number", "reg no", "professional registration number", "pin number"),
    ),
    NumberColumn(
        NUMBER,
        _("GMC number"),
        variant="gmc",
        heading="gmc_number",
        is_in_template=False,
        max_length=60,
        synonyms=("gmc", "gmc no", "gmc ref", "gmc ref no", "gmc reference number", "gmc reference", "gmc num"),
    ),
    NumberColumn(
        NUMBER,
        _("NMC PIN"),
        variant="nmc",
        heading="nmc_pin",
        is_in_template=False,
        max_length=60,
        synonyms=("nmc", "pin", "nmc number", "nmc no", "nmc pin number"),
    ),
    NumberColumn(
        NUMBER,
        _("GDC number"),
        variant="gdc",
        heading="gdc_number",
        is_in_template=False,
        max_length=60,
        synonyms=("gdc", "gdc no", "gdc registration number"),
    ),
    NumberColumn(
        NUMBER,
        _("GPhC number"),
        variant="gphc",
        heading="gphc_number",
        is_in_template=False,
        max_length=60,
        synonyms=("gphc", "gphc no", "gphc registration number"),
    ),
    NumberColumn(
        NUMBER,
        _("HCPC number"),
        variant="hcpc",
        heading="hcpc_number",
        is_in_template=False,
        max_length=60,
        synonyms=("hcpc", "hcpc no", "hcpc registration number"),
    ),
    NumberColumn(
        NUMBER,
        _("Public health number"),
        variant="ukphr",
        heading="public_health_number",
        is_in_template=False,
        max_length=60,
        synonyms=("ukphr", "ukphr number"),
    ),
)

PERSON = (
    Column(
        "organisation_ref",
        _("Your reference"),
        example="M01234",
        max_length=60,
        synonyms=("membership number", "membership no", "member number", "member no", "trainee id", "person id"),
    ),
    ChoiceColumn("regulator", _("Regulator"), example="GMC", lookup="regulator", synonyms=("body", "regulatory body")),
    *NUMBERS[:1],
    NameColumn(
        FIRST_NAMES,
        _("First names"),
        example="Amara Jane",
        synonyms=(
            "first name",
            "forename",
            "forenames",
            "given name",
            "given names",
            "given name s",
            "first name s",
            "forename s",
        ),
    ),
    NameColumn(
        LAST_NAME, _("Last name"), example="Okoro", is_required=True, synonyms=("surname", "family name", "second name")
    ),
    NameColumn("preferred_name", _("Preferred name"), example="Amara", synonyms=("known as", "name they go by")),
    EmailColumn(
        WORK_EMAIL,
        _("Work email"),
        example="amara.okoro@nhs.example",
        max_length=254,
        synonyms=(
            "email",
            "email address",
            "e mail",
            "contact email",
            "primary email",
            "work email address",
            "nhs email",
            "mail",
        ),
    ),
    EmailColumn(
        PERSONAL_EMAIL,
        _("Personal email"),
        max_length=254,
        synonyms=("personal email address", "home email", "private email"),
    ),
    DateColumn("birth_date", _("Date of birth"), is_in_template=False, synonyms=("dob", "date of birth", "born")),
    ChoiceColumn(
        "profession", _("Profession"), example="Doctor", lookup="profession", synonyms=("occupation", "staff group")
    ),
)

TRAINING = (
    ChoiceColumn(
        "specialty",
        _("Specialty"),
        example="Cardiology",
        lookup="specialty",
        synonyms=("speciality", "curriculum", "curriculum #1", "main specialty", "training specialty"),
    ),
    ChoiceColumn(
        "grade",
        _("Training grade"),
        example="ST4",
        lookup="grade",
        synonyms=("training grade", "stage", "level", "training level", "stage of training"),
    ),
    Column(
        "programme",
        _("Programme"),
        example="Cardiology South West",
        synonyms=("programme name", "training programme", "program"),
    ),
    Column(
        "programme_ref",
        _("Training number"),
        example="SWN/001/7654321/C",
        max_length=60,
        synonyms=("ntn", "ntn programme", "training number", "national training number", "drn", "ntn drn"),
    ),
    ChoiceColumn(
        "region",
        _("Training region"),
        example="South West",
        lookup="region",
        synonyms=("training region", "deanery", "local office", "education office", "lead deanery", "hee region"),
    ),
    EmployerColumn(
        "employer",
        _("Employer"),
        heading="employer_ods",
        example="RA7",
        max_length=200,
        lookup="employer",
        synonyms=(
            "employer ods code",
            "ods code",
            "trust code",
            "trust",
            "hospital",
            "employing trust",
            "employing organisation",
            "host trust",
            "current employer",
        ),
    ),
    DateColumn(
        START,
        _("Start date"),
        example="5/8/2026",
        synonyms=(
            "start",
            "programme start",
            "programme start date",
            "curriculum #1 start date",
            "joined",
            "date joined",
            "training start date",
        ),
    ),
    DateColumn(
        END,
        _("Expected completion"),
        example="4/8/2031",
        synonyms=(
            "end",
            "end date",
            "programme end date",
            "programme end",
            "expected cct",
            "cct date",
            "expected completion",
            "expected end date",
            "completion date",
        ),
    ),
    ShareColumn(
        "whole_time_equivalent",
        _("Whole-time equivalent"),
        example="1.0",
        synonyms=("wte", "ltft", "fte", "whole time", "less than full time", "full time equivalent"),
    ),
    ChoiceColumn(
        "status",
        _("Status"),
        example="active",
        lookup="status",
        synonyms=("training status", "trainee status", "active", "in training"),
    ),
    DateColumn("status_date", _("Status date"), synonyms=("status from", "date of status")),
    ChoiceColumn(
        "relationship", _("Relationship"), example="trainee", lookup="relationship", synonyms=("membership type",)
    ),
    OwnerColumn(
        "submitted_by",
        _("Whose list it is"),
        heading="college_code",
        is_in_template=False,
        synonyms=("college id", "submitting organisation"),
    ),
    Column("cohort", _("Cohort"), example="2026 autumn", max_length=100, synonyms=("intake", "cohort name")),
)

COLUMNS = (*PERSON, *NUMBERS[1:], *TRAINING)
