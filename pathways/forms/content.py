"""A form for any kind of fact, made from its table."""

from django import forms
from django.utils.translation import gettext_lazy as _

from pathways.content import Kind
from pathways.known import is_answered, known
from pathways.rules.allowed import mistakes
from pathways.rules.content import rewrites
from talent_register.common.forms import DateField

from .content_box import Around
from .content_boxes import boxes_of

ANSWERED = _("People have answered with this version. Add the new words as a new version of the framework")


class FactForm(forms.Form):
    """Every column of a kind, then why, and whether the source was read.

    `codes` are those that the fact may name, `around` what its boxes ask about other facts.
    """

    def __init__(self, *args, kind: Kind, row=None, codes=None, around=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.kind, self.row, self.codes = kind, row, codes
        around = around or Around()
        self.columns: dict[str, str] = {}
        for column, box in boxes_of(kind).items():
            made = box.fields(around, box.said(self.initial) if self.initial else None)
            self.fields |= made
            self.columns |= dict.fromkeys(made, column)
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
        for box in boxes_of(self.kind).values():
            for name, words in box.lacks(said).items():
                self.add_error(name, words)
        if not self.errors:
            self._check()
        return said

    def _check(self):
        """What a page could not show, and what another row says already."""
        values = {**self.values, "is_verified": self.cleaned_data["has_read_source"]}
        for name, words in mistakes(self.kind.name, values, self.codes or known()):
            self.add_error(boxes_of(self.kind)[name].first, words)
        framework = self.kind.framework_of(self.row) if self.row else None
        rewritten = rewrites(self.kind.name, self.kind.values(self.row), self.values) if framework else []
        if rewritten and is_answered(framework):
            self.add_error(boxes_of(self.kind)[rewritten[0]].first, ANSWERED)
        for key in self.kind.keys:
            said = {name: self.cleaned_data.get(name) for name in key}
            others = self.kind.model._default_manager.exclude(pk=self.row.pk if self.row else None)
            names_new = any(self.kind.field(name).is_relation and isinstance(said[name], str) for name in key)
            if not names_new and others.filter(**said).exists():
                self.add_error(key[0], _("There is one like this already. Change that one"))

    @property
    def values(self) -> dict:
        """What was typed, as plain values in the order of the table."""
        return {name: box.said(self.cleaned_data) for name, box in boxes_of(self.kind).items()}


class EndForm(forms.Form):
    """From when a fact is true no more."""

    day = DateField(label=_("From which day is it true no more?"), thing=_("The day"))
    why = forms.CharField(label=_("Why this change?"), max_length=300, help_text=_("The second person reads it"))
    has_read_source = forms.BooleanField(label=_("I have read the source today, and it says this"), required=False)


class SendBackForm(forms.Form):
    note = forms.CharField(
        label=_("Why do you send it back?"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
