from datetime import date

from django.utils import timezone

from tracking import registry
from tracking.registry import Card, Coming, Part, Todo

TODAY = date(2026, 11, 25)
HERE = "tests.tracking.test_registry"


def todo(user, today):
    return [Todo(f"{user} has something to do", "/there/")]


def late(user, today):
    return [Coming(date(2026, 12, 24), "late")]


def early(user, today):
    return [Coming(today, "early")]


def part(person, user):
    return [Part("Discussions", f"/people/{person}/discussions/")] if user == "lead" else []


def card(person, user, today):
    return [Card("Readiness", [{"key": "Now", "value": person}])]


def event(person, user):
    return [{"title": "Talked", "at": timezone.now()}]


def test_each_function_named_in_settings_adds_its_own(settings):
    settings.STAFF_ATTENTION = [f"{HERE}.todo", f"{HERE}.todo"]
    settings.STAFF_COMING = [f"{HERE}.late", f"{HERE}.early"]
    settings.PERSON_PARTS = [f"{HERE}.part"]
    settings.PERSON_CARDS = [f"{HERE}.card"]
    settings.PERSON_EVENTS = [f"{HERE}.event"]
    assert [item.words for item in registry.attention("Rory", TODAY)] == ["Rory has something to do"] * 2
    assert [item.words for item in registry.coming("Rory", TODAY)] == ["early", "late"]
    assert [item.href for item in registry.person_parts("K7", "lead")] == ["/people/K7/discussions/"]
    assert registry.person_parts("K7", "somebody") == []
    assert registry.person_cards("K7", "lead", TODAY)[0].facts == [{"key": "Now", "value": "K7"}]
    assert registry.person_events("K7", "lead")[0]["title"] == "Talked"
