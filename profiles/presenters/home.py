"""The home page of a clinician: the next best step first."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from profiles.models import Clinician, Registration, Suggestion
from talent_register.letters.models import Trouble

from .sections import task_list

REVIEW_NOTICE = timedelta(days=28)


@dataclass
class Home:
    """`steps` is in order of use to the person; the first is shown large."""

    clinician: Clinician
    steps: list[dict]
    seen_by: list[str] = field(default_factory=list)
    review_is_near: bool = False
    is_late: bool = False
    suggestions: int = 0
    broken_address: str = ""
    has_number: bool = True

    @property
    def next_step(self) -> dict | None:
        return self.steps[0] if self.steps else None


def home(clinician: Clinician, today: date) -> Home:
    waiting = clinician.suggestions.filter(state=Suggestion.State.OPEN).count()
    due = clinician.review_due_on
    return Home(
        clinician=clinician,
        steps=_steps(clinician, waiting),
        seen_by=audiences(clinician),
        review_is_near=due is not None and due - REVIEW_NOTICE <= today,
        is_late=due is not None and due < today,
        suggestions=waiting,
        has_number=Registration.given.told_by(clinician).exists(),
        broken_address=clinician.email if Trouble.objects.in_force_for(clinician.email).exists() else "",
    )


def audiences(clinician: Clinician) -> list[str]:
    """Whom the person said yes to, in words."""
    choices = (
        (clinician.shares_with_region, _("Regional programme teams")),
        (clinician.shares_with_nation, _("National programme teams")),
        (clinician.shares_with_college, _("My college or training body")),
        (clinician.shares_with_recruiters, _("People hiring for leadership posts")),
    )
    return [words for is_given, words in choices if is_given]


def _steps(clinician: Clinician, waiting: int) -> list[dict]:
    steps = []
    if waiting:
        words = ngettext(
            "Answer %(n)d question about your details", "Answer %(n)d questions about your details", waiting
        )
        steps.append(
            _step(words % {"n": waiting}, "suggestion-list", _("Your college or training body gave something else"))
        )
    if _lacks_number(clinician):
        steps.append(
            _step(_("Add your registration number"), "own-number", _("So that nobody makes a second record for you"))
        )
    if not audiences(clinician):
        steps.append(
            _step(_("Decide who can see your profile"), "own-consent", _("At the moment no one can. That is fine too"))
        )
    tasks = task_list(clinician)
    if tasks["next"]:
        said = {"done": tasks["done"], "total": tasks["total"], "section": tasks["next"].words}
        hint = _("Completed %(done)d of %(total)d sections. Next: %(section)s") % said
        steps.append(_step(_("Continue your profile"), "own-profile", hint))
    else:
        steps.append(_step(_("Check what we hold about you"), "own-profile", _("And who gave us each detail")))
    return steps


def _step(words: str, page: str, hint: str) -> dict:
    return {"words": words, "href": reverse(page), "hint": hint, "status": ""}


def _lacks_number(clinician: Clinician) -> bool:
    """Whether a number is expected and none was given. One that people are looking into has been given."""
    return clinician.career_stage == "PRACTISING" and not Registration.given.told_by(clinician).exists()
