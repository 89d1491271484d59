"""What walks through the register share: frames that are quick to make, and a session that is not written meanwhile."""

from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.template import engines
from django.template.engine import Engine
from django.template.utils import EngineHandler

from talent_register.accounts import middleware

FILES = "django.template.loaders.filesystem.Loader"
APP_TEMPLATES = "django.template.loaders.app_directories.Loader"
IN_MEMORY = "django.template.loaders.locmem.Loader"
# What was compiled in a frame stays for the next test of this process that wants the same.
MADE: dict[frozenset[tuple[str, str]], EngineHandler] = {}


def with_pages(pages: dict[str, str]) -> EngineHandler:
    """Templates with these in place of those of the same names."""
    ours, *others = settings.TEMPLATES
    options = {key: value for key, value in ours["OPTIONS"].items() if key != "loaders"}
    loaders = [("django.template.loaders.cached.Loader", [(IN_MEMORY, pages), FILES, APP_TEMPLATES])]
    return EngineHandler([{**ours, "APP_DIRS": False, "OPTIONS": {**options, "loaders": loaders}}, *others])


@pytest.fixture
def frame() -> Iterator[Callable[[dict[str, str]], None]]:
    """frame({name: template}) puts these in place of the templates of the same names."""
    with pytest.MonkeyPatch.context() as patch:

        def frame(pages: dict[str, str]) -> None:
            made = MADE.setdefault(frozenset(pages.items()), with_pages(pages))
            patch.setattr(engines, "_engines", made._engines)
            patch.setitem(engines.__dict__, "templates", made.templates)
            Engine.get_default.cache_clear()

        yield frame
    Engine.get_default.cache_clear()


@pytest.fixture(autouse=True)
def _session_is_not_written_again(monkeypatch):
    """A walk that takes back what its requests wrote would have the session written at each of them after a minute."""
    monkeypatch.setattr(middleware, "WRITTEN_EVERY_SECONDS", 3600)
