"""Widgets that Django does not have: a date typed into boxes."""

from typing import NamedTuple

from django.forms import Widget
from django.utils.translation import gettext_lazy as _

from .design_system import component

BOXES = {"day": (_("Day"), 2), "month": (_("Month"), 2), "year": (_("Year"), 4)}


class DateParts(NamedTuple):
    """What was typed, as it was typed."""

    day: str = ""
    month: str = ""
    year: str = ""


class DateBoxes(Widget):
    """One box per part. The data is sent as `<name>_day`, `<name>_month`, `<name>_year`."""

    def __init__(self, parts=("day", "month", "year"), attrs=None):
        super().__init__(attrs)
        self.parts = parts

    def value_from_datadict(self, data, files, name):
        return DateParts(**{part: str(data.get(f"{name}_{part}", "")).strip() for part in self.parts})

    def value_omitted_from_data(self, data, files, name):
        return not any(f"{name}_{part}" in data for part in self.parts)

    def id_for_label(self, id_):
        return f"{id_}-{self.parts[0]}" if id_ else id_

    def items(self, name, value, id_):
        """The boxes as the date-input component wants them. `value` is a date, typed parts or nothing."""
        return [
            {
                "id": f"{id_}-{part}",
                "name": f"{name}_{part}",
                "label": BOXES[part][0],
                "width": BOXES[part][1],
                "value": str(getattr(value, part, "") or ""),
            }
            for part in self.parts
        ]

    def render(self, name, value, attrs=None, renderer=None):
        id_ = (attrs or {}).get("id", name)
        return component("date-input", {"id": id_, "items": self.items(name, value, id_)})
