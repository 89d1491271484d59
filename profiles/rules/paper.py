"""What fits on two sheets of A4: so many lines of two columns, shared by the sections, the newest of each first."""

from collections.abc import Sequence
from math import ceil

# Of the lines that two sheets hold; the rest is for the name, and for answers that are not cut in two.
LINES, HEADING = 120, 3
LEAST = 2  # lines of an answer, with the space around it, however short
WIDE_LABEL, WIDE_ANSWER = 14, 30  # characters of a line
LONGEST_LABEL, LONGEST_ANSWER, LONGEST_NAME = 80, 240, 120


def shortened(text: str, longest: int) -> str:
    """The text, or its beginning with a sign that there is more."""
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"


def lines(text: str, width: int) -> int:
    """How many lines a text takes. A word that is longer than a line begins on a line of its own."""
    taken, left = 1, width
    for word in text.split():
        if len(word) <= left:
            left -= len(word) + 1
            continue
        taken += ceil(len(word) / width) - (left == width)
        left = width - (len(word) % width or width) - 1
    return taken


def height(label: str, answer: str) -> int:
    """How many lines an answer takes beside its label."""
    return max(lines(label, WIDE_LABEL), sum(lines(line, WIDE_ANSWER) for line in answer.splitlines() or [""]))


def shares(sections: Sequence[Sequence[int]]) -> list[int]:
    """Of sections with answers so many lines high: how many answers of each have room. In turn, one each."""
    room, taken = LINES - HEADING * len(sections), [0] * len(sections)
    open_ones = set(range(len(sections)))
    while open_ones:
        for place in sorted(open_ones):
            heights = sections[place]
            if taken[place] == len(heights) or max(heights[taken[place]], LEAST) > room:
                open_ones.discard(place)
                continue
            room -= max(heights[taken[place]], LEAST)
            taken[place] += 1
    return taken
