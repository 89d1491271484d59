"""What the outbox asks just before a letter about feedback leaves. Named in settings.LETTER_RECHECKS."""

from django.utils.timezone import localdate

from talent_register.letters.models import Letter

from .models import FeedbackRater

NOT_ASKED = "Nobody waits for this answer any more: it was given, taken back, or the round is over."


def reason_not_to_ask(letter: Letter) -> str:
    """Why somebody must not be asked for feedback any more; empty when they may. It goes to the address they have."""
    waiting = FeedbackRater.objects.waiting().filter(round__closes_on__gte=localdate())
    waiting = waiting.filter(round__clinician__state="REGISTERED")
    rater = waiting.filter(pk=letter.related).first() if letter.related.isdecimal() else None
    if rater is None:
        return NOT_ASKED
    letter.to_email = rater.email
    return ""
