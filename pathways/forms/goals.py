"""Choosing a role to aim for, and saying that a requirement is met in another way."""

from django import forms
from django.utils.translation import gettext_lazy as _

from pathways.models import Goal, Role
from talent_register.common.forms import RadiosField

from .titles import AsksWhich


class HorizonForm(forms.Form):
    horizon = RadiosField(
        label=_("When would you like to get there?"),
        choices=Goal.Horizon.choices,
        dividers={"UNSURE": _("or")},
        error_messages={"required": _("Select when you would like to get there")},
    )


class GoalForm(AsksWhich, HorizonForm):
    role = forms.ChoiceField(
        label=_("Which role would you like to aim for?"),
        widget=forms.Select(attrs={"data-autocomplete": ""}),
        help_text=_("Type a part of its name, or choose from the list."),
        error_messages={
            "required": _("Choose a role to aim for"),
            "invalid_choice": _("Choose a role from the list"),
        },
    )
    field_order = ("role", "horizon")

    def __init__(self, *args, roles, titles=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.by_slug: dict[str, Role] = {role.slug: role for role in roles}
        named = ((slug, role.title) for slug, role in self.by_slug.items())
        self.fields["role"].choices = [("", ""), *named, *titles]

    @property
    def chosen(self) -> Role:
        return self.by_slug[self.cleaned_data["role"]]


class OtherWayForm(forms.Form):
    note = forms.CharField(
        label=_("How do you meet this?"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=500,
        help_text=_("Use 1 or 2 sentences. Do not name patients or colleagues."),
        error_messages={
            "required": _("Enter how you meet this"),
            "max_length": _("Use %(limit_value)d characters or fewer. You used %(show_value)d"),
        },
    )
