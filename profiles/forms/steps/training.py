"""Training: where somebody is, time out of programme, less than full time."""

from django import forms
from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from profiles.forms.person import text_field
from profiles.models import OutOfProgrammeKind, OwnTraining, Specialty, TrainingGrade
from talent_register.common.forms import RadiosField

from .step import Period, Step, started_field


class StandingStep(Step):
    code = "standing"
    heading = _("Are you in training?")
    only_field = "standing"
    saves = ("standing",)
    standing = RadiosField(
        label=heading,
        choices=OwnTraining.Standing.choices,
        help_text=_("Training that leads to a specialty, or to advanced or consultant practice in your profession."),
        error_messages={"required": _("Select whether you are in training")},
    )


class SpecialtyStep(Step):
    code = "specialty"
    heading = _("What are you training in?")
    saves = ("specialty", "grade")

    def prepare(self):
        chooser = forms.Select(attrs={"data-autocomplete": ""})
        self.fields["specialty"] = forms.ModelChoiceField(
            Specialty.objects.in_use(),
            label=_("Specialty (optional)"),
            required=False,
            widget=chooser,
            error_messages={"invalid_choice": _("Select one of the specialties in the list")},
        )
        self.fields["grade"] = forms.ModelChoiceField(
            TrainingGrade.objects.in_use().exclude(sector="afc"),
            label=_("Grade or year (optional)"),
            required=False,
            error_messages={"invalid_choice": _("Select one of the grades in the list")},
        )
        self.fields["grade"].label_from_instance = lambda grade: grade.name


class ProgrammeNumberStep(Step):
    code = "number"
    heading = _("Your programme and training number")
    lead = _("We never show your training number to anyone else: it may hold your registration number.")
    saves = ("programme", "number")
    programme = text_field(_("Training programme (optional)"), "", required=False)
    number = text_field(
        _("Training number (optional)"),
        "",
        longest=60,
        required=False,
        help_text=_("Doctors and dentists: your NTN or DRN, like SWN/001/7654321/C"),
        widget=forms.TextInput(attrs={"class": "nhsuk-input--width-20", "spellcheck": "false", "autocomplete": "off"}),
    )


class TrainingDates(Step):
    code = "dates"
    heading = _("When does your training start and end?")
    saves = ("start_date", "expected_completion_date")
    start_date = started_field(_("When did it start? (optional)"), _("The start"))
    expected_completion_date = started_field(_("When do you expect to complete it? (optional)"), _("The completion"))

    def clean(self):
        cleaned = super().clean()
        began, ends = cleaned.get("start_date"), cleaned.get("expected_completion_date")
        if began and ends and ends < began:
            self.add_error("expected_completion_date", _("The completion must be the same as or after the start"))
        return cleaned


class TimeOutStep(Step):
    code = "kind"
    heading = _("Time out of programme")
    saves = ("kind", "what")

    def prepare(self):
        kinds = list(OutOfProgrammeKind.objects.in_use())
        self.kinds = {kind.code: kind for kind in kinds}
        self.fields["kind"] = RadiosField(
            label=_("What kind of time out of programme is it?"),
            choices=[(kind.code, kind.name) for kind in kinds],
            hints=import_string(settings.TIME_OUT_COUNTS)(),
            help_text=_("Check with your training office before you rely on this: rules change."),
            error_messages={"required": _("Select what kind it is")},
        )
        self.fields["what"] = text_field(
            _("What did you do, or what will you do? (optional)"),
            "",
            required=False,
            help_text=_("For example, a leadership fellowship"),
        )
        self.order_fields(["kind", "what"])

    def initial_of(self, row):
        return {"kind": row.kind.code if row.kind_id else None, "what": row.what}

    def values(self):
        return {"kind": self.kinds[self.cleaned_data["kind"]], "what": self.cleaned_data["what"]}


class TimeOutDates(Period):
    heading = _("When are you out of programme?")
    started_words = _("When does it start?")
    still_words = _("Do you know when it ends?")
    still_yes = _("No, the end is not known yet")
    missing = _("Select whether you know when it ends")

    def prepare(self):
        super().prepare()
        self.fields["still"].choices = [("yes", self.still_yes), ("no", _("Yes, it ended or I know when it will"))]
        self.fields["ended_on"].label = _("When does it end?")


class PatternStep(Step):
    code = "pattern"
    heading = _("How much of full time is it?")
    only_field = "percent"
    saves = ("percent",)
    percent = forms.IntegerField(
        label=heading,
        help_text=_("As a percentage, for example 80. We do not ask why."),
        min_value=1,
        max_value=100,
        widget=forms.TextInput(attrs={"class": "nhsuk-input--width-3", "inputmode": "numeric"}),
        error_messages={
            "required": _("Enter how much of full time it is"),
            "invalid": _("How much of full time must be a whole number, like 80"),
            "min_value": _("How much of full time must be 1 or more"),
            "max_value": _("How much of full time must be 100 or less"),
        },
    )


class PatternDates(Period):
    heading = _("When do you work like this?")
    started_words = _("When did it start?")
    still_words = _("Do you still work like this?")
    still_yes = _("Yes, I still work like this")
    missing = _("Select yes if you still work like this")
