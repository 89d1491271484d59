"""Names as lists have them: what does not belong to one, and what a system did to it."""

import re

TITLES = re.compile(r"^(?:dr|mr|mrs|ms|miss|mx|prof|professor)\.? +(?=\S)", re.IGNORECASE)
# Jr says which of two namesakes somebody is; Junior may be a name.
ENDINGS = re.compile(r"(?<=\S),? +(?:jr|jnr|sr|snr|esq)\.?$", re.IGNORECASE)
# A question mark stands where an older system could not write a letter: the name is right but for that.
DAMAGED = re.compile(r"[^\W\d_]\?|\?[^\W\d_]")
DOUBLY_ENCODED = re.compile("[ÃÂÄÅ][\u0080-\u00bf\u0152-\u02dc\u2013-\u2122]")
# What stands in a column of names by mistake: nothing but figures, as numbers and dates have.
FIGURES = re.compile(r"[\d\s./:+-]+")


def without_titles(name: str, repairs: set[str]) -> str:
    """A name without Dr before it and Jr behind it. What went is added to `repairs`."""
    for repair, pattern in (("titles", TITLES), ("endings", ENDINGS)):
        after = pattern.sub("", name)
        if after != name:
            repairs.add(repair)
        name = after
    return name


def encoded_once(name: str) -> str:
    """What a name was before a system took its UTF-8 for Windows-1252; empty where nothing shows that."""
    if not DOUBLY_ENCODED.search(name):
        return ""
    try:
        return name.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return ""
