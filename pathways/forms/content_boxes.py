"""How a column of a fact is asked: its boxes, what they hold for a value, how a browser sends it, and what they say.

A value is plain, as changes and files hold it. What `typed` sends, `said` says again, for every value of every fact.
"""

import json
from collections.abc import Collection, Mapping
from functools import cache
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.dateparse import parse_date
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pathways.content import Kind, found, key_paths, name_of
from pathways.models import PlanAction
from pathways.rules.allowed import LONGEST_STEP, MOST_STEPS
from talent_register.common.forms import DateField

Coming = Mapping[type[models.Model], Collection[str]]


class Box:
    """A column that one field asks for."""

    def __init__(self, column: models.Field):
        self.column, self.name = column, column.name
        self.label = column.verbose_name.capitalize()
        self.is_required = not (column.blank or column.null)

    @property
    def first(self) -> str:
        """The field beside which mistakes stand."""
        return self.name

    def fields(self, coming: Coming) -> dict[str, forms.Field]:
        more: dict[str, Any] = {"assume_scheme": "https"} if isinstance(self.column, models.URLField) else {}
        made = self.column.formfield(**more, label=self.label, required=self.is_required)
        if isinstance(made.widget, forms.Textarea):
            made.widget.attrs["rows"] = 4
        return {self.name: made}

    def wrong(self, value: Any) -> str:
        """Why a file's value cannot stand in these boxes, or nothing."""
        if isinstance(value, bool):
            return gettext("put the word in quotes, so that it is read as a word")
        return gettext("this must be one value, not a list") if isinstance(value, list | dict) else ""

    def shown(self, value: Any) -> dict[str, Any]:
        return {self.name: value}

    def typed(self, value: Any) -> dict[str, Any]:
        return {} if value is None else {self.name: value}

    def said(self, cleaned: Mapping[str, Any]) -> Any:
        value = cleaned.get(self.name)
        if value in ("", None) and self.column.null:
            return None
        return value.replace("\r\n", "\n") if isinstance(value, str) else value


class DayBox(Box):
    def fields(self, coming):
        hint = self.column.help_text
        return {self.name: DateField(label=self.label, required=self.is_required, help_text=hint, thing=self.label)}

    def shown(self, value):
        return {self.name: parse_date(value) if isinstance(value, str) else value}

    def typed(self, value):
        parts = str(value).split("-") if value else ["", "", ""]
        return dict(zip((f"{self.name}_year", f"{self.name}_month", f"{self.name}_day"), parts, strict=False))

    def said(self, cleaned):
        return day.isoformat() if (day := cleaned.get(self.name)) else None


class YesBox(Box):
    """A tick, or one of yes, no and nothing where the column may be empty."""

    def fields(self, coming):
        hint = self.column.help_text
        if not self.column.null:
            return {self.name: forms.BooleanField(label=self.label, required=False, help_text=hint)}
        choices = [("", _("Not said")), ("yes", _("Yes")), ("no", _("No"))]
        return {self.name: forms.ChoiceField(label=self.label, required=False, help_text=hint, choices=choices)}

    def wrong(self, value):
        allowed = (True, False, None) if self.column.null else (True, False)
        return "" if any(value is one for one in allowed) else gettext("write true or false, without quotes")

    def shown(self, value):
        return {self.name: {True: "yes", False: "no", None: ""}[value] if self.column.null else value}

    def typed(self, value):
        return self.shown(value) if self.column.null else {self.name: "on"} if value else {}

    def said(self, cleaned):
        value = cleaned.get(self.name)
        return {"yes": True, "no": False}.get(value) if self.column.null else bool(value)


class LinesField(forms.CharField):
    """A list, one thing a line."""

    widget = forms.Textarea(attrs={"rows": 3})

    def prepare_value(self, value):
        return "\n".join(map(str, value)) if isinstance(value, list) else value

    def to_python(self, value):
        return [line.strip() for line in (value or "").splitlines() if line.strip()]


class LinesBox(Box):
    def fields(self, coming):
        hint = self.column.help_text or _("One a line")
        return {self.name: LinesField(label=self.label, required=False, help_text=hint)}

    def wrong(self, value):
        is_list = isinstance(value, list) and not any(isinstance(one, list | dict) or "\n" in str(one) for one in value)
        return "" if is_list or isinstance(value, str) or value is None else gettext("this must be a list of words")

    def typed(self, value):
        return {self.name: "\n".join(map(str, value)) if isinstance(value, list) else value or ""}


class MappingField(forms.JSONField):
    """Names and values, as JSON."""

    widget = forms.Textarea(attrs={"rows": 5})

    def prepare_value(self, value):
        return value if isinstance(value, str) or value is None else json.dumps(value, ensure_ascii=False, indent=1)


