"""A person's own licence page: the next day, how far they are, what is missing, and the way back."""

from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pathways.access import own_evidence, own_registrations, own_training
from pathways.choices import Measure, Progress
from pathways.models import LicenceEvidence, LicenceProgress, LicenceRule, RenewalWindow
from pathways.rules.licence import Entry, Result, Standing, amount_of, next_due, renewing_of, results
from pathways.rules.registers import Away, back_of, possible, profession_of
from profiles.models import Clinician, Profession, Registration, Regulator, Training
from talent_register.common.models import Sourced
from talent_register.common.templatetags.components import when
from talent_register.common.templatetags.facts import plain

from .licence import Note, RuleRow, ask_of, closing_of, gathered, practised, rule_rows, step_of, window_for

COLOURS = {Progress.MET: "green", Progress.PARTLY: "yellow", Progress.NOT_YET: "white", Progress.NOT_TOLD: "grey"}
MONTHS_OF_YEAR = 12
COUNTED = (Progress.MET, Progress.PARTLY, Progress.NOT_YET)
WARN_MONTHS = 12


@dataclass
class Line:
    """One requirement and how far the person is."""

    row: RuleRow
    result: Result

    @property
    def title(self) -> str:
        parts = {"nurse": _("as a nurse"), "midwife": _("as a midwife")}
        part = parts.get(self.result.part)
        return f"{self.row.rule.title}, {part}" if part else self.row.rule.title

    @property
    def status(self) -> dict:
        return {"words": self.result.progress.label, "colour": COLOURS.get(self.result.progress, "")}

    @property
    def amount(self) -> str:
        """ "120 of 450 hours", "3 so far", or nothing where nothing is counted."""
        unit, have = self.row.rule.unit, plain(self.result.have)
        if self.result.progress is Progress.AS_THEY_COME:
            return _("%(have)s so far") % {"have": have} if self.result.have else _("None logged")
        if self.result.need is None or self.result.progress is Progress.AT_RENEWAL:
            return self.row.rule.window_words
        words = {"have": have, "need": plain(self.result.need), "unit": unit}
        return _("%(have)s of %(need)s %(unit)s") % words

    @property
    def missing(self) -> str:
        if self.result.progress not in (Progress.PARTLY, Progress.NOT_YET) or self.result.span is None:
            return ""
        words = {"more": plain(self.result.missing), "unit": self.row.rule.unit, "day": when(self.result.span.end)}
        return _("%(more)s more %(unit)s by %(day)s") % words

    @property
    def forecast(self) -> str:
        result = self.result
        if result.forecast is None or result.span is None or self.row.rule.measure == Measure.COUNT:
            return ""
        words = {"there": plain(result.forecast), "need": plain(result.need), "day": when(result.span.end)}
        if result.will_fall_short:
            return _("If you go on like this you will have about %(there)s of %(need)s by %(day)s.") % words
        return _("If you go on like this you will have enough by %(day)s.") % words


@dataclass
class Held:
    """One registration with everything about it."""

    registration: Registration
    progress: LicenceProgress | None
    next_on: date | None
    opens_on: date | None = None
    lines: list[Line] = field(default_factory=list)
    to_find_out: list[RuleRow] = field(default_factory=list)
    window: RenewalWindow | None = None
    left_out: int = 0
    back: RuleRow | None = None
    free: RuleRow | None = None
    is_profession_open: bool = False
    how_known: list[Note] = field(default_factory=list)
    due_facts: list[Sourced] = field(default_factory=list)
    days_left: int | None = None

    @property
    def is_over(self) -> bool:
        return self.days_left is not None and self.days_left < 0

    @property
    def is_short_of_practice(self) -> bool:
        """Whether the hours of practice will not reach what the renewal asks for, if the person goes on like this."""
        hours = [line.result for line in self.lines if line.row.rule.measure == Measure.PRACTICE_HOURS]
        return any(result.will_fall_short for result in hours)

    @property
    def back_rows(self) -> list[RuleRow]:
        return [self.back] if self.back else []

    @property
    def free_words(self) -> str:
        """For how long nobody is asked for updating yet, as the first rule that asks for it says."""
        months = (self.free.rule.away_from_months or 0) if self.free else 0
        if months % MONTHS_OF_YEAR:
            words = ngettext(
                "You have been away less than %(n)d month.", "You have been away less than %(n)d months.", months
            )
            return words % {"n": months}
        years = months // MONTHS_OF_YEAR
        words = ngettext("You have been away less than %(n)d year.", "You have been away less than %(n)d years.", years)
        return words % {"n": years} if years else ""

    @property
    def summary(self) -> str:
        """How many things are met of those that can be counted: what we were not told is no gap."""
        counted = [line for line in self.lines if line.result.progress in COUNTED]
        met = sum(line.result.progress is Progress.MET for line in counted)
        if not counted:
            return ""
        words = ngettext(
            "%(met)s of the %(all)s thing that you log is met.",
            "%(met)s of the %(all)s things that you log are met.",
            len(counted),
        )
        return words % {"met": met, "all": len(counted)}


@dataclass
class OwnLicencePage:
    held: list[Held]
    evidence: list[dict]
    training: Training | None
    is_dual: bool = False

    @property
    def next_held(self) -> Held | None:
        dated = [held for held in self.held if held.next_on]
        return min(dated, key=lambda held: held.next_on) if dated else None


