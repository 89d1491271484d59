"""What the pages of letters say."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from talent_register.common.templatetags.components import when

from . import rules
from .actions.writing import compose
from .choices import State
from .examples import examples, in_words
from .models import Letter

COLOURS = {
    State.PENDING: "blue",
    State.SENDING: "blue",
    State.SENT: "green",
    State.FAILED: "red",
    State.IN_DOUBT: "orange",
    State.CANCELLED: "grey",
    State.CARRIED: "green",
}
LANGUAGES = (("en-gb", "English"), ("cy", "Cymraeg"))


@dataclass(frozen=True)
class LetterRow:
    """One line of the list."""

    letter: Letter

    @property
    def href(self) -> str:
        return reverse("letter", args=[self.letter.reference])

    @property
    def kind(self) -> str:
        return in_words(self.letter.kind)

    @property
    def colour(self) -> str:
        return COLOURS[State(self.letter.state)]

    @property
    def at(self):
        return self.letter.finished_at or self.letter.created_at


def counts(found: dict[str, int]) -> list[dict]:
    """A card for each state that has letters."""
    return [
        {"number": found[state], "words": state.label, "href": f"{reverse('letter-list')}?state={state}"}
        for state in State
        if found.get(state)
    ]


def facts(letter: Letter) -> list[dict]:
    """The letter without its body and without the address."""
    return [
        {"key": _("State"), "value": letter.get_state_display()},
        {"key": _("What came of it"), "value": letter.outcome or _("Nothing yet")},
        {"key": _("Kind"), "value": in_words(letter.kind)},
        {"key": _("Purpose"), "value": letter.get_purpose_display()},
        {"key": _("To"), "value": masked(letter.to_email)},
        {"key": _("Person reference"), "value": letter.person_ref or _("None")},
        {"key": _("Language"), "value": dict(LANGUAGES).get(letter.language, letter.language)},
        {"key": _("Written"), "value": when(letter.created_at)},
        {"key": _("Leaves from"), "value": when(letter.not_before)},
        {"key": _("Times tried"), "value": letter.attempts},
        {"key": _("Finished"), "value": when(letter.finished_at) or _("Not yet")},
        {"key": _("Reference"), "value": str(letter.reference)},
    ]


def choices(letter: Letter) -> dict[str, bool]:
    return {"retry": rules.can_retry(letter.state), "cancel": rules.can_cancel(letter.state)}


def masked(email: str) -> str:
    """Enough of an address to recognise it, too little to learn it."""
    name, _at, domain = email.partition("@")
    return f"{name[:1]}…@{domain}" if domain else _("Erased")


def previews() -> list[dict]:
    """Every kind with its English subject."""
    return [
        {
            "subject": compose(kind, context, "en-gb")[0],
            "kind": in_words(kind),
            "href": reverse("letter-preview", args=[kind]),
        }
        for kind, context in examples().items()
    ]


def preview(kind: str, context: dict) -> list[dict]:
    """One kind in each language: subject, text, and the paragraphs of its HTML."""
    versions = []
    for code, name in LANGUAGES:
        with override(code):
            subject, body = compose(kind, context, code)
        parts = [{"subject": subject, "paragraphs": body.strip().split("\n\n")}]
        versions.append({"code": code[:2], "name": name, "subject": subject, "body": body, "parts": parts})
    return versions
