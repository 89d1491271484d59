"""Two sides of a comparison, in the address so that it can be shared."""

from django import forms
from django.utils.translation import gettext_lazy as _

from pathways.rules.pay import BANDS

from .titles import AsksWhich

NOT_KNOWN = "not-known"
CHOOSE = {"required": _("Select what to compare"), "invalid_choice": _("Select from the list")}


class PayForm(AsksWhich):
    """Now and next: a band, a grade, a role, or not known."""

    now = forms.ChoiceField(
        label=_("What are you paid by now?"),
        error_messages=CHOOSE,
        widget=forms.Select(attrs={"data-autocomplete": ""}),
    )
    then = forms.ChoiceField(
        label=_("Which role are you thinking of?"),
        error_messages=CHOOSE,
        widget=forms.Select(attrs={"data-autocomplete": ""}),
    )
    year = forms.ChoiceField(
        label=_("Year"), required=False, error_messages={"invalid_choice": _("Select a year from the list")}
    )
    unchecked = forms.BooleanField(label=_("Also show figures that nobody has checked"), required=False)

    def __init__(self, *args, roles, years, titles=(), **kwargs):
        super().__init__(*args, **kwargs)
        grades = [
            *((f"band-{band}", _("Agenda for Change band %s") % band) for band in BANDS),
            ("consultant", _("Consultant")),
            ("resident", _("Resident doctor")),
            ("specialty-doctor", _("Specialty doctor")),
            ("salaried-gp", _("Salaried GP")),
            (NOT_KNOWN, _("Not known")),
        ]
        named = [*((f"role-{role.slug}", role.title) for role in roles), *titles]
        empty = ("", _("Choose"))
        self.fields["now"].choices = [empty, (_("Bands and grades"), grades), (_("Roles"), named)]
        self.fields["then"].choices = [empty, (_("Roles"), named), (_("Bands and grades"), grades)]
        self.fields["year"].choices = [("", _("Newest")), *((year, year) for year in years)]
