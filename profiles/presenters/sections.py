"""The sections of the profile that this storey keeps, and the task list of all of them."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from profiles import rules
from profiles.models import Clinician
from talent_register.common import sections as registry
from talent_register.common.sections import Line, Section, Status


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
    unfinished = [section for section, status in found if status != registry.COMPLETED]
    return {
        "tasks": tasks,
        "done": len(found) - len(unfinished),
        "total": len(found),
        "next": unfinished[0] if unfinished else None,
    }


def _registration_status(clinician: Clinician) -> Status:
    if clinician.registrations.exists() or clinician.career_stage not in ("", rules.REGISTERED):
        return registry.COMPLETED
    return registry.NOT_STARTED


def _registration_lines(clinician: Clinician) -> list[Line]:
    return [
        Line(
            f"registration.{registration.regulator.code}",
            str(registration.regulator.number_label),
            _("ending %(end)s") % {"end": rules.number_ending(registration.number_key)},
        )
        for registration in clinician.registrations.select_related("regulator")
    ]


REGISTRATION = Section(
    "registration",
    "own-number",
    gettext_lazy("Registration"),
    gettext_lazy("Your number on a professional register"),
    _registration_status,
    _registration_lines,
    minutes=1,
)
