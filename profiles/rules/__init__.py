"""Decisions about people over plain values. No database, no clock, no request."""

from .claims import birth_date_agrees, proof_of_claim, same_address
from .days import DRAFT_DAYS, STUB_DAYS, anniversary, next_review, stub_erased_on
from .names import fold_name, make_reference, split_name
from .numbers import HCPC_PREFIXES, NUMBER_RULES, CannotUseNumber, check_number, normalise_number, number_ending
from .questions import (
    NOT_REGISTERED,
    QUESTIONS,
    REGISTERED,
    STUDENT,
    CannotRegister,
    applicable,
    before,
    check_can_register,
    first_answers,
    unanswered,
    with_answer,
)
from .registrations import DUE_SOON_DAYS, CannotCheck, Known, after_look, check_seen_on, recheck_on

__all__ = [
    "DRAFT_DAYS",
    "DUE_SOON_DAYS",
    "HCPC_PREFIXES",
    "NOT_REGISTERED",
    "NUMBER_RULES",
    "QUESTIONS",
    "REGISTERED",
    "STUB_DAYS",
    "STUDENT",
    "CannotCheck",
    "CannotRegister",
    "CannotUseNumber",
    "Known",
    "after_look",
    "anniversary",
    "applicable",
    "before",
    "birth_date_agrees",
    "check_can_register",
    "check_number",
    "check_seen_on",
    "first_answers",
    "fold_name",
    "make_reference",
    "next_review",
    "normalise_number",
    "number_ending",
    "proof_of_claim",
    "recheck_on",
    "same_address",
    "split_name",
    "stub_erased_on",
    "unanswered",
    "with_answer",
]
