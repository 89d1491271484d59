"""What may be done with a cohort, and why not."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

MOST_AT_ONCE = 5000
MOST_BY_RULE = 50_000


class CannotChangeCohort(Exception):
    """The reason, for the person who asked."""


def check_is_open(closed_at: datetime | None) -> None:
    if closed_at is not None:
        raise CannotChangeCohort(_("This cohort is closed. Nobody can be added or removed"))


class RuleFindsTooMany(CannotChangeCohort):
    """The reason, and how many the rule found."""

    def __init__(self, found: int):
        self.found = found
        words = _("A rule can find at most %(most)s people, and this one finds %(found)s. Add filters that find fewer")
        super().__init__(words % {"most": f"{MOST_BY_RULE:,}", "found": f"{found:,}"})


def check_size(people: int) -> None:
    """Bulk additions are capped, so that a slip does not sweep a region into a cohort."""
    if people == 0:
        raise CannotChangeCohort(_("Nobody on this list can be added"))
    if people > MOST_AT_ONCE:
        raise CannotChangeCohort(
            ngettext_lazy(
                "You can add %(most)d person at a time. Use filters to make the list shorter",
                "You can add %(most)d people at a time. Use filters to make the list shorter",
                MOST_AT_ONCE,
            )
            % {"most": MOST_AT_ONCE}
        )


def check_rule_size(people: int) -> None:
    """A rule may find many more, for nobody is asked about each; and nobody, today or any more."""
    if people > MOST_BY_RULE:
        raise RuleFindsTooMany(people)


def name_is_taken(owner: str, name: str) -> str:
    return _("%(owner)s already has a cohort called %(name)s. Enter another name") % {"owner": owner, "name": name}
