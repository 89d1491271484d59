"""Letters about plans, feedback, mentoring, applications. Each goes to the outbox in the transaction of its cause."""

import uuid
from collections.abc import Iterable
from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.crypto import salted_hmac

from profiles.models import Clinician
from talent_register.letters import actions as letters
from talent_register.letters.actions import Draft
from talent_register.letters.models import Letter, Purpose

from .models import Application, FeedbackRater, MentorRequest, Opportunity, PlanShare, SavedOpportunity


def plan_shared(*, share: PlanShare, token: str) -> None:
    """Bring one reader the link to a plan."""
    letters.write(
        key=f"pathways/plan_shared:{share.pk}",
        kind="pathways/plan_shared",
        purpose=Purpose.READER,
        to_email=share.to_email,
        related=str(share.pk),
        context={
            "name": share.clinician.full_name,
            "link": settings.PUBLIC_URL + reverse("plan-shared", args=[token]),
            "expires_on": share.expires_on,
            "service_name": settings.SERVICE_NAME,
        },
    )


def feedback_token(key: uuid.UUID) -> str:
    """The secret of a rater's link. Whoever reads the database alone cannot make it."""
    return salted_hmac("pathways.feedback", key.hex, algorithm="sha256").hexdigest()


def feedback_asked(*, rater: FeedbackRater) -> None:
    """Ask somebody who needs no account. Whom it is about stands behind the link only."""
    _feedback("asked", rater)


def feedback_reminder(*, rater: FeedbackRater) -> None:
    """The same link again."""
    _feedback("reminder", rater)


def _feedback(kind: str, rater: FeedbackRater) -> None:
    letters.write(
        key=f"pathways/feedback_{kind}:{rater.pk}:{rater.reminders}",
        kind=f"pathways/feedback_{kind}",
        purpose=Purpose.FEEDBACK,
        to_email=rater.email,
        related=str(rater.pk),
        context={
            "link": settings.PUBLIC_URL + reverse("feedback-answer", args=[feedback_token(rater.uuid)]),
            "closes_on": rater.round.closes_on,
            "service_name": settings.SERVICE_NAME,
        },
    )


MONTH = "month-"  # how the period of a letter begins that goes to those who hear once a month


def tells_of_a_month(letter: Letter) -> bool:
    """Whether such a digest is for those who hear once a month."""
    return letter.key.rpartition(":")[2].startswith(MONTH)


def opportunities(*, person: Clinician, fitting: list[Opportunity], period: str) -> Draft:
    """The digest of a week or month for one person, not yet in the outbox."""
    return Draft(
        key=f"pathways/opportunities:{person.pk}:{period}",
        kind="pathways/opportunities",
        purpose=Purpose.OPPORTUNITIES,
        **person.as_reader(),
        context={
            "fitting": [{"title": one.title, "closes_on": one.closes_on} for one in fitting],
            "hears_monthly": person.hears_monthly,
            "link": settings.PUBLIC_URL + reverse("opportunity-list"),
            "service_name": settings.SERVICE_NAME,
        },
    )


def closing(*, saved: SavedOpportunity, days: int) -> Draft:
    """That something somebody saved closes in a week or a day, not yet in the outbox."""
    one, person = saved.opportunity, saved.clinician
    return Draft(
        key=f"pathways/closing:{person.pk}:{one.pk}:{one.closes_on}:{days}",
        kind="pathways/closing",
        purpose=Purpose.OPPORTUNITIES,
        related=str(saved.pk),
        **person.as_reader(),
        context=closing_context(saved),
    )


def closing_context(saved: SavedOpportunity) -> dict[str, object]:
    with translation.override(saved.clinician.language):
        one = saved.opportunity
        return {
            "title": str(one.title),
            "closes_on": one.closes_on,
            "link": settings.PUBLIC_URL + reverse("opportunity", args=[one.slug]),
            "service_name": settings.SERVICE_NAME,
        }


