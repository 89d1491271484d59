"""Decisions for colleges and fellows: what holds, what held before, and the statement a fellow can print."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from pathways.models import Participation, RecognitionDecision
from pathways.rules.recognition import in_force_by_body
from profiles.rules import number_ending

from .opportunities import Recognised, decided


@dataclass
class FellowRow:
    """One participation with what each body says of it."""

    participation: Participation
    holding: list[Recognised] = field(default_factory=list)
    history: list[Recognised] = field(default_factory=list)

    @property
    def older(self) -> list[Recognised]:
        now = {one.decision.pk for one in self.holding}
        return [one for one in self.history if one.decision.pk not in now]


def numbers_of(clinician) -> list[tuple[str, str]]:
    """Which registrations are meant, by the ends of their numbers: enough for who knows the person."""
    held = clinician.registrations.select_related("regulator")
    ends = [(one.regulator.number_label, number_ending(one.number_key)) for one in held]
    return [(str(label), _("ending %(end)s") % {"end": end}) for label, end in ends]


def fellow_rows(participations) -> list[FellowRow]:
    """Every participation with its decisions, own and general. Three queries for any number of people."""
    rows = list(participations.select_related("programme", "organisation", "clinician__profession"))
    decisions = RecognitionDecision.objects.filter(programme__in={row.programme_id for row in rows})
    decisions = list(decisions.select_related("organisation", "programme").prefetch_related("disputes"))
    return [_row(row, decisions) for row in rows]


def _row(participation: Participation, decisions: list[RecognitionDecision]) -> FellowRow:
    fitting = {
        d.pk: d
        for d in decisions
        if d.programme_id == participation.programme_id and d.participation_id in (None, participation.pk)
    }
    marked = {pk: Recognised(d, any(x.answered_at is None for x in d.disputes.all())) for pk, d in fitting.items()}
    holding = in_force_by_body([decided(d) for d in fitting.values()])
    return FellowRow(participation, [marked[d.pk] for d in holding], list(marked.values()))
