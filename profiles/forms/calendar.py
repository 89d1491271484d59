from django import forms
from django.utils.translation import gettext_lazy as _

from talent_register.common.forms import RadiosField


class CalendarForm(forms.Form):
    """Whether the entries say what they are about."""

    titles = RadiosField(
        label=_("What do the entries say?"),
        choices=[
            ("HIDDEN", _("Only that there is something")),
            ("SHOWN", _("What it is about")),
        ],
        hints={"HIDDEN": _("Choose this when others can see your calendar at work.")},
        error_messages={"required": _("Select what the entries say")},
    )
