"""Why staff look."""

from django import forms
from django.utils.translation import gettext_lazy as _

from talent_register.common.forms import RadiosField
from tracking.choices import Purpose


class PurposeForm(forms.Form):
    purpose = RadiosField(
        label=_("Why are you looking?"),
        help_text=_("We keep this with every record you open. The person can read it."),
        choices=Purpose.choices,
        error_messages={"required": _("Select why you are looking")},
    )
