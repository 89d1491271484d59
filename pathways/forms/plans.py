"""Actions of a plan, what becomes of them, and who may read it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from pathways.models import PlanAction
from talent_register.common.forms import DateField, RadiosField

TOO_LONG = _("Use %(limit_value)d characters or fewer. You used %(show_value)d")


class PlanActionForm(forms.Form):
    words = forms.CharField(
        label=_("What will you do?"),
        max_length=200,
        error_messages={"required": _("Enter what you will do"), "max_length": TOO_LONG},
    )
    kind = RadiosField(
        label=_("How will you learn?"),
        choices=PlanAction.Kind.choices,
        error_messages={"required": _("Select how you will learn")},
    )
    due_on = DateField(
        label=_("By when? (optional)"), thing=_("The date"), required=False, help_text=_("For example, 27 3 2027")
    )
    helper = forms.CharField(
        label=_("Who can help? (optional)"), max_length=150, required=False, error_messages={"max_length": TOO_LONG}
    )
    measure = forms.CharField(
        label=_("How will you know that it worked? (optional)"),
        max_length=300,
        required=False,
        error_messages={"max_length": TOO_LONG},
    )
    evidence = forms.CharField(
        label=_("What shows it? (optional)"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": TOO_LONG},
    )
    evidence_link = forms.URLField(
        label=_("A link that shows it (optional)"),
        required=False,
        assume_scheme="https",
        error_messages={"invalid": _("Enter a link like https://www.example.nhs.uk/project")},
    )
    goal = forms.ChoiceField(
        label=_("Which goal is it for? (optional)"),
        required=False,
        error_messages={"invalid_choice": _("Choose one of your goals, or leave it empty")},
    )

    def __init__(self, *args, goals, **kwargs):
        super().__init__(*args, **kwargs)
        self.by_key = {str(goal.pk): goal for goal in goals}
        self.fields["goal"].choices = [("", _("No goal")), *((key, g.role.title) for key, g in self.by_key.items())]

    def values(self) -> dict:
        """What to keep, with the goal as a goal."""
        return {**self.cleaned_data, "goal": self.by_key.get(self.cleaned_data["goal"])}


class MoveForm(forms.Form):
    to = RadiosField(
        label=_("How far are you?"),
        choices=PlanAction.State.choices,
        error_messages={"required": _("Select how far you are")},
    )
    outcome = forms.CharField(
        label=_("What changed? If you drop it: why?"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": TOO_LONG},
    )


class ShareForm(forms.Form):
    to_email = forms.EmailField(
        label=_("Email address of your reader"),
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={
            "required": _("Enter the email address of your reader"),
            "invalid": _("Enter an email address in the right format, like name@example.nhs.uk"),
        },
    )
