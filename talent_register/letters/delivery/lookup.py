"""Asking what a mail relay got. Plain SMTP cannot answer; a relay whose queue can be searched by Message-ID can.

settings.MAIL_LOOKUP_URL holds `{reference}` where the letter's reference goes. The answer 200 with the reference
in it means "I have it"; 200 without it, or 404, means "I never got it"; anything else is no answer.
"""

from pathlib import Path

import requests
from django.conf import settings

from talent_register.letters.models import Letter

from .outcomes import Unreachable

FILES = "django.core.mail.backends.filebased.EmailBackend"
END_OF_MESSAGE = b"-" * 79
SECONDS = 10


def find(letter: Letter) -> bool | None:
    """Whether the relay has the letter; None when nobody can be asked."""
    if settings.MAIL_LOOKUP_URL:
        return _ask(settings.MAIL_LOOKUP_URL.format(reference=letter.reference), str(letter.reference))
    if settings.EMAIL_BACKEND == FILES:
        return _in_files(Path(settings.EMAIL_FILE_PATH), str(letter.reference).encode())
    return None


def _ask(address: str, reference: str) -> bool:
    try:
        answer = requests.get(address, timeout=SECONDS)
    except requests.RequestException as reason:
        raise Unreachable(f"The mail relay could not be asked ({type(reason).__name__}).") from None
    if answer.status_code == 404:
        return False
    if answer.status_code != 200:
        raise Unreachable(f"The mail relay answered {answer.status_code} when it was asked.")
    return reference in answer.text


def _in_files(folder: Path, reference: bytes) -> bool:
    """Whether a whole message with this reference was written: a killed writer leaves half of one."""
    for path in folder.glob("*.log"):
        _, found, rest = path.read_bytes().partition(b"Message-ID: <" + reference)
        if found and END_OF_MESSAGE in rest:
            return True
    return False
