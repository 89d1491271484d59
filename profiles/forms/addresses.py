"""One's addresses: the one at work, and which one letters go to."""

from django import forms
from django.utils.translation import gettext_lazy as _

from talent_register.accounts.forms import EMAIL_ERRORS
from talent_register.common.forms import RadiosField

LOG_IN, WORK = "LOG_IN", "WORK"


class WorkAddressForm(forms.Form):
    email = forms.EmailField(
        label=_("Email address at work"),
        help_text=_("We send a link to it. Nobody can log in with it, so it does no harm when you change jobs."),
        error_messages=EMAIL_ERRORS,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class LettersToForm(forms.Form):
    """`log_in` and `work` are the two addresses."""

    to = RadiosField(label=_("Where do you want our letters?"), error_messages={"required": _("Select an address")})

    def __init__(self, *args, log_in: str, work: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [(LOG_IN, log_in), (WORK, work)]
        self.fields["to"].hints = {LOG_IN: _("You log in with it"), WORK: _("Your work address")}
