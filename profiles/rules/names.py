"""Names as search keys, and opaque references in place of names."""

import secrets
import unicodedata

REFERENCE_LETTERS = "2346789BCDFGHJKMNPQRTVWXY"
LETTERS = str.maketrans({"ø": "o", "đ": "d", "ð": "d", "ł": "l", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"})


def fold_name(name: str) -> str:
    """The search key of a name: lower case, no accents, no apostrophes or hyphens, single spaces."""
    decomposed = unicodedata.normalize("NFKD", name or "")
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    folded = unicodedata.normalize("NFKD", bare.casefold().translate(LETTERS))
    kept = "".join(c if c.isalnum() else " " if c.isspace() or c in ".,;/" else "" for c in folded)
    return " ".join(kept.split())[:150].strip()


def make_reference() -> str:
    """An opaque reference like K7QX-42MN: no vowels, so no words; nothing that looks like something else."""
    letters = [secrets.choice(REFERENCE_LETTERS) for _n in range(8)]
    return f"{''.join(letters[:4])}-{''.join(letters[4:])}"