class MappingBox(Box):
    def fields(self, coming):
        mistake = {"invalid": _("Write it as {“name”: “value”}, with straight quotes around words")}
        return {self.name: MappingField(label=self.label, required=False, error_messages=mistake)}

    def wrong(self, value):
        return "" if isinstance(value, dict) or value is None else gettext("this must be names, each with a value")

    def typed(self, value):
        return {self.name: json.dumps(value or {})}

    def said(self, cleaned):
        return cleaned.get(self.name) or {}


class ReferenceField(forms.ModelChoiceField):
    """A row of another table, by the name that files give it. `coming` are names of rows that come in the same file."""

    def __init__(self, *args, coming: Collection[str] = (), **kwargs):
        super().__init__(*args, **kwargs)
        self.coming = coming

    def prepare_value(self, value):
        return name_of(value) if isinstance(value, models.Model) else value

    def label_from_instance(self, obj):
        return f"{obj} ({name_of(obj)})" if len(key_paths(type(obj))) > 1 else f"{obj}"

    def to_python(self, value):
        if value in self.empty_values:
            return None
        if row := found(self.queryset.model, value):
            return row
        if str(value) in self.coming:
            return str(value)
        raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice", params={"value": value})


class ReferenceBox(Box):
    def fields(self, coming):
        model = self.column.remote_field.model
        parts = [path.rpartition("__")[0] for path in key_paths(model) if "__" in path]
        rows = model._default_manager.select_related(*dict.fromkeys(parts))
        words = {"label": self.label, "help_text": self.column.help_text, "empty_label": _("Choose")}
        return {self.name: ReferenceField(rows, required=self.is_required, coming=coming.get(model, ()), **words)}

    def said(self, cleaned):
        value = cleaned.get(self.name)
        return name_of(value) if isinstance(value, models.Model) else value


class StepsBox(Box):
    """The next steps of a requirement: of what kind each is, and its words."""

    places = range(1, MOST_STEPS + 1)

    @property
    def first(self) -> str:
        return f"{self.name}_1_kind"

    def fields(self, coming):
        made: dict[str, forms.Field] = {}
        for place in self.places:
            kind, words = _("Step %d: what kind of step it is") % place, _("Step %d: what to do") % place
            choices = [("", _("No step")), *PlanAction.Kind.choices]
            made[f"{self.name}_{place}_kind"] = forms.ChoiceField(label=kind, required=False, choices=choices)
            made[f"{self.name}_{place}_words"] = forms.CharField(label=words, required=False, max_length=LONGEST_STEP)
        return made

    def wrong(self, value):
        if isinstance(value, list) and all(isinstance(one, dict) and set(one) == {"kind", "words"} for one in value):
            return "" if len(value) <= MOST_STEPS else gettext("keep it to %d steps") % MOST_STEPS
        return gettext("this must be a list of steps, each with “kind” and “words”")

    def shown(self, value):
        said = {}
        for place, step in zip(self.places, value or [], strict=False):
            one = step if isinstance(step, dict) else {"words": step}
            said |= {f"{self.name}_{place}_{part}": one.get(part, "") for part in ("kind", "words")}
        return said

    def typed(self, value):
        return self.shown(value)

    def said(self, cleaned):
        asked = [
            [cleaned.get(f"{self.name}_{place}_{part}", "") for part in ("kind", "words")] for place in self.places
        ]
        return [{"kind": kind, "words": words} for kind, words in asked if kind or words]


OWN_BOXES: dict[str, type[Box]] = {"pathways.Requirement.steps": StepsBox}


def _box(column: models.Field) -> Box:
    if own := OWN_BOXES.get(str(column)):
        return own(column)
    if isinstance(column, models.JSONField):
        return MappingBox(column) if isinstance(column.get_default(), dict) else LinesBox(column)
    for of, box in ((models.DateField, DayBox), (models.BooleanField, YesBox), (models.ForeignKey, ReferenceBox)):
        if isinstance(column, of):
            return box(column)
    return Box(column)


@cache
def boxes_of(kind: Kind) -> dict[str, Box]:
    """The boxes of each column of a kind, in the order of the table."""
    return {name: _box(kind.field(name)) for name in kind.fields}


def initial_of(kind: Kind, values: Mapping[str, Any]) -> dict[str, Any]:
    """What the boxes hold before anybody typed. Values of some columns are enough."""
    known = [box.shown(values[name]) for name, box in boxes_of(kind).items() if name in values]
    return {name: said for one in known for name, said in one.items()}


def typed_of(kind: Kind, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values as a browser would send them."""
    known = [box.typed(values[name]) for name, box in boxes_of(kind).items() if name in values]
    return {name: said for one in known for name, said in one.items()}
