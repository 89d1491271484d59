"""How often somebody wants their digest, and whether letters about their meetings."""

from django import forms
from django.utils.translation import gettext_lazy as _

from talent_register.common.forms import RadiosField
from tracking.choices import Rhythm

NEVER = "NEVER"
SEND, DO_NOT_SEND = "SEND", "DO_NOT_SEND"


class DigestForm(forms.Form):
    """Weekly, daily or not at all; and letters about meetings, of those who may take part in one."""

    rhythm = RadiosField(
        label=_("How often do you want it?"),
        choices=[*Rhythm.choices, (NEVER, _("Not at all"))],
        hints={
            Rhythm.WEEKLY: _("On the first working day of the week, from 8am"),
            Rhythm.DAILY: _("From 8am. Nobody gets more than 3 letters a week, so on some days none comes"),
        },
        error_messages={"required": _("Select how often you want it")},
    )

    meetings = RadiosField(
        label=_("Do you want letters about review meetings that you take part in?"),
        help_text=_("When you are asked, when the day moves or the meeting is cancelled, and 7 days and 1 day before."),
        choices=[(SEND, _("Yes")), (DO_NOT_SEND, _("No"))],
        required=False,
    )

    def __init__(self, *args, has_meetings, **kwargs):
        super().__init__(*args, **kwargs)
        if not has_meetings:
            del self.fields["meetings"]

    @property
    def wants_letters_of_meetings(self) -> bool | None:
        """None where nothing was said of them."""
        said = self.cleaned_data.get("meetings")
        return said == SEND if said else None

    def wanted(self) -> str:
        """As tracking.actions.digests.choose takes it."""
        rhythm = self.cleaned_data["rhythm"]
        return "" if rhythm == NEVER else rhythm
