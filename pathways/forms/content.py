"""A form for any kind of fact, made from its table."""

from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext_lazy as _

from pathways.content import Kind
from pathways.known import known
from pathways.rules.allowed import mistakes
from pathways.rules.content import rewrites
from talent_register.common.forms import DateField

from .content_box import Around
from .content_boxes import boxes_of

Boxes = Mapping[str, Mapping[str, forms.Field]]
ANSWERED = _("People have answered with this version. Add the new words as a new version of the framework")


class FactForm(forms.Form):
    """Every column of a kind, then why, and whether the source was read.

    `codes` are those that the fact may name, `around` what its boxes ask about other facts. `boxes` are those of
    another fact of the kind, which serve this one too where nobody looks at them.
    """

    def __init__(self, *args, kind: Kind, row=None, codes=None, around=None, boxes: Boxes | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.kind, self.row, self.codes, self.around = kind, row, codes, around or Around()
        self.boxes = boxes or {
            column: box.fields(self.around, box.said(self.initial) if self.initial else None)
            for column, box in boxes_of(kind).items()
        }
        self.columns = {name: column for column, made in self.boxes.items() for name in made}
        for made in self.boxes.values():
            self.fields |= made
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
        values = self.values
        marked = {**values, "is_verified": self.cleaned_data["has_read_source"]}
        for name, words in mistakes(self.kind.name, marked, self.codes or known()):
            self.add_error(boxes_of(self.kind)[name].first, words)
        framework = self.kind.framework_of(self.row) if self.row else None
        before = self.kind.values(self.row, self.around.names) if framework else {}
        rewritten = rewrites(self.kind.name, before, values) if framework else []
        if rewritten and self.around.is_answered(framework):
            self.add_error(boxes_of(self.kind)[rewritten[0]].first, ANSWERED)
        for key in self.kind.keys:
            if self._is_taken(key, values):
                self.add_error(key[0], _("There is one like this already. Change that one"))

    def _is_taken(self, key: tuple[str, ...], values: dict) -> bool:
        """Whether another row has this key already."""
        own = self.row.pk if self.row else None
        if self.around.taken is not None:
            return self.around.taken[key].get(tuple(values[name] for name in key), own) != own
        said = {name: self.cleaned_data.get(name) for name in key}
        return self.kind.model._default_manager.exclude(pk=own).filter(**said).exists()

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
