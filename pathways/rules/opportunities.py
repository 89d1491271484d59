"""Whether something is open, and why somebody sees it. Pure: values in, words' keys out."""

from collections.abc import Sequence
from datetime import date, timedelta

from pathways.choices import Openness, WhySeen

SOON = timedelta(days=7)
DIGEST_DAYS = 7  # of a month, in which its digest is written
TOLD_AHEAD = (timedelta(days=7), timedelta(days=1))  # before something closes that somebody saved


def openness(*, opens_on: date | None, closes_on: date | None, today: date) -> Openness:
    """Open on the closing day itself; closing soon in the 7 days before."""
    if closes_on is not None and closes_on < today:
        return Openness.CLOSED
    if opens_on is not None and opens_on > today:
        return Openness.LATER
    if closes_on is not None and closes_on - today <= SOON:
        return Openness.SOON
    return Openness.OPEN


def check_can_apply(state: Openness, *, fits: bool) -> None:
    """Raises with the reason."""
    if state is Openness.CLOSED:
        raise CannotApply("closed")
    if state is Openness.LATER:
        raise CannotApply("later")
    if not fits:
        raise CannotApply("profession")


class CannotApply(Exception):
    """`code` says why: closed, later, profession, twice."""

    def __init__(self, code: str):
        super().__init__(code)
        self.code = code


def why_seen(
    *, families: Sequence[str], stages: Sequence[str], region: str, own_family: str, own_stage: str, own_region: str
) -> list[WhySeen]:
    """What in it fits the reader; what it leaves open fits everybody and is said last."""
    found = []
    if own_family and own_family in families:
        found.append(WhySeen.PROFESSION)
    if own_stage and own_stage in stages:
        found.append(WhySeen.STAGE)
    if own_region and own_region == region:
        found.append(WhySeen.REGION)
    return found or ([WhySeen.ALL] if not families else [])


def fits(*, families: Sequence[str], own_family: str) -> bool:
    """Whether the profession allows it; somebody whose profession we do not know is not kept out."""
    return not families or not own_family or own_family in families


def digest_week(today: date) -> tuple[date, date]:
    """Monday to Monday, the week before today's: what one digest tells, on whichever day of its week it is written."""
    monday = today - timedelta(days=today.weekday())
    return monday - timedelta(days=7), monday


def digest_month(today: date) -> tuple[date, date] | None:
    """The first of the month before to the first of this one: what a digest tells those who hear once a month.

    Only in the first days of a month, so that whoever chooses it in between is told nothing a second time.
    """
    first = today.replace(day=1)
    return ((first - timedelta(days=1)).replace(day=1), first) if today.day <= DIGEST_DAYS else None


def is_told(*, families: Sequence[str], region: int | None, own_family: str, own_region: int | None) -> bool:
    """Whether a digest tells somebody of it: their profession may apply, and it is in their region or in all."""
    return fits(families=families, own_family=own_family) and region in (None, own_region)


def told_ahead(*, closes_on: date, saved_on: date, today: date) -> int | None:
    """How many days ahead somebody is told today that what they saved closes: the latest that has come.

    Whoever saved it on that day or since has just read when it closes.
    """
    for ahead in sorted(TOLD_AHEAD):
        if closes_on - ahead <= today <= closes_on:
            return ahead.days if saved_on < closes_on - ahead else None
    return None
