"""The last questions before an import takes effect."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from talent_register.common.forms import DateField, RadiosField
from talent_register.imports.choices import Leavers, Letters, Zeros


class CheckForm(forms.Form):
    """Zeros that a spreadsheet removed, when to write to people, and the declaration."""

    zeros = RadiosField(
        choices=Zeros.choices, error_messages={"required": gettext_lazy("Select what to do with the 0s")}
    )
    leavers = RadiosField(
        choices=Leavers.choices,
        hints={Leavers.KEEP: gettext_lazy("They stay as they are")},
        error_messages={"required": gettext_lazy("Select what becomes of the people who are not in your file")},
    )
    letters = RadiosField(
        label=gettext_lazy("When should we write to the new people?"),
        choices=Letters.choices,
        initial=Letters.TOMORROW,
        hints={Letters.TOMORROW: gettext_lazy("So that you can undo today")},
        reveals={Letters.DATE: "letters_on"},
        error_messages={"required": gettext_lazy("Select when we should write")},
    )
    letters_on = DateField(label=gettext_lazy("Date to send"), required=False)
    declared = forms.BooleanField(
        label=gettext_lazy("My organisation has told these people we will share this information"),
        error_messages={"required": gettext_lazy("Confirm that your organisation has told these people")},
    )

    def __init__(self, *args, run, **kwargs):
        super().__init__(*args, **kwargs)
        zeros = run.counts.get("zeros", 0)
        if not zeros or run.zeros:
            del self.fields["zeros"]
        else:
            self.fields["zeros"].label = _("%(count)s registration numbers lost the 0s they began with") % {
                "count": zeros
            }
        if leavers := run.counts.get("leavers", 0):
            self.fields["leavers"].label = ngettext(
                "%(count)s person of this intake is not in your file. What do you want to do?",
                "%(count)s people of this intake are not in your file. What do you want to do?",
                leavers,
            ) % {"count": leavers}
        else:
            del self.fields["leavers"]
        if not run.counts.get("new"):
            del self.fields["letters"], self.fields["letters_on"]

    def clean(self):
        data = self.cleaned_data
        if data.get("letters") == Letters.DATE and "letters_on" not in self.errors:
            day = data.get("letters_on")
            if day is None:
                self.add_error("letters_on", _("Enter the date to send"))
            elif day <= timezone.localdate():
                self.add_error("letters_on", _("Date to send must be in the future"))
        return data
