"""Disclosure control: what may be published of a count of people. The only way figures leave the register.

The method is that of NHS England's Hospital Episode Statistics: counts from 1 to the threshold are hidden, every
other count is rounded to 5, totals are rounded by themselves. Pure: settings.SUPPRESSION_THRESHOLD is passed in.
"""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

STEP = 5
SMALLEST_BASE = 20  # a share of fewer people says more about persons than about groups
IN_FILES = "[c]"


def published(count: int, threshold: int) -> int | None:
    """The count as it may be shown; None when it is hidden. Nobody stays nobody.

    >>> [published(count, 7) for count in (0, 1, 7, 8, 12, 13)]
    [0, None, None, 10, 10, 15]
    """
    if count < 0:
        raise ValueError(f"A count of people cannot be {count}.")
    if count == 0:
        return 0
    if count <= threshold:
        return None
    return STEP * ((count + STEP // 2) // STEP)


def published_mean(values: Iterable[float], threshold: int) -> float | None:
    """The mean to one decimal, only over more people than the threshold."""
    numbers = list(values)
    return round(sum(numbers) / len(numbers), 1) if len(numbers) > threshold else None


def published_share(part: int, whole: int, threshold: int) -> int | None:
    """The share in whole per cent, made of published counts only, hidden on a small base."""
    shown_part, shown_whole = published(part, threshold), published(whole, threshold)
    if shown_part is None or shown_whole is None or shown_whole < SMALLEST_BASE:
        return None
    return min(round(100 * shown_part / shown_whole), 100)


def published_table(counts: Mapping[str, int], threshold: int) -> dict[str, int | None]:
    """Every count by itself. The total is the published total of the true counts, not the sum of what is shown."""
    return {name: published(count, threshold) for name, count in counts.items()}


def published_total(counts: Mapping[str, int], threshold: int) -> int | None:
    return published(sum(counts.values()), threshold)


def in_words(figure: int | None, threshold: int) -> str:
    """A published figure on a page: a number, or that it is hidden."""
    return f"{figure:,}" if figure is not None else _("Hidden (1 to %(most)s)") % {"most": threshold}


def in_file(figure: int | None) -> str:
    """A published figure in a file."""
    return IN_FILES if figure is None else str(figure)
