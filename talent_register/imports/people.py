"""What a kind of list may do with the people it is about: ask them, write to them, tell the college of them.

Nothing, unless a kind of list says more.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from .rules import CannotChange, LetterPlan, Told


class AsksPeople:
    """Kinds of lists that can ask two people whether they are one."""

    def can_ask(self, run, row) -> bool:
        """Whether the person of a row can be asked who they are."""
        return False

    def ask(self, run, pairs, *, by, at) -> None:
        """Ask both of each pair (row, person) whether they are one; CannotChange where that is not possible."""

    def ask_team(self, run, rows, *, by, at) -> None:
        """Leave it to the programme team whose number these rows bear; CannotChange where that is not possible."""
        raise CannotChange(_("The programme team cannot be asked about this list. Leave the row out."))

    def asked(self, run, rows) -> dict[tuple[int, int], dict]:
        """What came of asking before, by (row key, person): {"words", "may_ask"}."""
        return {}

    def asked_counts(self, run) -> dict[str, int]:
        """How many of an import's questions to people stand how."""
        return {}

    def stop_asking(self, run, prints=None, *, at) -> int:
        """Take back an import's questions to people, or those of some rows (identities); returns how many."""
        return 0


class TakenAlong:
    """Kinds of lists of which the register can say what it holds."""

    has_present = False

    def present(self, user: Any, places: Iterable[int]) -> Iterator[tuple[str, list[str]]]:
        """What the register holds of the lists of these organisations, as far as the user sees it, in the shape of the
        template: with each row the reference of its person, empty where it names nobody."""
        return iter(())

    def references(self, people: Iterable[int]) -> list[str]:
        """The references of these people; none where rows name nobody."""
        return []


class WritesToPeople:
    """Kinds of lists whose people are written to, and are told of to whoever handed the list in."""

    def told(self, run, people: Iterable[int]) -> dict[int, Told]:
        """What this organisation may be told of these people after an import; nothing unless a kind says more."""
        return {}

    def suggestions(self, run) -> int | None:
        """How many values the list would ask people to confirm; None for a kind of list that asks nobody."""
        return None

    def invited(self, run) -> int | None:
        """How many people the staged rows would invite; None for a kind of list that invites nobody."""
        return None

    def letter_plan(self, run) -> LetterPlan:
        """Whom this import gives cause to write to, and who gets no letter; nobody unless a kind of list says more."""
        return LetterPlan()

    def write_letters(self, run, *, not_before) -> int:
        """Put the letters of the plan into the outbox; returns how many."""
        return 0

    def letters_called_off(self, run, people: Iterable[str]) -> None:
        """Forget what the letters to these people (references) had made: none of them left."""

    def tell_undone(self, run) -> int:
        """After `undo`: write to those whose letter had left and whose record it changed; returns to how many."""
        return 0
