"""Putting letters into the outbox. Delivery is elsewhere; nothing here talks to a mail server."""

from datetime import datetime

from django.template.loader import render_to_string
from django.utils import timezone, translation

from .models import Letter, Purpose


def write(
    *,
    key: str,
    kind: str,
    purpose: Purpose,
    to_email: str,
    context: dict,
    to_name: str = "",
    person_ref: str = "",
    language: str = "en-gb",
    related: str = "",
    not_before: datetime | None = None,
) -> Letter:
    """Put one letter into the outbox, in the transaction of its cause. The same key writes it only once.

    The words come from templates/letters/<kind>.txt: its first line is the subject, the rest the body.
    """
    now = timezone.now()
    with translation.override(language):
        subject, _, body = render_to_string(f"letters/{kind}.txt", context).strip().partition("\n")
    letter, _ = Letter.objects.get_or_create(
        key=key,
        defaults={
            "kind": kind,
            "purpose": purpose,
            "to_email": to_email,
            "to_name": to_name,
            "person_ref": person_ref,
            "language": language,
            "subject": subject.strip(),
            "body": body.strip() + "\n",
            "related": related,
            "not_before": not_before or now,
            "created_at": now,
        },
    )
    return letter
