"""The component catalogue: every component in its states, beside the template that made it. Never in production."""

import datetime

from django import forms
from django.core.paginator import Paginator
from django.http import QueryDict
from django.shortcuts import render
from django.template.loader import get_template

from .forms import CheckboxesField, DateField, MonthField, RadiosField, dressed
from .permissions import public

EXAMPLES = (
    "tags",
    "buttons",
    "summary_list",
    "task_list",
    "person_header",
    "sub_navigation",
    "counts",
    "timeline",
    "progress",
    "filter_card",
    "selectable_table",
    "compare_table",
    "pagination",
    "details",
    "panels",
    "chart_bars",
    "chart_stacked",
    "chart_pairs",
    "chart_flow",
    "chart_curve",
)


class EveryField(forms.Form):
    """One of each kind, as forms in the register declare them."""

    full_name = forms.CharField(label="Full name", help_text="As you want it shown", max_length=100)
    gmc_number = forms.CharField(
        label="GMC reference number",
        help_text="7 digits. Find it on your certificate",
        widget=forms.TextInput(attrs={"class": "nhsuk-input--width-10", "inputmode": "numeric", "spellcheck": "false"}),
    )
    email = forms.EmailField(label="Work email address", widget=forms.EmailInput(attrs={"autocomplete": "email"}))
    password = forms.CharField(
        label="Password",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="12 characters or more",
    )
    salary = dressed(forms.DecimalField(label="Salary a year"), prefix="£", width=10)
    evidence = forms.CharField(label="Evidence", widget=forms.Textarea, max_length=500)
    region = forms.ChoiceField(
        label="Region", choices=[("", "---------"), ("sw", "South West"), ("ne", "North East and Yorkshire")]
    )
    employer = forms.ChoiceField(
        label="Employer",
        choices=[("", "---------"), *((str(n), f"Example Hospitals {n} NHS Trust") for n in range(1, 60))],
        widget=forms.Select(attrs={"data-autocomplete": ""}),
        help_text="Start typing its name",
    )
    stage = RadiosField(
        label="What would you like to do next?",
        choices=[
            ("grow", "Grow in the role I have"),
            ("step_up", "Step up to a bigger role"),
            ("unsure", "I am not sure yet"),
        ],
        hints={"grow": "Go deeper where you are", "step_up": "Take on a larger team, budget or area"},
        dividers={"unsure": "or"},
        reveals={"step_up": "which_role"},
        error_messages={"required": "Select what you would like to do next"},
    )
    which_role = forms.CharField(label="Which role?", required=False)
    profession = RadiosField(
        label="Profession",
        choices=[
            ("Doctors and dentists", [("doctor", "Doctor"), ("dentist", "Dentist")]),
            ("Nursing", [("nurse", "Nurse")]),
        ],
    )
    emails = CheckboxesField(
        label="Which letters do you want?",
        choices=[("review", "My review and plan"), ("news", "News and research")],
        hints={"review": "A reminder once a year"},
    )
    agree = forms.BooleanField(label="I have told these people that we share this information")
    started = DateField(label="Start date", help_text="For example, 6 8 2026")
    ends = MonthField(label="Expected end", help_text="For example, 8 2027")
    trainees = forms.FileField(label="Trainee list", help_text="CSV, XLSX or ODS, up to 10 MB")


class Filters(forms.Form):
    """What a list can be filtered by."""

    q = forms.CharField(label="Search", required=False)
    profession = forms.MultipleChoiceField(
        label="Profession",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[("nurse", "Nurse"), ("doctor", "Doctor"), ("ahp", "Allied health professional")],
    )


@public("made-up examples, and only outside production")
def catalogue(request):
    """Every component, each under its own heading."""
    context = {
        "plain": EveryField(),
        "form": EveryField(_wrong(), prefix="wrong"),
        "filters": Filters(request.GET, auto_id="filter_%s"),
        "page": Paginator(range(500), 25).get_page(request.GET.get("page", 3)),
        "people": [
            {"reference": "K7QX-42", "name": "Ada Example", "profession": "Nurse", "readiness": "Ready now"},
            {"reference": "M2PD-77", "name": "Ben Example", "profession": "Doctor", "readiness": "Exploring"},
        ],
        "day": datetime.date(2026, 8, 6),
        "moment": datetime.datetime(2026, 8, 6, 16, 30, tzinfo=datetime.UTC),
        **_data(),
    }
    examples = [_example(name, context, request) for name in EXAMPLES]
    return render(request, "catalogue/catalogue.html", {**context, "examples": examples})


def _example(name, context, request):
    template = get_template(f"catalogue/examples/{name}.html")
    return {
        "name": name.replace("_", " ").capitalize(),
        "anchor": name,
        "html": template.render(context, request),
        "source": template.template.source,
    }


def _wrong():
    typed = QueryDict(mutable=True)
    typed.update(
        {"wrong-gmc_number": "", "wrong-salary": "lots", "wrong-started_day": "31", "wrong-started_month": "2"}
    )
    typed.update({"wrong-started_year": "2026", "wrong-full_name": "x" * 120, "wrong-stage": "step_up"})
    return typed


def _data():
    return {
        "answers": [
            {"key": "Profession", "value": "Nurse", "href": "#summary_list"},
            {"key": "Registration number", "value": "12A3456E", "href": "#summary_list"},
            {"key": "Employer", "value": "", "href": "#summary_list", "action": "Add"},
        ],
        "tasks": [
            {"words": "Your roles", "href": "#task_list", "hint": "About 3 minutes", "status": "Completed"},
            {"words": "Self-assessment", "href": "#task_list", "status": "In progress", "colour": "white"},
            {"words": "Aspirations", "href": "#task_list", "status": "Not yet started", "colour": "blue"},
        ],
        "person_tags": [{"text": "Registered", "colour": "green"}, {"text": "Ready soon", "colour": "blue"}],
        "person_actions": [
            {"words": "Add to cohort", "href": "#person_header"},
            {"words": "Send a message", "href": "#x"},
        ],
        "parts": [{"words": "Overview", "href": "/catalogue/"}, {"words": "Plan", "href": "#plan"}],
        "events": [
            {
                "title": "Readiness changed to Ready soon",
                "by": "South West talent team",
                "at": datetime.date(2026, 8, 6),
            },
            {"title": "Registered", "at": datetime.datetime(2026, 3, 4, 10, 5, tzinfo=datetime.UTC)},
        ],
        "differences": [
            {"label": "Grade", "left": "ST5", "right": "ST6"},
            {"label": "Specialty", "left": "Cardiology", "right": "Cardiology"},
            {"label": "Expected completion", "left": "", "right": "August 2028"},
        ],
        "readiness": [("Ready now", 14), ("Ready soon", 17), ("Ready later", 6), ("Not yet discussed", 5)],
        "moved": [("Ready now", 10, 15), ("Ready soon", 20, 15), ("Not yet discussed", 10, 10)],
        "steps": [("Registered", 400), ("In a cohort", 180), ("Appointed to a leadership post", 60)],
        "moves": [(0, 1, 180), (0, 2, 20), (1, 2, 40)],
        "curve": [(6, 20), (12, 55), (24, 70)],
        "cover": {
            "rows": ["South West", "London", "Midlands"],
            "series": [("Ready now", [14, 9, 6]), ("Ready soon", [8, 12, 10]), ("Ready later", [5, 5, 15])],
            "mark": ("Vacant or expected to be", [9, 30, 12]),
        },
    }
