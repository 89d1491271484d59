"""What staff type about review meetings: the plan, a first rating, a decision, an action, a conflict."""

from datetime import timedelta

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from talent_register.common.forms import CheckboxesField, DateField, RadiosField
from tracking.actions.decisions import Verdict
from tracking.choices import READINESS_HINTS, Readiness
from tracking.models import Decision
from tracking.rules.meetings import Rating

from .discussions import NOT_ON_THE_LIST, long_text
from .owners import OfATeam

WORK_TAKES = timedelta(days=28)


class MeetingForm(OfATeam, forms.Form):
    """When a team meets, who sits in it and what they read before."""

    name = forms.CharField(
        label=_("Name of the meeting"),
        help_text=_("For example South West nursing leaders, spring. The people on the agenda cannot see the name."),
        max_length=100,
        error_messages={
            "required": _("Enter a name for the meeting"),
            "max_length": _("Name of the meeting must be %(limit_value)d characters or fewer"),
        },
    )
    on = DateField(
        label=_("When is it?"),
        thing=_("The day of the meeting"),
        error_messages={"required": _("Enter the day of the meeting")},
    )
    owner = forms.ChoiceField(
        label=_("Whose meeting is it?"), error_messages={"required": _("Select whose meeting it is"), **NOT_ON_THE_LIST}
    )
    members = CheckboxesField(
        label=_("Who takes part?"), help_text=_("You take part yourself."), required=False, choices=[]
    )
    papers = long_text(
        _("Papers (optional)"), required=False, help_text=_("What members read before, with web addresses.")
    )
    is_blind = forms.BooleanField(
        label=_("Each member rates everybody before they see the ratings of others"), required=False, initial=True
    )

    def __init__(self, *args, organisations, colleagues, is_new=True, **kwargs):
        super().__init__(*args, **kwargs)
        self.offer_owners(organisations)
        self.colleagues = {str(one.pk): one for one in colleagues}
        self.fields["members"].choices = [(key, str(one)) for key, one in self.colleagues.items()]
        if not self.colleagues:
            del self.fields["members"]
        if not is_new:
            self.fields.pop("owner", None)
            del self.fields["is_blind"]

    def chosen_members(self):
        return [self.colleagues[key] for key in self.cleaned_data.get("members", [])]


class ChooseMeetingForm(forms.Form):
    """Which of the coming meetings."""

    into = forms.ChoiceField(
        label=_("Which meeting?"), error_messages={"required": _("Select a meeting"), **NOT_ON_THE_LIST}
    )

    def __init__(self, *args, meetings, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.meetings = {str(one.uuid): one for one in meetings}
        following = next((one for one in meetings if one.on >= today), None)
        teams = len({one.owner_id for one in meetings})
        names = []
        for key, one in self.meetings.items():
            words = f"{one.name}, {date_format(one.on, 'j F Y')}"
            words = f"{words}, {one.owner}" if teams > 1 else words
            names.append((key, _("Next: %(meeting)s") % {"meeting": words} if one == following else words))
        self.fields["into"].choices = names if len(names) == 1 else [("", _("Choose a meeting")), *names]

    def chosen(self):
        return self.meetings[self.cleaned_data["into"]]


class RatingForm(forms.Form):
    """What one member thinks before hearing the others."""

    readiness = RadiosField(
        label=_("How soon could they take a bigger role?"),
        choices=Readiness.choices,
        hints=READINESS_HINTS,
        error_messages={"required": _("Select how soon they could take a bigger role")},
    )
    place = forms.ChoiceField(label=_("Place on the grid (optional)"), required=False, error_messages=NOT_ON_THE_LIST)
    words = long_text(_("What you have seen (optional)"), required=False)

    def __init__(self, *args, grid, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = places_of(grid)

    def rating(self) -> Rating:
        return Rating(self.cleaned_data["readiness"], self.cleaned_data["place"])


class DecisionForm(forms.Form):
    """What the meeting decides. Where somebody stands is filled in already; only a move asks for a reason."""

    outcome = RadiosField(
        label=_("What did you decide?"),
        choices=Decision.Outcome.choices,
        error_messages={"required": _("Select what you decided")},
    )
    readiness = RadiosField(
        label=_("How soon could they take a bigger role?"), choices=Readiness.choices, required=False
    )
    place = forms.ChoiceField(label=_("Place on the grid"), required=False, error_messages=NOT_ON_THE_LIST)
    reason = long_text(
        _("Reason, if the rating is another than before"),
        required=False,
        help_text=_("They will read it. It is the evidence for the new rating."),
    )
    words = long_text(_("What you agreed (optional)"), required=False, help_text=_("They will read it."))

    def __init__(self, *args, grid, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = places_of(grid)

    def verdict(self) -> Verdict:
        return Verdict(**{name: self.cleaned_data[name] for name in Verdict.__dataclass_fields__})


class WorkForm(forms.Form):
    """One action about somebody."""

    words = forms.CharField(
        label=_("What is to be done?"),
        max_length=200,
        error_messages={
            "required": _("Enter what is to be done"),
            "max_length": _("What is to be done must be %(limit_value)d characters or fewer"),
        },
    )
    owner = forms.ChoiceField(
        label=_("Who does it?"), error_messages={"required": _("Select who does it"), **NOT_ON_THE_LIST}
    )
    due_on = DateField(
        label=_("By when?"),
        thing=_("The day"),
        error_messages={"required": _("Enter the day by which it is to be done")},
    )

    def __init__(self, *args, owners, today, **kwargs):
        super().__init__(*args, initial={"due_on": today + WORK_TAKES}, **kwargs)
        self.owners = {str(one.pk): one for one in owners}
        self.fields["owner"].choices = [
            ("", _("Choose a member")),
            *((pk, str(one)) for pk, one in self.owners.items()),
        ]

    def chosen_owner(self):
        return self.owners[self.cleaned_data["owner"]]


class ConflictForm(forms.Form):
    """Of whom a member keeps out."""

    people = CheckboxesField(
        label=_("Whom do you know too well to judge?"),
        help_text=_("Family, friends, people you manage or compete with."),
        error_messages={"required": _("Select at least 1 person, or go back")},
    )

    def __init__(self, *args, items, **kwargs):
        super().__init__(*args, **kwargs)
        self.items = {item.clinician.reference: item for item in items}
        self.fields["people"].choices = [(key, item.clinician.full_name) for key, item in self.items.items()]

    def chosen(self):
        return [self.items[key] for key in self.cleaned_data["people"]]


def places_of(grid) -> list[tuple[str, str]]:
    return [("", _("Not placed")), *((place, grid.words(place)) for place in grid.places())]
