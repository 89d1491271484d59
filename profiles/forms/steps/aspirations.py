"""What somebody would like: how far they are, what next, when, where, how; and what would help."""

from django import forms
from django.utils.translation import gettext_lazy as _

from profiles import choices
from profiles.models import Aspiration, NextStep, Stage, SupportWanted, place_names
from talent_register.common.forms import CheckboxesField, RadiosField

from .step import Step


class StageStep(Step):
    code = "stage"
    heading = _("What stage are you at in leadership?")
    only_field = "stage"
    saves = ("stage",)
    stage = RadiosField(
        label=heading,
        choices=Stage.choices,
        hints=choices.STAGE_HINTS,
        dividers={"UNSURE": _("or")},
        error_messages={"required": _("Select what stage you are at")},
    )


class NextStepStep(Step):
    code = "next"
    heading = _("What would you like to do next?")
    only_field = "next_step"
    saves = ("next_step",)
    next_step = RadiosField(
        label=heading,
        choices=NextStep.choices,
        hints=choices.NEXT_HINTS,
        dividers={"UNSURE": _("or")},
        error_messages={"required": _("Select what you would like to do next")},
    )


class HorizonStep(Step):
    code = "when"
    heading = _("When would you like to take that step?")
    only_field = "horizon"
    saves = ("horizon",)
    horizon = RadiosField(
        label=heading,
        choices=Aspiration.Horizon.choices,
        dividers={"UNSURE": _("or")},
        error_messages={"required": _("Select when you would like to take that step")},
    )


class PlacesStep(Step):
    code = "where"
    heading = _("Where would you like to work?")
    only_field = "places"
    saves = ("places",)

    def prepare(self):
        self.fields["places"] = CheckboxesField(
            label=self.heading,
            choices=list(place_names().items()),
            dividers={Aspiration.ANYWHERE: _("or")},
            help_text=_("Select all that apply."),
            error_messages={"required": _("Select where you would like to work")},
        )

    def clean_places(self):
        chosen = self.cleaned_data["places"]
        return [Aspiration.ANYWHERE] if Aspiration.ANYWHERE in chosen else chosen


class PatternWishStep(Step):
    code = "how"
    heading = _("Full time or part time?")
    only_field = "pattern"
    saves = ("pattern",)
    pattern = RadiosField(
        label=heading,
        choices=Aspiration.Pattern.choices,
        dividers={"UNSURE": _("or")},
        error_messages={"required": _("Select full time, part time or either")},
    )


class JobShareStep(Step):
    code = "share"
    heading = _("Would you share a job?")
    only_field = "job_share"
    saves = ("job_share",)
    job_share = RadiosField(
        label=heading,
        choices=Aspiration.Wish.choices,
        error_messages={"required": _("Select whether you would share a job")},
    )


class SupportStep(Step):
    code = "kinds"
    heading = _("What would help you?")
    saves = ("kinds", "note")
    kinds = CheckboxesField(
        label=_("Select all that would help"),
        choices=SupportWanted.Kind.choices,
        required=False,
    )
    note = forms.CharField(
        label=_("Is there anything else? (optional)"),
        help_text=_("Programme teams you said yes to can read this. Do not write about your health."),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        max_length=500,
        error_messages={"max_length": _("Anything else must be 500 characters or fewer")},
    )
