"""What the page of an import's letters says: how many of each kind, who gets none, how each looks, where they are."""

from collections import Counter

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from talent_register.common.templatetags.components import when
from talent_register.imports.choices import Letters, NoLetter, State
from talent_register.imports.models import ImportRun
from talent_register.imports.rules import LetterPlan, LettersOfKind
from talent_register.letters import actions as outbox
from talent_register.letters.choices import State as LetterState
from talent_register.letters.models import Letter

LANGUAGES = (("en-gb", "English"), ("cy", "Cymraeg"))
ON_A_PHONE = 90


def kinds(plan: LetterPlan) -> list[dict]:
    """Each kind with its count and its letter, in every language somebody gets it in."""
    return [{"words": kind.words, "count": kind.count, "versions": _versions(kind)} for kind in plan.kinds]


def without(plan: LetterPlan) -> list[dict]:
    """Who gets no letter: reason and how many."""
    return [{"words": NoLetter(reason).label, "count": count} for reason, count in plan.without.items()]


def _versions(kind: LettersOfKind) -> list[dict]:
    readers = {"en-gb": kind.count - kind.in_welsh, "cy": kind.in_welsh}
    return [_version(kind, code, name) for code, name in LANGUAGES if readers[code]]


def _version(kind: LettersOfKind, code: str, name: str) -> dict:
    """One letter in three ways: as a mail program shows it, as plain text, and as a phone announces it."""
    with override(code):
        subject, body = outbox.compose(kind.kind, kind.example, code)
    paragraphs = [text for text in body.strip().split("\n\n") if text.strip()]
    return {
        "code": code[:2],
        "name": name,
        "subject": subject,
        "body": body,
        "parts": [{"subject": subject, "paragraphs": paragraphs}],
        "sender": settings.SERVICE_NAME,
        "short": " ".join(" ".join(paragraphs[1:]).split())[:ON_A_PHONE] + "…",
    }


def progress(run: ImportRun) -> dict[str, int]:
    """How many letters to its people wait, left, or will not leave."""
    to_people = Letter.objects.filter(related=run.reference).exclude(person_ref="")
    found = Counter(to_people.count_by_state())
    left = sum(found[state] for state in (LetterState.SENT, LetterState.CARRIED, LetterState.SENDING))
    return {
        "waiting": found[LetterState.PENDING],
        "left": left,
        "failed": found[LetterState.FAILED] + found[LetterState.IN_DOUBT],
        "cancelled": found[LetterState.CANCELLED],
    }


def in_words(run: ImportRun) -> str:
    """One sentence for the receipt and the history; empty for an import without effect."""
    if run.state not in (State.IMPORTED, State.IMPORTED_PARTLY):
        return ""
    if run.letters == Letters.NONE:
        return _("No letters are sent.")
    if run.letters == Letters.SEND:
        return _("Letters leave from %(moment)s.") % {"moment": when(run.letters_at)}
    return _("Letters are not decided. Nobody has been written to.")
