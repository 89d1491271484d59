"""What the outbox asks just before a letter of the pathways leaves. Named in settings.LETTER_RECHECKS."""

from django.utils.timezone import localdate

from profiles.models import Clinician
from talent_register.letters.actions.writing import compose
from talent_register.letters.models import Letter

from . import emails
from .actions import closing
from .models import Application, FeedbackRater, MentorRequest

NOT_ASKED = "Nobody waits for this answer any more: it was given, taken back, or the round is over."
CHANGED = "What it tells of has changed since, or the person has left."
TOLD_WHILE = {
    "pathways/mentor_asked": [MentorRequest.State.WAITING],
    "pathways/mentor_answered": [MentorRequest.State.ACCEPTED, MentorRequest.State.DECLINED],
    "pathways/mentor_ends": [MentorRequest.State.ACCEPTED],
    "pathways/mentor_ended": [MentorRequest.State.ENDED],
}


def reason_not_to_ask(letter: Letter) -> str:
    """Why somebody must not be asked for feedback any more; empty when they may. It goes to the address they have."""
    waiting = FeedbackRater.objects.waiting().filter(round__closes_on__gte=localdate())
    waiting = waiting.filter(round__clinician__state="REGISTERED")
    rater = waiting.filter(pk=letter.related).first() if letter.related.isdecimal() else None
    if rater is None:
        return NOT_ASKED
    letter.to_email = rater.email
    return ""


def reason_not_to_tell_of_mentoring(letter: Letter) -> str:
    """Why nobody is told of this any more: it was answered, withdrawn or ended meanwhile."""
    states = TOLD_WHILE.get(letter.kind, [])
    if not MentorRequest.objects.filter(uuid=letter.related, state__in=states).exists():
        return CHANGED
    return _to_the_address_of_today(letter)


def reason_not_to_tell_of_an_outcome(letter: Letter) -> str:
    decided = [Application.State.OFFERED, Application.State.NOT_OFFERED]
    if not Application.objects.filter(uuid=letter.related, state__in=decided).exists():
        return CHANGED
    return _to_the_address_of_today(letter)


def _to_the_address_of_today(letter: Letter) -> str:
    person = Clinician.objects.registered().filter(reference=letter.person_ref).select_related("user").first()
    if person is None or not person.email:
        return CHANGED
    letter.to_email = person.email
    return ""


NOT_CLOSING = "It is not saved any more, was applied for, closes on another day, or such letters are not wanted."


def reason_not_to_tell_of_closing(letter: Letter) -> str:
    """Why somebody must not be told any more that what they saved closes. It goes to the address of today."""
    today = localdate()
    found = closing.standing(today).filter(pk=letter.related).first() if letter.related.isdecimal() else None
    if found is None or closing.told(found, today) is None:
        return NOT_CLOSING
    letter.to_email = found.clinician.email
    letter.subject, letter.body = compose(letter.kind, emails.closing_context(found), letter.language)
    return ""


MONTHLY = "The person chose since to hear once a month. That letter tells of the same."


def reason_not_to_tell_what_came_in(letter: Letter) -> str:
    """Why a digest of a week must not leave: its reader hears once a month now. It goes to the address of today."""
    if not emails.tells_of_a_month(letter):
        readers = Clinician.objects.filter(reference=letter.person_ref, hears_monthly=True)
        if readers.exists():
            return MONTHLY
    return _to_the_address_of_today(letter)
