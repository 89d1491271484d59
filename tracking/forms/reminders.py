"""What staff choose about one reminder."""

from django import forms
from django.utils.translation import gettext_lazy as _

from talent_register.common.forms import DateField, RadiosField
from tracking.rules.reminders import BOUNDS

SHORTEST_REASON = 10


def reason_field() -> forms.CharField:
    return forms.CharField(
        label=_("Why?"),
        min_length=SHORTEST_REASON,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": _("Enter why"),
            "min_length": _("Why must be %(limit_value)d characters or more"),
            "max_length": _("Why must be %(limit_value)d characters or fewer"),
        },
    )


class PauseForm(forms.Form):
    """From when until when no reminder goes, and why."""

    from_day = DateField(label=_("First day without reminders"), error_messages={"required": _("Enter the first day")})
    until_day = DateField(
        label=_("Reminders go again on"),
        help_text=_("60 days later at most"),
        error_messages={"required": _("Enter the day on which reminders go again")},
    )
    reason = reason_field()

    def sent(self) -> list[tuple[str, str]]:
        """What was typed, box by box, for the page that asks once more."""
        boxes = [f"{day}_{part}" for day in ("from_day", "until_day") for part in DateField.parts]
        return [(name, self.data.get(name, "")) for name in [*boxes, "reason"]]


class ReminderForm(forms.Form):
    """Whether it goes, how many days from the due day where that may change, and why."""

    is_on = RadiosField(
        label=_("Does this reminder go?"),
        choices=[("on", _("It goes")), ("off", _("It is switched off"))],
        error_messages={"required": _("Select whether this reminder goes")},
    )
    days = forms.IntegerField(widget=forms.TextInput(attrs={"class": "nhsuk-input--width-4", "inputmode": "numeric"}))
    reason = reason_field()

    def __init__(self, *args, kind, **kwargs):
        super().__init__(*args, **kwargs)
        bounds = sorted(abs(day) for day in BOUNDS[kind])
        self.sign = -1 if BOUNDS[kind][0] < 0 else 1
        if bounds[0] == bounds[1]:
            del self.fields["days"]
            return
        said = {"least": bounds[0], "most": bounds[1]}
        field = self.fields["days"]
        field.label = _("How many days before the due day?") if self.sign < 0 else _("How many days after the due day?")
        field.help_text = _("From %(least)d to %(most)d") % said
        wrong = _("Days must be a whole number from %(least)d to %(most)d, like %(least)d") % said
        field.error_messages = {"required": wrong, "invalid": wrong}
        self.bounds, self.wrong = bounds, wrong

    def clean_days(self):
        days = self.cleaned_data["days"]
        if not self.bounds[0] <= days <= self.bounds[1]:
            raise forms.ValidationError(self.wrong)
        return days

    def choice(self) -> dict:
        """As tracking.actions.reminders.choose takes it."""
        said = self.cleaned_data
        return {
            "is_on": said["is_on"] == "on",
            "offset_days": self.sign * said.get("days", 0),
            "reason": said["reason"],
        }
