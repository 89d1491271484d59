"""When a list of people may leave the register, and who must agree."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

MOST_ALONE = 1000  # above this a second person agrees
MOST_AT_ONCE = 5000  # above this the file is written in the background
MOST = 20_000
KEPT_DAYS = 7
SHORTEST_REASON = 10


class CannotExport(Exception):
    """The reason, for the person who asked."""


def check_size(people: int) -> None:
    if people == 0:
        raise CannotExport(_("There is nobody to export"))
    if people > MOST:
        raise CannotExport(
            ngettext(
                "You can export %(most)s person at a time. Use filters to make the list shorter",
                "You can export %(most)s people at a time. Use filters to make the list shorter",
                MOST,
            )
            % {"most": f"{MOST:,}"}
        )


def needs_second_person(people: int) -> bool:
    return people > MOST_ALONE


def is_for_the_background(people: int) -> bool:
    return people > MOST_AT_ONCE


def check_can_agree(*, is_own: bool, is_waiting: bool) -> None:
    if is_own:
        raise CannotExport(_("You asked for this export, so somebody else must agree to it"))
    if not is_waiting:
        raise CannotExport(_("Somebody has answered this already"))


def kept_until(written: datetime) -> datetime:
    return written + timedelta(days=KEPT_DAYS)
