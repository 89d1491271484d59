"""Which figures to prepare, and for which end of a quarter."""

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from talent_register.common.forms import RadiosField
from tracking.models import ReportSnapshot

from .people import NOT_ON_THE_LIST


class FreezeForm(forms.Form):
    family = RadiosField(
        label=_("Which figures?"),
        choices=ReportSnapshot.Family.choices,
        error_messages={"required": _("Select which figures")},
    )
    as_at = forms.ChoiceField(
        label=_("As at the end of which quarter?"),
        error_messages={"required": _("Select the end of a quarter"), **NOT_ON_THE_LIST},
    )

    def __init__(self, *args, days, **kwargs):
        super().__init__(*args, **kwargs)
        choices = [(day.isoformat(), date_format(day, "j F Y")) for day in reversed(days)]
        self.fields["as_at"].choices = [("", _("Select a day")), *choices]
