"""The rows of one part of a profile as cards: what each says, who said it and when, and where to change it."""

from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from profiles import rules
from profiles.actions.sections import PREFIXES
from profiles.models import Clinician, Fact, FactSource, Training

from .lines import SAYS


def facts_of(clinician: Clinician) -> dict[str, Fact]:
    return Fact.objects.by_field(clinician)


def item_cards(part: str, rows: list, facts: dict[str, Fact]) -> list[dict]:
    """One card a row of a list."""
    return [_card(part, row, facts) for row in rows]


def _card(part: str, row: Any, facts: dict[str, Fact]) -> dict:
    lines = []
    for step, says in SAYS[part].items():
        href = reverse("profile-item-step", args=[part, row.uuid, step])
        fact = facts.get(f"{row._meta.model_name}.{row.uuid.hex}.{step}")
        lines += [_line(one, href, fact) for one in says(row)]
    return {"title": str(row), "lines": lines, "remove": reverse("profile-item-remove", args=[part, row.uuid])}


def answer_lines(part: str, row: Any, facts: dict[str, Fact]) -> list[dict]:
    """The lines of a part that has one answer a person."""
    lines = []
    for step, says in SAYS[part].items():
        href = reverse(f"profile-{part}-{step}")
        lines += [_line(one, href, facts.get(f"{PREFIXES[part]}.{one.field}")) for one in says(row)]
    return lines


def _line(one: Any, href: str, fact: Fact | None) -> dict:
    return {"key": one.key, "value": one.value, "href": href, "note": source(fact) if one.value else ""}


def from_list(fact: Fact | None) -> str:
    """ "From Royal College of X’s list of 3 March 2026", of a value that came in an import; else nothing."""
    if fact is None or fact.organisation is None or not fact.import_reference:
        return ""
    words = {"organisation": fact.organisation, "day": date_format(fact.as_at, "DATE_FORMAT")}
    return _("From %(organisation)s’s list of %(day)s") % words


def source(fact: Fact | None) -> str:
    """ "You, 3 March 2026", "Regulator check, 3 March 2026", or from whose list it came."""
    if fact is None:
        return ""
    if listed := from_list(fact):
        return listed
    who = str(fact.organisation) if fact.organisation else str(FactSource(fact.source).label)
    return _("%(who)s, %(day)s") % {"who": who, "day": date_format(fact.as_at, "DATE_FORMAT")}


def of_list(training: Training) -> Fact:
    """A place on an organisation's list is that organisation's word, whatever the value."""
    return Fact(
        source=FactSource.COLLEGE,
        organisation=training.organisation,
        as_at=training.as_at,
        import_reference=training.import_reference,
    )


def college_lines(clinician: Clinician) -> list[dict]:
    """What colleges' present lists say of the person's training, each list under the college's name."""
    lists = clinician.trainings.filter(ended_on=None).select_related("organisation", "specialty", "grade")
    return [
        {
            "title": str(training.organisation),
            "lines": [
                {"key": key, "value": value}
                for key, value in (
                    (_("Programme"), training.programme),
                    (_("Specialty"), training.specialty.name if training.specialty else ""),
                    (_("Grade or year"), training.grade.name if training.grade else ""),
                    (_("Status"), str(training.get_status_display())),
                    (_("Expected completion"), _day(training.expected_completion_date)),
                    (_("Training number"), _ending(training.programme_ref)),
                )
                if value
            ],
            "as_at": training.as_at,
            "note": from_list(of_list(training)),
        }
        for training in lists
    ]


def _day(day: Any) -> str:
    return date_format(day, "DATE_FORMAT") if day else ""


def _ending(number: str) -> str:
    return _("ending %(end)s") % {"end": rules.number_ending(number)} if number else ""
