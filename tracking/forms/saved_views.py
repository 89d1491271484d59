"""What staff type about a saved view."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tracking.rules.saved_views import LONGEST_NAME

from .people import NOT_ON_THE_LIST


class SavedViewForm(forms.Form):
    """Its name, and whether the team sees it. For which team is asked only of people with several."""

    name = forms.CharField(
        label=_("Name of the view"),
        help_text=_("For example Nurses who would like a bigger role"),
        max_length=LONGEST_NAME,
        error_messages={
            "required": _("Enter a name for the view"),
            "max_length": _("Name of the view must be %(limit_value)d characters or fewer"),
        },
    )
    is_shared = forms.BooleanField(
        label=_("Share it with my team"),
        help_text=_("Each of you sees only the people you may see yourself."),
        required=False,
    )
    team = forms.ChoiceField(label=_("Which team?"), error_messages={"required": _("Select a team"), **NOT_ON_THE_LIST})

    def __init__(self, *args, teams, **kwargs):
        super().__init__(*args, **kwargs)
        self.teams = {str(team.pk): team for team in teams}
        if len(self.teams) < 2:
            del self.fields["team"]
        else:
            self.fields["team"].choices = [("", ""), *((pk, str(team)) for pk, team in self.teams.items())]

    def chosen_team(self):
        return self.teams[self.cleaned_data.get("team") or next(iter(self.teams))]
