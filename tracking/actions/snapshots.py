"""What a profile says today, kept with the review for good."""

from datetime import datetime

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from pathways.models import PlanAction
from profiles.models import Clinician
from talent_register.common.languages import WELSH
from talent_register.common.sections import sections
from tracking.models import Snapshot, YearlyReview


def take(*, clinician: Clinician, review: YearlyReview, at: datetime) -> Snapshot:
    """Keep every line of every section that may be copied, in both languages. A second press keeps the first."""
    snapshot, _made = Snapshot.objects.get_or_create(review=review, defaults={**kept_lines(clinician), "at": at})
    return snapshot


def kept_lines(clinician: Clinician) -> dict[str, list[dict]]:
    """The lines as a snapshot keeps them, so that each language can be read and compared whichever was spoken."""
    found = {}
    for name, code in (("lines", settings.LANGUAGE_CODE), ("welsh", WELSH)):
        with translation.override(code):
            found[name] = lines_of(clinician)
    return found


def lines_of(clinician: Clinician) -> list[dict]:
    """Every line of the profile in the language that is spoken: {section, code, key, value}."""
    about = str(_("About you"))
    found = [
        {
            "section": about,
            "code": "clinician.profession",
            "key": str(_("Profession")),
            "value": str(clinician.profession or ""),
        },
        {
            "section": about,
            "code": "clinician.region",
            "key": str(_("Where I mostly work")),
            "value": str(clinician.region or clinician.get_nation_display()),
        },
    ]
    for section in sections():
        for line in section.lines(clinician) if section.lines else []:
            found.append(
                {"section": str(section.words), "code": line.code, "key": str(line.key), "value": str(line.value)}
            )
    return [line for line in [*found, *_plan(clinician)] if line["value"]]


def _plan(clinician: Clinician) -> list[dict]:
    """Every action by its lasting key, with how far it is: next year's snapshot says what became of it."""
    section = str(_("Plan"))
    return [
        {"section": section, "code": f"plan.{one.uuid}", "key": one.words, "value": _how_far(one)}
        for one in clinician.plan_actions.by_date()
    ]


def _how_far(action: PlanAction) -> str:
    state, day = action.get_state_display(), action.closed_on or action.due_on
    if day is None:
        return str(state)
    when = date_format(day, "j F Y")
    words = _("%(state)s, by %(day)s") if action.is_open else _("%(state)s on %(day)s")
    return words % {"state": state, "day": when}
