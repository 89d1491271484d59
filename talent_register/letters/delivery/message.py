"""One letter as an e-mail: plain text, the same words as simple HTML, and the headers that let it be found."""

from dataclasses import dataclass
from email.utils import formataddr, parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.signing import BadSignature, Signer
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import ngettext

from talent_register.letters.choices import WHY_YOU_GET_THIS, Purpose
from talent_register.letters.models import Letter

# An email carries its own style: no sheet of ours reaches it.
BRAND_COLOURS = {"nhs": "#005eb8", "neutral": "#2c3a47"}
_signer = Signer(salt="letters.stop")


@dataclass(frozen=True)
class _Part:
    subject: str
    paragraphs: list[str]

    @classmethod
    def of(cls, letter: Letter) -> "_Part":
        return cls(letter.subject, [text for text in letter.body.strip().split("\n\n") if text.strip()])


def message_id(letter: Letter) -> str:
    """Our reference as a Message-ID: the same letter always bears the same one."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    return f"<{letter.reference}@{domain}>"


def stop_address(letter: Letter) -> str:
    """The full address at which this letter's purpose can be stopped; none for security letters."""
    if letter.purpose == Purpose.SECURITY:
        return ""
    with translation.override(letter.language):
        return settings.PUBLIC_URL + reverse("letter-stop", args=[_signer.sign(letter.reference.hex)])


def reference_in(token: str) -> str:
    """The reference that a stop address speaks of; empty when the address was not made by us."""
    try:
        return _signer.unsign(token)
    except BadSignature:
        return ""


def parts(letter: Letter) -> list[Letter]:
    """The letter itself and those that leave with it."""
    return [letter, *letter.carried.order_by("not_before", "id")]


def subject(letter: Letter) -> str:
    """Its own; with others, how many more there are."""
    more = letter.carried.count()
    if not more:
        return letter.subject
    words = ngettext("%(subject)s, and %(n)s more", "%(subject)s, and %(n)s more", more)
    return words % {"subject": letter.subject, "n": more}


def words(letter: Letter) -> str:
    """The body; with others, every part under its own subject."""
    inside = parts(letter)
    if len(inside) == 1:
        return letter.body
    return "\n\n".join(f"# {part.subject}\n\n{part.body.strip()}" for part in inside) + "\n"


def plain_text(letter: Letter) -> str:
    return render_to_string("letters/email_body.txt", _words(letter))


def html(letter: Letter) -> str:
    return render_to_string("letters/email_body.html", _words(letter))


def compose(letter: Letter) -> EmailMultiAlternatives:
    headers = {"Message-ID": message_id(letter), "Auto-Submitted": "auto-generated"}
    if stop := stop_address(letter):
        headers["List-Unsubscribe"] = f"<{stop}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    with translation.override(letter.language):
        message = EmailMultiAlternatives(
            subject=subject(letter),
            body=plain_text(letter),
            from_email=settings.DEFAULT_FROM_EMAIL,
            to=[formataddr((letter.to_name, letter.to_email)) if letter.to_name else letter.to_email],
            reply_to=[settings.REPLY_EMAIL],
            headers=headers,
        )
        message.attach_alternative(html(letter), "text/html")
    return message


def _words(letter: Letter) -> dict:
    return {
        "letter": letter,
        "language": "cy" if letter.language == "cy" else "en",
        "subject": subject(letter),
        "body": words(letter),
        "parts": [_Part.of(part) for part in parts(letter)],
        "why": " ".join(dict.fromkeys(str(WHY_YOU_GET_THIS[Purpose(part.purpose)]) for part in parts(letter))),
        "stop": stop_address(letter),
        "brand_colour": BRAND_COLOURS[settings.THEME],
        "service_name": settings.SERVICE_NAME,
        "reply_email": settings.REPLY_EMAIL,
    }