def own_page(clinician: Clinician, user, today: date) -> OwnLicencePage:
    """All of it. Queries grow with the number of registrations only, never with the length of the log."""
    logged = list(own_evidence(user))
    entries = {evidence.pk: entry_of(evidence) for evidence in logged}
    held = [held_of(registration, list(entries.values()), user, today) for registration in own_registrations(user)]
    rows = [_logged(evidence, held, entries[evidence.pk]) for evidence in logged]
    return OwnLicencePage(held, rows, own_training(clinician), len(held) > 1)


def standing_of(progress: LicenceProgress | None, window: RenewalWindow | None) -> Standing:
    if progress is None:
        return Standing(closing=closing_of(window))
    return Standing(progress.renewed_on, progress.told_due_on, closing_of(window), tuple(progress.parts))


def entry_of(evidence: LicenceEvidence) -> Entry:
    return Entry(
        evidence.on,
        frozenset(evidence.facets),
        evidence.practice_hours,
        evidence.cpd_hours,
        evidence.points,
        evidence.part,
    )


def held_of(registration: Registration, entries: list[Entry], user, today: date) -> Held:
    """One registration: its rules of today against the whole log."""
    profession = profession_on(registration)
    progress = getattr(registration, "licence_progress", None)
    window = window_for(registration.regulator, profession, registration.number_key)
    standing = standing_of(progress, window)
    code = profession.code if profession else ""
    rows = rule_rows(LicenceRule.objects.visible_to(user).of(registration.regulator, code, today), today)
    shown = [row for row in rows if row.is_shown]
    counted = {row.rule.code: row for row in shown if row.rule.measure not in (Measure.RETURN, Measure.ASK)}
    asks = [ask_of(row.rule) for row in counted.values()]
    due, renewing = next_due(asks, standing, today), renewing_of(asks)
    held = Held(registration, progress, due, window=window, left_out=len(rows) - len(shown))
    held.is_profession_open = profession is None and depends_on_profession(registration.regulator, user, today)
    held.lines = [Line(counted[r.ask.code], r) for r in results(asks, standing, entries, today)]
    held.to_find_out = [row for row in shown if row.rule.measure == Measure.ASK]
    if due:
        held.days_left = (due - today).days
        held.opens_on = standing.closing.opens_before(due) if standing.closing and not standing.told_due_on else None
    if due and not standing.told_due_on:  # what one was told needs no check
        held.due_facts = [*(counted[ask.code].rule for ask in renewing), *([window] if window else [])]
    _add_way_back(held, [row for row in shown if row.rule.measure == Measure.RETURN], progress, today)
    held.how_known = gathered([*counted.values(), *held.back_rows])
    return held


def profession_on(registration: Registration) -> Profession | None:
    """As which profession somebody is on a register, where that is known."""
    there = _registered_there(registration)
    told = getattr(getattr(registration, "licence_progress", None), "profession", None)
    main = registration.clinician.profession
    code = profession_of(
        map(practised, there.values()),
        number=registration.number_key,
        told=told.code if told else "",
        main=main.code if main else "",
    )
    return there.get(code)


def _registered_there(registration: Registration) -> dict[str, Profession]:
    return {one.code: one for one in registration.regulator.professions.all() if not one.has_ended}


def asked_as(registration: Registration, user, today: date) -> list[Profession]:
    """The professions to choose from where rules or windows depend on which it is, and the number does not say."""
    if not depends_on_profession(registration.regulator, user, today):
        return []
    there = _registered_there(registration)
    found = [there[one.code] for one in possible(map(practised, there.values()), registration.number_key)]
    return found if len(found) > 1 else []


def depends_on_profession(regulator: Regulator, user, today: date) -> bool:
    """Whether a regulator asks different things of its professions."""
    windows = any(window.professions for window in regulator.renewal_windows.all() if not window.has_ended)
    rules = LicenceRule.objects.visible_to(user).in_force_on(today).filter(regulator=regulator)
    return windows or rules.exclude(professions=[]).exists()


def _add_way_back(held: Held, rows: list[RuleRow], progress: LicenceProgress | None, today: date) -> None:
    if progress is None:
        return
    away = Away(
        progress.keeping == LicenceProgress.Keeping.WITHOUT, progress.last_practised_on, held.is_short_of_practice
    )
    found = back_of([step_of(row.rule) for row in rows], away, today)
    held.back = next((row for row in rows if row.rule.code == found.code), None)
    steps = [row for row in rows if found.free_months and row.rule.away_from_months == found.free_months]
    held.free = next(iter(steps), None)


def _logged(evidence: LicenceEvidence, held: list[Held], entry: Entry) -> dict:
    """A piece of the log with everything it counts towards now."""
    serves = [
        f"{one.registration.regulator.short_name}: {line.title}"
        for one in held
        for line in one.lines
        if entry in line.result.counted and line_amount(entry, line)
    ]
    return {"evidence": evidence, "serves": serves}


def line_amount(entry: Entry, line: Line) -> bool:
    """Whether the entry adds anything: an entry without hours does not serve a rule of hours."""
    return bool(amount_of(entry, Measure(line.row.rule.measure)))
