"""A decision on whether something counts, and what a fellow says against it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from pathways.choices import Counted
from pathways.models import Programme
from talent_register.common.forms import DateField, RadiosField


class DecisionForm(forms.Form):
    """What was decided, by whom and on what it rests."""

    programme = forms.ModelChoiceField(
        label=_("Which programme or fellowship?"),
        queryset=Programme.objects.none(),
        to_field_name="code",
        empty_label=_("Choose"),
    )
    counts = RadiosField(
        label=_("Does it count towards completion of training?"),
        choices=[c for c in Counted.choices if c[0] in ("YES", "PARTLY", "NO")],
        error_messages={"required": _("Select whether it counts")},
    )
    months_counted = forms.IntegerField(
        label=_("How many months count? (only if it counts in part)"),
        required=False,
        min_value=1,
        max_value=60,
        widget=forms.TextInput(attrs={"class": "nhsuk-input--width-3", "inputmode": "numeric"}),
    )
    curriculum = forms.CharField(
        label=_("For which specialty or curriculum? (optional)"), required=False, max_length=150
    )
    reason = forms.CharField(label=_("Why?"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))
    evidence = forms.CharField(
        label=_("What does it rest on?"),
        max_length=300,
        help_text=_("For example: letter of the training committee, 3 March 2026"),
    )
    evidence_link = forms.URLField(label=_("Link to it (optional)"), required=False, assume_scheme="https")
    decided_on = DateField(label=_("When was it decided?"), thing=_("The day"))

    def __init__(self, *args, today, is_general, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["programme"].queryset = Programme.objects.current()
        if not is_general:
            del self.fields["programme"]

    def clean_decided_on(self):
        day = self.cleaned_data["decided_on"]
        if day > self.today:
            raise forms.ValidationError(_("The day must be today or in the past"))
        return day

    def clean(self):
        said = super().clean()
        if (
            said.get("counts") == Counted.PARTLY
            and not said.get("months_counted")
            and "months_counted" not in self.errors
        ):
            self.add_error("months_counted", _("Enter how many months count"))
        if said.get("counts") != Counted.PARTLY:
            said["months_counted"] = None
        return said


class DisputeForm(forms.Form):
    words = forms.CharField(
        label=_("What is wrong, and what would be right?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Enter what is wrong")},
    )
