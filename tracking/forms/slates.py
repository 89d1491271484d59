"""Slates: whom to look for, what the post is, what to write, and what the person answers."""

from django import forms
from django.utils.translation import gettext_lazy as _

from pathways.models import Role
from talent_register.accounts import access as reach
from talent_register.common.forms import CheckboxesField, DateField, RadiosField
from talent_register.common.permissions import Permission
from talent_register.organisations.models import Region
from tracking.choices import Band, ProfessionFamily
from tracking.models import ContactRequest, Slate

from .owners import OfATeam
from .people import ANY, NOT_ON_THE_LIST

State = ContactRequest.State


class LookForm(forms.Form):
    """Whom to look for. It lives in the address; nothing here is a protected characteristic."""

    role = forms.ChoiceField(label=_("Role"), error_messages={"required": _("Select the role"), **NOT_ON_THE_LIST})
    region = forms.ChoiceField(label=_("Region"), required=False, error_messages=NOT_ON_THE_LIST)
    band = CheckboxesField(label=_("How ready"), required=False, choices=Band.choices)
    family = forms.ChoiceField(
        label=_("Profession group"),
        required=False,
        choices=[*ANY, *ProfessionFamily.choices],
        error_messages=NOT_ON_THE_LIST,
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.roles = {role.slug: role for role in Role.objects.current().filter(tier__gte=3)}
        self.fields["role"].choices = [("", _("Select a role")), *((r.slug, r.title) for r in self.roles.values())]
        regions = Region.objects.filter(kind__in=[Region.Kind.NHS_REGION, Region.Kind.NATION])
        if not reach.reaches_nation(user, Permission.SLATE_EDIT):
            regions = regions.filter(pk__in=reach.regions_where(user, Permission.SLATE_EDIT))
        self.regions = {region.code: region for region in regions}
        self.fields["region"].choices = [*ANY, *((r.code, r.name) for r in self.regions.values())]

    def role_is_known(self, role: Role) -> None:
        """For a slate that has its role already: only the rest is asked."""
        self.roles = {"": role}
        del self.fields["role"]

    def wanted_role(self) -> Role:
        return self.roles[self.cleaned_data.get("role", "")]

    def wanted_region(self) -> Region | None:
        return self.regions.get(self.cleaned_data["region"])

    def bands(self) -> list[str]:
        return self.cleaned_data["band"] or [Band.NOW, Band.SOON]


class SlateForm(OfATeam, forms.Form):
    """The slate itself, beside the ticked people."""

    name = forms.CharField(
        label=_("Name of the slate"),
        help_text=_("For example Medical director, South Trust, spring 2027. The people on it cannot see the name"),
        max_length=100,
        error_messages={
            "required": _("Enter a name for the slate"),
            "max_length": _("Name of the slate must be %(limit_value)d characters or fewer"),
        },
    )
    about = forms.CharField(
        label=_("What is the post?"),
        help_text=_("The people you write to read this. Say where it is, what it asks for and when it is free"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={
            "required": _("Enter what the post is"),
            "max_length": _("What the post is must be %(limit_value)d characters or fewer"),
        },
    )
    owner = forms.ChoiceField(
        label=_("On whose behalf?"), error_messages={"required": _("Select on whose behalf"), **NOT_ON_THE_LIST}
    )

    def __init__(self, *args, organisations, **kwargs):
        super().__init__(*args, **kwargs)
        self.offer_owners(organisations)


def _note(**more) -> forms.CharField:
    return forms.CharField(
        help_text=_("Each of them reads this when asked"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": _("Why you add them must be %(limit_value)d characters or fewer")},
        **more,
    )


class AddForm(forms.Form):
    """Why more people are put on a slate: asked for where the register itself does not say it."""

    note = _note(label=_("Why do you add them? (optional until somebody on this slate was asked)"), required=False)


class FillForm(forms.Form):
    """Which slate people chosen on the people list go on."""

    into = forms.ChoiceField(label=_("Slate"), error_messages={"required": _("Select a slate"), **NOT_ON_THE_LIST})
    note = _note(label=_("Why do you add them? (optional for those who are near the role)"), required=False)

    def __init__(self, *args, slates, **kwargs):
        super().__init__(*args, **kwargs)
        self.slates = {str(slate.uuid): slate for slate in slates}
        named = ((key, f"{slate.name} ({slate.role.title})") for key, slate in self.slates.items())
        self.fields["into"].choices = [("", _("Select a slate")), *named]

    def chosen(self) -> Slate:
        return self.slates[self.cleaned_data["into"]]


class BeginForm(SlateForm):
    """A new slate of people chosen on the people list: its role is asked here, not sought by."""

    role = forms.ModelChoiceField(
        label=_("Role"),
        queryset=Role.objects.current().filter(tier__gte=3),
        empty_label=_("Select a role"),
        error_messages={"required": _("Select the role"), **NOT_ON_THE_LIST},
    )
    note = _note(label=_("Why do you add them? (optional for those who are near the role)"), required=False)
    field_order = ("role", "name", "about", "owner", "note")


class WriteForm(forms.Form):
    message = forms.CharField(
        label=_("Your message (optional)"),
        help_text=_("They read it on the register, with what the post is. Do not ask anything about health or family"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"max_length": _("Your message must be %(limit_value)d characters or fewer")},
    )


class AnswerForm(forms.Form):
    """The person's answer: one question, and for two of the answers one more."""

    answer = RadiosField(
        label=_("Would you like to talk about this post?"),
        choices=[
            (State.ACCEPTED, _("Yes, they can contact me")),
            (State.DECLINED, _("Not this time")),
            (State.PAUSED, _("Not now: do not ask me about posts for a while")),
        ],
        hints={State.ACCEPTED: _("They will see your name and your email address")},
        reveals={State.DECLINED: "reason", State.PAUSED: "until"},
        error_messages={"required": _("Select your answer")},
    )
    reason = RadiosField(
        label=_("Why? It helps them to offer you something better"),
        choices=ContactRequest.Reason.choices,
        required=False,
    )
    until = DateField(label=_("Until when?"), thing=_("The day"), required=False)

    def clean(self):
        data = super().clean()
        if data.get("answer") == State.DECLINED and not data.get("reason"):
            self.add_error("reason", _("Select why. You can say that you would rather not"))
        return data


class OutcomeForm(forms.Form):
    outcome = RadiosField(
        label=_("What became of it?"),
        help_text=_("The person can read this"),
        choices=ContactRequest.Outcome.choices,
        error_messages={"required": _("Select what became of it")},
    )
