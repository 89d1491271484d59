"""What support types to merge two records: which two, what the kept one says, and how they know."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from profiles.models import Clinician
from talent_register.common.forms import RadiosField

LEFT, RIGHT = "left", "right"
LONGEST = 500


class PickForm(forms.Form):
    """Two records by their references."""

    first = forms.CharField(
        label=_("Reference of one record"),
        help_text=_("Like K7QX-42MN. It stands on letters and on the person’s own pages."),
        max_length=20,
        widget=forms.TextInput(attrs={"class": "nhsuk-input--width-10", "spellcheck": "false", "autocomplete": "off"}),
        error_messages={"required": _("Enter the reference of one record")},
    )
    second = forms.CharField(
        label=_("Reference of the other record"),
        max_length=20,
        widget=forms.TextInput(attrs={"class": "nhsuk-input--width-10", "spellcheck": "false", "autocomplete": "off"}),
        error_messages={"required": _("Enter the reference of the other record")},
    )

    def __init__(self, *args, records: Any, **kwargs):
        super().__init__(*args, **kwargs)
        self.records = records

    def clean_first(self):
        return self._found("first")

    def clean_second(self):
        return self._found("second")

    def _found(self, name: str) -> Clinician:
        typed = self.cleaned_data[name].strip().upper()
        found = self.records.filter(reference=typed).first()
        if found is None:
            words = _("No record here has the reference %(typed)s. Check it and type it again")
            raise forms.ValidationError(words, params={"typed": typed})
        return found

    def clean(self):
        cleaned = super().clean()
        if not self.errors and cleaned["first"] == cleaned["second"]:
            self.add_error("second", _("Enter two different references"))
        return cleaned


class MergeForm(forms.Form):
    """`questions`: (code, label, words on the left, words on the right) of what both say differently."""

    reason = forms.CharField(
        label=_("How do you know that this is one person?"),
        help_text=_("What you checked. Do not write what somebody told you in confidence."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST,
        error_messages={
            "required": _("Enter how you know that this is one person"),
            "max_length": _("How you know must be 500 characters or fewer"),
        },
    )

    def __init__(self, *args, questions: list[tuple], keep: list[tuple], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["keep"] = RadiosField(
            label=_("Which record stays?"),
            choices=keep,
            help_text=_("The person logs in to this one. Everything else moves to it."),
            error_messages={"required": _("Select which record stays")},
        )
        for code, label, left, right in questions:
            self.fields[code] = RadiosField(
                label=label,
                choices=[(LEFT, left), (RIGHT, right)],
                error_messages={"required": _("Select which is right: %(what)s") % {"what": label}},
            )
        self.order_fields(["keep", *(code for code, *_rest in questions), "reason"])

    @property
    def take(self) -> list[str]:
        """The codes of what comes from the record that does not stay."""
        kept = self.cleaned_data["keep"]
        return [code for code, value in self.cleaned_data.items() if value in (LEFT, RIGHT) and value != kept]
