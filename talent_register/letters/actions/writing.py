"""Putting letters into the outbox. Delivery is elsewhere; nothing here talks to a mail server."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any

from django.db import transaction
from django.template import Context, engines
from django.utils import timezone, translation

from talent_register.common.doorbell import ring_after_commit
from talent_register.letters.choices import Purpose
from talent_register.letters.models import Letter

TASK = "letters.send_waiting"
SUBJECT_LENGTH = LONGEST_NAME = 200
CHUNK = 1000


@dataclass(frozen=True)
class Draft:
    """A letter before it is written: whom it goes to, and what its template needs."""

    key: str
    kind: str
    purpose: Purpose
    to_email: str
    context: dict[str, Any] = field(default_factory=dict)
    to_name: str = ""
    person_ref: str = ""
    language: str = "en-gb"
    related: str = ""
    not_before: datetime | None = None


@transaction.atomic
def write(
    *,
    key: str,
    kind: str,
    purpose: Purpose,
    to_email: str,
    context: dict[str, Any],
    to_name: str = "",
    person_ref: str = "",
    language: str = "en-gb",
    related: str = "",
    not_before: datetime | None = None,
) -> Letter:
    """Put one letter into the outbox, in the transaction of its cause. The same key writes it only once.

    The words come from templates/letters/<kind>.txt: its first line is the subject, the rest the body.
    """
    draft = Draft(key, kind, purpose, to_email, context, to_name, person_ref, language, related, not_before)
    letter = _letter(draft, timezone.now())
    written = Letter.objects.bulk_create([letter], ignore_conflicts=True)
    ring_after_commit(TASK)
    return Letter.objects.get(key=written[0].key)


def write_many(drafts: Iterable[Draft]) -> int:
    """Put many letters into the outbox with a few statements. Returns how many were new.

    Letters whose key is there already are left alone, so that a job may run twice.
    """
    now, count = timezone.now(), 0
    with transaction.atomic():
        for chunk in _chunks(drafts):
            letters = [_letter(draft, now) for draft in chunk]
            Letter.objects.bulk_create(letters, ignore_conflicts=True)
            count += Letter.objects.filter(reference__in=[letter.reference for letter in letters]).count()
        if count:
            ring_after_commit(TASK)
    return count


def compose(kind: str, context: dict[str, Any], language: str) -> tuple[str, str]:
    """The subject and the body of a letter in one language. Plain text: nothing is escaped for HTML."""
    templates: Any = engines["django"]
    template = templates.engine.get_template(f"letters/{kind}.txt")
    with translation.override(language):
        text = template.render(Context(context, autoescape=False)).strip()
    subject, _, body = text.partition("\n")
    return " ".join(subject.split())[:SUBJECT_LENGTH], body.strip() + "\n"


def _letter(draft: Draft, now: datetime) -> Letter:
    subject, body = compose(draft.kind, draft.context, draft.language)
    return Letter(
        key=draft.key,
        kind=draft.kind,
        purpose=draft.purpose,
        to_email=draft.to_email,
        to_name=draft.to_name[:LONGEST_NAME],
        person_ref=draft.person_ref,
        language=draft.language,
        subject=subject,
        body=body,
        related=draft.related,
        not_before=draft.not_before or now,
        created_at=now,
    )


def _chunks(drafts: Iterable[Draft]) -> Iterator[list[Draft]]:
    remaining = iter(drafts)
    while chunk := list(islice(remaining, CHUNK)):
        yield chunk
