"""Two people are asked whether they are one: what their answers come to. Pure."""

from profiles.choices import Reply, SameState

# What a college may ask: a pair it never asked, or whose question is still open or was taken back.
ASKABLE = frozenset({"", SameState.WAITING, SameState.WITHDRAWN})


def outcome(listed: str, known: str, *, by_number: bool) -> SameState:
    """What both answers say: of the person on the list, and of the person on the register.

    Only two that agree settle anything; everything else is for people to decide. A registration number belongs to one
    person, so two who share one are never found to be different by what they say.
    """
    if not (listed and known):
        return SameState.WAITING
    if listed == known == Reply.YES:
        return SameState.SAME
    if listed == known == Reply.NO and not by_number:
        return SameState.DIFFERENT
    return SameState.UNSETTLED
