"""What arrives unseen with what somebody types or copies from elsewhere."""

import re

# Characters of a name, as stored. Nobody is asked to shorten theirs; a text that is longer is no name.
LONGEST_NAME = 2_000

# Soft hyphens, zero-width signs, and marks that turn the direction of reading.
HIDDEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def without_hidden(text: str) -> str:
    """The text that can be seen, with single spaces and none around it."""
    return " ".join(HIDDEN.sub("", text).split())
