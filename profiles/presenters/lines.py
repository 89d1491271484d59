"""What each row of a profile says in words: per page of a section, (name of the column, question in short, answer)."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from profiles.models import (
    Aspiration,
    Clinician,
    OutOfProgramme,
    OwnTraining,
    Post,
    ProgrammeTaken,
    Qualification,
    SupportWanted,
    WorkingPattern,
    place_names,
)


class Said(NamedTuple):
    """One answer. `field` names it the same for ever."""

    field: str
    key: str
    value: str


def month(day: Any) -> str:
    return date_format(day, "F Y") if day else ""


def several(*words: Any) -> str:
    return "\n".join(f"{word}" for word in words if word)


def period(row: Any) -> list[Said]:
    ends = month(row.ended_on) or _("now")
    words = ""
    if row.started_on:
        words = _("%(start)s to %(end)s") % {"start": month(row.started_on), "end": ends}
    elif row.ended_on:
        words = _("until %(end)s") % {"end": ends}
    return [Said("dates", _("Dates"), words)]


def _role(row: Post) -> list[Said]:
    return [Said("role", _("Role"), several(row.title, row.organisation or row.organisation_text))]


def _leads(row: Post) -> list[Said]:
    return [
        Said(
            "leadership",
            _("Leadership"),
            several({True: _("Leads"), False: _("Does not lead")}.get(row.is_leadership, ""), row.duties),
        )
    ]


def _qualification(row: Qualification) -> list[Said]:
    return [Said("qualification", _("Qualification"), several(row.title, row.get_kind_display(), row.awarded_by))]


def _awarded(row: Qualification) -> list[Said]:
    words = {True: month(row.awarded_on) or _("Yes"), False: _("Studying for it")}.get(row.is_held, "")
    return [Said("awarded", _("Awarded"), words)]


def _programme(row: ProgrammeTaken) -> list[Said]:
    return [Said("programme", _("Programme"), several(row.name, row.get_kind_display(), row.provider))]


def _taken(row: ProgrammeTaken) -> list[Said]:
    began = _("Started %(month)s") % {"month": month(row.started_on)} if row.started_on else ""
    ended = _("Ended %(month)s") % {"month": month(row.ended_on)} if row.ended_on else ""
    return [Said("when", _("When"), several(row.get_outcome_display(), began, ended))]


def _kind_of_time_out(row: OutOfProgramme) -> list[Said]:
    return [Said("kind", _("Kind"), several(row.kind.name, row.what))]


def _percent(row: WorkingPattern) -> list[Said]:
    return [Said("percent", _("Of full time"), f"{row.percent}%")]


def _standing(row: OwnTraining) -> list[Said]:
    return [Said("standing", _("In training"), several(row.get_standing_display()))]


def _specialty(row: OwnTraining) -> list[Said]:
    return [
        Said("specialty", _("Specialty"), row.specialty.name if row.specialty else ""),
        Said("grade", _("Grade or year"), row.grade.name if row.grade else ""),
    ]


def _number(row: OwnTraining) -> list[Said]:
    return [
        Said("programme", _("Training programme"), row.programme),
        Said("number", _("Training number"), _("Given, not shown here") if row.number else ""),
    ]


def _training_dates(row: OwnTraining) -> list[Said]:
    return [
        Said("start_date", _("Started"), month(row.start_date)),
        Said("expected_completion_date", _("Expected completion"), month(row.expected_completion_date)),
    ]


def _stage(row: Clinician) -> list[Said]:
    return [Said("stage", _("Stage in leadership"), several(row.get_stage_display()))]


def _next_step(row: Clinician) -> list[Said]:
    return [Said("next_step", _("What I would like next"), several(row.get_next_step_display()))]


def _horizon(row: Aspiration) -> list[Said]:
    return [Said("horizon", _("When"), several(row.get_horizon_display()))]


def _places(row: Aspiration) -> list[Said]:
    names = place_names() if row.places else {}
    return [Said("places", _("Where"), several(*(names.get(code, code) for code in row.places)))]


def _pattern(row: Aspiration) -> list[Said]:
    return [Said("pattern", _("Full or part time"), several(row.get_pattern_display()))]


def _job_share(row: Aspiration) -> list[Said]:
    return [Said("job_share", _("Job share"), several(row.get_job_share_display()))]


def _support(row: SupportWanted) -> list[Said]:
    names = dict(SupportWanted.Kind.choices)
    return [
        Said("kinds", _("What would help"), several(*(names.get(kind, kind) for kind in row.kinds))),
        Said("note", _("Anything else"), row.note),
    ]


# Part → its pages in order, each with what it says.
SAYS: dict[str, dict[str, Callable[[Any], list[Said]]]] = {
    "posts": {"role": _role, "dates": period, "leadership": _leads},
    "qualifications": {"qualification": _qualification, "dates": _awarded},
    "programmes": {"programme": _programme, "dates": _taken},
    "out-of-programme": {"kind": _kind_of_time_out, "dates": period},
    "working-patterns": {"pattern": _percent, "dates": period},
    "training": {"standing": _standing, "specialty": _specialty, "number": _number, "dates": _training_dates},
    "stage": {"stage": _stage, "next": _next_step},
    "aspirations": {"when": _horizon, "where": _places, "how": _pattern, "share": _job_share},
    "support": {"kinds": _support},
}


def said(part: str, row: Any) -> list[Said]:
    """Everything a row says, in the order of its pages."""
    return [line for says in SAYS[part].values() for line in says(row)]
