"""The same page in the other language."""

from django.conf import settings
from django.urls import translate_url

WELSH = "cy"
OWN_NAMES = {"en-gb": "English", "cy": "Cymraeg"}


def other_language(code: str) -> str:
    return settings.LANGUAGE_CODE if code == WELSH else WELSH


def same_page(path: str, code: str) -> str:
    """The address of this page in a language. An address that leads nowhere still keeps its words."""
    translated = translate_url(path, code)
    if translated != path:
        return translated
    bare = path.removeprefix(f"/{WELSH}") or "/"
    return f"/{WELSH}{bare}" if code == WELSH else bare
