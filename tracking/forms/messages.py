"""What staff type to many people at once."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tracking.rules.support import NAME, TEAM, CannotSupport, check_message

from .discussions import long_text


class MessageForm(forms.Form):
    """One message. Not called `q` or like any filter: those travel in the same form."""

    words = long_text(
        _("Your message"),
        rows=10,
        help_text=_("Write %(name)s where the name of each person belongs, and %(team)s for your team.")
        % {"name": NAME, "team": TEAM},
        error_messages={"required": _("Enter the message")},
    )

    def clean_words(self) -> str:
        words = self.cleaned_data["words"]
        try:
            check_message(words)
        except CannotSupport as reason:
            raise forms.ValidationError(str(reason)) from reason
        return words
