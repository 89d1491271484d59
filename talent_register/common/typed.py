"""What arrives unseen with what somebody types or copies from elsewhere."""

import re
import unicodedata

# Characters of a name, as stored. Nobody is asked to shorten theirs; a text that is longer is no name.
LONGEST_NAME = 2_000

ALIKE = {"LATIN", "GREEK", "CYRILLIC"}
# Pictures, and code points that mean nothing or something else to each program.
NOT_WRITTEN = {"So", "Co", "Cs", "Cn"}
# Soft hyphens, zero-width signs, and marks that turn the direction of reading.
HIDDEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def without_hidden(text: str) -> str:
    """The text that can be seen, with single spaces and none around it."""
    return " ".join(HIDDEN.sub("", text).split())


def is_written(name: str) -> bool:
    """Whether a name is made of signs that people write with: no emoji, nothing private to one program."""
    return name.isascii() or not any(unicodedata.category(sign) in NOT_WRITTEN for sign in name)


def mixes_scripts(name: str) -> bool:
    """Whether one word has Latin letters beside Greek or Cyrillic ones, as look-alikes do."""
    return any(
        len({unicodedata.name(letter, "?").split()[0] for letter in word if letter.isalpha()} & ALIKE) > 1
        for word in re.split(r"[\s\-'’]+", name)
    )
