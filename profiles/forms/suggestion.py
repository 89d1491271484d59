from django import forms
from django.utils.translation import gettext_lazy as _

from profiles.models import Suggestion
from talent_register.common.forms import RadiosField

CHOICES = (
    (Suggestion.State.KEPT.value, _("Keep mine")),
    (Suggestion.State.ACCEPTED.value, _("Use theirs")),
    (Suggestion.State.WRONG.value, _("Theirs is wrong")),
)


class SuggestionForm(forms.Form):
    choice = RadiosField(
        label=_("What do you want to do?"),
        choices=CHOICES,
        hints={Suggestion.State.WRONG.value: _("We keep yours and tell them")},
        error_messages={"required": _("Select what you want to do")},
    )
