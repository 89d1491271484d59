import json
import logging
import sys

import pytest

from talent_register.common import logs


def _line(message="Said", *args, exc_info=None):
    record = logging.LogRecord("register.test", logging.ERROR, __file__, 1, message, args, exc_info)
    return json.loads(logs.Formatter().format(record))


@pytest.mark.parametrize(
    ("text", "scrubbed"),
    [
        ("Mail to ann.o'hara@nhs.example failed", "Mail to …@… failed"),
        ("Number 7654321 is taken", "Number … is taken"),
        ("Number PH123456 is taken", "Number … is taken"),
        (
            "duplicate key: Key (email)=(ann@nhs.example) already exists",
            "duplicate key: Key (email)=(…) already exists",
        ),
        ("broken\nDETAIL:  Failing row contains (1, Ann, O'Hara)", "broken\nDETAIL: …"),
        ("'Ann O Hara' is not a date", "'…' is not a date"),
        ("GET /people/?q=ann+ohara HTTP/1.1", "GET /people/?… HTTP/1.1"),
        ("Not Found: /invitations/kX9_abcdefghijklmnop-QRS/join/", "Not Found: /invitations/…/join/"),
        (
            "Gone: /letters/64c0ec22-6a13-4e65-9a7b-3f747af6e8f8/",
            "Gone: /letters/64c0ec22-6a13-4e65-9a7b-3f747af6e8f8/",
        ),
        ("Task letters.send_waiting took 1234 ms", "Task letters.send_waiting took 1234 ms"),
        (
            "Letter 64c0ec22-6a13-4e65-9a7b-3f747af6e8f8 is in doubt",
            "Letter 64c0ec22-6a13-4e65-9a7b-3f747af6e8f8 is in doubt",
        ),
    ],
)
def test_scrub(text, scrubbed):
    assert logs.scrub(text) == scrubbed


def test_a_line_is_json_with_its_arguments():
    line = _line("Sent %s letters", 5)
    assert (line["message"], line["level"], line["logger"]) == ("Sent 5 letters", "ERROR", "register.test")
    assert line["at"].endswith("+00:00")


def test_a_line_says_which_request_it_belongs_to():
    with logs.about(request="abc"):
        assert _line()["request"] == "abc"
    assert "request" not in _line()


def test_an_exception_shows_where_but_not_whom():
    try:
        raise ValueError("no such person: ann@nhs.example")
    except ValueError:
        line = _line(exc_info=sys.exc_info())
    assert line["exception"][-1] == "ValueError: no such person: …@…"
    assert "test_an_exception_shows_where_but_not_whom" in line["exception"][-2]
