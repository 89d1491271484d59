from django import forms
from django.utils.translation import gettext_lazy as _

from profiles.choices import Look

ANY = ("", _("All"))


class LooksFilter(forms.Form):
    """Which of the looks at one's profile. Whatever cannot be read narrows nothing."""

    by = forms.ChoiceField(label=_("Team"), required=False)
    kind = forms.ChoiceField(
        label=_("What they did"),
        required=False,
        choices=[ANY, *Look.choices],
    )
    days = forms.ChoiceField(
        label=_("When"),
        required=False,
        choices=[ANY, ("30", _("In the last 30 days")), ("365", _("In the last year"))],
    )

    def __init__(self, *args, teams, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["by"].choices = [ANY, *((team, team) for team in teams)]

    def chosen(self) -> dict[str, str]:
        self.is_valid()
        return {name: value for name, value in getattr(self, "cleaned_data", {}).items() if value}