def mentor_asked(*, request: MentorRequest) -> None:
    """Tell whoever offers help that somebody asks for it. Neither learns a name before both agree."""
    letters.write_many([_of_mentoring("asked", request, request.offer.clinician)])


def mentor_answered(*, request: MentorRequest) -> None:
    """Tell whoever asked that there is an answer. Which one stands behind the log-in only."""
    letters.write_many([_of_mentoring("answered", request, request.clinician)])


def mentor_ended(*, request: MentorRequest, to: Clinician) -> None:
    """Tell one of the two that the other ended early what they agreed."""
    letters.write_many([_of_mentoring("ended", request, to)])


def mentor_ends(*, requests: Iterable[MentorRequest]) -> int:
    """Tell both that the time they agreed on is nearly over. Returns how many letters were new."""
    both = ((request, to) for request in requests for to in (request.clinician, request.offer.clinician))
    return letters.write_many(_of_mentoring("ends", request, to) for request, to in both)


def _of_mentoring(what: str, request: MentorRequest, to: Clinician) -> Draft:
    return Draft(
        key=f"pathways/mentor_{what}:{request.uuid}:{to.pk}",
        kind=f"pathways/mentor_{what}",
        purpose=Purpose.REVIEW,
        related=str(request.uuid),
        context={**_to(to, "own-mentoring"), "ends_on": request.ends_on},
        **to.as_reader(),
    )


def outcome(*, application: Application) -> None:
    """Tell somebody that their application was decided. The outcome and its reason stand behind the log-in only."""
    person, opportunity = application.clinician, application.opportunity
    letters.write(
        key=f"pathways/outcome:{application.uuid}:{application.applied_at.isoformat()}",
        kind="pathways/outcome",
        purpose=Purpose.MESSAGES,
        related=str(application.uuid),
        context={
            **_to(person, "own-opportunities"),
            "title": opportunity.title,
            "team": opportunity.organisation.name,
        },
        **person.as_reader(),
    )


def _to(person: Clinician, page: str) -> dict[str, str]:
    """What such a letter says in any case: to whom, and the page with more."""
    with translation.override(person.language):
        path = reverse(page)
    return {"name": person.full_name, "link": settings.PUBLIC_URL + path, "service_name": settings.SERVICE_NAME}


_MENTORING_EXAMPLE = {
    "name": "Jordan Example",
    "link": "https://register.example/me/mentoring/",
    "ends_on": date(2027, 1, 6),
    "service_name": settings.SERVICE_NAME,
}
_FEEDBACK_EXAMPLE = {
    "link": "https://register.example/feedback/7F3K/",
    "closes_on": date(2027, 1, 6),
    "service_name": settings.SERVICE_NAME,
}
EXAMPLES = {
    "pathways/closing": {
        "title": "Chief registrar scheme",
        "closes_on": date(2027, 1, 6),
        "link": "https://register.example/opportunities/chief-registrar-scheme/",
        "service_name": settings.SERVICE_NAME,
    },
    "pathways/opportunities": {
        "fitting": [{"title": "Chief registrar scheme", "closes_on": date(2027, 1, 6)}],
        "link": "https://register.example/opportunities/",
        "service_name": settings.SERVICE_NAME,
    },
    **{f"pathways/mentor_{what}": _MENTORING_EXAMPLE for what in ("asked", "answered", "ends", "ended")},
    "pathways/outcome": {
        "name": "Jordan Example",
        "link": "https://register.example/me/opportunities/",
        "title": "Chief registrar scheme",
        "team": "South West",
        "service_name": settings.SERVICE_NAME,
    },
    "pathways/feedback_asked": _FEEDBACK_EXAMPLE,
    "pathways/feedback_reminder": _FEEDBACK_EXAMPLE,
    "pathways/plan_shared": {
        "name": "Sam Taylor",
        "link": "https://register.example/plans/7F3K/",
        "expires_on": date(2027, 1, 6),
        "service_name": settings.SERVICE_NAME,
    },
}
