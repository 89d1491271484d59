from django import forms
from django.utils.translation import gettext_lazy as _

from talent_register.common.forms import RadiosField


class DoneForm(forms.Form):
    """Whether a section is finished. Saying no is fine: it can be finished later."""

    done = RadiosField(
        label=_("Have you finished this section?"),
        choices=[("yes", _("Yes, I have finished it")), ("no", _("No, I will come back to it later"))],
        error_messages={"required": _("Select yes if you have finished this section")},
    )
