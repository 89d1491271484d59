"""What the auditors' pages say."""

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from talent_register.common.privacy import special_columns
from talent_register.common.templatetags.components import when

from .models import Change, Event, View
from .words import VERBS, sentence, who

FEW = 3


@dataclass(frozen=True)
class EventRow:
    """One line of what was done."""

    event: Event

    @property
    def what(self) -> str:
        return sentence(self.event.type)

    @property
    def who(self) -> str:
        return who(self.event.actor, self.event.actor_name)

    @property
    def thing(self) -> str:
        return " ".join(part for part in (self.event.object_type, self.event.object_ref) if part)

    @property
    def href(self) -> str:
        return reverse("audit-event", args=[self.event.pk])


@dataclass(frozen=True)
class ViewRow:
    """One line of who was seen."""

    view: View

    @property
    def who(self) -> str:
        return who(self.view.actor, self.view.actor_name)

    @property
    def first_people(self) -> list[str]:
        return self.view.people[:FEW]

    @property
    def other_people(self) -> list[str]:
        return self.view.people[FEW:]


@dataclass(frozen=True)
class ChangeCard:
    """What became of one row at one moment: a line for each column."""

    change: Change
    shows_values: bool = False

    @property
    def title(self) -> str:
        return str(VERBS[self.change.verb])

    @property
    def who(self) -> str:
        return who(self.change.actor)

    @property
    def href(self) -> str:
        return reverse("audit-row-history", args=[self.change.table, self.change.row_id])

    @property
    def events_href(self) -> str:
        query = urlencode({"request": self.change.request_id})
        return f"{reverse('audit-event-list')}?{query}" if self.change.request_id else ""

    @property
    def columns(self) -> list[dict]:
        before, after = self.change.before or {}, self.change.after or {}
        told = [(name, _value(before.get(name)), _value(after.get(name))) for name in {**before, **after}]
        changed = [(name, was, became) for name, was, became in told if was != became]
        special = special_columns(self.change.table)
        return [
            {"name": name, "before": _shown(name, was, special), "after": _shown(name, became, special)}
            for name, was, became in changed
        ]


def facts(event: Event) -> list[dict]:
    rows = [
        (_("When"), when(event.at)),
        (_("Who"), who(event.actor, event.actor_name)),
        (_("Acting for"), event.acting_for),
        (_("Organisation"), event.organisation),
        (_("Kind of thing"), event.object_type),
        (_("Reference"), event.object_ref),
        (_("Person reference"), event.person_ref),
        (_("Reason"), event.reason),
        *((name.replace("_", " ").capitalize(), _value(value)) for name, value in event.details.items()),
        (_("Event name"), event.type),
        (_("Request number"), event.request_id),
    ]
    return [{"key": key, "value": value} for key, value in rows if value not in ("", None)]


def _value(value: Any) -> str:
    """A stored value as text: nothing stays nothing."""
    if value is None or isinstance(value, str):
        return value or ""
    return json.dumps(value, ensure_ascii=False)


def _shown(name: str, value: str, special: frozenset[str]) -> str:
    return str(_("Never shown")) if value and name in special else value


def parts() -> list[dict]:
    """The two halves of the record."""
    return [
        {"words": _("What was done"), "href": reverse("audit-event-list")},
        {"words": _("Who was seen"), "href": reverse("audit-view-list")},
    ]
