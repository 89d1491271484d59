"""What staff say before a list leaves the register."""

from django import forms
from django.utils.translation import gettext_lazy as _

from talent_register.common.forms import CheckboxesField, RadiosField
from tracking.choices import ExportColumn
from tracking.models import Export
from tracking.rules.exports import SHORTEST_REASON


class ExportForm(forms.Form):
    reason = forms.CharField(
        label=_("Why do you need this list outside the register?"),
        help_text=_("The people in it can read that they were exported, and why."),
        min_length=SHORTEST_REASON,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": _("Enter why you need this list"),
            "min_length": _("Why you need this list must be %(limit_value)d characters or more"),
            "max_length": _("Why you need this list must be %(limit_value)d characters or fewer"),
        },
    )
    columns = CheckboxesField(
        label=_("Which columns?"),
        help_text=_("Choose only what you need. Names are not needed to count people."),
        choices=ExportColumn.choices,
        error_messages={"required": _("Select at least one column")},
    )
    format = RadiosField(
        label=_("Which kind of file?"),
        choices=Export.Format.choices,
        error_messages={"required": _("Select the kind of file")},
    )

    def clean_columns(self):
        """In the order of the page, whatever the order in which they came."""
        chosen = set(self.cleaned_data["columns"])
        return [name for name in ExportColumn.values if name in chosen]
