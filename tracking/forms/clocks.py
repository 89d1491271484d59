"""Time away from work, as the person states it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from talent_register.common.forms import DateField, RadiosField
from tracking.models import ClockStop
from tracking.rules import clocks

WHY_NOT = {
    "order": _("The day you are back must be after the day it began"),
    "long": _("Time away can be 2 years at most. Tell us again when it gets longer"),
    "overlap": _("You have told us of this time already"),
}


class ClockForm(forms.Form):
    kind = RadiosField(
        label=_("What kind of time away is it?"),
        choices=ClockStop.Kind.choices,
        error_messages={"required": _("Select what kind of time away it is")},
    )
    from_date = DateField(
        label=_("When does it begin?"),
        thing=_("The day it begins"),
        error_messages={"required": _("Enter the day it begins")},
    )
    until = DateField(
        label=_("When do you expect to be back?"),
        thing=_("The day you are back"),
        help_text=_("Your best guess is fine. You can tell us when you are back."),
        error_messages={"required": _("Enter the day you expect to be back")},
    )

    def refuse(self, reason: clocks.CannotStop) -> None:
        self.add_error("until", WHY_NOT[str(reason)])
