"""Decisions about people over plain values. No database, no clock, no request."""

from .days import STUB_DAYS, anniversary, next_review, stub_erased_on
from .names import fold_name, make_reference
from .numbers import HCPC_PREFIXES, NUMBER_RULES, CannotUseNumber, check_number, normalise_number, number_ending

__all__ = [
    "HCPC_PREFIXES",
    "NUMBER_RULES",
    "STUB_DAYS",
    "CannotUseNumber",
    "anniversary",
    "check_number",
    "fold_name",
    "make_reference",
    "next_review",
    "normalise_number",
    "number_ending",
    "stub_erased_on",
]
