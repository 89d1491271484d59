"""A template of steps, and one step of it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from pathways.models import PlanAction, Requirement
from talent_register.common.forms import RadiosField

from .plans import TOO_LONG


class PlanTemplateForm(forms.Form):
    title = forms.CharField(
        label=_("Title"),
        help_text=_("The people who get it read this. For example First steps to a board role"),
        max_length=100,
        error_messages={"required": _("Enter a title"), "max_length": TOO_LONG},
    )
    about = forms.CharField(
        label=_("What it is for (optional)"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": TOO_LONG},
    )
    owner = forms.ChoiceField(
        label=_("Whose template is it?"),
        error_messages={"required": _("Select whose template it is"), "invalid_choice": _("Select one of your teams")},
    )

    def __init__(self, *args, teams, **kwargs):
        super().__init__(*args, **kwargs)
        self.teams = {str(team.pk): team for team in teams}
        if len(self.teams) == 1:
            self.fields.pop("owner")
        else:
            self.fields["owner"].choices = [("", _("Choose a team")), *((k, t.name) for k, t in self.teams.items())]

    def values(self) -> dict:
        """What to keep, with the team as a team."""
        said = {**self.cleaned_data}
        key = said.pop("owner", next(iter(self.teams)))
        return {**said, "owner": self.teams[key]}


class TemplateStepForm(forms.Form):
    words = forms.CharField(
        label=_("What can they do?"),
        max_length=200,
        error_messages={"required": _("Enter what they can do"), "max_length": TOO_LONG},
    )
    kind = RadiosField(
        label=_("How do they learn?"),
        choices=PlanAction.Kind.choices,
        error_messages={"required": _("Select how they learn")},
    )
    weeks = forms.IntegerField(
        label=_("How many weeks have they for it?"),
        help_text=_("From the day they add it. 1 to 104"),
        min_value=1,
        max_value=104,
        widget=forms.TextInput(attrs={"class": "nhsuk-input--width-3", "inputmode": "numeric"}),
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"), _("Enter a number of weeks from 1 to 104")
        ),
    )
    measure = forms.CharField(
        label=_("What shows that it is done? (optional)"),
        max_length=300,
        required=False,
        error_messages={"max_length": TOO_LONG},
    )
    requirement = forms.ModelChoiceField(
        label=_("Which need of a role does it serve? (optional)"),
        queryset=Requirement.objects.none(),
        required=False,
        widget=forms.Select(attrs={"data-autocomplete": ""}),
        error_messages={"invalid_choice": _("Choose a need from the list, or leave it empty")},
    )

    def __init__(self, *args, needs, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["requirement"].queryset = needs
        self.fields["requirement"].label_from_instance = lambda need: f"{need.role.title}: {need.words}"
