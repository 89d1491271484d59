"""Time out of training: what it does to completion and to the licence, side by side."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from pathways.choices import Counted
from pathways.models import GuidanceNote, LicenceRule, OutOfProgrammeKind, TrainingOutcome
from pathways.rules.licence import completion_after
from talent_register.common.templatetags.facts import said_of, trust
from talent_register.common.trust import Trust, months_after

from .licence import RuleRow, rule_rows

# What the GMC asks of doctors who are out of programme.
NOT_NEEDED = "no"  # as facts say it
WHILE_OUT = ("gmc-licence-needed", "gmc-connection", "gmc-appraisal")


@dataclass
class OutOfProgrammePage:
    kind: OutOfProgrammeKind
    months: int
    completion: date | None
    later: date | None
    latest: date | None
    outcomes: list[TrainingOutcome]
    licence_rules: list[RuleRow]
    left_out: int
    notes: list[GuidanceNote]

    @property
    def is_too_long(self) -> bool:
        return bool(self.kind.longest_months and self.months > self.kind.longest_months)

    @property
    def asked_by(self) -> str:
        """Whose rules on licences these are."""
        return ", ".join(dict.fromkeys(row.rule.regulator.short_name for row in self.licence_rules))

    @property
    def counts_words(self) -> str:
        return counts_words(self.kind)

    @property
    def is_open(self) -> bool:
        """Part of it counts and nobody said how much."""
        return self.completion is not None and self.later is None


def counts_words(kind: OutOfProgrammeKind) -> str:
    """Whether it counts, in a sentence."""
    if kind.counts == Counted.YES:
        return _("It counts towards completion.")
    if kind.counts == Counted.NO:
        return _("It does not count towards completion.")
    return _("Whether it counts:") + f" {kind.counts_words}."


def counts_by_code() -> dict[str, str]:
    """Whether each kind counts, for who notes time out of training: no surer than the fact is."""
    return {kind.code: _with_doubt(kind) for kind in OutOfProgrammeKind.objects.current()}


def _with_doubt(kind: OutOfProgrammeKind) -> str:
    doubt = "" if trust(kind) is Trust.CHECKED else f"{said_of(kind)}."
    return " ".join(filter(None, [counts_words(kind), _approval(kind), doubt]))


def _approval(kind: OutOfProgrammeKind) -> str:
    """Whether the regulator has to agree first; nothing where the fact says nothing."""
    if not kind.approval_words:
        return ""
    if kind.approval_words == NOT_NEEDED:
        return _("The regulator does not have to approve it first.")
    return _("Approval by the regulator beforehand:") + f" {kind.approval_words}."


def out_of_programme_page(said: dict, user, today: date) -> OutOfProgrammePage:
    kind = OutOfProgrammeKind.objects.visible_to(user).get(code=said["kind"])
    completion, months = said["completion"], said["months"]
    counted = said.get("months_counted") or 0
    asked = LicenceRule.objects.visible_to(user).in_force_on(today).filter(code__in=WHILE_OUT)
    rules = rule_rows(asked.select_related("regulator"), today)
    return OutOfProgrammePage(
        kind,
        months,
        completion,
        completion_after(completion, months, Counted(kind.counts), counted) if completion else None,
        months_after(completion, months) if completion else None,
        list(TrainingOutcome.objects.visible_to(user).current().filter(code__in=kind.review_outcomes)),
        [row for row in rules if row.is_shown],
        sum(not row.is_shown for row in rules),
        list(GuidanceNote.objects.visible_to(user).current().filter(code="gmc-2")),
    )
