"""Whether and from when the people of an imported list are written to."""

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from talent_register.common.forms import DateField, RadiosField
from talent_register.imports import rules

MORNING, DAY, NONE = "morning", "day", "none"


class LettersForm(forms.Form):
    """The next working morning, another day, or no letters. The morning is chosen beforehand."""

    when = RadiosField(
        label=gettext_lazy("When do we write to these people?"),
        reveals={DAY: "day"},
        error_messages={"required": gettext_lazy("Select when we write, or that we do not")},
    )
    day = DateField(label=gettext_lazy("Date to send"), required=False)

    def __init__(self, *args, nation: str, now, **kwargs):
        super().__init__(*args, initial={"when": MORNING}, **kwargs)
        self.nation, self.now = nation, now
        self.first = rules.first_letter_day(now, nation)
        morning = _("On %(day)s at 9am") % {"day": date_format(self.first, "l j F Y")}
        self.fields["when"].choices = [
            (MORNING, morning),
            (DAY, _("On another day at 9am")),
            (NONE, _("Do not send letters")),
        ]
        self.fields["when"].hints = {
            MORNING: _("The next working day. Until then you can stop them, or undo the import"),
            NONE: _("You can choose to send them later"),
        }

    def clean(self):
        data = self.cleaned_data
        if data.get("when") == DAY and "day" not in self.errors:
            self._check_day(data.get("day"))
        return data

    def _check_day(self, day) -> None:
        if day is None:
            self.add_error("day", _("Enter the date to send"))
            return
        try:
            rules.check_letter_day(day, now=self.now, nation=self.nation)
        except rules.CannotChange as reason:
            self.add_error("day", str(reason))

    @property
    def chosen_day(self):
        """The day from which letters leave; None where nobody is to be written to."""
        choice = self.cleaned_data["when"]
        return None if choice == NONE else self.cleaned_data["day"] if choice == DAY else self.first
