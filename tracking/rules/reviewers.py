"""Who may be asked to hold talent discussions, and with how many people at once."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

MOST_ASSIGNED = 200


class CannotAssign(Exception):
    """The reason, for the person who asked."""


def check_can_hold(is_member: bool) -> None:
    """Only a colleague of today who may record discussions."""
    if not is_member:
        raise CannotAssign(_("This colleague cannot hold talent discussions for your team now. Choose somebody else"))


def check_people(people: int) -> None:
    """Capped, so that a slip does not give one colleague a whole region."""
    if people == 0:
        raise CannotAssign(_("Nobody on this list can be assigned"))
    if people > MOST_ASSIGNED:
        raise CannotAssign(
            ngettext_lazy(
                "You can assign %(most)d person at a time. Use filters to make the list shorter",
                "You can assign %(most)d people at a time. Use filters to make the list shorter",
                MOST_ASSIGNED,
            )
            % {"most": MOST_ASSIGNED}
        )
