"""The Welsh catalogue: what it lacks, and its compiled form. Read with Babel, because gettext may not be installed."""

import io
from dataclasses import dataclass
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.conf import settings

UNREVIEWED = "unreviewed"


@dataclass(frozen=True)
class Gaps:
    """What a catalogue lacks."""

    total: int
    untranslated: list[str]
    unreviewed: list[str]


def catalogue(language: str) -> Path:
    return Path(settings.LOCALE_PATHS[0]) / language / "LC_MESSAGES" / "django.po"


def gaps(language: str) -> Gaps:
    """Entries without translation, and those that no speaker of the language has checked."""
    messages = [message for message in _read(language) if message.id]
    first = {id(message): message.id if isinstance(message.id, str) else message.id[0] for message in messages}
    return Gaps(
        total=len(messages),
        untranslated=[first[id(m)] for m in messages if not _is_translated(m)],
        unreviewed=[first[id(m)] for m in messages if _is_translated(m) and UNREVIEWED in m.user_comments],
    )


def compiled(language: str) -> bytes:
    """What the .mo file beside the catalogue must hold."""
    buffer = io.BytesIO()
    write_mo(buffer, _read(language))
    return buffer.getvalue()


def _is_translated(message) -> bool:
    """A fuzzy entry is a guess of the collecting program; the compiled file leaves it out, too."""
    texts = [message.string] if isinstance(message.string, str) else list(message.string)
    return all(texts) and not message.fuzzy


def _read(language: str):
    with catalogue(language).open("rb") as file:
        return read_po(file, locale=language)
