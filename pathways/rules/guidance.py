"""What several notes on one regulator come to. Pure."""

from collections.abc import Sequence
from enum import StrEnum

from pathways.choices import Stance


class Answer(StrEnum):
    """What a body's texts leave somebody who leads with. The values stand in the published table."""

    ANSWERED = "Yes"
    UNANSWERED = "No"
    NOT_SEEN = "Not looked at yet"


def answer_of(stance: Stance | None) -> Answer:
    """A text that says nothing and one that is not clear both leave a reader without an answer."""
    if stance is None:
        return Answer.NOT_SEEN
    return Answer.ANSWERED if stance is Stance.APPLIES else Answer.UNANSWERED


def stance_of(stances: Sequence[Stance]) -> Stance | None:
    """One text that applies to leaders answers them; one that is not clear leaves silence open; none: nobody looked."""
    for found in (Stance.APPLIES, Stance.UNCLEAR, Stance.SILENT):
        if found in stances:
            return found
    return None
