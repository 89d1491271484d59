"""How often somebody wants their digest."""

from django import forms
from django.utils.translation import gettext_lazy as _

from talent_register.common.forms import RadiosField
from tracking.choices import Rhythm

NEVER = "NEVER"


class DigestForm(forms.Form):
    """Weekly, daily or not at all."""

    rhythm = RadiosField(
        label=_("How often do you want it?"),
        choices=[*Rhythm.choices, (NEVER, _("Not at all"))],
        hints={
            Rhythm.WEEKLY: _("On the first working day of the week, from 8am"),
            Rhythm.DAILY: _("From 8am. Nobody gets more than 3 letters a week, so on some days none comes"),
        },
        error_messages={"required": _("Select how often you want it")},
    )

    def wanted(self) -> str:
        """As tracking.actions.digests.choose takes it."""
        rhythm = self.cleaned_data["rhythm"]
        return "" if rhythm == NEVER else rhythm
