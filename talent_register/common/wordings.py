"""Words of facts in the reader's language: rows hold English, and the Welsh of it stands beside, found by the English.

A value of one of these fields is the English text to everything that computes: it compares, sorts, and is stored as
such. Where it is shown, in a template, an f-string or a sentence, it is Welsh on a Welsh page. Where no Welsh is known
it stays English, and the page says so of those words (WCAG 3.1.2): `mark` turns the marks of `Words` into `lang="en"`.
To join or cut such values, say them first: `f"{value}"`.
"""

import re
from collections.abc import Iterable, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from time import monotonic
from typing import Any

from django.conf import settings
from django.db import DatabaseError, models
from django.utils.html import escape
from django.utils.module_loading import import_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from .languages import WELSH

START, END = "\ue000", "\ue001"  # of the private use area: no text of ours holds them
LOOKED_AGAIN = 60.0  # seconds, where no page is made: letters, files
_of_page: ContextVar[Mapping[str, str] | None] = ContextVar("wordings_of_page", default=None)
_kept: tuple[float, Mapping[str, str]] = (-LOOKED_AGAIN, {})


class Words(str):
    """English words of a fact, which show in the reader's language."""

    __slots__ = ()

    def __str__(self) -> str:
        return shown(self)

    def __format__(self, spec: str) -> str:
        return format(shown(self), spec)

    def __html__(self) -> SafeString:
        return escape(self.marked)

    @property
    def marked(self) -> str:
        """As shown; English on a Welsh page stands between marks, unless nobody is there to turn them."""
        english, pinned = plain(self), _of_page.get()
        if get_language() != WELSH or pinned is None or english in pinned or not any(map(str.isalpha, english)):
            return shown(self)
        return f"{START}{english}{END}"


def plain(value: Any) -> Any:
    """The English of words, also within lists and mappings: for files and forms of those who edit the facts."""
    if isinstance(value, list):
        return [plain(one) for one in value]
    if isinstance(value, dict):
        return {plain(key): plain(one) for key, one in value.items()}
    return str.__str__(value) if isinstance(value, Words) else value


def worded_columns(model: type[models.Model]) -> list[str]:
    return [field.name for field in model._meta.concrete_fields if isinstance(field, _Worded)]


def words_of(row: models.Model, columns: Iterable[str] | None = None) -> list[str]:
    """All English words of a row, in the order of its columns. Codes within JSON, in capitals, are no words."""
    found = [words for name in columns or worded_columns(type(row)) for words in _leaves(getattr(row, name))]
    return [plain(words) for words in dict.fromkeys(found) if not words.isupper() and any(map(str.isalpha, words))]


def _leaves(value: Any) -> list[str]:
    if isinstance(value, list | dict):
        return [words for one in (value.values() if isinstance(value, dict) else value) for words in _leaves(one)]
    return [value] if value and isinstance(value, str) else []


def shown(words: str) -> str:
    """The words in the language that is spoken now. English where no Welsh is known."""
    english = plain(words)
    return _welsh().get(english, english) if get_language() == WELSH else english


@contextmanager
def of_page():
    """While a page is made its Welsh is looked up once, and marks may be set, because `mark` turns them."""
    try:
        found = import_string(settings.WORDINGS)()
    except DatabaseError:  # the page will say what failed
        found = {}
    token = _of_page.set(found)
    try:
        yield
    finally:
        _of_page.reset(token)


def _welsh() -> Mapping[str, str]:
    global _kept
    found = _of_page.get()
    if found is None:
        at, found = _kept
        if monotonic() - at >= LOOKED_AGAIN:
            found = import_string(settings.WORDINGS)()
            _kept = (monotonic(), found)
    return found


class _Worded:
    """A column whose values are Words. To migrations it is the plain column that it is."""

    def from_db_value(self, value, expression, connection):
        return Words(value) if value else value

    def value_from_object(self, obj):
        return plain(super().value_from_object(obj))

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        return name, f"django.db.models.{self.column}", args, kwargs


class WordsField(_Worded, models.CharField):
    column = "CharField"


class LongWordsField(_Worded, models.TextField):
    column = "TextField"


class ManyWordsField(_Worded, models.JSONField):
    """JSON in which texts are words. Codes in it stay what they are, because nobody gives them Welsh."""

    column = "JSONField"

    def from_db_value(self, value, expression, connection):
        return _within(models.JSONField.from_db_value(self, value, expression, connection))


def _within(value):
    if isinstance(value, list):
        return [_within(one) for one in value]
    if isinstance(value, dict):
        return {key: _within(one) for key, one in value.items()}
    return Words(value) if isinstance(value, str) else value


TAG = re.compile(r"(<[^>]*>)")
MARKED = re.compile(f"{START}(.*?){END}", re.DOTALL)
NAME = re.compile(r"</?([a-z0-9]+)")
# Nothing but text may stand within these: the element says the language, where all of its text is English.
TEXT_ALONE = {"title", "option", "textarea", "text", "tspan", "script", "style"}


def mark(html: str) -> str:
    """Marks become `lang="en"`: around text, on the element where only text may stand, and nowhere in attributes."""
    if START not in html:
        return html
    pieces = TAG.split(html)
    for place, piece in enumerate(pieces):
        if START not in piece:
            continue
        if place % 2:
            pieces[place] = MARKED.sub(r"\1", piece)
        elif NAME.findall(pieces[place - 1] if place else "") and _opens(pieces[place - 1]) in TEXT_ALONE:
            pieces[place] = MARKED.sub(r"\1", piece)
            # The name of the register follows the words of a page in its title.
            if MARKED.fullmatch(piece.strip().partition(" – ")[0]):
                pieces[place - 1] = re.sub(r"^<(\w+)", r'<\1 lang="en"', pieces[place - 1])
        else:
            pieces[place] = MARKED.sub(r'<span lang="en">\1</span>', piece)
    return "".join(pieces)


def _opens(tag: str) -> str:
    """The name of the element that a tag opens; nothing for one that closes."""
    found = NAME.match(tag)
    return found[1] if found and not tag.startswith("</") else ""
