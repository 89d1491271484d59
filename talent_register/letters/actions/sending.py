"""Letters leave. Claim a batch, commit; for each: re-check, commit "handed over", send, commit the outcome.

A killed sender leaves at most one letter in doubt: the one handed over and not answered. The rest of its batch was
certainly not sent and goes back to the queue. The doubtful one is looked up at the provider by its reference.
"""

import logging
import time
from collections import Counter
from datetime import datetime, timedelta
from typing import cast

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.db.models import F, QuerySet
from django.utils import timezone

from talent_register.audit.context import acting
from talent_register.common import holidays
from talent_register.letters import delivery, rules
from talent_register.letters.choices import State
from talent_register.letters.models import Letter
from talent_register.letters.rechecks import may_repeat, reason_to_cancel

from . import bouncing, planning

logger = logging.getLogger(__name__)
ACTOR = "job:letters.send_waiting"
LOST = "The sender stopped before it wrote down what became of this letter."


def lease() -> timedelta:
    """How long a letter belongs to the sender that handed it over. Longer than a provider's lag in finding it."""
    return timedelta(seconds=settings.LETTER_LEASE_SECONDS)


def send_waiting(*, seconds: float = 20.0) -> Counter:
    """Send what waits, for about so many seconds. Returns how many ended in which state."""
    tally: Counter = Counter()
    until = time.monotonic() + seconds
    holidays.refresh()
    with delivery.transport() as transport:
        settle_doubts(transport)
        while time.monotonic() < until:
            claimed_at, ids = claim()
            if not ids:
                break
            try:
                _send_batch(transport, ids, claimed_at, until, tally)
            except delivery.Unreachable as reason:
                logger.warning("Letters wait: %s", reason)
                _release(claimed_at, ids, next_try_at=timezone.now() + rules.PAUSE_WHEN_UNREACHABLE)
                break
    return tally


def claim() -> tuple[datetime, list[int]]:
    """Take a batch that no other sender takes, and commit that it is taken."""
    at = timezone.now()
    with acting(ACTOR):
        waiting = Letter.objects.waiting(at).urgent_first().select_for_update(skip_locked=True)
        ids = list(waiting.values_list("id", flat=True)[: rules.BATCH])
        Letter.objects.filter(id__in=ids).update(state=State.SENDING, claimed_at=at, handed_at=None)
    return at, ids


def _send_batch(
    transport: delivery.Transport, ids: list[int], claimed_at: datetime, until: float, tally: Counter
) -> None:
    """Send a claimed batch. What time leaves unsent goes back to the queue."""
    for letter_id in ids:
        if time.monotonic() > until:
            _release(claimed_at, ids, next_try_at=None)
            return
        tally[send_one(transport, letter_id, claimed_at)] += 1


def send_one(transport: delivery.Transport, letter_id: int, claimed_at: datetime) -> str:
    """Send one claimed letter and commit its outcome. Raises Unreachable when no letter can leave."""
    transport.prepare()
    try:
        letter = _hand_over(letter_id, claimed_at)
    except (OperationalError, InterfaceError):
        raise
    except Exception:
        logger.exception("A letter could not be checked before sending.")
        return _stumble(letter_id, claimed_at)
    return _send(transport, letter) if isinstance(letter, Letter) else letter


def _send(transport: delivery.Transport, letter: Letter) -> str:
    """Hand the letter to the provider and commit what came of it.

    A sender that was held up since it committed the handing over may no longer be the only one: it sends nothing.
    """
    if timezone.now() - cast(datetime, letter.handed_at) > lease() / 2:
        _take_back(letter)
        raise delivery.Unreachable("The sender was held up for too long.")
    try:
        words = transport.send(letter)
    except delivery.NoSuchAddress as reason:
        with acting(ACTOR):
            bouncing.came_back(email=letter.to_email, words=str(reason), at=timezone.now())
        return _finish(letter, State.FAILED, str(reason))
    except delivery.Refused as reason:
        return _finish(letter, State.FAILED, str(reason))
    except delivery.PutOff as reason:
        return _put_off(letter, str(reason))
    except delivery.Unreachable:
        _take_back(letter)
        raise
    except Exception as reason:
        # Whether it left is not known, so it stays SENDING until it is looked up.
        if not isinstance(reason, delivery.Unknown):
            logger.exception("A letter stumbled on its way out.")
        return _finish(letter, State.SENDING, str(reason) or type(reason).__name__)
    return _finish(letter, State.SENT, words)


