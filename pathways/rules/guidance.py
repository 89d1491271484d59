"""What several notes on one regulator come to. Pure."""

from collections.abc import Sequence

from pathways.choices import Stance


def stance_of(stances: Sequence[Stance]) -> Stance | None:
    """One text that applies to leaders answers them; one that is not clear leaves silence open; none: nobody looked."""
    for found in (Stance.APPLIES, Stance.UNCLEAR, Stance.SILENT):
        if found in stances:
            return found
    return None
