"""What can become of one attempt. Every exception carries a sentence for staff, without the address."""

from collections.abc import Iterable
from types import TracebackType
from typing import Self

from talent_register.letters.models import Letter


class Refused(Exception):
    """The provider will never take this letter."""


class NoSuchAddress(Refused):
    """The provider says that nobody is at the address."""


class PutOff(Exception):
    """The provider does not take this letter now."""


class Unreachable(Exception):
    """The provider takes no letter at all just now; this one certainly did not leave."""


class Unknown(Exception):
    """The connection broke before an answer: the letter may have left."""


class Transport:
    """One way for letters to leave, open for a batch."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        return None

    def prepare(self) -> None:
        """Do what may take long before a letter is committed as handed over. Raises Unreachable."""

    def send(self, letter: Letter) -> str:
        """Hand one letter over and return what the provider said. Raises one of the four above."""
        raise NotImplementedError

    def undelivered(self) -> Iterable[str]:
        """References of letters it took and could never deliver, as far as it tells. Raises Unreachable."""
        return ()

    def find(self, letter: Letter) -> bool | None:
        """Whether the provider has it; None when this provider cannot be asked. Raises Unreachable."""
        raise NotImplementedError
