"""Numbers on registers: what the person gives, and what somebody who looked them up found."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from profiles import rules
from profiles.models import Licence, Registration, RegistrationState, Regulator
from talent_register.common.forms import DateField, MonthField, RadiosField

CAREER_STAGES = (
    ("PRACTISING", _("I am on a professional register")),
    ("STUDENT", _("I am a student or trainee, not registered yet")),
    ("NOT_YET", _("I am waiting to join or rejoin a register")),
    ("OVERSEAS", _("I am registered in another country")),
    ("RETIRED", _("I am retired from clinical practice")),
    ("NONE", _("My work does not need registration")),
)
LICENCES = (
    (Licence.HELD, _("Yes")),
    (Licence.NOT_HELD, _("No, I am registered without one")),
    (Licence.UNKNOWN, _("I am not sure")),
)


class StandingForm(forms.Form):
    """Where somebody stands: registered, a student, not yet, retired, overseas or without need."""

    career_stage = RadiosField(
        label=_("Are you on a professional register?"),
        choices=CAREER_STAGES,
        help_text=_("You can use every tool here, whatever you choose. Some roles need registration."),
        error_messages={"required": _("Select whether you are on a professional register")},
    )


class RegulatorForm(forms.Form):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["regulator"] = RadiosField(
            label=_("Which register is the number on?"),
            choices=[(r.code, r.name) for r in Regulator.objects.in_use()],
            error_messages={"required": _("Select which register the number is on")},
        )


class NumberForm(forms.Form):
    """A number on one register."""

    number = forms.CharField(
        max_length=60,
        widget=forms.TextInput(attrs={"class": "nhsuk-input--width-10", "spellcheck": "false", "autocomplete": "off"}),
        error_messages={"max_length": _("Registration number must be 30 characters or fewer")},
    )

    def __init__(self, *args, regulator: Regulator, **kwargs):
        super().__init__(*args, **kwargs)
        self.regulator = regulator
        label = regulator.number_label or str(_("Registration number"))
        field = self.fields["number"]
        field.label = _("What is your %(label)s?") % {"label": label}
        field.help_text = regulator.number_hint
        field.error_messages["required"] = _("Enter your %(label)s") % {"label": label}
        if regulator.number_example.isdigit():
            field.widget.attrs["inputmode"] = "numeric"
        self.warning = ""

    def clean_number(self):
        typed = self.cleaned_data["number"].strip()
        try:
            self.warning = str(rules.check_number(self.regulator.code, typed))
        except rules.CannotUseNumber as reason:
            raise forms.ValidationError(str(reason)) from None
        return typed[:30]


class JoinedForm(forms.Form):
    """When a number was first on its register."""

    registered_on = MonthField(
        label=_("When did you join this register? (optional)"),
        thing=_("The month you joined"),
        required=False,
        help_text=_("For example, 9 2012. About right is fine."),
    )

    def clean_registered_on(self):
        day = self.cleaned_data["registered_on"]
        if day and day > timezone.localdate():
            raise forms.ValidationError(_("The month you joined must be in the past"))
        return day


class LicenceForm(forms.Form):
    """Whether there is a licence beside the number, where the regulator has one."""

    licence = RadiosField(
        label=_("Do you hold a licence to practise?"),
        choices=LICENCES,
        error_messages={"required": _("Select whether you hold a licence to practise")},
    )


class CheckForm(forms.Form):
    """What the public register says on a day."""

    found = RadiosField(
        label=_("What did you find?"),
        choices=[
            ("yes", _("The name and the number stand together on the register")),
            ("other", _("The number is there, with another name")),
            ("no", _("The number is not there")),
        ],
        error_messages={"required": _("Select what you found")},
    )
    seen_on = DateField(label=_("When did you look?"), thing=_("The day you looked"))
    note = forms.CharField(
        label=_("What did you see? (optional if all agrees)"),
        help_text=_("In a few words. The person can read this."),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        max_length=500,
        error_messages={"max_length": _("What you saw must be 500 characters or fewer")},
    )

    def __init__(self, *args, registration: Registration, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("seen_on", timezone.localdate())
        self.statuses = {s.code: s for s in registration.regulator.statuses.in_use()}
        words = [(code, status.label) for code, status in self.statuses.items()]
        general = [(s.value, s.label) for s in RegistrationState if s != RegistrationState.UNKNOWN]
        self.fields["status"] = RadiosField(
            label=_("What does the register call it?"), choices=words or general, required=False
        )
        self.order_fields(["found", "status", "seen_on", "note"])

    def clean_seen_on(self):
        day = self.cleaned_data["seen_on"]
        try:
            rules.check_seen_on(day, timezone.localdate())
        except rules.CannotCheck:
            raise forms.ValidationError(_("The day you looked must be today or in the past")) from None
        return day

    def clean(self):
        cleaned = super().clean()
        found = cleaned.get("found")
        if found == "yes" and not cleaned.get("status") and "status" not in self.errors:
            self.add_error("status", _("Select what the register calls it"))
        if found in ("other", "no") and not cleaned.get("note") and "note" not in self.errors:
            self.add_error("note", _("Enter what you saw, so that the person can put it right"))
        return cleaned

    def facts(self) -> dict:
        chosen, is_match = self.cleaned_data["status"], self.cleaned_data["found"] == "yes"
        status = self.statuses.get(chosen)
        state = status.state if status else (chosen or RegistrationState.UNKNOWN)
        return {
            "is_match": is_match,
            "status": status,
            "state": state if is_match else RegistrationState.UNKNOWN,
            "licence": status.licence if status else Licence.UNKNOWN,
            "seen_on": self.cleaned_data["seen_on"],
            "note": self.cleaned_data["note"],
        }
