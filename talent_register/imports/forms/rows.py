"""What somebody decides about one row: another value, or which of two rows stays."""

from django import forms
from django.utils.translation import gettext_lazy as _

from talent_register.imports.checking.engine import MISFIT


class RowForm(forms.Form):
    """`column` is ours; `keep` is a row number. The buttons have names of their own."""

    column = forms.ChoiceField()
    value = forms.CharField(
        required=False,
        max_length=2_000,
        error_messages={"max_length": _("A value must be 2000 characters or fewer")},
    )
    code = forms.CharField(required=False, max_length=60)
    keep = forms.IntegerField(required=False, error_messages={"invalid": _("Select which of the rows to keep")})

    def __init__(self, *args, list_type, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["column"].choices = [(MISFIT, ""), *((column.key, column.label) for column in list_type.columns)]

    def mistake(self) -> str:
        """The first thing that is wrong, as a sentence."""
        return next(error for errors in self.errors.values() for error in errors)
