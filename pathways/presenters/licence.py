"""What the licence pages say: rules as rows, in words; never what somebody should do."""

from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from django.utils.translation import gettext as _

from pathways.choices import Counts, Follows, Measure, Outcome, Patients, WillNeed, Window
from pathways.models import GuidanceNote, LicenceConsequence, LicenceRule, RenewalWindow
from pathways.rules.keeping import outcome_of
from pathways.rules.licence import Ask, Closing
from pathways.rules.trust import Trust, trust_of
from profiles.models import Profession, Regulator

COLOURS = {Counts.YES: "green", Counts.PARTLY: "yellow", Counts.NO: "grey"}


@dataclass
class RuleRow:
    """One thing that a regulator asks for."""

    rule: LicenceRule
    trust: Trust

    @property
    def is_shown(self) -> bool:
        """A rule that was checked too long ago is not shown any more: it may have changed."""
        return self.trust is not Trust.STALE

    @property
    def amount(self) -> str:
        """How much, and in which time, in words."""
        rule, parts = self.rule, []
        if rule.quantity and rule.measure not in (Measure.RENEWAL, Measure.ASK):
            parts.append(f"{rule.quantity} {rule.unit}".strip())
        if rule.window_words:
            parts.append(rule.window_words)
        return ". ".join(map(str, parts))

    @property
    def counts(self) -> dict:
        words = dict(Counts.choices).get(self.rule.counts_in_management, _("Not known"))
        return {"words": words, "colour": COLOURS.get(self.rule.counts_in_management, "")}


@dataclass
class LicencePage:
    """The answer to the 3 questions."""

    profession: Profession
    regulator: Regulator | None
    outcome: Outcome
    needs: str
    patients: str
    rules: list[RuleRow] = field(default_factory=list)
    to_find_out: list[RuleRow] = field(default_factory=list)
    way_back: list[RuleRow] = field(default_factory=list)
    notes: list[GuidanceNote] = field(default_factory=list)
    consequences: list[LicenceConsequence] = field(default_factory=list)
    left_out: int = 0
    window: RenewalWindow | None = None

    @property
    def says(self) -> list[LicenceConsequence]:
        """What the answers mean, each with its source."""
        return self._following(Follows.ANSWER)

    @property
    def either_way(self) -> list[tuple[str, list[list[LicenceConsequence]]]]:
        """What follows if the registration is kept up and if it ends: what was read in one place stands together."""
        return [
            (follows.label, [list(read) for _source, read in groupby(self._following(follows), key=_read_in)])
            for follows in (Follows.KEPT, Follows.ENDED)
        ]

    def _following(self, follows: Follows) -> list[LicenceConsequence]:
        return [row for row in self.consequences if row.follows == follows]

    @property
    def checked_on(self) -> date | None:
        """The day of the oldest check among what the page shows: the page is no fresher than that."""
        return min((row.rule.checked_on for row in self.rules if row.trust is Trust.CHECKED), default=None)

    @property
    def unchecked(self) -> int:
        shown = [*self.rules, *self.to_find_out, *self.way_back]
        return sum(row.trust is Trust.UNCHECKED for row in shown) + sum(
            not row.is_verified for row in self.consequences
        )


def _read_in(row: LicenceConsequence) -> tuple[str, str, bool, date | None]:
    return str(row.source), row.url, row.is_verified, row.checked_on


def licence_page(profession: Profession, needs: str, patients: str, user, today: date) -> LicencePage:
    """Everything the answer needs, in four queries."""
    regulator = profession.regulator
    outcome = outcome_of(WillNeed(needs), Patients(patients), has_regulator=regulator is not None)
    page = LicencePage(profession, regulator, outcome, WillNeed(needs).label, Patients(patients).label)
    page.consequences = list(LicenceConsequence.objects.visible_to(user).of(outcome, regulator))
    if regulator is None:
        return page
    for row in rule_rows(regulator, profession.code, user, today):
        if not row.is_shown:
            page.left_out += 1
        elif row.rule.measure == Measure.RETURN:
            page.way_back.append(row)
        elif row.rule.measure == Measure.ASK:
            page.to_find_out.append(row)
        else:
            page.rules.append(row)
    page.notes = list(GuidanceNote.objects.visible_to(user).filter(regulator=regulator))
    page.window = window_for(regulator, profession, "")
    return page


def rule_rows(regulator: Regulator, profession: str, user, today: date) -> list[RuleRow]:
    rules = LicenceRule.objects.visible_to(user).of(regulator, profession, today)
    return [
        RuleRow(rule, trust_of(is_verified=rule.is_verified, checked_on=rule.checked_on, today=today)) for rule in rules
    ]


def window_for(regulator: Regulator, profession: Profession | None, number: str) -> RenewalWindow | None:
    """The window of a profession: by the letters of the number, by the profession, or the regulator's only one."""
    prefix = "".join(letter for letter in number.upper() if letter.isalpha()) or getattr(
        profession, "number_prefix", ""
    )
    code = profession.code if profession else ""
    windows = list(regulator.renewal_windows.all())
    return next(
        (
            window
            for window in windows
            if (window.number_prefix and window.number_prefix == prefix)
            or code in window.professions
            or not (window.number_prefix or window.professions)
        ),
        None,
    )


def closing_of(window: RenewalWindow | None) -> Closing | None:
    if window is None:
        return None
    month, day = map(int, window.closes.split("-"))
    opens = tuple(map(int, window.opens.split("-"))) if window.opens else (None, None)
    return Closing(month, day, window.closing_years, *opens)


def ask_of(rule: LicenceRule) -> Ask:
    """The rule as plain values."""
    return Ask(
        rule.code,
        Measure(rule.measure),
        Window(rule.window),
        rule.quantity,
        rule.period_months,
        rule.within_months,
        tuple(rule.facets),
    )
