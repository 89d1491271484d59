"""When figures may be frozen and by whom published, and how a likelihood is said."""

from datetime import date

from django.utils.translation import gettext as _

QUARTER_ENDS = ((3, 31), (6, 30), (9, 30), (12, 31))
SMALLEST_BASE = 20
MOST_SECONDS = 480  # that the check of an edition may take; a task of the background is stopped after 600
RESPONSE = "progress-first-contact"  # the one table of progress that everybody may read
IMPOSSIBLE = "x"  # what stands in a cell that cannot be, whatever the counts


class CannotPublish(Exception):
    """The reason, for the person who asked."""


class TooLong(Exception):
    """The check of an edition has had its time."""


def quarter_ends(start: date, today: date) -> list[date]:
    """The ends of quarters from a day until yesterday, oldest first: no other day is ever reported."""
    days = [date(year, *end) for year in range(start.year, today.year + 1) for end in QUARTER_ENDS]
    return [day for day in days if start <= day < today]


def check_may_freeze(as_at: date, latest: date | None, today: date) -> None:
    """Only ends of quarters that are over, one after the other: tables between two others would tell differences."""
    if (as_at.month, as_at.day) not in QUARTER_ENDS:
        raise CannotPublish(_("Figures are made for the end of a quarter only"))
    if as_at >= today:
        raise CannotPublish(_("This quarter is not over yet"))
    if latest is not None and as_at < latest:
        raise CannotPublish(
            _("Later figures are frozen already. Figures in between would show what changed, person by person")
        )


def check_may_publish(state: str, built_by: int | None, by: int) -> None:
    """Two people see figures before the public does."""
    if state != "DRAFT":
        raise CannotPublish(_("These figures are published already"))
    if built_by == by:
        raise CannotPublish(_("Somebody else must publish what you prepared. Ask a colleague to read and publish it"))


def likelihood(part: int | None, whole: int | None, other_part: int | None, other_whole: int | None) -> float | None:
    """How many times as likely one group is as another, from published figures only; None when that says nothing."""
    figures = (part, whole, other_part, other_whole)
    if any(figure is None for figure in figures) or not whole or not other_whole or not other_part or not part:
        return None
    if whole < SMALLEST_BASE or other_whole < SMALLEST_BASE:
        return None
    return (part / whole) / (other_part / other_whole)


def likelihood_words(ratio: float | None, group: str, others: str, to_reach: str) -> str:
    """The ratio as a sentence; `to_reach` ends it, as in "be nominated". Within a tenth of equal is about the same: the
    figures are rounded."""
    words = {"group": group, "others": others, "reach": to_reach}
    if ratio is None:
        return _("%(group)s: too few people to compare") % words
    if 0.9 <= ratio <= 1.1:
        return _("%(group)s were about as likely as %(others)s to %(reach)s") % words
    return _("%(group)s were %(ratio)s times as likely as %(others)s to %(reach)s") % {
        **words,
        "ratio": f"{ratio:.1f}",
    }


def months_between(start: date, end: date) -> int:
    """Whole months from a day to a day, never less than none."""
    months = (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)
    return max(months, 0)
