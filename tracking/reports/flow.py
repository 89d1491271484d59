"""How people move from stage to stage, and how long they wait for the next: counts, and what follows from figures.

Moves are counted from the beginning until the day, never within a period: the moves of a period are the difference of
two figures of the same cell, so that a cell of their own would have to keep a secret that both tell together. Shares
and halves come from figures alone, so they say nothing that the table behind them does not say (docs/adr/0038).
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from django.conf import settings
from django.utils.formats import date_format

from talent_register.common.steady import SPREAD, Edition, Sum
from tracking.rules import flow as rules
from tracking.rules import survival
from tracking.rules.flow import MOVES, SHARES, SINCE, START, WAITS, YEAR_SHARES, YEARS
from tracking.rules.reports import IMPOSSIBLE, months_between

from .frozen import Frozen
from .tables import LAID, Axis, Laid, Table, Words, cell_name

SCOPE = "people"
STAY, BEFORE, MORE = "stay", "before", "more"
ENDS = (6, 12, 24)  # of the bands of months that have an end
FEWEST = 100  # people still followed: of fewer, one person is more than a point of a share
FAR_OFF = 0.1  # by which a total and its parts may differ: more is a large number that is held back
BAND_WORDS = (("6", "under 6 months"), ("12", "6 to 11 months"), ("24", "12 to 23 months"), (MORE, "24 months or more"))
BANDS: tuple[Words, ...] = (
    *((f"in-{key}", f"Moved on: {words}") for key, words in BAND_WORDS),
    *((f"for-{key}", f"Still waiting: {words}") for key, words in BAND_WORDS),
    (BEFORE, "Did not wait"),
)
# By one characteristic two cells a group and year say enough: bands would be nine, to be checked with all the rest.
YEAR_ENDS = (12, 24)
FOLLOWED, WITHIN, STILL, LATER = "followed", "within", "still", "later"
BY_YEAR = Axis(
    "year",
    (
        (FOLLOWED, "Followed for 12 months"),
        (WITHIN, "Of these, moved on within them"),
        (STILL, "Still waiting then, and followed for 24 months"),
        (LATER, "Of these, moved on within them"),
    ),
    is_whole=False,
    holds=((FOLLOWED, (WITHIN, STILL)), (STILL, (LATER,))),
)
CAME = "Came this far"
MOVES_ABOUT = (
    "Counted: people on the register at the end of the day named above, by the stages they had come to by then, each "
    "the furthest so far. Who had come further before they registered moved straight from registering. Nobody moves "
    "back: a lead who joins a cohort stays where they are."
)
WAITS_ABOUT = (
    "Counted: people on the register at the end of the day named above, by how many whole months passed until they "
    "came to a further stage, or have passed so far. Who had come further before they registered did not wait."
)
YEAR_ABOUT = (
    "Counted: people on the register at the end of the day named above who had registered at least 12 months before, "
    "and how many of them came to a further stage within 12 months. Of those who had not, who had registered at least "
    "24 months before, and how many of them came to a further stage within 24 months. Who had come further before they "
    "registered is not counted, and nobody is cut off within a year: everybody was followed for the whole of it."
)
YEAR_SHARES_ABOUT = (
    "From the numbers of the table behind it as they are shown, and from nothing else: the estimate of Kaplan and "
    "Meier, year by year. Nobody is cut off within a year, so a year's share is who moved on of those followed. Shares "
    "are rounded to 5%. Nothing is said of a year for which fewer than 100 people were followed."
)
SHARES_ABOUT = (
    "From the numbers of the table of waits as they are shown, and from nothing else: the estimate of Kaplan and "
    "Meier, in bands of months. People who still wait count as waiting, and half of their band as followed, so that "
    "slow stages are not made to look fast. A hidden number counts as 6. Shares are rounded to 5%. Nothing is said "
    "where fewer than 100 people are followed, or where parts and their total differ by more than a tenth."
)
SINCE_ABOUT = (
    "The numbers of moves now less those of the earlier day, as both are shown. Each is rounded, so a difference may "
    "be up to 9 too many or too few. People who have left the register since are in the earlier number only."
)


def tables(stages: Sequence[Words]) -> list[Laid]:
    """Who moved where, and how long people waited on each stage but the last."""
    order = [key for key, _words in stages]
    stood: list[Words] = [(START, "Registered"), *stages]
    moves = tuple(tuple(_moves_from(at, order)) for at in range(len(stood)))
    totals = [Sum(row[0], tuple(cell for cell in row[1:] if cell)) for row in moves[:-1]]
    # The column of a stage is as far from the left as its row is from the top.
    totals += [Sum(moves[at][0], tuple(row[at] for row in moves[:at])) for at in range(2, len(stood))]
    waits = tuple(tuple(_waits_on(key, order)) for key, _words in stood[:-1])
    still = [Sum(row[-1], _still(wait)) for row, wait in zip(moves, waits, strict=False)]
    bands = [Sum(wait[0], tuple(cell for cell in wait[1:] if cell)) for wait in waits]
    columns = (("all", CAME), *((key, f"Next: {words}") for key, words in stages), (STAY, "No further yet"))
    return [
        Laid(MOVES, "How people move from stage to stage", MOVES_ABOUT, tuple(stood), columns, moves, tuple(totals)),
        Laid(
            WAITS,
            "How long people wait for the next stage",
            WAITS_ABOUT,
            tuple(stood[:-1]),
            (("all", CAME), *BANDS),
            waits,
            (*bands, *still),
        ),
    ]


def by(axis: Axis, title: str, everyone: str) -> Table:
    """Who moves on within one and two years after they registered, by one characteristic."""
    words = title.replace("Progress by", "Moving on after registering, by")
    return Table(f"{YEARS}-by-{axis.name}", words, SCOPE, axis, BY_YEAR, everyone, YEAR_ABOUT)


def _moves_from(at: int, order: Sequence[str]) -> Iterator[str]:
    stage = (START, *order)[at]
    yield came(stage, order)
    for to, key in enumerate(order, start=1):
        yield _move(stage, key, order) if to > at else ""
    yield "" if stage == order[-1] else _move(stage, STAY, order)


def _waits_on(stage: str, order: Sequence[str]) -> Iterator[str]:
    yield came(stage, order)
    for key, _words in BANDS:
        yield "" if key == BEFORE and stage != START else _wait(stage, key)


def _still(wait: Sequence[str]) -> tuple[str, ...]:
    return tuple(cell for cell, (key, _words) in zip(wait[1:], BANDS, strict=True) if key.startswith("for-"))


def came(stage: str, order: Sequence[str]) -> str:
    """Who came to a stage. Everybody registered, and whoever ever reached the last stage came to it: these have a name
    in other tables."""
    if stage == START:
        return cell_name(SCOPE)
    return cell_name(SCOPE, stage=stage) if stage == order[-1] else cell_name(SCOPE, stood=stage)


def _move(stage: str, to: str, order: Sequence[str]) -> str:
    """Who moved from one to another. There is one way to the first stage: whoever came to it."""
    return came(to, order) if to == order[0] else cell_name(SCOPE, move=f"{stage}>{to}")


def _wait(stage: str, band: str) -> str:
    return cell_name(SCOPE, wait=band if stage == START else f"{stage}:{band}")


def values(registered: date, reached: Mapping[str, date], order: Sequence[str], as_at: date) -> dict[str, list[str]]:
    """What somebody adds to the counts: their cells, and whether they moved on in their first years."""
    cells, stands = [], rules.stands(registered, reached, order, as_at)
    for one in stands:
        cells += [came(one.stage, order), _move(one.stage, one.to or STAY, order), _wait(one.stage, _band(one))]
    return {BY_YEAR.name: _by_year(stands[0], months_between(registered, as_at)), LAID: cells}


def _by_year(first: rules.Stand, followed: int) -> list[str]:
    """Year by year, whether somebody who waits was followed for the whole of it, and whether they moved on within."""
    one, two = YEAR_ENDS
    if not first.has_waited or followed < one:
        return []
    moved = first.months if first.to else followed
    if moved < one:
        return [FOLLOWED, WITHIN]
    if followed < two:
        return [FOLLOWED]
    return [FOLLOWED, STILL, LATER] if moved < two else [FOLLOWED, STILL]


def _band(one: rules.Stand) -> str:
    end = next((key for key, _words in BAND_WORDS if key != MORE and one.months < int(key)), MORE)
    return BEFORE if not one.has_waited else f"in-{end}" if one.to else f"for-{end}"


def with_shares(table: Frozen) -> list[Frozen]:
    """A table, and where it is of waits what follows from its figures."""
    if table.code == WAITS:
        return [table, shares(table)]
    return [table, shares_of_year(table)] if table.code.startswith(YEARS) else [table]


def shares(waits: Frozen) -> Frozen:
    """What share moved on within some months, stage by stage, and within what time half did."""
    columns = [key for key, _words in waits.table["columns"]]
    rows = [_shares(dict(zip(columns, row, strict=True))) for row in waits.table["figures"]]
    title = waits.title.replace("How long people wait for", "What share moves on to")
    return Frozen(
        SHARES, title, SHARES_ABOUT, {"rows": waits.table["rows"], "columns": _told_within(ENDS), "figures": rows}, []
    )


def _shares(figures: Mapping[str, int | str | None]) -> list[str | None]:
    total, middle = figures["all"], (settings.SUPPRESSION_THRESHOLD + SPREAD) / 2
    known = {key: middle if value is None else value for key, value in figures.items()}
    numbers = {key: float(value) for key, value in known.items() if key != "all" and value != IMPOSSIBLE}
    if not isinstance(total, int) or total < FEWEST or abs(total - sum(numbers.values())) > FAR_OFF * total:
        return [None] * len(BAND_WORDS)
    moved, waiting = ([numbers[f"{how}-{key}"] for key, _words in BAND_WORDS] for how in ("in", "for"))
    found = survival.grouped(moved, waiting, FEWEST)
    return [_half(survival.half_within(found, ENDS)), *(None if share is None else _percent(share) for share in found)]


def _percent(share: float) -> str:
    return f"{5 * round(20 * share)}%"


def shares_of_year(table: Frozen) -> Frozen:
    """By when half of each group moved on, and what share did within its first year and its first two."""
    rows = [_shares_of_year(figures) for _everyone, *figures in table.table["figures"]]
    told = {"rows": table.table["rows"], "columns": _told_within(YEAR_ENDS), "figures": rows}
    title = table.title.replace("Moving on", "What share moves on")
    return Frozen(table.code.replace(YEARS, YEAR_SHARES), title, YEAR_SHARES_ABOUT, told, [])


def _shares_of_year(figures: Sequence[int | str | None]) -> list[str | None]:
    """Each year by its two figures: who was followed for it, and who of them moved on."""
    shares: list[float] = []
    for followed, moved in zip(figures[::2], figures[1::2], strict=True):
        if not isinstance(followed, int) or not isinstance(moved, int) or followed < FEWEST:
            break
        still = (1 - shares[-1] if shares else 1.0) * (1 - min(moved / followed, 1))
        shares.append(1 - still)
    if not shares:
        return [None] * (1 + len(YEAR_ENDS))
    untold = [None] * (len(YEAR_ENDS) - len(shares))
    half = _half(survival.half_within(shares, YEAR_ENDS[: len(shares)]))
    return [half, *(_percent(share) for share in shares), *untold]


def _told_within(ends: Sequence[int]) -> tuple[Words, ...]:
    return (("half", "Half moved on within"), *((str(end), f"Moved on within {end} months") for end in ends))


def _half(months: tuple[int, int | None] | None) -> str | None:
    if months is None:
        return None
    after, until = months
    if until is None:
        return f"More than {after} months"
    return f"{after} to {until} months" if after else f"Under {until} months"


def since(tables: Sequence[Frozen], as_at: date, past: Sequence[tuple[date, Edition]]) -> list[Frozen]:
    """The moves since the oldest figures of the year before, where there are any: one table."""
    moves = next(one for one in tables if one.code == MOVES)
    a_year_before = as_at.replace(year=as_at.year - 1)
    newer = [one for one in past if one[0] >= a_year_before]
    earlier = [one for one in newer if moves.table["cells"][0][-1] in one[1].figures]
    if not earlier:
        return []
    day, then = earlier[0]
    rows = zip(moves.table["cells"], moves.table["figures"], strict=True)
    figures = [[_more(value, then.figures.get(cell)) for cell, value in zip(*row, strict=True)] for row in rows]
    table = {"rows": moves.table["rows"], "columns": moves.table["columns"], "figures": figures}
    return [Frozen(SINCE, f"Moves since {date_format(day, 'j F Y')}", SINCE_ABOUT, table, [])]


def _more(now: int | str | None, then: int | None) -> int | str | None:
    if now == IMPOSSIBLE:
        return now
    return None if now is None or then is None else int(now) - then
