"""When all reminders may rest for a while: over a holiday, or while something is being mended."""

from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

LONGEST = timedelta(days=60)


class CannotPause(Exception):
    """The reason, for the person who asked."""


def check_can_pause(*, today: date, from_day: date, until_day: date, has_other: bool) -> None:
    """A pause begins today or later, ends after it began and within 60 days, and is the only one."""
    if has_other:
        raise CannotPause(_("There is a pause already. End it before you plan another"))
    if from_day < today:
        raise CannotPause(_("The first day must be today or later"))
    if until_day <= from_day:
        raise CannotPause(_("The day on which reminders go again must be after the first day"))
    if until_day - from_day > LONGEST:
        raise CannotPause(_("A pause may be 60 days or shorter"))
