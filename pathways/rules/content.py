"""Who may publish a change, when a fact is due for another look, and which links can be followed."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlsplit

from talent_register.common.trust import stale_from

NOTICE = timedelta(days=60)


class CannotPublish(Exception):
    """`code` says why: state, same person, stale, missing, answered; or it is a sentence."""

    def __init__(self, code: str):
        super().__init__(code)
        self.code = code


class AnotherWaits(Exception):
    """Somebody else drafted a change to the same row, which nobody has decided. `change` is that change."""

    def __init__(self, change: Any):
        super().__init__(str(change))
        self.change = change


def check_can_publish(*, is_waiting: bool, is_same_person: bool, before: dict, now: dict) -> None:
    """Two people look at each change, and nobody writes over what another changed meanwhile."""
    if not is_waiting:
        raise CannotPublish("state")
    if is_same_person:
        raise CannotPublish("same")
    if before != now:
        raise CannotPublish("stale")


# What people chose from when they answered: another wording would make them have said something else.
ANSWERED_WITH = {
    "framework": ("code", "version"),
    "competency": ("framework", "code", "kind", "title", "wordings"),
    "level": ("framework", "code", "name", "rank", "description"),
}


def rewrites(kind: str, before: Mapping, after: Mapping) -> list[str]:
    """The fields by which a change would make old answers say something else."""
    return [name for name in ANSWERED_WITH.get(kind, ()) if name in after and before.get(name) != after[name]]


def is_due(*, is_verified: bool, checked_on: date | None, today: date) -> bool:
    """Never checked, checked too long ago, or soon to be too old."""
    return not is_verified or checked_on is None or stale_from(checked_on) - NOTICE <= today


def changed_names(before: dict, after: dict) -> list[str]:
    """The fields that differ, in the order of what is new."""
    return [name for name in after if before.get(name) != after[name]]


def is_sound_link(link: str) -> bool:
    """An address that a reader can follow: https, with a host that has a dot, and no blanks."""
    parts = urlsplit(link)
    return parts.scheme == "https" and "." in parts.netloc and not any(letter.isspace() for letter in link)
