"""A role: what and where, from when to when, and whether it leads."""

from django import forms
from django.utils.translation import gettext_lazy as _

from profiles.forms.person import text_field
from profiles.forms.work import EmployerForm, exactly, like

from .step import NO, YES, Period, Step, yes_no


class PostStep(Step):
    code = "role"
    heading = _("What is the role, and where?")
    saves = ("title", "organisation", "organisation_text")
    title = text_field(_("Job title"), _("Enter the job title"))
    employer = text_field(
        _("Where is it?"),
        _("Enter where it is"),
        longest=200,
        help_text=_("Type part of the name of the trust, board, practice or other employer."),
        widget=forms.TextInput(attrs={"list": "employers", "autocomplete": "organization"}),
    )

    def initial_of(self, row):
        return {"title": row.title, "employer": str(row.organisation or row.organisation_text)}

    @property
    def needs_choice(self) -> bool:
        typed = self.cleaned_data["employer"]
        return not exactly(typed) and bool(like(typed))

    def values(self):
        found = exactly(self.cleaned_data["employer"])
        return {
            "title": self.cleaned_data["title"],
            "organisation": found,
            "organisation_text": "" if found else self.cleaned_data["employer"],
        }


class EmployerStep(EmployerForm, Step):
    """Which of the organisations whose names are close to what was typed."""

    code = "employer"
    heading = _("Which of these is it?")
    only_field = "organisation"
    saves = ("organisation", "organisation_text")

    def __init__(self, *args, row, **kwargs):
        self.typed = row.organisation_text
        super().__init__(*args, typed=self.typed, row=row, **kwargs)

    def initial_of(self, row):
        return {}

    def values(self):
        return {"organisation": self.chosen, "organisation_text": "" if self.chosen else self.typed}


class PostDates(Period):
    heading = _("When did you do this role?")
    started_words = _("When did you start?")
    still_words = _("Do you still do this role?")
    still_yes = _("Yes, I still do this role")
    missing = _("Select yes if you still do this role")


class PostLeadership(Step):
    code = "leadership"
    heading = _("Do you lead people or services in this role?")
    saves = ("is_leadership", "duties")
    leads = yes_no(heading, _("Select yes if you lead people or services in this role"), reveals={YES: "duties"})
    duties = forms.CharField(
        label=_("What do you lead? (optional)"),
        help_text=_("For example how many people, what budget, which services. Do not name patients or colleagues."),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        max_length=500,
        error_messages={"max_length": _("What you lead must be 500 characters or fewer")},
    )
    only_field = "leads"

    def initial_of(self, row):
        return {"leads": {True: YES, False: NO}.get(row.is_leadership), "duties": row.duties}

    def values(self):
        leads = self.cleaned_data["leads"] == YES
        return {"is_leadership": leads, "duties": self.cleaned_data["duties"] if leads else ""}
