"""A person's rounds of feedback: who was asked, how far it is, and the results in words."""

from dataclasses import dataclass

from pathways.choices import RaterGroup
from pathways.models import FeedbackRater, FeedbackRound, SelfAssessment
from pathways.rules import feedback as rules
from profiles.models import Clinician

NAMES = dict(RaterGroup.choices)


@dataclass
class Group:
    """One group of raters while the round is open."""

    name: str
    raters: list[FeedbackRater]
    words: str
    needs_more: bool


@dataclass
class FeedbackPage:
    rounds: list[FeedbackRound]
    newest: SelfAssessment | None

    @property
    def open(self) -> FeedbackRound | None:
        return next((round for round in self.rounds if round.closed_at is None), None)


def feedback_page(clinician: Clinician) -> FeedbackPage:
    newest = clinician.self_assessments.finished().select_related("framework").order_by("-completed_on", "-pk").first()
    return FeedbackPage(list(clinician.feedback_rounds.select_related("framework")), newest)


def groups_of(round: FeedbackRound) -> list[Group]:
    """The groups that were asked, in the order of the choices."""
    raters = list(round.raters.all())
    found = []
    for code, name in RaterGroup.choices:
        here = [rater for rater in raters if rater.group == code]
        if here:
            words = rules.waiting_words(len(here), sum(rater.answered_on is not None for rater in here))
            found.append(Group(name, here, words, rules.needs_more(code, len(here), round.smallest_group)))
    return found


def sheet_of(round: FeedbackRound) -> rules.Sheet:
    return rules.sheet(round.results, NAMES)


def released(clinician: Clinician) -> rules.Sheet | None:
    """What readers of the plan may see: the newest round that the person lets them read."""
    found = clinician.feedback_rounds.closed().filter(readers_since__isnull=False).first()
    return sheet_of(found) if found else None


def reading(round: FeedbackRound) -> list[str]:
    """Who may read it now, as the form ticks it."""
    return [name for name, since in (("staff", round.staff_since), ("readers", round.readers_since)) if since]
