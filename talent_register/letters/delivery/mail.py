"""Letters by SMTP, or by whatever Django e-mail back end is set."""

import smtplib
from types import TracebackType

from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend

from talent_register.letters.models import Letter

from . import lookup
from .message import compose
from .outcomes import NoSuchAddress, PutOff, Refused, Transport, Unknown, Unreachable

LATER = range(400, 500)


class Mail(Transport):
    """One connection for a batch, opened anew when the server has closed it."""

    def __init__(self) -> None:
        self.connection: BaseEmailBackend | None = None

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._close()

    def prepare(self) -> None:
        self._open()

    def send(self, letter: Letter) -> str:
        message = _composed(letter)
        connection = self.connection or self._open()
        try:
            connection.send_messages([message])
        except smtplib.SMTPRecipientsRefused as refusal:
            code, words = next(iter(refusal.recipients.values()))
            raise _verdict(code, words, letter, refused=NoSuchAddress) from None
        except smtplib.SMTPSenderRefused as refusal:
            self._close()
            raise Unreachable(f"The mail server does not take our sender address ({refusal.smtp_code}).") from None
        except smtplib.SMTPResponseException as refusal:
            raise _verdict(refusal.smtp_code, refusal.smtp_error, letter) from None
        except smtplib.SMTPNotSupportedError:
            raise Refused("The mail server cannot send to an address with such letters.") from None
        except (smtplib.SMTPException, OSError) as broken:
            self._close()
            raise Unknown(f"The connection broke before the mail server answered ({type(broken).__name__}).") from None
        return "Taken by the mail server."

    def find(self, letter: Letter) -> bool | None:
        return lookup.find(letter)

    def _open(self) -> BaseEmailBackend:
        """A connection that answers. What fails here certainly sent nothing."""
        if self.connection is not None and not _answers(self.connection):
            self._close()
        if self.connection is None:
            connection = get_connection()
            try:
                connection.open()
            except (smtplib.SMTPException, OSError) as reason:
                raise Unreachable(f"The mail server could not be reached ({type(reason).__name__}).") from None
            self.connection = connection
        return self.connection

    def _close(self) -> None:
        connection, self.connection = self.connection, None
        if connection is None:
            return
        try:
            connection.close()
        except (smtplib.SMTPException, OSError):
            return


def _composed(letter: Letter):
    try:
        message = compose(letter)
        message.message()
    except (ValueError, UnicodeError):
        raise Refused("This address or subject cannot be written in an email.") from None
    return message


def _answers(connection: BaseEmailBackend) -> bool:
    """Whether the SMTP connection kept from the letter before is still alive; others have none to ask."""
    line = getattr(connection, "connection", None)
    if not isinstance(line, smtplib.SMTP):
        return True
    try:
        return line.noop()[0] == 250
    except (smtplib.SMTPException, OSError):
        return False


def _verdict(code: int, words: bytes | str, letter: Letter, *, refused: type[Refused] = Refused) -> PutOff | Refused:
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else str(words)
    text = " ".join(text.split()).replace(letter.to_email, "the address")
    return PutOff(f"Put off: {code} {text}") if code in LATER else refused(f"Refused: {code} {text}")
