"""What the licence pages say: rules as rows, in words; never what somebody should do."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from django.utils.translation import gettext as _

from pathways.choices import Counts, Follows, Measure, Outcome, Patients, WillNeed, Window
from pathways.models import GuidanceNote, LicenceConsequence, LicenceRule, RenewalWindow
from pathways.rules.keeping import outcome_of
from pathways.rules.licence import Ask, Closing, WayBack
from pathways.rules.registers import Practised, Slot, window_of
from profiles.models import Profession, Regulator
from talent_register.common.models import Sourced
from talent_register.common.templatetags.facts import trust
from talent_register.common.trust import Trust

COLOURS = {Counts.YES: "green", Counts.PARTLY: "yellow", Counts.NO: "grey"}


@dataclass
class RuleRow:
    """One thing that a regulator asks for, with the notes on how it is known that stand under it alone."""

    rule: LicenceRule
    trust: Trust
    how_known: str = ""
    covers: str = ""

    @property
    def is_shown(self) -> bool:
        """A rule that was checked too long ago is not shown any more: it may have changed."""
        return self.trust is not Trust.STALE

    @property
    def amount(self) -> str:
        """How much, and in which time, in words."""
        rule, parts = self.rule, []
        says_number = rule.quantity and (rule.unit or rule.quantity > 1)
        if says_number and rule.measure not in (Measure.RENEWAL, Measure.ASK):
            parts.append(f"{rule.quantity} {rule.unit}".strip())
        if rule.window_words:
            parts.append(rule.window_words)
        return ". ".join(map(str, parts))

    @property
    def counts(self) -> dict:
        words = dict(Counts.choices).get(self.rule.counts_in_management, _("Not known"))
        return {"words": words, "colour": COLOURS.get(self.rule.counts_in_management, "")}


@dataclass(frozen=True)
class Note:
    """How several rules are known, said once for them. No titles: for all that stand there."""

    heading: str
    words: str
    titles: list[str]


def gathered(rows: Sequence[RuleRow]) -> list[Note]:
    """Notes that several rules share; what only one of them says stays under it."""
    found = []
    for heading, column, own in (
        (_("What counts in a management role"), "management_note", "how_known"),
        (_("What we read in the sources"), "source_covers", "covers"),
    ):
        saying: dict[str, list[RuleRow]] = {}
        for row in rows:
            if words := getattr(row.rule, column):
                saying.setdefault(words, []).append(row)
        for words, those in saying.items():
            if len(those) == 1:
                setattr(those[0], own, words)
            else:
                found.append(Note(heading, words, [] if len(those) == len(rows) else [r.rule.title for r in those]))
    return found


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
    how_known: list[Note] = field(default_factory=list)
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
    def shown(self) -> list[RuleRow]:
        return [*self.rules, *self.to_find_out, *self.way_back]

    @property
    def _facts(self) -> list[Sourced]:
        window = [self.window] if self.window else []
        return [*(row.rule for row in self.shown), *self.consequences, *self.notes, *window]

    @property
    def checked_on(self) -> date | None:
        """The day of the oldest check among what the page shows: the page is no fresher than that."""
        return min((fact.checked_on for fact in self._facts if trust(fact) is Trust.CHECKED), default=None)

    @property
    def unchecked(self) -> int:
        """How many points nobody checked, or too long ago."""
        return sum(trust(fact) is not Trust.CHECKED for fact in self._facts)


def _read_in(row: LicenceConsequence) -> tuple[str, str, str, date | None]:
    return str(row.source), row.url, trust(row), row.checked_on


def licence_page(profession: Profession, needs: str, patients: str, user, today: date) -> LicencePage:
    """Everything the answer needs, in four queries."""
    regulator = profession.regulator
    outcome = outcome_of(WillNeed(needs), Patients(patients), has_regulator=regulator is not None)
    page = LicencePage(profession, regulator, outcome, WillNeed(needs).label, Patients(patients).label)
    page.consequences = list(LicenceConsequence.objects.visible_to(user).current().of(outcome, regulator))
    if regulator is None:
        return page
    rules = LicenceRule.objects.visible_to(user).of(regulator, profession.code, today)
    for row in rule_rows(rules, today):
        if not row.is_shown:
            page.left_out += 1
        elif row.rule.measure == Measure.RETURN:
            page.way_back.append(row)
        elif row.rule.measure == Measure.ASK:
            page.to_find_out.append(row)
        else:
            page.rules.append(row)
    page.how_known = gathered(page.shown)
    page.notes = list(GuidanceNote.objects.visible_to(user).current().filter(regulator=regulator))
    page.window = window_for(regulator, profession, "")
    return page


def rule_rows(rules: Iterable[LicenceRule], today: date) -> list[RuleRow]:
    return [RuleRow(rule, trust(rule, today)) for rule in rules]


def window_for(regulator: Regulator, profession: Profession | None, number: str) -> RenewalWindow | None:
    """The window that a registration renews in."""
    windows = {window.code: window for window in regulator.renewal_windows.all() if not window.has_ended}
    slot = window_of([slot_of(window) for window in windows.values()], profession and practised(profession), number)
    return windows[slot.code] if slot else None


def practised(profession: Profession) -> Practised:
    return Practised(profession.code, profession.number_prefix)


def slot_of(window: RenewalWindow) -> Slot:
    return Slot(window.code, window.number_prefix, tuple(window.professions))


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


def step_of(rule: LicenceRule) -> WayBack:
    """A rule on coming back, as plain values."""
    return WayBack(rule.code, rule.quantity, rule.away_from_months, rule.away_to_months, rule.lead_months)
