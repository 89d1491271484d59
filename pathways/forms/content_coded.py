"""Boxes of columns that hold codes: editors choose among names, and the codes stay out of sight."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pathways.content_words import OPTIONS as OPTION_WORDS
from pathways.named import Names, what_of_option
from pathways.rules.allowed import OPTIONS, Option, strange_options
from pathways.rules.gaps import RULES
from talent_register.common.forms import CheckboxesField, RadiosField, dressed

from .content_box import Around, Box


class _Lenient:
    """What may be chosen is checked by the rules, which know the codes that come in the same file too."""

    def valid_value(self, value):
        return True


class CodesField(_Lenient, CheckboxesField):
    default_error_messages = {"invalid_list": _("This must be a list")}


class CodeField(_Lenient, forms.ChoiceField):
    pass


class RuleField(_Lenient, RadiosField):
    pass


class LevelField(_Lenient, forms.TypedChoiceField):
    default_error_messages = {"invalid_choice": _("Choose a level from the list")}


def _choices(names: Names, held: Any) -> list[tuple[str, Any]]:
    """What is chosen already comes first, in its order, also where it is not known any more."""
    first = [str(one) for one in (held if isinstance(held, list) else [held] if held else [])]
    return [(code, names.get(code, code)) for code in dict.fromkeys([*first, *names])]


class CodesBox(Box):
    """A column that holds a list of codes: a tick for each, by its name."""

    def fields(self, around, held=None):
        choices = _choices(around.named[self.what], held)
        made = CodesField(label=self.asked, required=False, help_text=self.hint, choices=choices)
        return {self.name: dressed(made, small=True)}

    def wrong(self, value, row):
        return "" if isinstance(value, list) or value is None else gettext("this must be a list of words")

    def typed(self, value):
        return {self.name: list(map(str, value))} if value else {}

    def said(self, cleaned):
        return cleaned.get(self.name) or []


class CodeBox(Box):
    """A column that holds one code: a choice of names."""

    def fields(self, around, held=None):
        choices = [("", _("Choose")), *_choices(around.named[self.what], held)]
        said = {"label": self.asked, "help_text": self.hint, "required": self.is_required, "choices": choices}
        return {self.name: CodeField(**said)}


class RuleBox(Box):
    """The rule by which a requirement counts as met; each shows below it what it asks for."""

    def fields(self, around, held=None):
        reveals = {rule: [option_field(rule, name) for name in taken] for rule, taken in OPTIONS.items() if taken}
        hints = {rule: one.words for rule, one in RULES.items()}
        said = {"label": self.asked, "help_text": self.hint, "choices": list(around.named["rule"].items())}
        return {self.name: RuleField(**said, hints=hints, reveals=reveals)}


def option_field(rule: str, name: str) -> str:
    return f"options_{rule}_{name}"


class OptionsBox(Box):
    """What each rule asks for, as fields of its own. Those of the rule that is chosen count."""

    first = "rule"

    def fields(self, around, held=None):
        held = held if isinstance(held, dict) else {}
        return {
            option_field(rule, name): self._field(around, name, option, held.get(name))
            for rule, taken in OPTIONS.items()
            for name, option in taken.items()
        }

    def _field(self, around: Around, name: str, option: Option, held: Any) -> forms.Field:
        label, hint = OPTION_WORDS[name]
        said = {
            "label": label if option.is_needed else _("%s (optional)") % label,
            "help_text": hint,
            "required": False,
        }
        what = what_of_option(name)
        if name == "years":
            box = forms.TextInput(attrs={"class": "nhsuk-input--width-2", "inputmode": "numeric"})
            mistakes = dict.fromkeys(("invalid", "min_value", "max_value"), _("Enter a whole number of years"))
            field = forms.IntegerField(
                **said, min_value=option.least, max_value=60, widget=box, error_messages=mistakes
            )
            return dressed(field, suffix=_("years"))
        choices = _choices(around.named[what], held)
        if option.is_list:
            return dressed(CodesField(**said, choices=choices), small=True)
        if name == "rank":
            return LevelField(**said, choices=[("", _("Choose")), *choices], coerce=int, empty_value=None)
        return CodeField(**said, choices=[("", _("Choose")), *choices])

    def wrong(self, value, row):
        if not isinstance(value, dict) and value is not None:
            return gettext("this must be names, each with a value")
        return next(iter(strange_options(str(row.get("rule")), value or {})), "")

    def shown(self, value):
        return {
            option_field(rule, name): value[name]
            for rule, taken in OPTIONS.items()
            for name in taken
            if isinstance(value, dict) and name in value
        }

    typed = shown

    def said(self, cleaned):
        rule = cleaned.get("rule", "")
        found = {name: cleaned.get(option_field(rule, name)) for name in OPTIONS.get(rule, {})}
        return {name: value for name, value in found.items() if value not in (None, "", [])}

    def lacks(self, cleaned):
        rule, said = cleaned.get("rule", ""), self.said(cleaned)
        return {
            option_field(rule, name): _("Fill in “%s”: the rule needs it") % OPTION_WORDS[name][0]
            for name, option in OPTIONS.get(rule, {}).items()
            if option.is_needed and name not in said
        }
