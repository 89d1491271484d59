"""The five words for a requirement, and what a rule answers with. No percentage, no colour alone."""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Verdict(TextChoices):
    MET = "MET", _("Met")
    PARTLY = "PARTLY", _("Partly met")
    NOT_YET = "NOT_YET", _("Not yet")
    NOT_TOLD = "NOT_TOLD", _("You have not told us")
    OWN_WAY = "OWN_WAY", _("You say you meet this another way")


COLOURS = {
    Verdict.MET: "green",
    Verdict.PARTLY: "yellow",
    Verdict.NOT_YET: "white",
    Verdict.NOT_TOLD: "grey",
    Verdict.OWN_WAY: "blue",
}


@dataclass(frozen=True)
class Finding:
    """The word, why, and the facts it rests on."""

    verdict: Verdict
    why: str
    used: tuple[str, ...] = ()

    @property
    def colour(self) -> str:
        return COLOURS[self.verdict]
