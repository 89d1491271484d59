"""What staff type about support."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from talent_register.common.forms import DateField, RadiosField
from tracking.actions.support import Offer
from tracking.models import SupportEvent

from .discussions import NOT_ON_THE_LIST, long_text


class SupportForm(forms.Form):
    """One thing that was offered or done, or a message."""

    kind = RadiosField(
        label=_("What is it?"),
        choices=SupportEvent.Kind.choices,
        hints={SupportEvent.Kind.MESSAGE: _("They get a letter that a message waits. They read it when logged in.")},
        error_messages={"required": _("Select what it is")},
    )
    words = long_text(
        _("What you offered or did, or your message"),
        rows=8,
        help_text=_("They read this at once."),
        error_messages={"required": _("Enter what you offered or did, or your message")},
    )
    on = DateField(label=_("When?"), thing=_("The day"), error_messages={"required": _("Enter the day")})
    follow_up_on = DateField(label=_("Remind me on (optional)"), thing=_("The day of the reminder"), required=False)

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, initial={"on": today, **kwargs.pop("initial", {})}, **kwargs)

    def offer(self) -> Offer:
        return Offer(**{name: self.cleaned_data[name] for name in Offer.__dataclass_fields__})


class WaitingForm(forms.Form):
    """Which of the people who wait. It lives in the address."""

    region = forms.ChoiceField(label=_("Region"), required=False, error_messages=NOT_ON_THE_LIST)

    def __init__(self, *args, regions: list[tuple[Any, str, str]], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["region"].choices = [("", _("Any")), *((code, name) for _pk, name, code in regions)]
