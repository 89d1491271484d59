"""Which records may be merged, for how long it can be undone, and what the kept record then says."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

MERGE_UNDO_DAYS = 30
PAUSED = "PAUSED"
MERGEABLE = frozenset({"STUB", "REGISTERED", "PAUSED"})
# What staff choose between, and the columns behind it, in the order of the page.
CHOICES: dict[str, tuple[str, ...]] = {
    "given_names": ("given_names",),
    "family_name": ("family_name",),
    "preferred_name": ("preferred_name",),
    "birth_date": ("birth_date",),
    "personal_email": ("personal_email",),
    "work_email": ("work_email",),
    "profession": ("profession_id",),
    "career_stage": ("career_stage",),
    "place": ("nation", "region_id"),
    "stage": ("stage",),
    "next_step": ("next_step",),
    "language": ("language",),
}
NAMELESS = {
    **dict.fromkeys(("given_names", "family_name", "preferred_name", "family_key", "given_key"), ""),
    **dict.fromkeys(("personal_email", "work_email", "letters_to"), ""),
    **dict.fromkeys(("shares_with_region", "shares_with_nation", "shares_with_college"), False),
    **dict.fromkeys(("birth_date", "erase_on", "review_due_on", "paused_until", "letters_paused_until"), None),
    **dict.fromkeys(("shares_with_recruiters", "no_posts_with_region", "no_posts_with_nation"), False),
}


class CannotMerge(Exception):
    """The message says why, in words for staff."""


SAME = _("Choose two different records")
GONE = _("One of the records has left, was removed, or was merged in the meantime")
WITHOUT_ACCOUNT = _("Keep the record that its person can log in to")
TOO_LATE = _("It can no longer be undone. The last day was over")
UNDONE = _("It was undone already")
LATER_FIRST = _("The kept record was merged again since. Undo the later merge first")
LEFT_SINCE = _("The person has left the register since. There is nothing to bring back")
IN_THE_WAY = _("Something was added since that stands in the way. Ask the technical team to look at it")


def check_can_merge(*, kept: str, lost: str, is_same: bool, kept_has_account: bool, lost_has_account: bool) -> None:
    """Two records of people who are here; an account is never lost to a record without one."""
    if is_same:
        raise CannotMerge(SAME)
    if kept not in MERGEABLE or lost not in MERGEABLE:
        raise CannotMerge(GONE)
    if lost_has_account and not kept_has_account:
        raise CannotMerge(WITHOUT_ACCOUNT)


def check_can_unmerge(*, is_undone: bool, until: date, today: date, has_later: bool, kept: str) -> None:
    """Within 30 days, the latest merge first, while the person is still here."""
    for is_so, words in (
        (is_undone, UNDONE),
        (until < today, TOO_LATE),
        (kept not in MERGEABLE, LEFT_SINCE),
        (has_later, LATER_FIRST),
    ):
        if is_so:
            raise CannotMerge(words)


def unmerge_until(on: date) -> date:
    return on + timedelta(days=MERGE_UNDO_DAYS)


def merged_values(kept: Mapping[str, Any], lost: Mapping[str, Any], take: Iterable[str]) -> dict[str, Any]:
    """Column → value of the kept record: what was chosen from the other, and what only the other says.

    The earliest dates count; a restriction of either holds; a kind of letter switched off in either stays off; the
    longer pause of letters holds.
    """
    values: dict[str, Any] = {}
    for code, columns in CHOICES.items():
        is_empty = not any(kept[column] for column in columns)
        if code in take or is_empty:
            values |= {column: lost[column] for column in columns}
    for column in ("first_interest_on", "registered_at", "restricted_at"):
        values[column] = min(filter(None, _both(kept, lost, column)), default=None)
    values["letters_off"] = sorted({*kept["letters_off"], *lost["letters_off"]})
    values["letters_paused_until"] = max(filter(None, _both(kept, lost, "letters_paused_until")), default=None)
    return {column: value for column, value in values.items() if value != kept[column]}


def merged_erasure(kept: Mapping[str, Any], lost: Mapping[str, Any]) -> dict[str, Any]:
    """Column → value: the day on which the record is erased if nobody answers, never before one that they were told.

    Of two accounts, one that was used of late says that its person is here.
    """
    days = _both(kept, lost, "erase_on")
    are_stubs = [state == "STUB" for state in _both(kept, lost, "state")]
    if all(are_stubs):
        return {"erase_on": max(filter(None, days), default=None)}
    return {} if any(are_stubs) else {"erase_on": None if None in days else max(days)}


def merged_pause(kept: Mapping[str, Any], lost: Mapping[str, Any]) -> dict[str, Any]:
    """Column → value: who hid either record is hidden, for the longer of the two pauses, until they come back."""
    if PAUSED not in _both(kept, lost, "state") or kept["state"] == "STUB":
        return {}
    return {"state": PAUSED, "paused_until": max(filter(None, _both(kept, lost, "paused_until")), default=None)}


def held_back(kept: Mapping[Any, bool], lost: Mapping[Any, bool]) -> set[Any]:
    """What the person said yes to on one record and no on the other. The no holds until they say otherwise.

    >>> held_back({"REGION": True, "NATION": True}, {"REGION": False, "COLLEGE": False})
    {'REGION'}
    """
    return {what for what, said in kept.items() if lost.get(what, said) != said}


def _both(kept: Mapping[str, Any], lost: Mapping[str, Any], column: str) -> tuple[Any, Any]:
    return kept[column], lost[column]


def differing(kept: Mapping[str, Any], lost: Mapping[str, Any]) -> list[str]:
    """What both records say, and say differently: what staff must choose."""
    return [
        code
        for code, columns in CHOICES.items()
        if any(kept[c] for c in columns) and any(lost[c] for c in columns) and any(kept[c] != lost[c] for c in columns)
    ]
