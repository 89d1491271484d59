"""The letter that asks somebody whether a list, or a record, speaks of them. It says nothing of the other side."""

from datetime import date, datetime

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from talent_register.imports.choices import State as RunState
from talent_register.imports.models import ImportRun
from talent_register.letters.actions import Draft
from talent_register.letters.models import Letter, Purpose

from .models import Clinician, SamePersonQuestion

ASKED = "profiles/same_person"
OVER = "The question was answered or taken back."


def draft(
    question: SamePersonQuestion,
    *,
    token: str,
    side: str,
    to_email: str,
    leaves_at: datetime,
    person: Clinician | None = None,
) -> Draft:
    """The letter to one side. Nobody is greeted by name: whose address it is, is what we ask."""
    return Draft(
        key=f"{ASKED}:{question.uuid}:{side}",
        kind=ASKED,
        purpose=Purpose.SECURITY,
        to_email=to_email,
        person_ref=person.reference if person else "",
        language=person.language if person else "en-gb",
        related=str(question.uuid),
        not_before=leaves_at,
        context=words(str(question.organisation), question.answer_by, token),
    )


def words(organisation: str, until: date, token: str) -> dict:
    """What the template needs."""
    return {
        "organisation": organisation,
        "until": until,
        "link": settings.PUBLIC_URL + reverse("same-person", args=[token]),
        "service_name": settings.SERVICE_NAME,
    }


def still_to_ask(letter: Letter) -> str:
    """Why nobody needs to be asked any more: it is settled, too late, or the list was cancelled or undone."""
    waiting = SamePersonQuestion.objects.waiting().filter(answer_by__gte=timezone.localdate())
    question = waiting.filter(uuid=letter.related).only("import_reference").first()
    if question is None:
        return OVER
    gone = ImportRun.objects.filter(reference=question.import_reference)
    return OVER if gone.filter(state__in=[RunState.CANCELLED, RunState.UNDONE]).exists() else ""
