"""What a person says at the end of a yearly review."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tracking.models import YearlyReview


class ReviewForm(forms.Form):
    """The two buttons of the yearly review."""

    outcome = forms.ChoiceField(
        choices=YearlyReview.Outcome.choices,
        error_messages={
            "required": _("Choose one of the 2 buttons at the end of the page"),
            "invalid_choice": _("Choose one of the 2 buttons at the end of the page"),
        },
    )
