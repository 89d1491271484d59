"""What can be wrong with a cell or a row, and the sentence that says how to mend it."""

from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

PROBLEM = "problem"
WARNING = "warning"
KEPT = "kept"  # a warning of which somebody said that the value is right
# The finding that a row is another organisation's: then the whole file is refused.
OTHERS_ROW = "other_organisation"


@dataclass(frozen=True)
class Issue:
    """One finding. `details` fill the sentence of its code."""

    code: str
    level: str = PROBLEM
    details: dict = field(default_factory=dict)


SENTENCES = {
    "required_missing": _("This is empty. Enter the %(label)s"),
    "email_format": _("“%(value)s” is not complete. Enter an email address like name@example.nhs.uk"),
    "not_a_date": _("“%(value)s” is not a real date. Enter a date like 6/8/2026"),
    "day_missing_near": _("“%(value)s” has no day. Enter a full date, or confirm that it is %(words)s"),
    "day_missing": _("“%(value)s” has no day. Enter a full date like 6/8/2026"),
    "end_before_start": _("This date, %(value)s, is before the start date, %(start)s. Check both"),
    "date_far": _("%(value)s is more than 15 years away. Check the year"),
    "birth_date_unlikely": _("%(value)s would make this person younger than 17 or older than 100. Check the year"),
    "unknown_value": _("“%(value)s” is not on our list. Choose a value from the list, or leave it empty"),
    "unknown_value_near": _("“%(value)s” is not on our list. Did you mean %(suggestion)s?"),
    "unknown_employer": _("We could not find “%(value)s”. Choose an organisation or leave it empty"),
    "unknown_employer_near": _("We could not find “%(value)s”. Did you mean %(suggestion)s?"),
    "duplicate_in_file": _("Rows %(other_row)s and %(row)s have the same %(label)s. Keep one"),
    "duplicate_person": _("Rows %(other_row)s and %(row)s are about the same person. Keep one"),
    "duplicate_email": _("Rows %(other_row)s and %(row)s have the same email address. Each person needs their own"),
    "too_long": _("This must be %(limit)s characters or fewer. It is %(length)s"),
    "formula": _("The cell has a formula. Paste it as a value"),
    "formula_unsaved": _("The cell has a formula with no saved result. Paste it as a value"),
    "error_value": _("The cell shows %(value)s. Enter a value instead"),
    "science": _("“%(value)s” is not a full number. Format the column as text and copy it again"),
    "not_a_share": _("“%(value)s” is not a share of full time. Enter a number from 0.1 to 1, like 0.8"),
    "undecodable": _("Some characters could not be read. Save the file as CSV UTF-8, or type the value again"),
    "not_text": _("“%(value)s” has characters that do not belong here. Type the value again"),
    "too_many_cells": _(
        "This row has more cells than there are column names. Check that each value is in its own column, "
        "then use the row as it is, or mend it in the file you download"
    ),
    "too_few_cells": _(
        "This row has fewer cells than there are column names. Check that each value is in its own column, "
        "then use the row as it is, or mend it in the file you download"
    ),
    "lost_leading_zero": _("“%(value)s” has %(length)s digits. We think the spreadsheet removed 0s: %(proposed)s"),
    "no_number": _("There is no registration number, so we matched this person by email and name only"),
    "possible_match": _("This may be somebody who is already on the register. Choose what to do"),
    "double_encoded": _("We read “%(value)s” as “%(proposed)s”. Check that this is right"),
    "mixed_scripts": _("“%(value)s” mixes two alphabets whose letters look alike. Check that it is right"),
    "damaged_letter": _(
        "“%(value)s” has a question mark in the place of a letter. If you know the letter, type the name"
    ),
    "one_name": _("“%(name)s” is the only name of this person. If there are first names, enter them"),
    "name_split": _("“%(value)s” holds two names. We read the last name as %(last)s and the first names as %(first)s"),
    "two_digit_year": _("We read “%(value)s” as %(proposed)s. Check the century"),
    "other_organisation": _("This row is of another organisation, %(value)s"),
    "person_not_found": _(
        "We found nobody with this number on your list. Check the number, or import this person with your list first"
    ),
    "suppressed": _("This person asked not to be on the register. You cannot add them"),
    "asked": _("We asked the people themselves. This row waits for their answers"),
    "team_asked": _("We asked the programme team whose number this is. This row waits for their answer"),
    "deceased": _("Your list says that this person has died. We leave the row out, and write to nobody about it"),
    "held": _("We cannot use this row now. Nothing was changed. You do not need to do anything"),
    "left_out_by_choice": _("You chose to leave out rows with this value"),
}


# The detail by which a sentence can say what may be meant.
NEAR = {"unknown_value": "suggestion", "unknown_employer": "suggestion", "day_missing": "proposed"}


def sentence(code: str, details: dict, extra: dict | None = None) -> str:
    """The sentence for a person. A list type may bring sentences of its own, or its own wording of ours."""
    words = (extra or {}).get(code) or SENTENCES[code]
    if code in ("unknown_value", "unknown_employer", "day_missing") and details.get(NEAR[code]):
        words = (extra or {}).get(f"{code}_near") or SENTENCES[f"{code}_near"]
    return str(words) % details
