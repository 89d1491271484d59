"""Registration numbers: how they are compared, and what is wrong with one. Sentences are for the person who typed."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MAX_NUMBER = 30
HCPC_PREFIXES = ("AS", "BS", "CH", "CS", "DT", "HAD", "ODP", "OR", "OT", "PA", "PH", "PO", "PYL", "RA", "SL")


class CannotUseNumber(ValueError):
    """The number cannot be on that register. The message says how to mend it."""


def _plain(typed: str) -> str:
    """Upper case, ordinary characters, nothing between them but / and -."""
    if typed and typed.isascii() and typed.isalnum():
        return typed.upper()
    text = unicodedata.normalize("NFKC", typed or "").upper()
    text = re.sub(r"[‐-―−_]", "-", text)
    return "".join(character for character in text if character.isalnum() or character in "/-")


def _joined(text: str) -> str:
    return text.replace("/", "").replace("-", "")


def _gmc(text: str) -> str:
    """Hospital systems write the GMC number as a consultant code, with a C before it."""
    return re.sub(r"^C(?=\d)", "", _joined(text))


def _gdc(text: str) -> str:
    return _joined(text).lstrip("0")


def _hcpc(text: str) -> str:
    """Prefix and whole number: prescribing systems pad with zeros, even within a three-letter prefix."""
    found = re.fullmatch(r"([A-Z]{2})(0*)([A-Z]?)0*(\d*)", _joined(text))
    if not found:
        return _joined(text)
    return f"{found[1]}{found[3]}{found[4]}"


def _goc(text: str) -> str:
    found = re.fullmatch(r"(01|D)(\d{4,5})", _joined(text))
    return f"{found[1]}-{found[2]}" if found else text


def _gcc(text: str) -> str:
    digits = _joined(text)
    return digits.zfill(5) if digits.isdigit() else digits


@dataclass(frozen=True)
class NumberRule:
    """What one regulator's numbers look like once normalised. A weak pattern warns and never rejects."""

    pattern: str
    sentence: Promise | str
    tidy: Callable[[str], str] = _joined
    is_sure: bool = True


NUMBER_RULES = {
    "gmc": NumberRule(
        r"\d{7}", _("GMC reference number must be 7 digits, like 7654321. If it starts with 0, include the 0"), _gmc
    ),
    "gmc_pa": NumberRule(r"A\d{7}", _("GMC reference number must be A and 7 digits, like A1234567")),
    "nmc": NumberRule(
        r"\d{2}[A-Z]\d{4}[A-Z]",
        _("NMC PIN must be 8 characters: 2 digits, a letter, 4 digits and a letter, like 12A3456E"),
    ),
    "gdc": NumberRule(r"\d{4,6}", _("GDC registration number must be 4 to 6 digits, like 123456"), _gdc),
    "gphc": NumberRule(
        r"[25]\d{6}",
        _("GPhC registration number must be 7 digits and start with 2 for pharmacists or 5 for technicians"),
    ),
    "hcpc": NumberRule(
        rf"({'|'.join(HCPC_PREFIXES)})[1-9]\d{{0,5}}",
        _("HCPC registration number must be the letters of your profession and up to 6 digits, like PH123456"),
        _hcpc,
    ),
    "goc": NumberRule(
        r"(01|D)-\d{4,5}",
        _("GOC registration number must start with 01 or D and have 4 or 5 more digits, like 01-12345"),
        _goc,
    ),
    "psni": NumberRule(r"\d{1,5}", _("PSNI registration numbers usually have up to 5 digits"), is_sure=False),
    "gosc": NumberRule(
        r"(\d{1,2}/)?\d{1,5}", _("GOsC registration numbers usually have up to 5 digits"), str, is_sure=False
    ),
    "gcc": NumberRule(r"\d{5}", _("GCC registration numbers usually have 5 digits, like 01234"), _gcc, is_sure=False),
    "swe": NumberRule(
        r"SW\d{1,6}", _("Social Work England numbers usually start with SW, like SW12345"), is_sure=False
    ),
    "ukphr": NumberRule(
        r"(FR|PR|SPR|SR)\d{3,5}", _("UKPHR numbers usually start with letters, like FR0123"), is_sure=False
    ),
    "ahcs": NumberRule(
        r"[A-Z]{0,4}\d{3,6}",
        _("Healthcare science register numbers usually end with 3 to 6 digits, like RCT12345"),
        is_sure=False,
    ),
}
UNKNOWN_RULE = NumberRule(rf"[A-Z0-9/-]{{1,{MAX_NUMBER}}}", "", str, is_sure=False)


@lru_cache(maxsize=2_000)
def normalise_number(regulator_code: str, typed: str) -> str:
    """The form in which numbers are compared: text, so that leading zeros that matter stay."""
    rule = NUMBER_RULES.get(regulator_code, UNKNOWN_RULE)
    return rule.tidy(_plain(typed))


def check_number(regulator_code: str, typed: str, *, prefix: str = "") -> Promise | str:
    """Raise CannotUseNumber when the number cannot be right; return a sentence to warn with, or an empty one.

    `prefix` is the HCPC prefix of the declared profession. A number that passes is not thereby verified.
    """
    rule = NUMBER_RULES.get(regulator_code, UNKNOWN_RULE)
    number = normalise_number(regulator_code, typed)
    if len(number) > MAX_NUMBER or len(typed) > 2 * MAX_NUMBER:
        raise CannotUseNumber(_("Registration number must be %(most)d characters or fewer") % {"most": MAX_NUMBER})
    if not any(character.isdigit() for character in number):
        raise CannotUseNumber(rule.sentence if rule.is_sure else _("Registration number must include a digit"))
    fits = re.fullmatch(rule.pattern, number, re.ASCII) is not None
    if rule.is_sure and not fits:
        raise CannotUseNumber(rule.sentence)
    if prefix and regulator_code == "hcpc" and number.rstrip("0123456789") != prefix:
        raise CannotUseNumber(
            _("HCPC number for your profession starts with %(prefix)s. Check the number and your profession")
            % {"prefix": prefix}
        )
    return "" if fits else rule.sentence


def waiting_key(number_key: str, person: int) -> str:
    """The key under which a number waits that stands on another record: nothing that is looked for looks like it."""
    return f"{person}~{number_key}"


def awaited_key(key: str) -> str:
    """The key of the number that waits, and of every other its own."""
    return key.rpartition("~")[2]


def number_ending(number: str) -> str:
    """The last 3 characters: enough to recognise one's own number, too little to use it."""
    return number[-3:]
