"""Who is to hold talent discussions."""

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from talent_register.accounts.models import User
from talent_register.organisations.models import Organisation

from .people import NOT_ON_THE_LIST

NOBODY = "nobody"


class ReviewerForm(forms.Form):
    """`to`, because `reviewer` is a filter that may travel in the same form. Several teams stand as groups."""

    to = forms.ChoiceField(
        label=_("Who is to hold the next talent discussion?"),
        help_text=_("People can read who is to talk with them."),
        error_messages={"required": _("Select who is to hold the next talent discussion"), **NOT_ON_THE_LIST},
    )

    def __init__(self, *args, teams: Iterable[tuple[Organisation, list[User]]], **kwargs):
        super().__init__(*args, **kwargs)
        self.choice: dict[str, tuple[Organisation, User | None]] = {}
        groups = []
        for team, members in teams:
            these = {f"{team.code}/{one.uuid}": one for one in members}
            self.choice |= {key: (team, one) for key, one in these.items()}
            self.choice[f"{team.code}/{NOBODY}"] = (team, None)
            options = [(key, one.name or one.email) for key, one in these.items()]
            groups.append((str(team), [*options, (f"{team.code}/{NOBODY}", _("Nobody for now"))]))
        flat = groups[0][1] if len(groups) == 1 else groups
        self.fields["to"].choices = [("", _("Choose a colleague")), *flat]

    def chosen(self) -> tuple[Organisation, User | None]:
        """For which team, and who; nobody takes it back."""
        return self.choice[self.cleaned_data["to"]]
