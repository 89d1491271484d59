"""Whether leadership posts have cover: how many people are ready for how many posts that are or will be free."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

HORIZON_YEARS = 2
LATER_YEARS = 5


STAGES = ("NOT_STARTED", "TEAM", "SERVICE", "ORGANISATION", "SYSTEM")
NOW, SOON, LATER = "NOW", "SOON", "LATER"


def band_said(stage: str, next_step: str, role_stage: str) -> str:
    """How near somebody is to a role by what they said themselves: empty when it is not within reach or not wanted.

    Somebody who leads as far as the role reaches and wants more is ready now; one step below and wanting to step up
    is soon; one step below and wanting to broaden, or two below and wanting to step up, is later.
    """
    if stage not in STAGES or role_stage not in STAGES or next_step not in ("STEP_UP", "BROADEN"):
        return ""
    below = STAGES.index(role_stage) - STAGES.index(stage)
    if below == 0:
        return NOW
    if below == 1:
        return SOON if next_step == "STEP_UP" else LATER
    return LATER if below == 2 and next_step == "STEP_UP" else ""


class CannotChangePost(Exception):
    """The reason, for the person who asked."""


def is_free_soon(*, is_held: bool, expected_end: date | None, today: date) -> bool:
    """A post counts as needing somebody when nobody holds it, or its holder is expected to leave in time."""
    return not is_held or (expected_end is not None and expected_end < _years_after(today, HORIZON_YEARS))


def _years_after(day: date, years: int) -> date:
    """The same day so many years on; 29 February becomes 1 March."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def last_day_counted(today: date) -> date:
    """The first day that is too late to count as an expected vacancy."""
    return _years_after(today, HORIZON_YEARS)


@dataclass(frozen=True)
class Cover:
    """People against posts. `needed` are the posts that are free or expected to be; the rest are all posts."""

    posts: int
    needed: int
    now: int
    soon: int
    later: int

    @property
    def is_missing(self) -> bool:
        """Nobody is ready now although there are posts."""
        return self.posts > 0 and self.now == 0

    @property
    def is_thin(self) -> bool:
        """Fewer people ready now or soon than posts that need somebody."""
        return self.needed > self.now + self.soon

    @property
    def words(self) -> str:
        """The ratio as a sentence: never a score."""
        if not self.posts:
            return _("No posts recorded")
        ready = self.now + self.soon
        if not self.needed:
            return _("No vacancy expected")
        if not ready:
            return ngettext("Nobody for %(n)d expected vacancy", "Nobody for %(n)d expected vacancies", self.needed) % {
                "n": self.needed
            }
        ratio = f"{ready / self.needed:.1f}".removesuffix(".0")
        if ratio == "1":
            return _("1 person for each expected vacancy")
        return _("%(ratio)s people for each expected vacancy") % {"ratio": ratio}

    @property
    def warning(self) -> str:
        """What is wrong, in words; empty when nothing is."""
        if self.is_missing:
            return _("No one ready now")
        if self.is_thin:
            return _("Too few people ready")
        return ""


def check_dates(started: date, ended: date | None, expected: date | None, today: date) -> None:
    """Nobody leaves before they came, and a past stay has no expected end."""
    if started > today:
        raise CannotChangePost(_("The day they started must be today or in the past"))
    if ended is not None and ended < started:
        raise CannotChangePost(_("The day they left must be the same as or after the day they started"))
    if ended is not None and ended > today:
        raise CannotChangePost(_("The day they left must be today or in the past. Use the expected date for later"))
    if expected is not None and ended is None and expected < started:
        raise CannotChangePost(_("The month they are expected to leave must be after the day they started"))


def check_overlap(started: date, ended: date | None, others: list[tuple[date, date | None]]) -> None:
    """One holder at a time. The day one leaves may be the day the next one comes."""
    for other_start, other_end in others:
        begins_before = other_end is None or started < other_end
        ends_after = ended is None or other_start < ended
        if begins_before and ends_after:
            raise CannotChangePost(
                _("Somebody else held this post at that time. Record the day they left first, or change the dates")
            )


def check_name_kept(name: str, source: str) -> None:
    """A public name is kept only with the place where the organisation published it."""
    if name and not source.strip():
        raise CannotChangePost(_("Enter where the name is published. A name without a public source is not kept"))
