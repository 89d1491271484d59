"""What staff type about a talent discussion, and what the person answers."""

from datetime import timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from pathways.models import Role
from talent_register.common.forms import DateField, RadiosField
from tracking.actions.discussions import Draft, roles_in
from tracking.choices import READINESS_HINTS, Readiness
from tracking.rules.discussions import LEAST_EVIDENCE, LONGEST_WAIT, last_day_to_show

from .people import NOT_ON_THE_LIST

LONGEST = 2000
ROLES = (1, 2, 3)
NOW, AFTER = "NOW", "AFTER"
REVIEW_IN = timedelta(days=182)


def long_text(label, rows=3, **options):
    """A few sentences, not more than LONGEST characters."""
    messages = {
        "max_length": _("Use %(limit_value)d characters or fewer. You have used %(show_value)d"),
        **options.pop("error_messages", {}),
    }
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=LONGEST, widget=widget, error_messages=messages, **options)


class DiscussionForm(forms.Form):
    """They said, we said, agreed; the readiness, its evidence, and when the person reads it."""

    held_on = DateField(
        label=_("When did you talk, or look at this?"),
        thing=_("The day of the discussion"),
        error_messages={"required": _("Enter the day of the discussion")},
    )
    they_place = forms.ChoiceField(
        label=_("Where they place themselves"), required=False, error_messages=NOT_ON_THE_LIST
    )
    they_said = long_text(_("What they said"), required=False)
    we_place = forms.ChoiceField(label=_("Where you place them"), required=False, error_messages=NOT_ON_THE_LIST)
    we_said = long_text(_("What you said"), required=False)
    place = forms.ChoiceField(
        label=_("Place on the grid, as agreed"),
        help_text=_("Leave this empty if you did not talk about it."),
        required=False,
        error_messages=NOT_ON_THE_LIST,
    )
    agreed = long_text(_("What you agreed"), required=False)
    readiness = RadiosField(
        label=_("How soon could they take a bigger role?"),
        choices=Readiness.choices,
        hints=READINESS_HINTS,
        error_messages={"required": _("Select how soon they could take a bigger role")},
    )
    evidence = long_text(
        _("Evidence for this"),
        rows=4,
        help_text=_("What you have seen or been told, at least %(least)d characters. They will read it.")
        % {"least": LEAST_EVIDENCE},
        error_messages={"required": _("Enter the evidence for this readiness rating")},
    )
    review_on = DateField(
        label=_("When will you look again?"),
        thing=_("The day to look again"),
        error_messages={"required": _("Enter the day on which you will look again")},
    )
    sharing = RadiosField(
        label=_("When can they read this?"),
        choices=[(NOW, _("At once")), (AFTER, _("After we have talked"))],
        hints={
            NOW: _("They get a letter that there is something to read. It does not say what."),
            AFTER: _("At the latest after %(days)d days, by itself.") % {"days": LONGEST_WAIT.days},
        },
        reveals={AFTER: "show_by"},
        error_messages={"required": _("Select when they can read this")},
    )
    show_by = DateField(label=_("Show it at the latest on"), thing=_("The last day for showing this"), required=False)

    def __init__(self, *args, grid, today, **kwargs):
        last = last_day_to_show(today)
        initial = {"held_on": today, "review_on": today + REVIEW_IN, "show_by": last, **kwargs.pop("initial", {})}
        super().__init__(*args, initial=initial, **kwargs)
        self.today = today
        places = [("", _("Not placed")), *((place, grid.words(place)) for place in grid.places())]
        for name in ("they_place", "we_place", "place"):
            self.fields[name].choices = places
        self.roles = {str(role.pk): role for role in Role.objects.current()}
        roles = [("", _("No role chosen")), *((pk, role.title) for pk, role in self.roles.items())]
        for number in ROLES:
            self.fields[f"role_{number}"] = forms.ChoiceField(
                label=_("Role %(number)d") % {"number": number},
                choices=roles,
                required=False,
                error_messages=NOT_ON_THE_LIST,
            )
            self.fields[f"band_{number}"] = forms.ChoiceField(
                label=_("How soon for role %(number)d") % {"number": number},
                choices=[("", _("Not said")), *Readiness.choices],
                required=False,
                error_messages=NOT_ON_THE_LIST,
            )

    def role_fields(self):
        return [self[f"{part}_{number}"] for number in ROLES for part in ("role", "band")]

    def clean(self):
        data = super().clean()
        for number in ROLES:
            role, band = data.get(f"role_{number}"), data.get(f"band_{number}")
            if role and not band:
                self.add_error(f"band_{number}", _("Select how soon they could take this role"))
            if band and not role:
                self.add_error(f"role_{number}", _("Select the role"))
        return data

    def draft(self) -> Draft:
        """What was typed, for the action."""
        data = self.cleaned_data
        names = ("held_on", "readiness", "evidence", "review_on", "place", "they_place", "we_place")
        pairs = [(self.roles.get(data[f"role_{number}"]), data[f"band_{number}"]) for number in ROLES]
        return Draft(
            **{name: data[name] for name in (*names, "they_said", "we_said", "agreed")},
            show_now=data["sharing"] == NOW,
            show_by=data["show_by"] if data["sharing"] == AFTER and data["show_by"] else last_day_to_show(self.today),
            roles=roles_in(pairs),
        )


class PlaceForm(forms.Form):
    """One person to one cell."""

    to = forms.ChoiceField(label=_("Place"), required=False, error_messages=NOT_ON_THE_LIST)

    def __init__(self, *args, grid, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [("", _("Not placed")), *((place, grid.words(place)) for place in grid.places())]


class CommentForm(forms.Form):
    """What the person would like to say to it."""

    words = long_text(
        _("What would you like to say?"),
        rows=5,
        help_text=_("The team that wrote this can read your answer. It stays with what they wrote."),
        error_messages={"required": _("Enter what you would like to say")},
    )
    is_dissent = forms.BooleanField(label=_("I see this differently"), required=False)
