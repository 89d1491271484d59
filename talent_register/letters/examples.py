"""Example contexts of every kind of letter, gathered from the apps that write them by dotted strings in settings.

An entry is kind → context, believable and made up: the previews show it, and a house test renders it in both
languages.
"""

from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string


def examples() -> dict[str, dict[str, Any]]:
    """All kinds in order, each with the context of its example."""
    gathered: dict[str, dict[str, Any]] = {}
    for path in settings.LETTER_EXAMPLES:
        gathered.update(import_string(path))
    return dict(sorted(gathered.items()))


def in_words(kind: str) -> str:
    """profiles/claim → Profiles: claim."""
    app, _slash, name = kind.partition("/")
    return f"{app.capitalize()}: {name.replace('_', ' ')}"
