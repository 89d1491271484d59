"""What an invited person types: proof that it is them, what is wrong; and what support decides."""

from django import forms
from django.utils.translation import gettext_lazy as _

from profiles.models import ClaimRequest, ClinicianState
from talent_register.common.forms import CheckboxesField, DateField, RadiosField

from .person import text_field

PARTS = (
    ("name", _("Name")),
    ("email", _("Email address")),
    ("number", _("Registration number")),
    ("training", _("Specialty, grade or dates")),
)


class ProofForm(forms.Form):
    """One of two things that only the person is likely to know."""

    number = text_field(
        _("Your registration number"),
        "",
        longest=60,
        required=False,
        widget=forms.TextInput(attrs={"class": "nhsuk-input--width-10", "spellcheck": "false", "autocomplete": "off"}),
    )
    birth_date = DateField(
        label=_("Or your date of birth"),
        thing=_("Date of birth"),
        required=False,
        help_text=_("For example, 31 3 1980"),
    )

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not cleaned.get("number") and not cleaned.get("birth_date"):
            self.add_error("number", _("Enter your registration number or your date of birth"))
        return cleaned


class WrongForm(forms.Form):
    parts = CheckboxesField(
        label=_("What is wrong?"), choices=PARTS, error_messages={"required": _("Select what is wrong")}
    )
    message = forms.CharField(
        label=_("What should it say?"),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        max_length=500,
        error_messages={"max_length": _("What it should say must be 500 characters or fewer")},
    )

    @property
    def words(self) -> str:
        parts = [str(words) for code, words in PARTS if code in self.cleaned_data["parts"]]
        return "\n".join(filter(None, [", ".join(parts), self.cleaned_data["message"]]))


class TwiceForm(forms.Form):
    """What somebody knows of their other record."""

    known = text_field(
        _("What do you know of your other record?"),
        _("Enter the reference, email address or registration number of your other record"),
        longest=254,
        help_text=_("Its reference, the email address you used, or a registration number."),
        widget=forms.TextInput(attrs={"class": "nhsuk-input--width-20", "spellcheck": "false", "autocomplete": "off"}),
    )
    message = forms.CharField(
        label=_("Anything else? (optional)"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        max_length=500,
        error_messages={"max_length": _("What you add must be 500 characters or fewer")},
    )


class SettleForm(forms.Form):
    """What support found. Joining is offered only where an unclaimed record and a registered person are there."""

    note = forms.CharField(
        label=_("What you found"),
        help_text=_("How you checked. Do not write what the other person told you in confidence."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=500,
        error_messages={
            "required": _("Enter what you found"),
            "max_length": _("What you found must be 500 characters or fewer"),
        },
    )

    def __init__(self, *args, request: ClaimRequest, **kwargs):
        super().__init__(*args, **kwargs)
        State = ClaimRequest.State
        choices = [(State.REFUSED, _("Not the same person, or nothing to change"))]
        if request.kind == ClaimRequest.Kind.WRONG:
            choices = [(State.CORRECTED, _("The organisation has been told and will correct it")), *choices]
        elif request.kind == ClaimRequest.Kind.DIED:
            choices = [
                (State.CORRECTED, _("They have died: hide the record at once, and delete it later")),
                (State.REFUSED, _("They are alive, or we could not find out")),
            ]
        elif request.kind in ClaimRequest.OF_LISTS:
            choices = [(State.CORRECTED, _("The record was wrong and is corrected")), *choices]
        elif can_join(request):
            choices = [(State.JOINED, _("The same person: join the two records")), *choices]
        self.fields["outcome"] = RadiosField(
            label=_("What is the outcome?"), choices=choices, error_messages={"required": _("Select the outcome")}
        )
        self.order_fields(["outcome", "note"])


def can_join(request: ClaimRequest) -> bool:
    """Whether there is an unclaimed record on one side and a registered person on the other."""
    if request.record is None or request.asked_by is None:
        return False
    return request.record.state == ClinicianState.STUB and hasattr(request.asked_by, "clinician")
