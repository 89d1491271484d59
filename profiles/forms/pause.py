from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from profiles import rules


class PauseForm(forms.Form):
    """For how long, and if the person likes, why."""

    reason = forms.CharField(
        label=_("Why? (optional)"),
        help_text=_("You do not have to say. Only you can read it."),
        required=False,
        max_length=200,
        error_messages={"max_length": _("Why must be 200 characters or fewer")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["months"] = forms.TypedChoiceField(
            label=_("For how long?"),
            coerce=int,
            choices=[("", "---------")]
            + [(n, ngettext("%(n)d month", "%(n)d months", n) % {"n": n}) for n in rules.MONTHS],
            error_messages={
                "required": _("Select how long you want to pause"),
                "invalid_choice": _("Select from 1 to 12 months"),
            },
        )
        self.order_fields(["months", "reason"])
