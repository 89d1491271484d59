"""The section of equality answers, as only its person sees it."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from profiles.actions import equality
from profiles.models import Clinician
from profiles.models.equality import EqualityCategory, EqualityQuestion
from talent_register.common import sections
from talent_register.common.sections import Section, Status


def rows(clinician: Clinician) -> list[dict]:
    """Each question with the answer in words and the way to change it."""
    given = equality.own(clinician)
    labels = {(c.question, c.code): c.label for c in EqualityCategory.objects.all()}
    return [
        {
            "key": question.label,
            "value": labels.get((question.value, getattr(given, question.value)), ""),
            "href": reverse("own-equality-question", args=[question.value.replace("_", "-")]),
            "action": _("Change") if getattr(given, question.value) else _("Answer"),
        }
        for question in EqualityQuestion
    ]


def next_question(clinician: Clinician, after: str = "") -> str:
    """The next question without an answer, so that one can go through them; empty when that was the last."""
    given = equality.own(clinician)
    names = EqualityQuestion.values
    later = names[names.index(after) + 1 :] if after else names
    return next((name.replace("_", "-") for name in later if not getattr(given, name)), "")


def _status(clinician: Clinician) -> Status:
    given = equality.own(clinician)
    answered = [bool(getattr(given, name)) for name in EqualityQuestion.values]
    if all(answered):
        return sections.COMPLETED
    return sections.IN_PROGRESS if any(answered) else sections.OPTIONAL


SECTION = Section(
    "equality",
    "own-equality",
    gettext_lazy("Equality questions"),
    gettext_lazy("10 questions. Only you can see your answers"),
    _status,
    lines=None,
    minutes=2,
)
