"""Registration numbers within a row: whose they are, whether they can be right, and zeros that a spreadsheet ate."""

from django.utils.translation import gettext_lazy as _

from profiles.rules import CannotUseNumber, check_number, normalise_number
from talent_register.imports.checking.cells import shown
from talent_register.imports.checking.engine import Context, Row
from talent_register.imports.checking.issues import Issue
from talent_register.imports.resources import Column, warn

from .columns import NUMBERS

GMC_DIGITS = 7
CERTAIN = ("nmc", "hcpc", "gmc_pa")
FAMILY_OF = {"gmc": "doctor", "gmc_pa": "physician_associate", "nmc": "nurse", "gdc": "dentist"}

SENTENCES = {
    "registration_number_format": _("“%(value)s”: %(fix)s"),
    "gmc_digits": _(
        "“%(value)s” has %(length)s digits. GMC reference numbers have 7 digits. "
        "If your spreadsheet removed 0s from the start, add them back"
    ),
    "nmc_format": _("“%(value)s” is not a full PIN. A PIN has 8 characters and looks like 12A3456E"),
    "hcpc_format": _("“%(value)s”: start with 2 letters, like PH123456"),
    "gphc_format": _("“%(value)s”: GPhC numbers have 7 digits and start with 2 or 5"),
    "regulator_unknown": _("We cannot tell whose register “%(value)s” is on. Add a column with the regulator"),
    "wrong_regulator": _(
        "The profession is %(profession)s but the number looks like a %(regulator)s number. Check both"
    ),
    "number_unusual": _("“%(value)s” is not what we expect: %(fix)s"),
    "missing_identity": _("This is empty. Enter a registration number, or an email address"),
}
WORDED = {"gmc": "gmc_digits", "nmc": "nmc_format", "hcpc": "hcpc_format", "gphc": "gphc_format"}


def typed_number(row: Row) -> tuple[Column, str] | None:
    """The first registration number of a row and the column it is in."""
    for column in NUMBERS:
        if row.cleaned.get(column.key):
            return column, row.cleaned[column.key]
    return None


def settle_number(row: Row, context: Context) -> None:
    """Fill regulator, number and number_key of a row, or say what is wrong."""
    found = typed_number(row)
    if not found:
        return
    column, typed = found
    regulator = _regulator_of(row, column, typed, context)
    for other in NUMBERS:
        row.cleaned.pop(other.key, None)
    if not regulator:
        row.add(column, Issue("regulator_unknown", details={"value": typed}))
        return
    restored = _restore_zeros(row, column, regulator, typed)
    if not _check(row, column, regulator, restored or typed, context):
        return
    row.cleaned |= {
        "regulator": regulator,
        "number": restored or typed,
        "number_key": normalise_number(regulator, restored or typed),
    }


def _regulator_of(row: Row, column: Column, typed: str, context: Context) -> str:
    if stated := column.variant or row.cleaned.get("regulator"):
        return stated
    if profession := row.cleaned.get("profession"):
        return context.lookups["profession"].regulators.get(profession, "")
    fits = [code for code in CERTAIN if _fits(code, typed)]
    return fits[0] if len(fits) == 1 else ""


def _fits(regulator: str, typed: str) -> bool:
    try:
        check_number(regulator, typed)
    except CannotUseNumber:
        return False
    return True


def _restore_zeros(row: Row, column: Column, regulator: str, typed: str) -> str:
    """A GMC number that a spreadsheet kept as a number has lost the 0s it began with. Offered, never silent."""
    is_number = isinstance(row.cell(column.key), int | float)
    if regulator != "gmc" or not is_number or not typed.isdigit() or not 4 <= len(typed) < GMC_DIGITS:
        return ""
    proposed = typed.zfill(GMC_DIGITS)
    row.add(column, warn("lost_leading_zero", value=typed, length=len(typed), proposed=proposed), typed)
    return proposed


def _check(row: Row, column: Column, regulator: str, typed: str, context: Context) -> bool:
    value = shown(row.cell(column.key))
    try:
        doubt = check_number(regulator, typed)
    except CannotUseNumber as wrong:
        details = {"value": value, "length": len(typed), "fix": str(wrong), "wording": WORDED.get(regulator, "")}
        if regulator == "gmc" and not typed.isdigit():
            details["wording"] = ""
        row.add(column, Issue("registration_number_format", details=details))
        return False
    if doubt:
        row.add(column, warn("number_unusual", value=value, fix=str(doubt)))
    return True
