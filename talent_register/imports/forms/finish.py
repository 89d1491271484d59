"""The last questions before an import takes effect."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from talent_register.common.forms import RadiosField
from talent_register.imports.choices import Leavers, Zeros


class CheckForm(forms.Form):
    """Zeros that a spreadsheet removed, people who are not in the file, and the declaration."""

    zeros = RadiosField(
        choices=Zeros.choices, error_messages={"required": gettext_lazy("Select what to do with the 0s")}
    )
    leavers = RadiosField(
        choices=Leavers.choices,
        hints={Leavers.KEEP: gettext_lazy("They stay as they are")},
        error_messages={"required": gettext_lazy("Select what becomes of the people who are not in your file")},
    )
    declared = forms.BooleanField(
        error_messages={"required": gettext_lazy("Tick the box to confirm before you import")},
    )

    def __init__(self, *args, run, declaration, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["declared"].label = declaration
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
