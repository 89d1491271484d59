"""What changed in a list of people between two looks at it. Who they are is not said: so many came, so many went."""

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

MOST_KEPT = 2_000  # people of a list of whom keys are kept; of longer lists only the totals are compared
MOST_WATCHED = 10  # views that one person may have watched: each is looked at for every digest


class CannotWatch(Exception):
    """The reason, for the person who asked."""


@dataclass(frozen=True)
class Look:
    """Whom a view finds on one day: how many, and their keys unless they are too many."""

    total: int
    keys: Collection[int] = ()

    @property
    def is_whole(self) -> bool:
        return len(self.keys) == self.total


@dataclass(frozen=True)
class Change:
    """How many came and went; of a long list, by how many it grew or shrank at least."""

    came: int
    went: int

    @property
    def number(self) -> int:
        return self.came + self.went

    def __str__(self) -> str:
        came = ngettext("%(n)d person new", "%(n)d people new", self.came) % {"n": self.came}
        went = ngettext("%(n)d person gone", "%(n)d people gone", self.went) % {"n": self.went}
        return ", ".join(words for words, n in ((came, self.came), (went, self.went)) if n) or _("No change")


def change(before: Look, now: Look) -> Change:
    """What is different between two looks.

    >>> change(Look(2, (1, 2)), Look(2, (2, 3))).number
    2
    >>> change(Look(3000), Look(3010)).came
    10
    """
    if before.is_whole and now.is_whole:
        was, are = set(before.keys), set(now.keys)
        return Change(len(are - was), len(was - are))
    return Change(max(now.total - before.total, 0), max(before.total - now.total, 0))


def check_may_watch(watched: int) -> None:
    if watched >= MOST_WATCHED:
        raise CannotWatch(
            _("You can have the changes of %(most)d views at most. Stop those of another view first")
            % {"most": MOST_WATCHED}
        )
