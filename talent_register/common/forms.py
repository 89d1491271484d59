"""Form fields where Django's own are not enough: choices with hints, and dates typed into boxes.

Every other field of Django renders as its component by itself (see renderers.py). Error messages say what to do:
give `required` in `error_messages` for the words of the question ("Select your profession").
"""

import datetime
import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .typed import is_written, mixes_scripts, without_hidden
from .widgets import DateBoxes, DateParts

MONTHS = (
    ("january", "ionawr"),
    ("february", "chwefror"),
    ("march", "mawrth"),
    ("april", "ebrill"),
    ("may", "mai"),
    ("june", "mehefin"),
    ("july", "gorffennaf"),
    ("august", "awst"),
    ("september", "medi"),
    ("october", "hydref"),
    ("november", "tachwedd"),
    ("december", "rhagfyr"),
)
EARLIEST_YEAR, LATEST_YEAR = 1900, 2200


def dressed(field, **options):
    """Give any field more options of its component, for example `dressed(CharField(), prefix="£")`."""
    field.dress = options
    return field


class NameField(forms.CharField):
    """A name is kept as typed, without signs that nobody sees, and made of letters of any script, as in lists."""

    default_error_messages = {"not_written": _("%(label)s must not have pictures in it. Use letters")}

    def to_python(self, value):
        return without_hidden(super().to_python(value))

    def validate(self, value):
        super().validate(value)
        if not is_written(value):
            raise ValidationError(self.error_messages["not_written"], code="not_written", params={"label": self.label})


def look_alikes(*names: str) -> str:
    """A sentence to warn with, where a name mixes alphabets whose letters look alike; empty otherwise."""
    found = next((name for name in names if not name.isascii() and mixes_scripts(name)), "")
    words = _("“%(value)s” mixes two alphabets whose letters look alike. Check that it is right")
    return str(words % {"value": found}) if found else ""


class Hinted:
    """Radios or checkboxes whose choices carry hints, words between them, or the field or fields that they reveal."""

    def __init__(self, *args, hints=None, dividers=None, reveals=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.hints = {str(value): hint for value, hint in (hints or {}).items()}
        self.dividers = {str(value): word for value, word in (dividers or {}).items()}
        names = {
            str(value): (said,) if isinstance(said, str) else tuple(said) for value, said in (reveals or {}).items()
        }
        self.reveals = names


class RadiosField(Hinted, forms.ChoiceField):
    """One of a few. Nothing is chosen beforehand. Groups are Django's: `[("Nurses", [(value, label)])]`."""

    widget = forms.RadioSelect
    default_error_messages = {
        "required": _("Select one option"),
        "invalid_choice": _("Select one of the options on this page"),
    }


class CheckboxesField(Hinted, forms.MultipleChoiceField):
    """Some of a few."""

    widget = forms.CheckboxSelectMultiple
    default_error_messages = {
        "required": _("Select at least one option"),
        "invalid_choice": _("Select from the options on this page"),
    }


class DateField(forms.Field):
    """A date in three boxes. Months may be words. `thing` names it in errors: "Start date must include a day"."""

    parts = ("day", "month", "year")
    default_error_messages = {
        "required": _("Enter a date"),
        "missing": _("%(thing)s must include a %(parts)s"),
        "year": _("%(thing)s: year must include 4 numbers"),
        "unreal": _("%(thing)s must be a real date"),
    }

    def __init__(self, *args, thing=None, **kwargs):
        kwargs.setdefault("widget", DateBoxes(self.parts))
        super().__init__(*args, **kwargs)
        self.thing = thing or self.label or _("Date")

    def to_python(self, value):
        if isinstance(value, datetime.date) or value is None:
            return value
        typed = {part: getattr(value, part) for part in self.parts}
        if not any(typed.values()):
            return None
        missing = [part for part in self.parts if not typed[part]]
        if missing:
            raise self._problem("missing", parts=_and([str(_PART_WORDS[part]) for part in missing]))
        return self._date(typed)

    def _date(self, typed) -> datetime.date:
        if not re.fullmatch(r"\d{4}", typed["year"]):
            raise self._problem("year")
        try:
            day = datetime.date(int(typed["year"]), month_number(typed["month"]), int(typed.get("day", 1)))
        except ValueError:
            raise self._problem("unreal") from None
        if not EARLIEST_YEAR <= day.year <= LATEST_YEAR:
            raise self._problem("unreal")
        return day

    def _problem(self, code, **words) -> ValidationError:
        return ValidationError(self.error_messages[code], code=code, params={"thing": self.thing, **words})

    def bound_data(self, data, initial):
        return initial if self.disabled else data

    def has_changed(self, initial, data):
        if isinstance(data, DateParts) and not any(data):
            return initial is not None
        return super().has_changed(initial, data)


class MonthField(DateField):
    """A month and year; the value is the first day of that month."""

    parts = ("month", "year")


_PART_WORDS = {"day": _("day"), "month": _("month"), "year": _("year")}


def month_number(text: str) -> int:
    """3, "03", "March", "mar" and "Mawrth" are the same month. Raises ValueError for anything else."""
    typed = text.lower()
    for number, names in enumerate(MONTHS, start=1):
        if len(typed) > 2 and any(name.startswith(typed) for name in names):
            return number
    return int(typed)


def _and(words: list[str]) -> str:
    return str(_(" and a ")).join(words)
