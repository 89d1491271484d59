"""Who may publish a change, when a fact is due for another look, and which links can be followed."""

from datetime import date, timedelta
from urllib.parse import urlsplit

from talent_register.common.trust import stale_from

NOTICE = timedelta(days=60)


class CannotPublish(Exception):
    """`code` says why: state, same person, stale, missing; or it is a sentence."""

    def __init__(self, code: str):
        super().__init__(code)
        self.code = code


def check_can_publish(*, is_waiting: bool, is_same_person: bool, before: dict, now: dict) -> None:
    """Two people look at each change, and nobody writes over what another changed meanwhile."""
    if not is_waiting:
        raise CannotPublish("state")
    if is_same_person:
        raise CannotPublish("same")
    if before != now:
        raise CannotPublish("stale")


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
