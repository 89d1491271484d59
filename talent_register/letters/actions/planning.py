"""When a letter may leave, and which others leave with it: decided at the moment of sending, under a lock.

Writers say what they want and know nothing of caps: two storeys may write to one person on one day. Letters about an
account and its security are never held.
"""

from datetime import datetime, time

from django.conf import settings

from talent_register.common.holidays import LONDON
from talent_register.common.turns import take_turn
from talent_register.letters import rules
from talent_register.letters.choices import Purpose, State
from talent_register.letters.models import Letter
from talent_register.letters.rechecks import held_until, reason_to_cancel
from talent_register.letters.wishes import of_persons

MOST_TOGETHER = 20


def is_held(letter: Letter, at: datetime) -> bool:
    """Put a letter off that may not leave yet; True when it was. Two senders decide about one person in turn."""
    if letter.purpose == Purpose.SECURITY:
        return False
    take_turn("letters", letter.to_email.lower())
    before = Letter.objects.to_address(letter.to_email).asked_for().left_since(at - rules.WEEK)
    left = [handed.astimezone(LONDON).date() for handed in before.values_list("handed_at", flat=True)]
    nation = of_persons().nation_of(letter)
    may_leave = rules.earliest(_not_held(letter, at), left, keeps_hours=settings.LETTERS_KEEP_HOURS, nation=nation)
    if may_leave <= at:
        return False
    letter.state, letter.not_before, letter.claimed_at, letter.next_try_at = State.PENDING, may_leave, None, None
    letter.save(update_fields=["to_email", "state", "not_before", "claimed_at", "next_try_at"])
    return True


def _not_held(letter: Letter, at: datetime) -> datetime:
    """The moment itself, or the first of the day on which staff let letters of this kind leave again."""
    until = held_until(letter, at.astimezone(LONDON).date())
    return datetime.combine(until, time(), LONDON) if until else at


def take_along(letter: Letter, at: datetime) -> int:
    """Everything else that is due to the same person goes into this letter. Returns how many others."""
    if letter.purpose == Purpose.SECURITY:
        return 0
    # A shared mailbox stays two people's: what is about one never lies in the other's letter.
    same = {"person_ref": letter.person_ref, "language": letter.language}
    due = Letter.objects.to_address(letter.to_email).asked_for().filter(**same, not_before__lte=at)
    untouched = due.filter(state=State.PENDING) | due.filter(state=State.SENDING, handed_at__isnull=True)
    others = untouched.exclude(pk=letter.pk).select_for_update(skip_locked=True).order_by("not_before", "id")
    carried = 0
    for other in others[:MOST_TOGETHER]:
        if reason := reason_to_cancel(other):
            other.state, other.outcome, other.finished_at = State.CANCELLED, reason[:300], at
        elif other.to_email.lower() != letter.to_email.lower() or _not_held(other, at) > at:
            continue  # staff hold it back, or its person has another address today: it leaves by itself, to there
        else:
            other.state, other.carrier, other.handed_at, other.finished_at = State.CARRIED, letter, at, at
            carried += 1
        other.save()
    return carried
