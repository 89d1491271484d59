"""How an app says what it can let go: the rule itself, its days and its reason are data in the table of rules.

Each app's `retention.py` holds SWEEPS; settings.RETENTION_SWEEPS names them. Knows no model.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

Rows = Any  # a QuerySet


def _nothing(*_given: object) -> None:
    """Nothing is to be done before or after."""


@dataclass(frozen=True)
class Sweep:
    """What carries out one rule.

    code: of the rule.
    total: how many rows the table has, of which a night takes 1 % at most.
    due: (now, days) → the rows that are to go, the oldest first.
    erase: (keys, now, days) → lets these rows go; they are locked and still due.
    before, after: once a night, with the keys that go and the moment; and when they are gone.
    """

    code: str
    total: Callable[[], int]
    due: Callable[[datetime, int], Rows]
    erase: Callable[[list[Any], datetime, int], object]
    before: Callable[[list[Any], datetime], object] = _nothing
    after: Callable[[], object] = _nothing


@cache
def sweeps() -> dict[str, Sweep]:
    """Every sweep by the code of its rule."""
    named: Iterable[list[Sweep]] = map(import_string, settings.RETENTION_SWEEPS)
    return {sweep.code: sweep for listed in named for sweep in listed}
