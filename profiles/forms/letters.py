"""For how long no letters come."""

from datetime import date

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from profiles import rules
from talent_register.common.forms import DateField, RadiosField
from talent_register.letters.models import Purpose

from .work import LettersForm

A_DAY = "DAY"
WEEKLY, MONTHLY = "WEEKLY", "MONTHLY"
WRONG_DAY = _("Enter a day from tomorrow on, at most 12 months ahead")


class OwnLettersForm(LettersForm):
    """As asked when registering, and how often somebody hears of opportunities. No answer leaves that as it is."""

    often = RadiosField(
        label=_("How often?"),
        choices=[(WEEKLY, _("At most once a week")), (MONTHLY, _("At most once a month"))],
        required=False,
    )
    field_order = ("purposes", "often", "language")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["purposes"].reveals = {Purpose.OPPORTUNITIES.value: ("often",)}


class LetterPauseForm(forms.Form):
    """A number of months, or a day. `until` of the cleaned data is the day on which letters come again."""

    length = RadiosField(
        label=_("For how long?"),
        choices=[
            ("1", _("1 month")),
            ("2", _("2 months")),
            ("3", _("3 months")),
            ("6", _("6 months")),
            ("12", _("12 months")),
            (A_DAY, _("Until a day that I choose")),
        ],
        reveals={A_DAY: "until"},
        error_messages={"required": _("Select how long you want no letters")},
    )
    until = DateField(
        label=_("Letters come again on"), help_text=_("At most 12 months ahead"), thing=_("The day"), required=False
    )

    def clean(self):
        data = super().clean()
        today, length = timezone.localdate(), data.get("length")
        if length and length != A_DAY:
            data["until"] = rules.paused_until(today, int(length))
        elif length and "until" not in self.errors:
            self._check(data.get("until"), today)
        return data

    def _check(self, until: date | None, today: date) -> None:
        try:
            rules.check_can_pause_letters(today, until)
        except rules.CannotPause:
            self.add_error("until", WRONG_DAY)
