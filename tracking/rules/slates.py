"""Who matches a slate and why, and what may be done with it. Protected characteristics never count."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .pipeline import band_said

MOST_ON_A_SLATE = 50
LONGEST_PAUSE_DAYS = 730
SMALLEST_EQUALITY = 50


class CannotChangeSlate(Exception):
    """The reason, for the person who asked."""


def reasons(
    *, stage: str, next_step: str, family: str, role_stage: str, families: list[str], in_region: bool
) -> list[str]:
    """Why somebody matches, as codes: everything that was asked, and nothing else."""
    found = []
    if band := band_said(stage, next_step, role_stage):
        found.append(f"BAND_{band}")
    if next_step == "STEP_UP":
        found.append("STEP_UP")
    if families and family in families:
        found.append("PROFESSION")
    if in_region:
        found.append("REGION")
    return found


def reason_words(code: str) -> str:
    """A reason as staff read it, and the person too."""
    return {
        "BAND_NOW": _("leads as far as this role reaches and wants more"),
        "BAND_SOON": _("one step from this role and wants to step up"),
        "BAND_LATER": _("could reach this role later"),
        "STEP_UP": _("said they want a bigger role"),
        "PROFESSION": _("of a profession that this role is for"),
        "REGION": _("works in the region"),
    }.get(code, code)


def check_size(people: int) -> None:
    if people == 0:
        raise CannotChangeSlate(_("Select at least 1 person"))
    if people > MOST_ON_A_SLATE:
        raise CannotChangeSlate(_("A slate has at most %(most)s people. Select fewer") % {"most": MOST_ON_A_SLATE})


def check_is_open(is_closed: bool) -> None:
    if is_closed:
        raise CannotChangeSlate(_("This slate is closed"))


def check_may_answer(state: str) -> None:
    if state != "WAITING":
        raise CannotChangeSlate(_("You have answered already"))


def check_pause(until: date | None, today: date) -> None:
    if until is None:
        raise CannotChangeSlate(_("Enter the day until which you do not want to be asked"))
    if until <= today:
        raise CannotChangeSlate(_("The day must be in the future"))
    if (until - today).days > LONGEST_PAUSE_DAYS:
        raise CannotChangeSlate(_("The day must be within 2 years"))


def check_outcome(state: str) -> None:
    if state != "ACCEPTED":
        raise CannotChangeSlate(_("Only people who said that they would like to talk have an outcome"))


def spread_words(employers: Iterable[str], families: Iterable[str]) -> list[str]:
    """How wide a slate reaches, said plainly so that a narrow one is seen."""
    employers, families = list(employers), list(families)
    people = len(employers)
    if not people:
        return []
    bodies = len({employer for employer in employers if employer})
    words = [
        ngettext("This slate has %(n)d person", "This slate has %(n)d people", people) % {"n": people}
        + " "
        + ngettext("from %(n)d organisation", "from %(n)d organisations", bodies) % {"n": bodies}
        + " "
        + ngettext("and %(n)d profession group", "and %(n)d profession groups", len(set(families)))
        % {"n": len(set(families))}
    ]
    if bodies == 1 and people > 1:
        words.append(_("Everybody works for the same organisation. Look wider before you write"))
    if len(set(families)) == 1 and people > 4:
        words.append(_("Everybody is of one profession group. Check whether the role needs that"))
    return words
