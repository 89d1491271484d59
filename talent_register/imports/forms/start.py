"""The first two questions: what kind of list, and the file itself."""

import csv
import io
import re

from django import forms
from django.utils.translation import gettext_lazy as _

from talent_register.common.forms import RadiosField, dressed
from talent_register.imports import refusals
from talent_register.imports.choices import Mode
from talent_register.imports.reading.kinds import kind_of
from talent_register.imports.reading.table import Limits, Refused

MODE_HINTS = {
    Mode.ADD: _("People not in the file stay as they are"),
    Mode.REPLACE: _(
        "People of this intake who are not in the file will be marked as left. "
        "You will see them before anything changes"
    ),
    Mode.CHECK: _("You see what is new, changed and wrong. Nothing is added and the check is deleted after 24 hours"),
}
ONLY_CHECKED = (Mode.CHECK, Mode.CHECK.label)


class StartForm(forms.Form):
    """Whose list, what kind, which intake, and what to do with it."""

    organisation = RadiosField(label=_("Whose list is it?"))
    list_type = RadiosField(
        label=_("What do you want to import?"), error_messages={"required": _("Select what you want to import")}
    )
    scope = forms.CharField(
        label=_("Which year or intake?"),
        help_text=_("For example, 2026 intake. Leave it empty if your list has everybody."),
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"class": "nhsuk-input--width-20", "autocomplete": "off"}),
    )
    mode = RadiosField(
        label=_("What do you want to do?"),
        choices=Mode.choices,
        hints=MODE_HINTS,
        error_messages={"required": _("Select what you want to do")},
    )

    def __init__(self, *args, organisations, list_types, places, **kwargs):
        super().__init__(*args, **kwargs)
        self.kinds, self.places = list_types, places
        self.organisations = {str(organisation.pk): organisation for organisation in organisations}
        if len(self.organisations) == 1:
            del self.fields["organisation"]
        else:
            self.fields["organisation"].choices = [(pk, o.name) for pk, o in self.organisations.items()]
        if len(list_types) == 1:
            del self.fields["list_type"]
        else:
            self.fields["list_type"].choices = [(code, kind.name) for code, kind in list_types.items()]
        if not any(kind.can_replace for kind in list_types.values()):
            del self.fields["scope"]
            self.fields["mode"].choices = [(Mode.ADD, _("Add and update what is in the file")), ONLY_CHECKED]
            self.fields["mode"].hints = {**MODE_HINTS, Mode.ADD: _("What is not in the file stays as it is")}

    def clean(self):
        kind = self.chosen_kind()
        if kind and self.cleaned_data.get("mode") == Mode.REPLACE and not kind.can_replace:
            self.add_error("mode", _("Only a trainee list can replace the current list. Select another answer"))
        if kind and "organisation" not in self.errors and self.chosen_organisation().pk not in self.places[kind.code]:
            refusal = _("You cannot import this list for this organisation. Select another answer")
            self.add_error("list_type" if "list_type" in self.fields else None, refusal)
        return self.cleaned_data

    def chosen_kind(self):
        """The kind of list; None while none is chosen of several."""
        only = next(iter(self.kinds), None) if "list_type" not in self.fields else None
        return self.kinds.get(self.cleaned_data.get("list_type", only))

    def chosen_organisation(self):
        only = next(iter(self.organisations))
        return self.organisations[self.cleaned_data.get("organisation") or only]


class FileForm(forms.Form):
    """A file, or rows pasted from a spreadsheet."""

    file = forms.FileField(
        label=_("Your list"),
        help_text=_("CSV, Excel (XLSX) or ODS, up to 10MB and 20,000 rows. Your own column names are fine."),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx,.xls,.ods"}),
    )
    pasted = dressed(
        forms.CharField(
            label=_("Paste rows, with the column names in the first row"),
            required=False,
            strip=False,
            widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false", "autocomplete": "off"}),
        )
    )

    numbers = dressed(
        forms.CharField(
            label=_("Registration numbers, one on each line"),
            required=False,
            widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false", "autocomplete": "off"}),
        )
    )

    def __init__(self, *args, list_type, **kwargs):
        super().__init__(*args, **kwargs)
        self.refusal = ""
        self.said_once, self.number = list_type.said_once(), list_type.columns[0]
        if not self.said_once:
            del self.fields["numbers"]
        for column in self.said_once:
            help_text = _("Like %(example)s") % {"example": column.example} if column.example else ""
            self.fields[f"once-{column.key}"] = forms.CharField(
                label=column.label, help_text=help_text, required=False, max_length=150
            )

    def clean(self):
        """Refuse at once what can be seen to be no list; the rest is read in the background."""
        file, pasted = self.cleaned_data.get("file"), self.cleaned_data.get("pasted", "")
        numbers = [number for number in re.split(r"[\n,;\t]+", self.cleaned_data.get("numbers", "")) if number.strip()]
        if numbers and not file:
            pasted = self._table(numbers)
        if file is None and not pasted.strip():
            self.add_error("file", refusals.sentence("nothing", {}))
            return self.cleaned_data
        self.name = file.name if file else "pasted.tsv"
        limits = Limits()
        try:
            if file and file.size > limits.size:
                raise Refused("too_large", megabytes=limits.size // 1024 // 1024)
            self.content = file.read() if file else pasted.encode()
            kind_of(self.content, limits)
        except Refused as no:
            self.refusal = no.code
            self.add_error("file" if file else "pasted", refusals.sentence(no.code, no.details))
        return self.cleaned_data

    def _table(self, numbers):
        """The numbers as a list like any other, with what was said once in each row: one validator rules all doors."""
        said = {column: self.cleaned_data.get(f"once-{column.key}", "") for column in self.said_once}
        for column, value in said.items():
            if not value and (column.is_required or column.name == "regulator"):
                words = {"column": str(column.label).lower()}
                self.add_error(f"once-{column.key}", _("Enter the %(column)s of all these numbers") % words)
        table = io.StringIO()
        writer = csv.writer(table, delimiter="\t", lineterminator="\n")
        writer.writerow([self.number.heading, *(column.heading for column in said)])
        writer.writerows([number.strip(), *said.values()] for number in numbers)
        return table.getvalue()