def settle_doubts(transport: delivery.Transport) -> Counter:
    """What killed senders left: back to the queue if never touched, else ask the provider by reference."""
    tally: Counter = Counter()
    at = timezone.now()
    with acting(ACTOR):
        untouched = Letter.objects.untouched_since(at - lease() / 5)
        tally["untouched"] = untouched.update(state=State.PENDING, claimed_at=None)
    for letter in Letter.objects.unanswered_since(at - lease()).order_by("handed_at")[: rules.BATCH]:
        try:
            tally[_settle(letter, transport.find(letter))] += 1
        except delivery.Unreachable as reason:
            logger.warning("Letters in doubt wait: %s", reason)
            break
    return tally


def _hand_over(letter_id: int, claimed_at: datetime) -> Letter | State:
    """Re-check the letter and commit that it is about to leave, with all that leaves with it.

    Gives the state of a letter that does not leave: no longer ours, not to go any more, or held for another day.
    """
    with acting(ACTOR):
        ours = Letter.objects.filter(id=letter_id, state=State.SENDING, claimed_at=claimed_at, handed_at=None)
        letter = ours.select_for_update().first()
        if letter is None:
            return State(Letter.objects.values_list("state", flat=True).get(id=letter_id))
        if reason := reason_to_cancel(letter):
            letter.state, letter.finished_at, letter.outcome = State.CANCELLED, timezone.now(), reason[:300]
            letter.save()
            return State.CANCELLED
        at = timezone.now()
        if planning.is_held(letter, at):
            return State.PENDING
        planning.take_along(letter, at)
        letter.handed_at = at
        letter.attempts += 1
        letter.save()
    return letter


def _finish(letter: Letter, state: State, words: str, **others: object) -> str:
    """Write the outcome, unless somebody else already settled this very attempt."""
    finished_at = timezone.now() if state in {State.SENT, State.FAILED} else None
    with acting(ACTOR):
        _this_attempt(letter).update(state=state, outcome=words[:300], finished_at=finished_at, **others)
    return state


def _put_off(letter: Letter, words: str) -> str:
    again = rules.next_try(letter.attempts, timezone.now())
    if again is None:
        return _finish(letter, State.FAILED, f"Tried {letter.attempts} times. {words}")
    return _finish(letter, State.PENDING, words, next_try_at=again, claimed_at=None, handed_at=None)


def _take_back(letter: Letter) -> None:
    """Nothing left this house: the attempt does not count against the letter."""
    with acting(ACTOR):
        _this_attempt(letter).update(handed_at=None, attempts=F("attempts") - 1)


def _stumble(letter_id: int, claimed_at: datetime) -> str:
    """One letter that cannot be checked never holds up the others; five times is often enough."""
    with acting(ACTOR):
        letter = Letter.objects.select_for_update().get(id=letter_id)
        if letter.state != State.SENDING or letter.claimed_at != claimed_at:
            return letter.state
        letter.handed_at = timezone.now()
        letter.attempts += 1
        letter.save()
    return _put_off(letter, "It could not be checked before sending.")


def _release(claimed_at: datetime, ids: list[int], *, next_try_at: datetime | None) -> None:
    """Put what is left of a batch back into the queue."""
    with acting(ACTOR):
        ours = Letter.objects.filter(id__in=ids, state=State.SENDING, claimed_at=claimed_at, handed_at=None)
        ours.update(state=State.PENDING, claimed_at=None, next_try_at=next_try_at)


def _settle(letter: Letter, found: bool | None) -> str:
    state = rules.after_doubt(found=found, may_repeat=may_repeat(letter), doubts=letter.doubts)
    if state == State.SENT:
        return _finish(letter, state, "Found at the provider by its reference.")
    doubts = {"doubts": letter.doubts + (1 if found is None else 0)}
    if state == State.PENDING:
        return _finish(letter, state, LOST, claimed_at=None, handed_at=None, **doubts)
    logger.error("Letter %s is in doubt: nobody can say whether it left.", letter.reference)
    return _finish(letter, state, LOST, **doubts)


def _this_attempt(letter: Letter) -> QuerySet[Letter]:
    return Letter.objects.filter(id=letter.id, state=State.SENDING, handed_at=letter.handed_at)
