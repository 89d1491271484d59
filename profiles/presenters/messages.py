"""Letters to a person, as that person reads of them."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from profiles.emails import LETTERS_PAUSED
from talent_register.letters.choices import Purpose, State
from talent_register.letters.models import Letter


@dataclass(frozen=True)
class Message:
    letter: Letter

    @property
    def state(self) -> str:
        """What became of it, in the reader's words; what left with another shares its fate."""
        letter = self.letter.carrier or self.letter
        if letter.state == State.CANCELLED and letter.outcome == LETTERS_PAUSED:
            return _("Not sent, because you had paused letters")
        return {
            State.PENDING: _("Waiting to be sent"),
            State.SENDING: _("Being sent"),
            State.SENT: _("Sent"),
            State.CARRIED: _("Sent"),
            State.FAILED: _("Could not be delivered"),
            State.IN_DOUBT: _("Perhaps sent"),
            State.CANCELLED: _("Not sent"),
        }[State(letter.state)]

    @property
    def at(self):
        return self.letter.finished_at or self.letter.created_at

    @property
    def is_shown(self) -> bool:
        """Letters about the account may hold a link that lets somebody in: their words stay in the email."""
        return self.letter.purpose != Purpose.SECURITY and bool(self.letter.body)

    @property
    def paragraphs(self) -> list[str]:
        return [text for text in self.letter.body.strip().split("\n\n") if text.strip()]
