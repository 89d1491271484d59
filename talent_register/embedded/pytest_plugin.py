"""Throw-away servers for one test run. Loaded with `-p`, before pytest-django reads the settings."""

import os
import sys
from collections.abc import Generator
from typing import Any

import pytest

from .redis import DATABASES
from .throw_away import MARK, ThrowAway


def pytest_addoption(parser: pytest.Parser) -> None:
    """Prepare the environment; options come before any settings are read."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.dont_write_bytecode = False


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None, Any, Any]:
    os.environ.setdefault("REGISTER_ENVIRONMENT", "test")
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    if worker:
        _take_own_redis_database(worker)
    elif not (os.environ.get("DATABASE_URL") and os.environ.get("REDIS_URL")):
        servers = ThrowAway()
        early_config.add_cleanup(servers.stop)
        servers.start()
    return (yield)


def _take_own_redis_database(worker: str) -> None:
    """Workers share the server but no counters, locks or cached pages."""
    if os.environ.get(MARK) and worker.removeprefix("gw").isdigit():
        number = int(worker.removeprefix("gw")) % (DATABASES - 1) + 1
        os.environ["REDIS_URL"] = f"{os.environ['REDIS_URL'].rpartition('/')[0]}/{number}"
