"""Questions about where somebody works and what they want next."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from profiles import choices
from profiles.models import NextStep, Stage
from talent_register.common.forms import CheckboxesField, RadiosField
from talent_register.letters.choices import NOT_ABOUT_A_PROFILE
from talent_register.letters.models import Purpose
from talent_register.organisations.models import Nation, Organisation, Region

from .asking import Question
from .person import text_field

NOT_LISTED = "not_listed"
MOST_MATCHES = 10


class RoleForm(Question):
    heading = _("What is your role now?")
    title = text_field(_("Job title"), "", required=False)
    employer = text_field(
        _("Where do you work?"),
        "",
        longest=200,
        required=False,
        help_text=_("Type part of the name of your trust, board, practice or other employer."),
    )
    between = forms.BooleanField(label=_("I am between roles"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["employer"].widget.attrs.update({"list": "employers", "autocomplete": "organization"})

    def initial_of(self, kept):
        return {**kept, "employer": kept.get("employer", "")}

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("between"):
            if not cleaned.get("title") and "title" not in self.errors:
                self.add_error("title", _("Enter your job title, or select that you are between roles"))
            if not cleaned.get("employer") and "employer" not in self.errors:
                self.add_error("employer", _("Enter where you work, or select that you are between roles"))
        return cleaned

    @property
    def needs_choice(self) -> bool:
        """Whether what was typed names no organisation exactly, but may mean one."""
        cleaned = self.cleaned_data
        return not cleaned["between"] and not exactly(cleaned["employer"]) and bool(like(cleaned["employer"]))

    def answer(self):
        if self.cleaned_data["between"]:
            return {"between": True}
        found = exactly(self.cleaned_data["employer"])
        return role_answer(self.cleaned_data["title"], found, self.cleaned_data["employer"])


class EmployerForm(forms.Form):
    """Which of the organisations whose names are close to what was typed."""

    def __init__(self, *args, typed: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.found = {str(organisation.pk): organisation for organisation in like(typed)}
        self.fields["organisation"] = RadiosField(
            label=_("Which of these do you work for?"),
            choices=[
                *((key, organisation.name) for key, organisation in self.found.items()),
                (NOT_LISTED, _("My organisation is not listed")),
            ],
            hints={
                **{key: organisation.town for key, organisation in self.found.items() if organisation.town},
                NOT_LISTED: _("We will keep the name as you typed it: %(typed)s") % {"typed": typed},
            },
            dividers={NOT_LISTED: _("or")},
            error_messages={"required": _("Select where you work")},
        )

    @property
    def chosen(self) -> Organisation | None:
        return self.found.get(self.cleaned_data["organisation"])


def role_answer(title: str, organisation: Organisation | None, typed: str) -> dict:
    """The answer to keep: an organisation of ours, or the words of the person."""
    return {
        "title": title,
        "organisation": organisation.pk if organisation else None,
        "organisation_text": "" if organisation else typed,
        "employer": organisation.name if organisation else typed,
    }


def exactly(typed: str) -> Organisation | None:
    """The one open employer that has this name, or had it."""
    found = list(employers().named(typed)[:2])
    return found[0] if len(found) == 1 else None


def like(typed: str) -> list[Organisation]:
    """Open employers whose name or old name is close to what was typed."""
    return list(employers().matching(typed)[:MOST_MATCHES])


def employers():
    return Organisation.objects.employers().open_on(timezone.localdate())


class RegionForm(Question):
    heading = _("Which part of the UK do you mostly work in?")
    only_field = "place"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        regions = Region.objects.filter(kind=Region.Kind.NHS_REGION).order_by("name")
        outside = [Nation.SCOTLAND, Nation.WALES, Nation.NORTHERN_IRELAND]
        self.fields["place"] = RadiosField(
            label=self.heading,
            choices=[
                (_("England"), [(region.code, region.name) for region in regions]),
                (_("Other parts of the UK"), [(nation.value, nation.label) for nation in outside]),
            ],
            error_messages={"required": _("Select which part of the UK you mostly work in")},
        )

    def initial_of(self, kept):
        return {"place": kept["region"] if kept["nation"] == Nation.ENGLAND else kept["nation"]}

    def suggested(self):
        """The employer's own region, where it is known."""
        employer = Organisation.objects.select_related("region").filter(
            pk=self.answers.get("role", {}).get("organisation")
        )
        for organisation in employer:
            if organisation.nation != Nation.ENGLAND:
                return {"place": organisation.nation}
            if organisation.region and organisation.region.kind == Region.Kind.NHS_REGION:
                return {"place": organisation.region.code}
        return {}

    def answer(self):
        place = self.cleaned_data["place"]
        if place in Nation.values:
            region = Region.objects.filter(kind=Region.Kind.NATION, nation=place).first()
            return {"nation": place, "region": region.code if region else ""}
        return {"nation": Nation.ENGLAND.value, "region": place}


class StageForm(Question):
    heading = _("What stage are you at in leadership?")
    only_field = "stage"
    stage = RadiosField(
        label=heading,
        choices=Stage.choices,
        hints=choices.STAGE_HINTS,
        dividers={"UNSURE": _("or")},
        error_messages={"required": _("Select what stage you are at")},
    )


class NextStepForm(Question):
    heading = _("What would you like to do next?")
    only_field = "next_step"
    next_step = RadiosField(
        label=heading,
        choices=NextStep.choices,
        hints=choices.NEXT_HINTS,
        dividers={"UNSURE": _("or")},
        error_messages={"required": _("Select what you would like to do next")},
    )


class LettersForm(Question):
    heading = _("How do you want to hear from us?")
    purposes = CheckboxesField(
        label=_("Which emails do you want?"),
        required=False,
        choices=[(p.value, p.label) for p in Purpose if p not in {Purpose.SECURITY, *NOT_ABOUT_A_PROFILE}],
        hints=choices.PURPOSE_HINTS,
        help_text=_("We always write about your account and its security. You can change this at any time."),
    )
    language = RadiosField(
        label=_("Which language?"),
        choices=choices.LANGUAGES,
        error_messages={"required": _("Select a language")},
    )

    def suggested(self):
        return {"purposes": [Purpose.REVIEW.value], "language": self.user.language if self.user else "en-gb"}
