"""How a column of a fact is asked: its boxes, what they hold for a value, how a browser sends it, and what they say.

A value is plain, as changes and files hold it. What `typed` sends, `said` says again, for every value of every fact.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.dateparse import parse_date
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pathways.content import Kind, Names, found, key_paths, keys_of, name_of
from pathways.content_words import words_of
from pathways.known import is_answered
from pathways.models import PlanAction
from pathways.named import Named, coded, listed
from pathways.rules.allowed import LONGEST_STEP, MOST_STEPS
from talent_register.common.forms import DateField

Coming = Mapping[type[models.Model], Collection[str]]
Taken = Mapping[tuple[str, ...], Mapping[tuple, int]]


@dataclass(frozen=True)
class Around:
    """What boxes ask about other facts: the names of codes, and the rows that come in the same file.

    Where many facts are looked at, `names` holds the rows of each table and `taken` the keys of one, read once:
    then no fact asks the database by itself.
    """

    coming: Coming = field(default_factory=dict)
    named: Named = field(default_factory=Named)
    names: Names | None = None
    taken: Taken | None = None
    is_answered: Callable[[int], bool] = is_answered


class Box:
    """A column that one field asks for."""

    def __init__(self, kind: Kind, column: models.Field):
        self.column, self.name = column, column.name
        self.label, self.hint = words_of(kind.name, column.name)
        self.what = coded(kind.name, column.name) or listed(kind.name, column.name)
        self.is_required = not (column.blank or column.null)

    @property
    def first(self) -> str:
        """The field beside which mistakes stand."""
        return self.name

    @property
    def asked(self) -> str:
        """The label: what may stay empty says so."""
        return str(self.label) if self.is_required else _("%s (optional)") % self.label

    def fields(self, around: "Around", held: Any = None) -> dict[str, forms.Field]:
        """`held` is what the column says now."""
        more: dict[str, Any] = {"assume_scheme": "https"} if isinstance(self.column, models.URLField) else {}
        made = self.column.formfield(**more, label=self.asked, help_text=self.hint, required=self.is_required)
        if isinstance(made.widget, forms.Textarea):
            made.widget.attrs["rows"] = 4
        return {self.name: made}

    def wrong(self, value: Any, row: Mapping[str, Any]) -> str:
        """Why a file's value cannot stand in these boxes, or nothing. `row` is all that the file says of the fact."""
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

    def lacks(self, cleaned: Mapping[str, Any]) -> dict[str, Any]:
        """Fields that are empty and needed for what was chosen in another, each with what to do."""
        return {}


class DayBox(Box):
    def fields(self, around, held=None):
        said = {"label": self.asked, "required": self.is_required, "help_text": self.hint, "thing": str(self.label)}
        return {self.name: DateField(**said)}

    def shown(self, value):
        return {self.name: parse_date(value) if isinstance(value, str) else value}

    def typed(self, value):
        parts = str(value).split("-") if value else ["", "", ""]
        return dict(zip((f"{self.name}_year", f"{self.name}_month", f"{self.name}_day"), parts, strict=False))

    def said(self, cleaned):
        return day.isoformat() if (day := cleaned.get(self.name)) else None


class YesBox(Box):
    """A tick, or one of yes, no and nothing where the column may be empty."""

    def fields(self, around, held=None):
        said = {"label": self.label, "required": False, "help_text": self.hint}
        if not self.column.null:
            return {self.name: forms.BooleanField(**said)}
        choices = [("", _("Not said")), ("yes", _("Yes")), ("no", _("No"))]
        return {self.name: forms.ChoiceField(**said, choices=choices)}

    def wrong(self, value, row):
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
    def fields(self, around, held=None):
        return {self.name: LinesField(label=self.asked, required=False, help_text=self.hint)}

    def wrong(self, value, row):
        is_list = isinstance(value, list) and not any(isinstance(one, list | dict) or "\n" in str(one) for one in value)
        return "" if is_list or isinstance(value, str) or value is None else gettext("this must be a list of words")

    def typed(self, value):
        return {self.name: "\n".join(map(str, value)) if isinstance(value, list) else value or ""}


