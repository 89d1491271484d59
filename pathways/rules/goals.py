"""How many roles somebody may aim for at once. Pure."""

from django.utils.translation import gettext as _

MOST_GOALS = 3


class CannotAim(Exception):
    """Why a role cannot become a goal now, in words for the person."""


def check_can_aim(open_roles: set[int], role: int, *, has_ended: bool = False) -> None:
    """Three roles at once, each once, and none that nobody is chosen for any more."""
    if has_ended:
        raise CannotAim(_("This role has ended. Choose another"))
    if role in open_roles:
        raise CannotAim(_("You already aim for this role"))
    if len(open_roles) >= MOST_GOALS:
        raise CannotAim(_("You can aim for up to 3 roles at once. End one first"))
