"""How names and codes of organisations are written, folded and compared. Pure; knows no table."""

import re
import unicodedata

from django.utils.translation import gettext as _

# Kinds of bodies of which no list is published, and what their codes look like where they have none of the NHS.
KEPT_BY_HAND = ("COLLEGE", "TRAINING_BODY", "OTHER")
OWN_CODE = re.compile(r"[A-Z0-9][A-Z0-9-]{1,19}")
KEPT_UPPER = {"NHS", "ICB", "HSC", "GP", "UK", "NI", "PMS", "APMS", "GMS"}
KEPT_LOWER = {"and", "of", "the", "for", "in", "on", "upon", "with", "under", "by", "at", "le", "la", "super"}
CENTRE = re.compile(r"\bC(?:N?TR|ENT)\b\.?")
LONG_FORMS = {"ft": "foundation trust", "icb": "integrated care board", "lhb": "local health board"}
WORD = re.compile(r"[A-Z0-9][A-Z0-9'’]*", re.IGNORECASE)


def readable_name(official: str) -> str:
    """The readable form of a name that its source writes in capitals. A name in mixed case stays as it is.

    "KING'S COLLEGE HOSPITAL NHS FOUNDATION TRUST" → "King's College Hospital NHS Foundation Trust"
    """
    if not official.isupper():
        return official
    spelt_out = CENTRE.sub("CENTRE", official)
    return WORD.sub(lambda match: _word(match.group(), first=match.start() == 0), spelt_out)


def _word(word: str, *, first: bool) -> str:
    if word in KEPT_UPPER or _is_initials(word):
        return word
    if word.lower() in KEPT_LOWER and not first:
        return word.lower()
    return word[0] + word[1:].lower()


def _is_initials(word: str) -> bool:
    """Two or three letters without a vowel, such as PJ, but not titles and Saint."""
    return 1 < len(word) <= 3 and not set(word) & set("AEIOUY'’0123456789") and word not in {"DR", "MR", "MRS", "ST"}


def search_key(name: str) -> str:
    """A name folded for comparing: no accents, marks or capitals, "&" as "and", usual short forms in full."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    plain = re.sub(r"['’`.]", "", plain.lower()).replace("&", " and ")
    words = re.sub(r"[^a-z0-9]+", " ", plain).split()
    return " ".join(LONG_FORMS.get(word, word) for word in words)[:200]


def code_key(code: str) -> str:
    """A code as it is stored: capitals, nothing around it, nothing that cannot be printed."""
    return "".join(c for c in code if c.isprintable()).strip().upper()


class CannotKeep(Exception):
    """This organisation cannot be kept by hand. The message says why."""


def check_can_keep(*, code: str, kind: str, is_published: bool) -> None:
    """Whether operators may record a body, or change what is recorded: only where no published list says it."""
    if is_published:
        raise CannotKeep(_("%(code)s is on the published list, which is loaded with each release") % {"code": code})
    if kind not in KEPT_BY_HAND:
        raise CannotKeep(_("Only colleges, training bodies and other organisations are recorded here"))
    if not OWN_CODE.fullmatch(code):
        raise CannotKeep(_("A code has 2 to 20 capital letters, figures or hyphens, like COLL-X"))


def slug_for(name_slug: str, code: str, taken: set[str]) -> str:
    """The page address of an organisation: its name, with its code where another body has that name."""
    slug = name_slug[:100].strip("-") or code.lower()
    return slug if slug not in taken else f"{slug}-{code.lower()}"
