"""When a licence is next due, what counts towards it, and how far somebody is. Pure: no database, no clock.

Everything is computed from the last renewal, never from calendar years, unless the regulator itself closes its windows
on a day of the calendar. Each rule's quantity, period and source are data (`pathways/data/licence_rules.csv`).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from pathways.choices import Counted, Measure, Progress, Window
from talent_register.common.trust import months_after

SOON_DAYS = 90  # a pace from less than a quarter of a year says nothing


@dataclass(frozen=True)
class Closing:
    """A renewal window that the regulator closes on a day of the year: every year, or only in even or odd years."""

    month: int
    day: int
    years: str = "every"
    opens_month: int | None = None
    opens_day: int | None = None

    def next_after(self, day: date) -> date:
        """The first closing day that is later than a day."""
        year = day.year
        while not (self._is_open_year(year) and self._in(year) > day):
            year += 1
        return self._in(year)

    def last_before(self, closing: date) -> date:
        """The closing day of the cycle before the one that ends on `closing`."""
        year = closing.year - 1
        while not self._is_open_year(year):
            year -= 1
        return self._in(year)

    def opens_before(self, closing: date) -> date | None:
        """The day the window that closes on a day opens."""
        if not self.opens_month or not self.opens_day:
            return None
        is_year_before = (self.opens_month, self.opens_day) > (self.month, self.day)
        return date(closing.year - is_year_before, self.opens_month, self.opens_day)

    def _in(self, year: int) -> date:
        return date(year, self.month, min(self.day, _last(year, self.month)))

    def _is_open_year(self, year: int) -> bool:
        return self.years == "every" or (year % 2 == 0) == (self.years == "even")


def _last(year: int, month: int) -> int:
    return (months_after(date(year, month, 1), 1) - timedelta(days=1)).day


@dataclass(frozen=True)
class Ask:
    """What one rule asks for, as plain values."""

    code: str
    measure: Measure
    window: Window
    quantity: int | None = None
    period_months: int | None = None
    within_months: int | None = None
    facets: tuple[str, ...] = ()


@dataclass(frozen=True)
class Entry:
    """One thing that somebody logged. It may count towards several rules, of several regulators."""

    on: date
    facets: frozenset[str] = frozenset()
    practice_hours: Decimal = Decimal(0)
    cpd_hours: Decimal = Decimal(0)
    points: Decimal = Decimal(0)
    part: str = ""


@dataclass(frozen=True)
class Standing:
    """What the person told us about one registration."""

    renewed_on: date | None = None
    told_due_on: date | None = None
    closing: Closing | None = None
    parts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Span:
    """From a day up to, and not with, another day."""

    start: date
    end: date

    def holds(self, day: date) -> bool:
        return self.start <= day < self.end


@dataclass
class Result:
    """How far somebody is with one rule, in one of its parts."""

    ask: Ask
    progress: Progress
    span: Span | None = None
    have: Decimal = Decimal(0)
    need: Decimal | None = None
    forecast: Decimal | None = None
    part: str = ""
    counted: list[Entry] = field(default_factory=list)

    @property
    def missing(self) -> Decimal:
        return max(Decimal(0), (self.need or Decimal(0)) - self.have)

    @property
    def will_fall_short(self) -> bool:
        return self.forecast is not None and self.need is not None and self.forecast < self.need


def span_of(ask: Ask, standing: Standing, today: date) -> Span | None:
    """The stretch of time in which evidence for a rule counts today; nothing when we were not told enough."""
    if ask.window is Window.NONE or not ask.period_months:
        return None
    if ask.window is Window.FIXED:
        return _fixed(ask, standing, today)
    if ask.window is Window.YEARLY:
        return _yearly(ask, standing, today)
    if ask.window is Window.ROLLING:
        return _rolling(ask, standing, today)
    return _cycle(ask, standing)


def _cycle(ask: Ask, standing: Standing) -> Span | None:
    """From the last renewal to the next. A cycle that is over stays over until the person says they renewed."""
    months = ask.period_months or 0
    if standing.renewed_on:
        end = standing.told_due_on or months_after(standing.renewed_on, months)
        start = standing.renewed_on
    elif standing.told_due_on:
        end, start = standing.told_due_on, months_after(standing.told_due_on, -months)
    else:
        return None
    if ask.window is Window.BEFORE_END and ask.within_months:
        start = max(start, months_after(end, -ask.within_months))
    return Span(start, end)


def _yearly(ask: Ask, standing: Standing, today: date) -> Span | None:
    """The year, counted from the last renewal, that a day falls in."""
    anchor = standing.renewed_on or standing.told_due_on
    months = ask.period_months or 0
    if anchor is None:
        return None
    turn = 0
    while months_after(anchor, (turn + 1) * months) <= today:
        turn += 1
    while months_after(anchor, turn * months) > today:
        turn -= 1
    return Span(months_after(anchor, turn * months), months_after(anchor, (turn + 1) * months))


def _rolling(ask: Ask, standing: Standing, today: date) -> Span | None:
    """The present year and those before it, so many months in all: it looks back past the last renewal."""
    year = _yearly(Ask(ask.code, ask.measure, Window.YEARLY, period_months=12), standing, today)
    return Span(months_after(year.end, -(ask.period_months or 0)), year.end) if year else None


def _fixed(ask: Ask, standing: Standing, today: date) -> Span | None:
    """The cycle between two closing days. Whoever renewed in an open window has finished that window."""
    if standing.closing is None:
        return _cycle(ask, standing)
    end = standing.closing.next_after(today - timedelta(days=1))
    opened = standing.closing.opens_before(end)
    if standing.renewed_on and opened and opened <= standing.renewed_on <= end:
        end = standing.closing.next_after(end)
    return Span(standing.closing.last_before(end) + timedelta(days=1), end + timedelta(days=1))


def due_of(ask: Ask, standing: Standing, today: date) -> date | None:
    """The day by which a rule must be met."""
    span = span_of(ask, standing, today)
    if span is None:
        return None
    is_calendar = ask.window is Window.FIXED and standing.closing is not None
    return span.end - timedelta(days=1) if is_calendar else span.end


def results(asks: Sequence[Ask], standing: Standing, entries: Iterable[Entry], today: date) -> list[Result]:
    """Every rule with how far somebody is; hours of practice are counted for each part of a registration apart."""
    logged = list(entries)
    found = []
    for ask in asks:
        parts = standing.parts if ask.measure is Measure.PRACTICE_HOURS and len(standing.parts) > 1 else ("",)
        found += [result_of(ask, standing, logged, today, part) for part in parts]
    return found


def result_of(ask: Ask, standing: Standing, entries: Sequence[Entry], today: date, part: str = "") -> Result:
    """How far somebody is with one rule."""
    if ask.measure in (Measure.RENEWAL, Measure.ASK, Measure.RETURN):
        return Result(ask, Progress.AT_RENEWAL, span_of(ask, standing, today))
    span = span_of(ask, standing, today)
    if span is None:
        return Result(ask, Progress.NOT_TOLD, need=_need(ask), part=part)
    counted = [entry for entry in entries if span.holds(entry.on) and _serves(entry, ask, part)]
    have = sum((amount_of(entry, ask.measure) for entry in counted), Decimal(0))
    result = Result(ask, Progress.NOT_YET, span, have, _need(ask), part=part, counted=counted)
    if ask.measure is Measure.AS_THEY_COME:
        result.progress = Progress.AS_THEY_COME
    elif have >= (result.need or Decimal(1)):
        result.progress = Progress.MET
    else:
        result.progress = Progress.PARTLY if have else Progress.NOT_YET
        result.forecast = _forecast(have, span, today)
    return result


def _need(ask: Ask) -> Decimal | None:
    return Decimal(ask.quantity) if ask.quantity is not None else None


def _serves(entry: Entry, ask: Ask, part: str) -> bool:
    return set(ask.facets) <= entry.facets and (not part or entry.part == part)


def amount_of(entry: Entry, measure: Measure) -> Decimal:
    """What an entry adds to a rule of this kind."""
    amounts = {
        Measure.PRACTICE_HOURS: entry.practice_hours,
        Measure.CPD_HOURS: entry.cpd_hours,
        Measure.POINTS: entry.points,
    }
    return amounts.get(measure, Decimal(1))


def _forecast(have: Decimal, span: Span, today: date) -> Decimal | None:
    """What there will be at the end at the pace so far; nothing while it is too early to say, or too late."""
    gone = (min(today, span.end) - span.start).days
    if gone < SOON_DAYS or today >= span.end:
        return None
    return (have * (span.end - span.start).days / gone).quantize(Decimal(1))


def next_due(asks: Iterable[Ask], standing: Standing, today: date) -> date | None:
    """The renewal itself: the earliest day that a rule which renews gives, or the day the person was told."""
    if standing.told_due_on:
        return standing.told_due_on
    days = [day for ask in renewing_of(asks) if (day := due_of(ask, standing, today))]
    return min(days, default=None)


def renewing_of(asks: Iterable[Ask]) -> list[Ask]:
    """The rules that say when the renewal is; all of them where none renews by itself."""
    asks = list(asks)
    return [ask for ask in asks if ask.measure is Measure.RENEWAL] or asks


@dataclass(frozen=True)
class WayBack:
    """What a regulator asks of those who were away so long."""

    code: str
    quantity: int | None
    away_from_months: int | None = None
    away_to_months: int | None = None
    lead_months: int | None = None


def way_back(steps: Iterable[WayBack], last_practised: date, day: date) -> WayBack | None:
    """The step that fits the time away on a day; nothing when nothing is asked for yet."""
    for step in steps:
        start = months_after(last_practised, step.away_from_months or 0)
        end = months_after(last_practised, step.away_to_months) if step.away_to_months else None
        if step.away_from_months and start <= day and (end is None or day < end):
            return step
    return None


def completion_after(expected: date, months_out: int, counts: Counted, months_counted: int = 0) -> date | None:
    """When training ends after so many months out of programme; nothing when nobody can know yet."""
    if counts is Counted.YES:
        return expected
    if counts is Counted.NO:
        return months_after(expected, months_out)
    if not months_counted:
        return None
    return months_after(expected, max(0, months_out - months_counted))
