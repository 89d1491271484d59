"""A reader stops letters of one purpose, or lets them come again."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from talent_register.audit import actions as audit
from talent_register.letters import wishes
from talent_register.letters.choices import Purpose, State
from talent_register.letters.models import Letter, OptOut
from talent_register.letters.rechecks import STOPPED


@transaction.atomic
def stop(*, letter: Letter, at: datetime) -> None:
    """No more letters of this letter's purposes to its address; what still waits is cancelled."""
    for part in [letter, *letter.carried.exclude(purpose=letter.purpose)]:
        _stop(part, at)


def _stop(letter: Letter, at: datetime) -> None:
    if not wishes.change(letter, stops=True, at=at):
        return
    same = Letter.objects.to_address(letter.to_email).filter(purpose=letter.purpose, state=State.PENDING)
    waiting = [one.pk for one in same if wishes.is_stopped(one)]  # a shared mailbox has two people's
    Letter.objects.filter(pk__in=waiting).update(state=State.CANCELLED, finished_at=at, outcome=STOPPED)
    _record("letters.purpose_stopped", letter)


@transaction.atomic
def resume(*, letter: Letter, at: datetime) -> None:
    """The person changed their mind."""
    for part in [letter, *letter.carried.exclude(purpose=letter.purpose)]:
        if wishes.change(part, stops=False, at=at):
            _record("letters.purpose_resumed", part)


def is_stopped_at(*, email: str, purpose: Purpose) -> bool:
    """Whether an address of nobody we know as a clinician wants no letters of a purpose."""
    return OptOut.objects.in_force_at(email).filter(purpose=purpose).exists()


def stopped_addresses(*, purpose: Purpose) -> set[str]:
    """Every address that wants none of a purpose."""
    return set(OptOut.objects.filter(purpose=purpose, lifted_at__isnull=True).values_list("email", flat=True))


@transaction.atomic
def choose_at(*, email: str, purpose: Purpose, stops: bool, at: datetime) -> None:
    """What a page says for an address: the same wish that the link in a letter keeps."""
    if not stops:
        OptOut.objects.in_force_at(email).filter(purpose=purpose).update(lifted_at=at)
        return
    wish = {"email": email.lower(), "purpose": purpose, "lifted_at": None}
    OptOut.objects.get_or_create(**wish, defaults={"at": at})
    waiting = Letter.objects.to_address(email).filter(purpose=purpose, state=State.PENDING, person_ref="")
    waiting.update(state=State.CANCELLED, finished_at=at, outcome=STOPPED)


@transaction.atomic
def cancel_unwanted(*, person_ref: str, wanted: Iterable[str], at: datetime) -> None:
    """A person chose anew which purposes they want: what waits and is unwanted does not leave.

    Letters about the account always come. What was chosen is kept by the caller.
    """
    waiting = Letter.objects.due_to_people([person_ref]).exclude(purpose__in={*wanted, Purpose.SECURITY})
    waiting.update(state=State.CANCELLED, finished_at=at, outcome=STOPPED)


@transaction.atomic
def follow(*, old: str, new: str, at: datetime) -> int:
    """What an owner stopped at the old address is stopped at the new one too. Returns how many purposes.

    The wish was written down when it was said; an address that others may be given later keeps it as well.
    """
    added = 0
    for purpose in OptOut.objects.in_force_at(old).values_list("purpose", flat=True):
        wish = {"email": new.lower(), "purpose": purpose, "lifted_at": None}
        _opt_out, is_new = OptOut.objects.get_or_create(**wish, defaults={"at": at})
        added += is_new
    return added


def _record(event: str, letter: Letter) -> None:
    audit.record(
        event,
        object_type="letter",
        object_ref=str(letter.reference),
        person_ref=letter.person_ref,
        details={"purpose": letter.purpose},
    )
