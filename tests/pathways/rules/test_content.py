from datetime import date

import pytest

from pathways.rules.content import (
    CannotPublish,
    changed_names,
    check_can_publish,
    is_due,
    is_sound_link,
)

TODAY = date(2026, 11, 25)
SAME = {"title": "Matron"}


@pytest.mark.parametrize(
    ("is_waiting", "is_same", "now", "code"),
    [
        (True, False, SAME, None),
        (False, False, SAME, "state"),
        (True, True, SAME, "same"),
        (True, False, {"title": "Sister"}, "stale"),
        (False, True, {}, "state"),
    ],
)
def test_who_may_publish(is_waiting, is_same, now, code):
    asked = {"is_waiting": is_waiting, "is_same_person": is_same, "before": SAME, "now": now}
    if code is None:
        check_can_publish(**asked)
    else:
        with pytest.raises(CannotPublish) as refused:
            check_can_publish(**asked)
        assert refused.value.code == code


@pytest.mark.parametrize(
    ("is_verified", "checked_on", "due"),
    [
        (False, None, True),
        (False, TODAY, True),
        (True, None, True),
        (True, TODAY, False),
        (True, date(2026, 1, 25), False),
        (True, date(2026, 1, 24), True),
        (True, date(2024, 1, 1), True),
    ],
)
def test_due_for_another_look(is_verified, checked_on, due):
    assert is_due(is_verified=is_verified, checked_on=checked_on, today=TODAY) is due


@pytest.mark.parametrize(
    ("link", "sound"),
    [
        ("https://www.gmc-uk.org/a", True),
        ("http://www.gmc-uk.org", False),
        ("https://localhost", False),
        ("https://a b.org", False),
        ("gmc-uk.org", False),
        ("javascript:alert(1)", False),
    ],
)
def test_links(link, sound):
    assert is_sound_link(link) is sound


def test_what_changed():
    assert changed_names({"a": 1, "b": 2}, {"a": 1, "b": 3, "c": 4}) == ["b", "c"]
