"""What an organisation is told of the people of its own list after an import, beside its own values.

Never a value of the person: that they joined, and of which of its values they said something, is told only where they
let the organisation know.
"""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from profiles.models import Clinician, ClinicianState, Suggestion
from talent_register.imports.rules import Told

GONE = (ClinicianState.DECLINED, ClinicianState.LEFT)
OPEN = Suggestion.State.OPEN


def told(run, people: Iterable[int], labels: dict[str, str]) -> dict[int, Told]:
    """By person: our reference, in which columns the list differs, and what the person said of them.

    `labels` are the words for the columns of the list, by the names of their fields.
    """
    found = Clinician.objects.in_bulk(list(people))
    sharing = [key for key, person in found.items() if _may_be_told(person)]
    asked = Suggestion.objects.filter(clinician__in=sharing, organisation=run.organisation_id).order_by("field")
    differs: dict[int, list[str]] = {}
    said: dict[int, list[str]] = {}
    for question in asked:
        name = labels.get(question.field, "")
        if not name:
            continue
        if question.state == OPEN:
            differs.setdefault(question.clinician_id, []).append(name)
        else:
            said.setdefault(question.clinician_id, []).append(_answer(question.state) % {"column": name})
    return {
        key: Told(
            reference="" if person.state in GONE else person.reference,
            differs=differs.get(key, []),
            said=[_("Did not join")] if person.state in GONE else said.get(key, []),
        )
        for key, person in found.items()
    }


def references(people: Iterable[int]) -> list[str]:
    """The references of these people who are still there."""
    return list(Clinician.objects.filter(pk__in=list(people)).values_list("reference", flat=True))


def _may_be_told(person: Clinician) -> bool:
    return person.shares_with_college and person.state == ClinicianState.REGISTERED


def _answer(state: str) -> str:
    return {
        Suggestion.State.ACCEPTED: _("%(column)s: uses yours"),
        Suggestion.State.KEPT: _("%(column)s: keeps another"),
        Suggestion.State.WRONG: _("%(column)s: says yours is wrong"),
    }[Suggestion.State(state)]
