"""What support is, whom the programme may write to, and how long somebody may wait for a first answer."""

import re
from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

MESSAGE = "MESSAGE"
MESSAGES = "MESSAGES"  # the purpose of letters that people can switch off
LONGEST_AHEAD = timedelta(days=366)
MOST_WRITTEN = 500  # people whom one message goes to
NAME, TEAM = "{name}", "{team}"


class CannotSupport(Exception):
    """The reason, for the person who asked, and the field it is about."""

    def __init__(self, words: Any, field: str | None = None) -> None:
        super().__init__(words)
        self.field = field


def check_can_log(kind: str, words: str, on: date, follow_up_on: date | None, today: date) -> None:
    """Raises with the reason."""
    if not words.strip():
        raise CannotSupport(
            _("Enter the message") if kind == MESSAGE else _("Enter what you offered or did"),
            "words",
        )
    if on > today:
        raise CannotSupport(_("The day must be today or in the past. Use the reminder for what is to come"), "on")
    if follow_up_on is not None and not today < follow_up_on <= today + LONGEST_AHEAD:
        raise CannotSupport(_("The day of the reminder must be in the future, within a year"), "follow_up_on")


def may_be_written_to(stopped: Collection[str], email: str) -> bool:
    """Whether somebody takes messages from the programme team."""
    return bool(email) and MESSAGES not in stopped


def check_may_be_written_to(stopped: Collection[str], email: str) -> None:
    if not may_be_written_to(stopped, email):
        raise CannotSupport(
            _("They do not take messages by letter. Choose another kind: they read it when they log in"), "kind"
        )


def check_message(words: str) -> None:
    """One message to many. What stands in braces is filled in for each of them, so nothing else may stand there."""
    if not words.strip():
        raise CannotSupport(_("Enter the message"), "words")
    unknown = next((one for one in re.findall(r"{[^{}]*}", words) if one not in (NAME, TEAM)), "")
    if unknown:
        raise CannotSupport(
            _("We cannot fill in %(unknown)s. Use %(name)s for the name of each person, or %(team)s for your team")
            % {"unknown": unknown, "name": NAME, "team": TEAM},
            "words",
        )


def filled(words: str, *, name: str, team: str) -> str:
    """A message as one person reads it."""
    return words.replace(TEAM, team).replace(NAME, name)


def check_people(people: int) -> None:
    """A message is capped, so that a slip does not reach a whole region."""
    if people == 0:
        raise CannotSupport(_("Nobody on this list can get the message"))
    if people > MOST_WRITTEN:
        raise CannotSupport(
            ngettext_lazy(
                "You can write to %(most)d person at a time. Use filters to make the list shorter",
                "You can write to %(most)d people at a time. Use filters to make the list shorter",
                MOST_WRITTEN,
            )
            % {"most": MOST_WRITTEN}
        )


def latest_to_answer(raised_on: date, days: int) -> date:
    """The last day of the response standard, which counts days from the first interest."""
    return raised_on + timedelta(days=days)


def raised_by(today: date, days: int) -> date:
    """Whoever said before or on this day that they are interested has waited longer than the standard."""
    return today - timedelta(days=days + 1)
