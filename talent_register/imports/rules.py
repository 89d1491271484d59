"""What an import may do next. Pure: states, counts and days; no rows, no clock."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from talent_register.common import holidays

from .choices import Letters, Mode, State

LONDON = ZoneInfo("Europe/London")
UNDO_DAYS = 30
KEEP_DAYS = 30
MOST_FAILURES = 5
MOST_ATTEMPTS = 40
LETTERS_LEAVE = time(9)
LETTERS_WITHIN_DAYS = 30
DAYS_TO_ANSWER = 14
STALLED_AFTER = timedelta(minutes=2)
# From so many people on, for an organisation's first list, and where more than so many in a hundred would be marked
# as left or changed, whoever uploaded the file may not be the one who approves it.
SECOND_PERSON_FROM = 1_000
MOST_LEAVERS = 10
# So many in a hundred changed, and so many at all, are as much as a list of another day or place would change.
MOST_CHANGES, FEW_CHANGES = 20, 20

S = State
TRANSITIONS: dict[State, set[State]] = {
    S.STARTED: {S.CHECKING, S.CANCELLED},
    S.CHECKING: {S.NEEDS_ANSWERS, S.PROBLEMS, S.READY, S.REFUSED, S.FAILED, S.CANCELLED},
    S.NEEDS_ANSWERS: {S.CHECKING, S.READY, S.CANCELLED},
    S.PROBLEMS: {S.CHECKING, S.READY, S.CANCELLED},
    S.READY: {S.CHECKING, S.IMPORTING, S.CANCELLED},
    S.IMPORTING: {S.IMPORTED, S.IMPORTED_PARTLY, S.READY, S.FAILED},
    S.IMPORTED: {S.UNDOING},
    S.IMPORTED_PARTLY: {S.UNDOING},
    S.UNDOING: {S.UNDONE, S.IMPORTED, S.IMPORTED_PARTLY, S.FAILED},
    S.UNDONE: set(),
    S.CANCELLED: set(),
    S.REFUSED: {S.CHECKING, S.CANCELLED},
    S.FAILED: {S.CHECKING, S.CANCELLED},
}
# Where an import still waits for people: what they may answer, and in what order the pages come.
ANSWERABLE = frozenset({S.NEEDS_ANSWERS, S.PROBLEMS, S.READY})
UNFINISHED = frozenset({S.CHECKING, S.IMPORTING, S.UNDOING})
OPEN = frozenset({S.STARTED, S.NEEDS_ANSWERS, S.PROBLEMS, S.READY})
DONE = frozenset({S.IMPORTED, S.IMPORTED_PARTLY})
CLOSED = frozenset({S.UNDONE, S.CANCELLED, S.REFUSED, S.FAILED}) | DONE


class CannotChange(Exception):
    """Why an import cannot do what was asked, for people."""


def check_can_move(now: str, to: str) -> None:
    if State(to) not in TRANSITIONS[State(now)]:
        raise CannotChange(
            _("This import is now “%(now)s”, so that is no longer possible.") % {"now": State(now).label}
        )


def why_second_person(*, ready: int, leavers: int, listed: int, is_first: bool, changed: int = 0) -> str:
    """Why an import takes two people: first, size, leavers or changes; empty where one is enough."""
    if is_first:
        return "first"
    if ready >= SECOND_PERSON_FROM:
        return "size"
    if are_many_leavers(leavers=leavers, listed=listed):
        return "leavers"
    return "changes" if changed > FEW_CHANGES and changed * 100 > MOST_CHANGES * listed else ""


def are_many_leavers(*, leavers: int, listed: int) -> bool:
    """Whether so many of a list would be marked as left that the file may be only a part of it."""
    return leavers * 100 > MOST_LEAVERS * listed


def nobody_else_approves(*, is_approver: bool) -> str:
    """What to do where nobody else in an organisation can approve: an approver can invite another."""
    if is_approver:
        return _(
            "Nobody else in your organisation can approve imports. Invite a colleague as College approver on the page "
            "of your team, then ask again."
        )
    return _("Your organisation has no approver. Ask the programme team to invite one.")


def check_second_person(*, why: str, is_same_person: bool) -> None:
    """Whether this person may approve what needs two."""
    if why and is_same_person:
        raise CannotChange(_("Somebody else has to approve this import, because you uploaded it. Ask your approvers"))


def check_can_confirm(
    *,
    state: str,
    mode: str,
    ready: int,
    zeros: int,
    zeros_choice: str,
    declared: bool,
    leavers: int = 0,
    leavers_choice: str = "",
) -> None:
    """Whether an import may be brought into effect as it stands."""
    check_can_move(state, State.IMPORTING)
    if mode == Mode.CHECK:
        raise CannotChange(_("You chose to check this file only. Start an import to add these people."))
    if not ready:
        raise CannotChange(_("No row is ready to import. Fix the problems, or upload another file."))
    if zeros and not zeros_choice:
        raise CannotChange(_("Choose whether to add the 0s back to registration numbers"))
    if leavers and not leavers_choice:
        raise CannotChange(_("Choose what becomes of the people who are not in your file"))
    if not declared:
        raise CannotChange(_("Tick the box to confirm before you import"))


def next_page(*, state: str, heading_open: bool, columns_open: bool, values_open: bool, questions: int) -> str:
    """The URL name of the page where an import goes on."""
    if state in (State.STARTED, State.REFUSED):
        return "import-file"
    if State(state) in UNFINISHED:
        return "import-progress"
    if State(state) in CLOSED:
        return "import-receipt"
    if heading_open:
        return "import-heading-row"
    if columns_open:
        return "import-columns"
    if values_open:
        return "import-values"
    if state == State.PROBLEMS:
        return "import-problems"
    return "import-duplicates" if questions and state == State.NEEDS_ANSWERS else "import-check"


def settled_state(*, answered: bool, problems: int, problems_accepted: bool) -> State:
    """Where a check leaves a run."""
    if not answered:
        return State.NEEDS_ANSWERS
    if problems and not problems_accepted:
        return State.PROBLEMS
    return State.READY


def undo_until(imported_at: datetime) -> date:
    return imported_at.astimezone(LONDON).date() + timedelta(days=UNDO_DAYS)


def can_undo(*, state: str, imported_at: datetime | None, today: date) -> bool:
    return State(state) in DONE and imported_at is not None and today <= undo_until(imported_at)


def first_letter_day(now: datetime, nation: str = "") -> date:
    """The working day of a nation after today: so that an import can be undone before anybody hears of it."""
    return holidays.next_working_day(now.astimezone(LONDON).date() + timedelta(days=1), nation)


def asked_until(leaves_on: date) -> date:
    """The last day on which people who are asked who they are can answer, for letters that leave on a day."""
    return leaves_on + timedelta(days=DAYS_TO_ANSWER)


def check_letter_day(day: date, *, now: datetime, nation: str = "") -> None:
    """Whether letters may leave on a day: a working day of the nation, after today, while people can still answer."""
    first = first_letter_day(now, nation)
    last = first + timedelta(days=LETTERS_WITHIN_DAYS)
    if not first <= day <= last:
        words = {"first": date_format(first, "j F Y"), "last": date_format(last, "j F Y")}
        raise CannotChange(_("Date to send must be between %(first)s and %(last)s") % words)
    if not holidays.is_working_day(day, nation):
        raise CannotChange(
            _("%(day)s is a weekend or bank holiday. Enter a working day") % {"day": date_format(day, "j F Y")}
        )


def letters_leave_at(day: date) -> datetime:
    """The moment on a day from which letters leave: 9:00 in London."""
    return datetime.combine(day, LETTERS_LEAVE, LONDON)


def check_can_choose_letters(*, state: str, letters: str) -> None:
    """Whether it can still be said what happens with the letters of an import."""
    if State(state) not in DONE:
        raise CannotChange(_("Letters can be chosen once the list is imported, until it is undone."))
    if letters == Letters.SEND:
        raise CannotChange(_("These letters are on their way. Stop those that wait to choose again."))


def has_stalled(*, signs: Iterable[datetime | None], now: datetime) -> bool:
    """Whether nothing has been heard of the work for so long that people are offered a way out."""
    heard = [sign for sign in signs if sign]
    return bool(heard) and now - max(heard) > STALLED_AFTER


def kept_until(created_at: datetime) -> date:
    """The day on which an uploaded file is deleted."""
    return created_at.astimezone(LONDON).date() + timedelta(days=KEEP_DAYS)


def diagram() -> str:
    """The states as a Mermaid diagram, for docs/import-states.md."""
    lines = ["stateDiagram-v2", "    [*] --> STARTED"]
    lines += [f"    {state.value}: {state.label}" for state in State]
    for state, following in TRANSITIONS.items():
        lines += [f"    {state.value} --> {to.value}" for to in State if to in following]
        if not following:
            lines.append(f"    {state.value} --> [*]")
    return "\n".join(lines) + "\n"


@dataclass(frozen=True)
class Told:
    """What an organisation is told of one person of its list: our reference, the columns in which its list differs
    from what the person told us, and what the person said of its values."""

    reference: str = ""
    differs: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class LettersOfKind:
    """One kind of letter that an import gives cause to: its template, what it says in a word, how many go out, how
    many of those in Welsh, and what its template needs to show it with a made-up person."""

    kind: str
    words: str
    count: int
    in_welsh: int
    example: dict[str, Any]


@dataclass(frozen=True)
class LetterPlan:
    """What would be written for an import, and how many people get nothing for which reason (NoLetter)."""

    kinds: list[LettersOfKind] = field(default_factory=list)
    without: dict[str, int] = field(default_factory=dict)

    @property
    def count(self) -> int:
        return sum(kind.count for kind in self.kinds)
