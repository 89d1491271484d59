"""What narrows the list of imports."""

from django import forms
from django.utils.translation import gettext_lazy as _

from talent_register.imports.choices import State


class HistoryForm(forms.Form):
    """Status, kind of list, who started it and in which year. What is not on a list narrows nothing."""

    state = forms.ChoiceField(label=_("Status"), choices=[("", _("All")), *State.choices], required=False)
    kind = forms.ChoiceField(label=_("Type"), required=False)
    by = forms.ChoiceField(label=_("By"), required=False)
    year = forms.ChoiceField(label=_("Year"), required=False)

    def __init__(self, data, *, found, kinds):
        super().__init__(data)
        self.found = found
        people = found.exclude(uploaded_by=None).order_by("uploaded_by__name")
        people = people.values_list("uploaded_by__uuid", "uploaded_by__name").distinct()
        years = found.datetimes("uploaded_at", "year", order="DESC")
        everything = [("", _("All"))]
        self.fields["kind"].choices = everything + [(code, kind.name) for code, kind in kinds.items()]
        self.fields["by"].choices = everything + [(str(uuid), name) for uuid, name in people]
        self.fields["year"].choices = everything + [(str(day.year), str(day.year)) for day in years]

    def narrowed(self):
        """The imports that match."""
        self.is_valid()
        names = {"state": "state", "kind": "list_type", "by": "uploaded_by__uuid", "year": "uploaded_at__year"}
        wanted = {names[name]: value for name, value in self.cleaned_data.items() if value}
        return self.found.filter(**wanted)

    @property
    def is_narrow(self) -> bool:
        return any(self.cleaned_data.values())
