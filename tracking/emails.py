"""What the letters of tracking need to say. Their words are templates in templates/letters/tracking/."""

from datetime import date
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from .rules.reminders import REVIEW_RULES

# Somebody invented, for previews.
EXAMPLE = {
    "name": "Jordan Example",
    "due_on": date(2027, 8, 6),
    "is_due_today": True,
    "address": "https://register.example.nhs.uk/me/reviews/2027/",
}
EXAMPLES = {
    **{rule.template: EXAMPLE for rule in REVIEW_RULES},
    "tracking/update": {"name": "Jordan Example", "address": "https://register.example.nhs.uk/me/updates/"},
}


def reminder(person: Any, due_on: date, leaves_on: date) -> dict[str, Any]:
    """The words of a reminder. One that leaves late must not say that the review is due today."""
    with translation.override(person.language):
        path = reverse("review", args=[due_on.year])
    return {
        "name": person.full_name,
        "due_on": due_on,
        "is_due_today": leaves_on == due_on,
        "address": f"{settings.PUBLIC_URL}{path}",
    }


def update(person: Any) -> dict[str, Any]:
    """That there is something to read, and where; never what it says."""
    with translation.override(person.language):
        path = reverse("own-updates")
    return {"name": person.full_name, "address": f"{settings.PUBLIC_URL}{path}"}
