"""Filters of the catalogue and of what is open, an application, and its outcome."""

from django import forms
from django.utils.translation import gettext_lazy as _

from pathways.choices import FAMILIES, Counted
from pathways.models import Opportunity, Programme
from talent_register.common.forms import RadiosField
from talent_register.organisations.models import Region

ANY = ("", _("Any"))
NOT_ON_THE_LIST = {"invalid_choice": _("Select from the list")}


def _select(label, choices=()):
    return forms.ChoiceField(label=label, required=False, choices=choices, error_messages=NOT_ON_THE_LIST)


class OpportunityFilterForm(forms.Form):
    q = forms.CharField(label=_("Search"), required=False, max_length=80)
    profession = _select(_("Profession"), [ANY, *((family.slug, family.name) for family in FAMILIES)])
    region = _select(_("Region"))
    kind = _select(_("Kind"), [ANY, *Opportunity.Kind.choices])
    closing = _select(
        _("Closing"),
        [
            ("", _("Open now")),
            ("week", _("In the next 7 days")),
            ("month", _("In the next 30 days")),
            ("all", _("Closed ones too")),
        ],
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        regions = Region.objects.filter(opportunities__isnull=False).distinct()
        self.fields["region"].choices = [ANY, *((region.code, region.name) for region in regions)]


class ProgrammeFilterForm(forms.Form):
    q = forms.CharField(label=_("Search"), required=False, max_length=80)
    profession = _select(_("Profession"), [ANY, *((family.slug, family.name) for family in FAMILIES)])
    kind = _select(_("Kind"), [ANY, *Programme.Kind.choices])
    counts = _select(_("Towards completion of training"), [ANY, *Counted.choices])


class ApplyForm(forms.Form):
    statement = forms.CharField(
        label=_("Why this, and why now?"),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("The team that runs it reads this. Name no patients"),
        error_messages={"required": _("Enter why you apply")},
    )


class OutcomeForm(forms.Form):
    offered = RadiosField(
        label=_("What is the outcome?"),
        choices=[("yes", _("Offer a place")), ("no", _("Do not offer a place"))],
        error_messages={"required": _("Select the outcome")},
    )
    reason = forms.CharField(
        label=_("Why?"),
        min_length=20,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("The person reads this. Say what was strong, and what would help next time"),
        error_messages={"required": _("Enter the reason. The person reads it")},
    )
