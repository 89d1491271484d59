"""Who matches a slate and why, and what may be done with it. Protected characteristics never count."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

MOST_ON_A_SLATE = 50
LONGEST_PAUSE_DAYS = 730


class CannotChangeSlate(Exception):
    """The reason, for the person who asked."""


@dataclass(frozen=True)
class Near:
    """How near somebody is to a role (empty: not within reach), since when that is said, and whether others said it."""

    band: str
    on: date | None
    is_judged: bool


def reasons(*, near: Near, next_step: str, family: str, families: list[str], in_region: bool) -> list[str]:
    """Why somebody matches, as codes: what counted for being found, with its day, and nothing else."""
    found = []
    if near.band:
        code = f"{'JUDGED' if near.is_judged else 'BAND'}_{near.band}"
        found.append(f"{code} {near.on.isoformat()}" if near.on else code)
    if next_step == "STEP_UP":
        found.append("STEP_UP")
    if families and family in families:
        found.append("PROFESSION")
    if in_region:
        found.append("REGION")
    return found


def reason_words(code: str) -> str:
    """A reason as staff read it, and the person too."""
    bare, _space, day = code.partition(" ")
    words = {
        "JUDGED_NOW": _("a talent discussion found: ready now for this role"),
        "JUDGED_SOON": _("a talent discussion found: ready soon for this role"),
        "JUDGED_LATER": _("a talent discussion found: ready later for this role"),
        "JUDGED_EXPLORING": _("a talent discussion found: exploring this role"),
        "BAND_NOW": _("leads as far as this role reaches and wants more"),
        "BAND_SOON": _("one step from this role and wants to step up"),
        "BAND_LATER": _("could reach this role later"),
        "STEP_UP": _("said they want a bigger role"),
        "PROFESSION": _("of a profession that this role is for"),
        "REGION": _("works in the region"),
    }.get(bare, code)
    if not day:
        return words
    said = {"words": words, "day": date_format(date.fromisoformat(day), "j F Y")}
    if bare.startswith("JUDGED_"):
        return _("%(words)s (discussion held on %(day)s)") % said
    return _("%(words)s (in their own words of %(day)s)") % said


def all_words(codes: Iterable[str]) -> str:
    """Reasons as one phrase that begins with a capital letter."""
    phrase = "; ".join(reason_words(code) for code in codes)
    return phrase[:1].upper() + phrase[1:]


def in_common(of_each: Sequence[Sequence[str]]) -> list[str]:
    """Reasons that everybody of a list has: said once above it. Of one person alone there is nothing to say once."""
    return [code for code in of_each[0] if all(code in codes for codes in of_each)] if len(of_each) > 1 else []


def is_near(codes: Iterable[str]) -> bool:
    """Whether the register itself has a reason why somebody could take the role."""
    return any(code.startswith(("BAND_", "JUDGED_")) for code in codes)


def check_size(people: int, already: int = 0) -> None:
    if people == 0:
        raise CannotChangeSlate(_("Select at least 1 person"))
    if people + already > MOST_ON_A_SLATE:
        words = _("A slate has at most %(most)s people. Select fewer") % {"most": MOST_ON_A_SLATE}
        if already:
            on_it = ngettext("%(n)d person is on this one already", "%(n)d people are on this one already", already)
            words += ". " + on_it % {"n": already}
        raise CannotChangeSlate(words)


def check_note(note: str, *, were_asked: bool, unmatched: int) -> None:
    """Why people are added, in words: once somebody was asked, and always for those in whom no reason is found."""
    if note:
        return
    if were_asked:
        raise CannotChangeSlate(_("Enter why you add them now: others on this slate have been asked already"))
    if unmatched:
        raise CannotChangeSlate(
            ngettext(
                "Enter why you add them: nothing on the register says that %(n)d of them is near this role",
                "Enter why you add them: nothing on the register says that %(n)d of them are near this role",
                unmatched,
            )
            % {"n": unmatched}
        )


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
