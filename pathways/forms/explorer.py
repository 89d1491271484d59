"""What readers may choose on the public pages. Everything is in the address, so pages can be shared."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from pathways.choices import FAMILIES, Stage
from talent_register.common.forms import CheckboxesField

from .titles import AsksWhich

FEWEST_COMPARED, MOST_COMPARED = 2, 3


class WayForm(AsksWhich):
    """Where the reader is and where they would like to go, among the roles of one page."""

    here = forms.ChoiceField(
        label=_("Where are you now?"),
        required=False,
        error_messages={"invalid_choice": _("Choose a role from the list, or leave it empty")},
    )
    goal = forms.ChoiceField(
        label=_("Where would you like to go?"),
        required=False,
        error_messages={"invalid_choice": _("Choose a role from the list, or leave it empty")},
    )

    def __init__(self, *args, roles, titles=(), **kwargs):
        super().__init__(*args, **kwargs)
        choices = [("", _("Not chosen")), *((role.slug, role.title) for role in roles), *titles]
        self.fields["here"].choices = self.fields["goal"].choices = choices


class CompareForm(forms.Form):
    """Which roles to lay beside each other."""

    r = CheckboxesField(
        label=_("Choose 2 or 3 roles"),
        error_messages={
            "required": _("Select 2 or 3 roles"),
            "invalid_choice": _("Select roles from the list on this page"),
        },
    )

    def __init__(self, *args, roles, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["r"].choices = [(role.slug, role.title) for role in roles]

    def clean_r(self):
        chosen = self.cleaned_data["r"]
        if not FEWEST_COMPARED <= len(set(chosen)) <= MOST_COMPARED:
            raise ValidationError(_("Select 2 or 3 roles. You selected %(n)d") % {"n": len(set(chosen))})
        return chosen


class RoleFilterForm(forms.Form):
    """Which roles of the A to Z to show."""

    q = forms.CharField(label=_("Search for a role"), required=False, max_length=80)
    profession = forms.ChoiceField(
        label=_("Profession"),
        required=False,
        choices=[("", _("Any profession")), *((family.slug, family.name) for family in FAMILIES)],
        error_messages={"invalid_choice": _("Choose a profession from the list")},
    )
    stage = forms.ChoiceField(
        label=_("Stage"),
        required=False,
        choices=[("", _("Any stage")), *((stage.value.lower(), stage.label) for stage in Stage)],
        error_messages={"invalid_choice": _("Choose a stage from the list")},
    )
