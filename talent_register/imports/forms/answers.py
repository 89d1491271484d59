"""Matching columns and values, and saying who is whom. Their fields are as many as the file has."""

from django import forms
from django.utils.translation import gettext as _

from talent_register.common.forms import RadiosField
from talent_register.imports.checking.dates import DMY, MDY
from talent_register.imports.checking.engine import LEAVE_EMPTY, LEAVE_OUT
from talent_register.imports.checking.matching import is_special
from talent_register.imports.choices import Answer

DO_NOT_IMPORT = ""


class ColumnsForm(forms.Form):
    """One select for each of their columns, and one question for each date that could be read two ways."""

    remember = forms.BooleanField(required=False, initial=True)

    def __init__(self, *args, run, list_type, **kwargs):
        super().__init__(*args, **kwargs)
        self.run, self.list_type = run, list_type
        self.fields["remember"].label = _("Remember these for next time")
        matched = {index: key for key, index in run.mapping.items()}
        choices = [(DO_NOT_IMPORT, _("Do not import")), *((c.key, c.label) for c in list_type.columns)]
        for index, heading in enumerate(run.headings):
            if heading and not is_special(heading):
                label = _("What “%(heading)s” matches to") % {"heading": heading}
                self.fields[f"column-{index}"] = forms.ChoiceField(
                    label=label, choices=choices, required=False, initial=matched.get(index, DO_NOT_IMPORT)
                )
        for key, example in run.unsure_orders.items():
            self.fields[f"order-{key}"] = self._order(key, example)

    def _order(self, key, example):
        first, second = example.replace("-", "/").replace(".", "/").split("/")[:2]
        words = {"date": example, "column": self.list_type.column(key).label}
        return RadiosField(
            label=_("How are dates written in %(column)s, like %(date)s?") % words,
            choices=[
                (DMY, _("%(first)s is the day and %(second)s the month") % {"first": first, "second": second}),
                (MDY, _("%(second)s is the day and %(first)s the month") % {"first": first, "second": second}),
            ],
            initial=self.run.date_orders.get(key),
            error_messages={"required": _("Select how dates are written")},
        )

    def clean(self):
        chosen: dict[str, int] = {}
        for index in range(len(self.run.headings)):
            key = self.cleaned_data.get(f"column-{index}")
            if not key:
                continue
            if key in chosen:
                words = {"column": str(self.list_type.column(key).label).lower()}
                self.add_error(f"column-{index}", _("Only one column can be %(column)s. Change one of these") % words)
            chosen[key] = index
        for column in self.list_type.lacking(chosen):
            raise forms.ValidationError(
                _("Choose the column that has: %(column)s") % {"column": str(column.label).lower()}
            )
        self.mapping = chosen
        return self.cleaned_data

    def orders(self) -> dict[str, str]:
        return {
            name.removeprefix("order-"): value for name, value in self.cleaned_data.items() if name.startswith("order-")
        }


class ValuesForm(forms.Form):
    """One field for each value we do not recognise: what it means, for all its rows."""

    def __init__(self, *args, groups, **kwargs):
        super().__init__(*args, **kwargs)
        self.groups = groups
        for group in groups:
            for value in group.values:
                self.fields[value.field] = self._field(group, value)

    def _field(self, group, value):
        label = _("What “%(value)s” means") % {"value": value.text}
        always = [(LEAVE_EMPTY, _("Leave empty")), (LEAVE_OUT, _("Leave these rows out"))]
        if group.lookup.is_short:
            options = [(option.code, option.label) for option in group.lookup.options]
            choices = [("?", _("Choose a value")), *options, *always]
            return forms.ChoiceField(label=label, choices=choices, required=False, initial=value.code or "?")
        return forms.CharField(
            label=label,
            required=False,
            initial=value.label,
            help_text=_("Name or code. Leave it empty to import these people without it."),
        )

    def clean(self):
        self.decided: dict[str, dict[str, str]] = {}
        for group in self.groups:
            for value in group.values:
                typed = self.cleaned_data.get(value.field, "?")
                code = typed if group.lookup.is_short or not typed else group.lookup.find(typed)
                if code is None:
                    self.add_error(value.field, _("We could not find “%(value)s”") % {"value": typed})
                elif code != "?":
                    self.decided.setdefault(group.key, {})[value.text] = code
        return self.cleaned_data


class DuplicatesForm(forms.Form):
    """One question for each row that may be somebody we know."""

    def __init__(self, *args, cards, **kwargs):
        super().__init__(*args, **kwargs)
        for card in cards:
            choices = [
                (Answer.SAME_ADD, Answer.SAME_ADD.label),
                (Answer.SAME_KEEP, Answer.SAME_KEEP.label),
                *([] if card.is_same_number else [(Answer.DIFFERENT, Answer.DIFFERENT.label)]),
                (Answer.LEAVE_OUT, Answer.LEAVE_OUT.label),
            ]
            self.fields[f"row-{card.number}"] = RadiosField(
                label=_("Row %(number)s: what do you want to do?") % {"number": card.number},
                choices=choices,
                hints={Answer.SAME_ADD: _("Fills in what your list says. Does not change what the person entered")},
                error_messages={
                    "required": _("Choose what to do with row %(number)s, or leave it out") % {"number": card.number}
                },
            )

    def answers(self) -> dict[int, str]:
        return {int(name.removeprefix("row-")): value for name, value in self.cleaned_data.items()}
