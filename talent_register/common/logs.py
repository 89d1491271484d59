"""Log lines as JSON, one a line, without personal data.

A line says when, what, in which request or task. Messages of ours hold codes and references only; what libraries
and exceptions say is scrubbed of addresses, long numbers and quoted values before it is written.
"""

import json
import logging
import re
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from types import TracebackType

from celery import current_task

_about: ContextVar[dict[str, str] | None] = ContextVar("log_about", default=None)

SCRUBBED = (
    (re.compile(r"(DETAIL|CONTEXT|HINT):.*", re.DOTALL), r"\1: …"),  # PostgreSQL quotes whole rows there
    (re.compile(r"=\([^)]*\)"), "=(…)"),
    (re.compile(r"\w[\w.+'-]*@[\w.-]+"), "…@…"),
    (re.compile(r"(?<!\w)('.*?'|\".*?\"|“.*?”)(?!\w)"), "'…'"),
    (re.compile(r"(?<![\w-])[A-Za-z]{0,4}\d{5,}(?![\w-])"), "…"),
    (re.compile(r"\?[^\s\"]+"), "?…"),  # what somebody searched for
    (re.compile(r"/(?![\da-f]{8}-[\da-f]{4}-)[\w:-]{22,}(?=[/\s]|$)"), "/…"),  # the secret of a link
)


@contextmanager
def about(**facts: str) -> Iterator[None]:
    """Put facts (request="…") on every line that is logged inside."""
    token = _about.set({**(_about.get() or {}), **facts})
    try:
        yield
    finally:
        _about.reset(token)


def scrub(text: str) -> str:
    """Text without what may say who somebody is."""
    for pattern, instead in SCRUBBED:
        text = pattern.sub(instead, text)
    return text


class Formatter(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": scrub(record.getMessage()),
            **(_about.get() or {}),
        }
        if current_task and current_task.request.id:
            line["task"] = f"{current_task.name} {current_task.request.id}"
        if record.exc_info and record.exc_info[1]:
            line["exception"] = scrubbed_traceback(record.exc_info[1], record.exc_info[2])
        return json.dumps(line, ensure_ascii=False)


def scrubbed_traceback(error: BaseException, frames: TracebackType | None) -> list[str]:
    """Where it happened, and what was said with the values taken out. Never the values of variables."""
    places = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(frames)]
    return [*places[-12:], f"{type(error).__name__}: {scrub(str(error))}"]
