"""Qualifications, and programmes and fellowships."""

from django.utils.translation import gettext_lazy as _

from profiles.forms.person import text_field
from profiles.models import ProgrammeTaken, Qualification
from talent_register.common.forms import RadiosField

from .step import NO, YES, Step, started_field, yes_no


class QualificationStep(Step):
    code = "qualification"
    heading = _("What is the qualification?")
    saves = ("title", "kind", "awarded_by")
    title = text_field(
        _("Name of the qualification"),
        _("Enter the name of the qualification"),
        help_text=_("For example, MSc Leadership"),
    )
    kind = RadiosField(
        label=_("What kind is it?"),
        choices=Qualification.Kind.choices,
        error_messages={"required": _("Select what kind of qualification it is")},
    )
    awarded_by = text_field(_("Who awards it? (optional)"), "", required=False)


class QualificationDates(Step):
    code = "dates"
    heading = _("Do you have it already?")
    only_field = "is_held"
    saves = ("is_held", "awarded_on")
    is_held = yes_no(
        heading,
        _("Select yes if you have the qualification already"),
        no=_("No, I am studying for it"),
        reveals={YES: "awarded_on"},
    )
    awarded_on = started_field(_("When were you awarded it? (optional)"), _("The award"))

    def initial_of(self, row):
        held = {True: YES, False: NO}.get(row.is_held)
        return {"is_held": held, "awarded_on": row.awarded_on}

    def values(self):
        held = self.cleaned_data["is_held"] == YES
        return {"is_held": held, "awarded_on": self.cleaned_data["awarded_on"] if held else None}


class ProgrammeStep(Step):
    code = "programme"
    heading = _("Which programme, fellowship or award?")
    saves = ("name", "kind", "provider")
    name = text_field(_("Its name"), _("Enter the name of the programme, fellowship or award"))
    kind = RadiosField(
        label=_("What is it?"),
        choices=ProgrammeTaken.Kind.choices,
        error_messages={"required": _("Select what it is")},
    )
    provider = text_field(_("Who runs or awards it? (optional)"), "", required=False)


class ProgrammeDates(Step):
    code = "dates"
    heading = _("When, and how far are you?")
    saves = ("started_on", "outcome", "ended_on")
    started_on = started_field(_("When did it start?"), _("The start"))
    outcome = RadiosField(
        label=_("How far are you?"),
        choices=ProgrammeTaken.Outcome.choices,
        reveals={"COMPLETED": "ended_on"},
        error_messages={"required": _("Select how far you are")},
    )
    ended_on = started_field(_("When did you complete it?"), _("The end"))

    def clean(self):
        cleaned = super().clean()
        began, ended = cleaned.get("started_on"), cleaned.get("ended_on")
        if cleaned.get("outcome") != ProgrammeTaken.Outcome.COMPLETED:
            cleaned["ended_on"] = None
            self.errors.pop("ended_on", None)
        elif began and ended and ended < began:
            self.add_error("ended_on", _("The end must be the same as or after the start"))
        return cleaned
