"""What people type about their data, and what support answers."""

from django import forms
from django.utils.translation import gettext_lazy as _

from profiles.models import RightsRequest
from talent_register.common.forms import RadiosField

MOST = 2000
Kind, State = RightsRequest.Kind, RightsRequest.State


def _words(label, missing, *, hint="", rows=5, most=MOST, too_long=""):
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=most,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": missing, "max_length": too_long},
    )


class AskForm(forms.Form):
    """A correction, an objection or a complaint, in the person's own words."""

    kind = RadiosField(
        label=_("What would you like to ask?"),
        choices=[
            (Kind.CORRECT, _("Correct something I cannot change myself")),
            (Kind.OBJECT, _("Object to a way you use my data")),
            (Kind.COMPLAIN, _("Complain about how you look after my data")),
        ],
        error_messages={"required": _("Select what you would like to ask")},
    )
    message = _words(
        _("Tell us more"),
        _("Enter what you would like to ask"),
        hint=_("Say what is wrong and what it should be. Do not write about patients."),
        too_long=_("What you ask must be 2,000 characters or fewer"),
    )


class SettleRequestForm(forms.Form):
    """Done, not done, or later: each with words that the person reads."""

    LATER = "LATER"
    outcome = RadiosField(
        label=_("What is the outcome?"),
        choices=[(State.DONE, _("Done as asked")), (State.REFUSED, _("Not done")), (LATER, _("We need longer"))],
        hints={
            State.REFUSED: _("Say why, and that the person can complain to the Information Commissioner’s Office."),
            LATER: _("Two months more, once. Say why."),
        },
        error_messages={"required": _("Select the outcome")},
    )
    answer = _words(
        _("What the person will read"),
        _("Enter what the person will read"),
        too_long=_("What the person will read must be 2,000 characters or fewer"),
    )

    def __init__(self, *args, request: RightsRequest, **kwargs):
        super().__init__(*args, **kwargs)
        if request.extended_because:
            self.fields["outcome"].choices = self.fields["outcome"].choices[:2]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("outcome") == self.LATER and len(cleaned.get("answer", "")) > 500:
            self.add_error("answer", _("Why you need longer must be 500 characters or fewer"))
        return cleaned