class LevelsField(forms.CharField):
    """What something looks like at each level, one level a line: its short name, a colon, words."""

    widget = forms.Textarea(attrs={"rows": 5})

    def prepare_value(self, value):
        return "\n".join(f"{level}: {words}" for level, words in value.items()) if isinstance(value, dict) else value

    def to_python(self, value):
        said = {}
        for number, line in enumerate((value or "").splitlines(), start=1):
            level, colon, words = (part.strip() for part in line.partition(":"))
            if level and not (colon and words):
                raise ValidationError(_("Line %d: enter the short name of a level, a colon, and words for it") % number)
            if level:
                said[level] = words
        return said


class LevelsBox(Box):
    def fields(self, around, held=None):
        return {self.name: LevelsField(label=self.asked, required=False, help_text=self.hint)}

    def wrong(self, value, row):
        is_plain = isinstance(value, dict) and all(isinstance(one, str) and "\n" not in one for one in value.values())
        return "" if is_plain or value is None else gettext("this must be names, each with words")

    def typed(self, value):
        return {self.name: "\n".join(f"{level}: {words}" for level, words in (value or {}).items())}

    def said(self, cleaned):
        return cleaned.get(self.name) or {}


class ReferenceField(forms.ModelChoiceField):
    """A row of another table, by the name that files give it: the row, or its name where `around` knows all names."""

    def __init__(self, *args, around: Around, **kwargs):
        super().__init__(*args, **kwargs)
        self.names, self.coming = around.names, around.coming.get(self.queryset.model, ())

    def prepare_value(self, value):
        return name_of(value) if isinstance(value, models.Model) else value

    def label_from_instance(self, obj):
        wholes = [name for name in keys_of(type(obj))[0] if obj._meta.get_field(name).is_relation]
        return ", ".join([f"{obj}", *(f"{getattr(obj, name)}" for name in wholes)])

    def to_python(self, value):
        if value in self.empty_values:
            return None
        if str(value) in self.coming or (self.names and self.names.row(self.queryset.model, value)):
            return str(value)
        if not self.names and (row := found(self.queryset.model, value)):
            return row
        raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice", params={"value": value})


class ReferenceBox(Box):
    def fields(self, around, held=None):
        model = self.column.remote_field.model
        parts = [path.rpartition("__")[0] for path in key_paths(model) if "__" in path]
        rows = model._default_manager.select_related(*dict.fromkeys(parts))
        words = {"label": self.asked, "help_text": self.hint, "empty_label": _("Choose")}
        return {self.name: ReferenceField(rows, required=self.is_required, around=around, **words)}

    def said(self, cleaned):
        value = cleaned.get(self.name)
        return name_of(value) if isinstance(value, models.Model) else value


class StepsBox(Box):
    """The next steps of a requirement: of what kind each is, and its words."""

    places = range(1, MOST_STEPS + 1)

    @property
    def first(self) -> str:
        return f"{self.name}_1_kind"

    def fields(self, around, held=None):
        made: dict[str, forms.Field] = {}
        for place in self.places:
            kind, words = _("Step %d: what kind of step it is") % place, _("Step %d: what to do") % place
            choices = [("", _("No step")), *PlanAction.Kind.choices]
            said = {
                "required": False,
                "help_text": self.hint if place == 1 else _("Leave empty where there is no more"),
            }
            made[f"{self.name}_{place}_kind"] = forms.ChoiceField(label=kind, choices=choices, **said)
            hint = _("Words to the reader, for example Ask to lead a small change")
            said = {"required": False, "help_text": hint, "max_length": LONGEST_STEP}
            made[f"{self.name}_{place}_words"] = forms.CharField(label=words, **said)
        return made

    def wrong(self, value, row):
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
