"""An offer, a question and an answer. None of them may tell how to reach anybody."""

from django import forms
from django.utils.translation import gettext_lazy as _

from pathways.choices import MentorTopic
from pathways.models import MentorOffer
from pathways.rules.mentoring import tells_contact
from talent_register.common.forms import CheckboxesField, RadiosField


class Hidden(forms.CharField):
    """Words that the other person reads before both have agreed."""

    widget = forms.Textarea(attrs={"rows": 4})

    def clean(self, value):
        words = super().clean(value)
        if tells_contact(words):
            raise forms.ValidationError(
                _("Leave out email addresses, links and phone numbers until you have both agreed")
            )
        return words


class OfferForm(forms.Form):
    kind = RadiosField(label=_("What do you offer?"), choices=MentorOffer.Kind.choices)
    topics = CheckboxesField(
        label=_("What can you help with?"),
        choices=MentorTopic.choices,
        error_messages={"required": _("Select at least one thing you can help with")},
    )
    capacity = forms.IntegerField(
        label=_("For how many people at the same time?"),
        min_value=1,
        max_value=6,
        widget=forms.TextInput(attrs={"class": "nhsuk-input--width-2", "inputmode": "numeric"}),
    )
    about = Hidden(
        label=_("What have you done that helps? (optional)"),
        required=False,
        max_length=500,
        help_text=_("People read this before they know who you are. Leave out your name"),
    )
    is_remote = forms.BooleanField(label=_("I can do this by video"), required=False)
    is_open = forms.BooleanField(label=_("I can be asked now"), required=False)


class AskForm(forms.Form):
    message = Hidden(
        label=_("What would you like help with?"),
        max_length=1000,
        help_text=_("Leave out your name and how to reach you. You both learn that when you have agreed"),
        error_messages={"required": _("Enter what you would like help with")},
    )


class AnswerForm(forms.Form):
    decision = RadiosField(
        label=_("Will you do it?"),
        choices=[("6", _("Yes, for 6 months")), ("12", _("Yes, for 12 months")), ("no", _("Not now"))],
        error_messages={"required": _("Select your answer")},
    )
    answer = Hidden(label=_("A word to them (optional)"), required=False, max_length=500)
