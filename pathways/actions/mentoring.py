"""Offering, asking, agreeing and ending. Both people agree before either learns who the other is."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from pathways import emails
from pathways.models import MentorOffer, MentorRequest
from pathways.rules.mentoring import END_IS_NEAR, CannotMentor, check_can_accept, next_choice
from profiles.models import Clinician
from talent_register.audit import actions as audit
from talent_register.common.trust import months_after

State = MentorRequest.State


@transaction.atomic
def offer(*, clinician: Clinician, kind: str, said: dict[str, Any], by: Any, at: datetime) -> MentorOffer:
    """Make or change an offer of one kind."""
    made, _new = MentorOffer.objects.update_or_create(
        clinician=clinician, kind=kind, defaults={**said, "updated_at": at}
    )
    _record("pathways.mentor_offered", made, clinician, by)
    return made


@transaction.atomic
def ask(*, clinician: Clinician, offer: MentorOffer, message: str, by: Any, at: datetime) -> MentorRequest:
    """Ask, as the next free choice of three."""
    Clinician.objects.select_for_update().get(pk=clinician.pk)
    offer = MentorOffer.objects.select_for_update().get(pk=offer.pk)
    if offer.clinician_id == clinician.pk:
        raise CannotMentor("self")
    if not offer.is_open:
        raise CannotMentor("closed")
    own = MentorRequest.objects.filter(clinician=clinician)
    if own.filter(offer=offer, state__in=[State.WAITING, State.ACCEPTED]).exists():
        raise CannotMentor("again")
    choice = next_choice(list(own.filter(state=State.WAITING).values_list("choice", flat=True)))
    made = MentorRequest.objects.create(clinician=clinician, offer=offer, choice=choice, message=message, asked_at=at)
    _record("pathways.mentor_asked", offer, clinician, by)
    emails.mentor_asked(request=made)
    return made


@transaction.atomic
def accept(*, request: MentorRequest, months: int, answer: str, by: Any, at: datetime) -> MentorRequest:
    """Agree, for a fixed time. The person's other waiting questions of this kind are withdrawn: they have somebody.

    The person is locked first, as when they ask: two whom they asked may say yes at the same moment.
    """
    person = Clinician.objects.select_for_update(of=("self",)).get(pk=request.clinician_id)
    offer = MentorOffer.objects.select_for_update().get(pk=request.offer_id)
    request = MentorRequest.objects.select_for_update().get(pk=request.pk)
    today, is_waiting = localdate(at), request.state == State.WAITING
    taken = offer.requests.filter(state=State.ACCEPTED, ends_on__gt=today).count()
    check_can_accept(is_waiting=is_waiting, is_here=person.is_here, taken=taken, capacity=offer.capacity)
    request.state, request.answer, request.answered_at = State.ACCEPTED, answer, at
    request.starts_on, request.ends_on = today, months_after(today, months)
    request.save()
    others = MentorRequest.objects.filter(clinician=request.clinician, offer__kind=offer.kind, state=State.WAITING)
    others.update(state=State.WITHDRAWN, answered_at=at)
    _record("pathways.mentor_agreed", offer, request.clinician, by)
    emails.mentor_answered(request=request)
    return request


@transaction.atomic
def decline(*, request: MentorRequest, answer: str, by: Any, at: datetime) -> MentorRequest:
    request = _close(request, State.WAITING, State.DECLINED, "pathways.mentor_declined", by, at, answer=answer)
    emails.mentor_answered(request=request)
    return request


@transaction.atomic
def withdraw(*, request: MentorRequest, by: Any, at: datetime) -> MentorRequest:
    return _close(request, State.WAITING, State.WITHDRAWN, "pathways.mentor_withdrawn", by, at)


@transaction.atomic
def end(*, request: MentorRequest, by: Any, at: datetime) -> MentorRequest:
    """Either may end it early, without a reason. The other is told."""
    request = _close(request, State.ACCEPTED, State.ENDED, "pathways.mentor_ended", by, at)
    both = (request.clinician, request.offer.clinician)
    for other in [person for person in both if person.user_id != by.pk]:
        emails.mentor_ended(request=request, to=other)
    return request


def tell_ends(*, at: datetime) -> int:
    """Tell those whose agreed time is nearly over. A second run tells nobody twice."""
    today = localdate(at)
    soon = MentorRequest.objects.filter(state=State.ACCEPTED, ends_on__gt=today, ends_on__lte=today + END_IS_NEAR)
    people = ("clinician__user", "offer__clinician__user")
    return emails.mentor_ends(requests=soon.select_related(*people).iterator(chunk_size=1000))


@transaction.atomic
def end_over(*, at: datetime) -> int:
    """What was agreed ends by itself on its day, so that the same person can be asked again."""
    over = MentorRequest.objects.select_for_update(of=("self",)).filter(
        state=State.ACCEPTED, ends_on__lte=localdate(at)
    )
    found = list(over.select_related("offer", "clinician"))
    for request in found:
        request.state = State.ENDED
        request.save(update_fields=["state"])
        _record("pathways.mentor_ended", request.offer, request.clinician, None)
    return len(found)


def _close(
    request: MentorRequest, was: str, becomes: str, event: str, by: Any, at: datetime, **more: Any
) -> MentorRequest:
    request = MentorRequest.objects.select_for_update().get(pk=request.pk)
    if request.state != was:
        raise CannotMentor("decided")
    request.state, request.answered_at = becomes, at
    for name, value in more.items():
        setattr(request, name, value)
    request.save()
    _record(event, request.offer, request.clinician, by)
    return request


def _record(type: str, offer: MentorOffer, about: Clinician, by: Any) -> None:
    audit.record(
        type, by=by, object_type="mentor_offer", object_ref=str(offer.uuid), person_ref=about.reference, details={}
    )
