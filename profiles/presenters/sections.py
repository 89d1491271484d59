"""The sections of the profile that this storey keeps, and the task list of all of them."""

from collections.abc import Callable
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from profiles import rules
from profiles.actions.sections import present
from profiles.models import Clinician, Recognition, Registration
from talent_register.common import sections as registry
from talent_register.common.sections import Line, Section, Status

from . import registrations
from .lines import said, several

# Section → the lists it holds (related names) and the parts with one answer a person.
LISTS = {
    "posts": {"posts": "posts"},
    "qualifications": {"qualifications": "qualifications"},
    "programmes": {"programmes": "programmes_taken"},
    "training": {"out-of-programme": "out_of_programme", "working-patterns": "working_patterns"},
}
SINGLES = {"training": ("training",), "aspirations": ("stage", "aspirations"), "support": ("support",)}
BESIDE = {"posts": ("organisation",), "out-of-programme": ("kind",)}


def task_list(clinician: Clinician) -> dict:
    """The tasks, how many are done, and the best one to do next."""
    found = [(section, section.status(clinician)) for section in registry.sections()]
    tasks = [
        {
            "words": section.words,
            "hint": section.hint,
            "href": section.href,
            "status": status.words,
            "colour": status.colour,
        }
        for section, status in found
    ]
    return {
        "tasks": tasks,
        "done": sum(status == registry.COMPLETED for _section, status in found),
        "total": len(found),
        "next": next((section for section, status in found if status not in registry.ASK_NOTHING), None),
    }


def marks(clinician: Clinician) -> dict[str, bool]:
    """What the person said of their sections: read once for a whole task list."""
    found = getattr(clinician, "_marks", None)
    if found is None:
        found = clinician._marks = dict(clinician.section_marks.values_list("section", "is_done"))
    return found


def is_marked(section: str) -> Callable[[Any], Status]:
    """Completed when the person says so; in progress when anything is there or was said."""

    def status(clinician: Clinician) -> Status:
        said_done = marks(clinician).get(section)
        if said_done:
            return registry.COMPLETED
        if said_done is False or _has_any(section, clinician):
            return registry.IN_PROGRESS
        return registry.NOT_STARTED

    return status


def _has_any(section: str, clinician: Clinician) -> bool:
    if any(getattr(clinician, related).exists() for related in LISTS.get(section, {}).values()):
        return True
    rows = [present(clinician, part) for part in SINGLES.get(section, ()) if part != "stage"]
    return any(row.pk for row in rows)


def everything(section: str) -> Callable[[Any], list[Line]]:
    """Every line of a section, each with a code that stays the same over the years."""

    def lines(clinician: Clinician) -> list[Line]:
        found = []
        for part in SINGLES.get(section, ()):
            found += [Line(f"{part}.{one.field}", one.key, one.value) for one in said(part, present(clinician, part))]
        for part, related in LISTS.get(section, {}).items():
            rows = getattr(clinician, related).select_related(*BESIDE.get(part, ()))
            found += [
                Line(
                    f"{part}.{row.uuid.hex}",
                    f"{row}",
                    "\n".join(f"{one.value}" for one in said(part, row) if one.value),
                )
                for row in rows
            ]
        return [line for line in found if line.value]

    return lines


def _programmes(clinician: Clinician) -> list[Line]:
    """What the person wrote, and what organisations say they have earned, but for what the person calls wrong."""
    earned = clinician.recognitions.filter(disputed_at__isnull=True).select_related("organisation")
    return [*everything("programmes")(clinician), *map(_recognition, earned)]


def _recognition(row: Recognition) -> Line:
    said = several(
        row.level or row.intake,
        row.get_outcome_display(),
        _("Given by %(who)s") % {"who": row.organisation},
        date_format(row.given_on, "DATE_FORMAT") if row.given_on else "",
        _("Ends on %(day)s") % {"day": date_format(row.expires_on, "DATE_FORMAT")} if row.expires_on else "",
    )
    return Line(f"recognition.{row.uuid.hex}", row.name, said)


def _registration_status(clinician: Clinician) -> Status:
    if Registration.given.told_by(clinician).disagreeing().exists():
        return registry.PROBLEM
    if clinician.career_stage not in ("", rules.REGISTERED) or Registration.given.told_by(clinician).exists():
        return registry.COMPLETED
    return registry.NOT_STARTED


def _section(code: str, words: Any, hint: Any, minutes: int, lines: Any = None) -> Section:
    return Section(code, f"profile-{code}", words, hint, is_marked(code), lines or everything(code), minutes)


REGISTRATION = Section(
    "registration",
    "profile-registrations",
    gettext_lazy("Registration"),
    gettext_lazy("Your numbers on professional registers"),
    _registration_status,
    registrations.lines,
    minutes=1,
)
POSTS = _section("posts", gettext_lazy("Roles"), gettext_lazy("What you do now and did before"), 5)
QUALIFICATIONS = _section("qualifications", gettext_lazy("Qualifications"), gettext_lazy("The ones that matter"), 3)
PROGRAMMES = _section(
    "programmes",
    gettext_lazy("Programmes and fellowships"),
    gettext_lazy("Leadership courses and awards too"),
    3,
    _programmes,
)
TRAINING = _section("training", gettext_lazy("Training"), gettext_lazy("Specialty, time out, less than full time"), 3)
ASPIRATIONS = _section("aspirations", gettext_lazy("What you would like"), gettext_lazy("What, when, where and how"), 3)
SUPPORT = _section("support", gettext_lazy("What would help you"), gettext_lazy("For example, a mentor"), 1)
