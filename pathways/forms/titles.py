"""Titles that several jobs share, among the roles that people choose from: who chooses one is asked which they mean."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pathways.rules.titles import WHICH

SEVERAL_JOBS = _("Different jobs share this name. Choose which one you mean")


class AsksWhich(forms.Form):
    """A form whose choices of roles also hold titles that jobs share, by values that begin with WHICH."""

    @property
    def shared_chosen(self) -> dict[str, str]:
        """The fields in which such a title was chosen, each with its value."""
        values = {name: str(self.data.get(name, "")) for name in self.fields} if self.is_bound else {}
        return {name: value for name, value in values.items() if value.startswith(WHICH)}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name in self.shared_chosen:
            if name in cleaned:
                self.add_error(name, SEVERAL_JOBS)
        return cleaned
