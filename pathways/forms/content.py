"""A form for any kind of fact, made from its table; and files of facts."""

import json

import yaml
from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from pathways.content import Kind, Names, found, kinds, natural_field
from talent_register.common.forms import DateField

BIGGEST = 3 * 1024 * 1024


class LinesField(forms.CharField):
    """A list, one thing a line."""

    widget = forms.Textarea(attrs={"rows": 3})

    def prepare_value(self, value):
        return "\n".join(map(str, value)) if isinstance(value, list) else value

    def to_python(self, value):
        if isinstance(value, list):
            return [str(one) for one in value]
        return [line.strip() for line in (value or "").splitlines() if line.strip()]


def form_field(field: models.Field) -> forms.Field:
    """The form's field for a column, in the register's dress."""
    label, required = field.verbose_name.capitalize(), not (field.blank or field.null)
    if isinstance(field, models.JSONField) and isinstance(field.get_default(), dict):
        return forms.JSONField(label=label, required=False, widget=forms.Textarea(attrs={"rows": 5}))
    if isinstance(field, models.JSONField):
        return LinesField(label=label, required=False, help_text=field.help_text or _("One a line"))
    if isinstance(field, models.DateField):
        return DateField(label=label, required=required, help_text=field.help_text, thing=label)
    if isinstance(field, models.ForeignKey):
        rows = field.remote_field.model._default_manager.all()
        key = natural_field(field.remote_field.model)
        return forms.ModelChoiceField(rows, label=label, required=required, to_field_name=key, empty_label=_("Choose"))
    more = {"assume_scheme": "https"} if isinstance(field, models.URLField) else {}
    made = field.formfield(**more, label=label, required=required and not isinstance(field, models.BooleanField))
    if isinstance(made.widget, forms.Textarea):
        made.widget.attrs["rows"] = 4
    return made


class FactForm(forms.Form):
    """Every field of a kind, then why, and whether the source was read."""

    def __init__(self, *args, kind: Kind, row=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.kind, self.row = kind, row
        for name in kind.fields:
            self.fields[name] = form_field(kind.field(name))
        self.fields["why"] = forms.CharField(
            label=_("Why this change?"), max_length=300, help_text=_("The second person reads it")
        )
        self.fields["has_read_source"] = forms.BooleanField(
            label=_("I have read the source today, and it says this"),
            required=False,
            help_text=_("Then the fact shows as checked for 12 months. Without it, it shows as not yet checked"),
        )

    def clean(self):
        said = super().clean()
        if said.get("has_read_source") and not said.get("source"):
            self.add_error("source", _("Enter the source that you have read"))
        key = {name: said.get(name) for name in self.kind.key}
        if not self.errors and self.kind.model._default_manager.filter(**key).exclude(
            pk=self.row.pk if self.row else None
        ):
            self.add_error(self.kind.key[0], _("There is one like this already. Change that one"))
        return said

    @property
    def values(self) -> dict:
        """What was typed, as plain values in the order of the table."""
        return {name: self._plain(name) for name in self.kind.fields}

    def _plain(self, name):
        value, field = self.cleaned_data[name], self.kind.field(name)
        if isinstance(value, models.Model):
            return getattr(value, natural_field(type(value)))
        if value in ("", None) and field.null:
            return None
        return value.isoformat() if hasattr(value, "isoformat") else value


class SendBackForm(forms.Form):
    note = forms.CharField(
        label=_("Why do you send it back?"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


class FactsFileForm(forms.Form):
    """A YAML file as the export writes it. Every row is checked as if it had been typed."""

    file = forms.FileField(label=_("YAML file"), help_text=_("As “Download everything” gives it, up to 3MB"))
    why = forms.CharField(label=_("Why this change?"), max_length=300)
    has_read_source = forms.BooleanField(
        label=_("I have read the sources of what differs today, and they say this"), required=False
    )

    def clean_file(self):
        sent = self.cleaned_data["file"]
        if sent.size > BIGGEST:
            raise forms.ValidationError(_("The selected file must be smaller than 3MB"))
        try:
            content = yaml.safe_load(sent.read().decode("utf-8"))
        except UnicodeDecodeError:
            raise forms.ValidationError(_("The selected file must be text in UTF-8")) from None
        except yaml.YAMLError as mistake:
            line = getattr(getattr(mistake, "problem_mark", None), "line", None)
            where = line + 1 if line is not None else "?"
            raise forms.ValidationError(_("Line %s of the file is not YAML. Mend it there") % where) from None
        rows, problems = read_facts(content)
        self.changes = [one for one in rows if not one[3]]
        if problems:
            raise forms.ValidationError([problem for problem in problems[:30]])
        return sent


def read_facts(content) -> tuple[list[tuple], list[str]]:
    """Rows as (kind, present row, values, whether it is as now), and what is wrong, with where and how to mend it."""
    if not isinstance(content, dict) or not content:
        return [], [str(_("The file must hold kinds of facts, each with a list of rows"))]
    rows, problems, names = [], [], Names()
    for name, listed in content.items():
        kind = kinds().get(name)
        if kind is None:
            problems.append(str(_("“%s” is no kind of fact. Use a name from the export")) % name)
        elif not isinstance(listed, list):
            problems.append(str(_("“%s” must hold a list of rows")) % name)
        else:
            for number, row in enumerate(listed, start=1):
                _read_row(kind, number, row, rows, problems, names)
    return rows, problems


def _read_row(kind: Kind, number: int, row, rows: list, problems: list, names: Names) -> None:
    where = f"{kind.name}, {number}"
    if not isinstance(row, dict):
        problems.append(f"{where}: " + str(_("a row must name its fields")))
        return
    unknown = sorted(set(map(str, row)) - {*kind.fields, "checked", "checked_on", "checked_by", "is_verified"})
    if unknown:
        problems.append(f"{where}: " + str(_("there is no field “%s”")) % unknown[0])
        return
    present = _present(kind, row)
    known = kind.values(present, names) if present else {}
    said = {**known, **{name: row[name] for name in kind.fields if name in row}, "why": "-"}
    if present and all(said[name] == known[name] for name in kind.fields):
        rows.append((kind, present, known, True))
        return
    form = FactForm(_typed(kind, said), kind=kind, row=present)
    if form.is_valid():
        rows.append((kind, present, form.values, False))
    else:
        for name, mistakes in form.errors.items():
            problems += [f"{where}, {name}: {words}" for words in mistakes]


def _present(kind: Kind, row: dict):
    """The row of the table that a row of the file speaks of."""
    key = {}
    for name in kind.key:
        field, value = kind.field(name), row.get(name)
        if isinstance(field, models.ForeignKey):
            value = found(field.remote_field.model, value) if value is not None else None
        key[name] = value
    try:
        return kind.model._default_manager.filter(**key).first()
    except (ValueError, TypeError):
        return None


def _typed(kind: Kind, said: dict) -> dict:
    """Values as the form's boxes would have sent them."""
    typed = {}
    for name, value in said.items():
        if name in kind.fields and isinstance(kind.field(name), models.DateField):
            parts = str(value).split("-") if value else ["", "", ""]
            typed |= dict(zip((f"{name}_year", f"{name}_month", f"{name}_day"), parts, strict=False))
        elif isinstance(value, list):
            typed[name] = "\n".join(map(str, value))
        elif isinstance(value, bool):
            typed |= {name: "on"} if value else {}
        elif value is not None:
            typed[name] = json.dumps(value) if isinstance(value, dict) else value
    return typed
