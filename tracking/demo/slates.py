"""Slates of the demo: one that runs, with every kind of answer, and one that is done."""

from datetime import date, datetime, timedelta
from random import Random

from django.utils import timezone

from pathways.models import Role
from profiles.models import Clinician
from talent_register.accounts.access import roles_of
from talent_register.accounts.models import User
from tracking import readiness
from tracking.choices import Band
from tracking.models import ContactRequest, Slate, SlateEntry
from tracking.rules.slates import Near, reasons

from . import bulk

State = ContactRequest.State
# Name, role, days ago, is closed.
SLATES = (
    ("Medical director, spring", "medical_director", 12, False),
    ("Chief nurse, last autumn", "chief_nurse", 260, True),
)
ABOUT = (
    "The post is free from April. The trust has two hospitals and a community service. We look for somebody who has "
    "led a service well and would like to answer for quality across the whole trust. Part-time and job-share are open."
)
ANSWERS = (State.ACCEPTED, State.WAITING, State.DECLINED, State.ACCEPTED, State.PAUSED, State.WAITING)
SIZE = 7


def add(users: dict[str, User], record: Clinician, random: Random, today: date) -> None:
    user = users["regional.lead@demo.example"]
    owner = roles_of(user)[0][1].organisation
    for name, code, ago, is_closed in SLATES:
        role = Role.objects.filter(code=code).first()
        if role is None:
            continue
        at = timezone.now() - timedelta(days=ago)
        slate = Slate.objects.create(
            name=name,
            role=role,
            region=owner.region,
            about=ABOUT,
            owner=owner,
            created_by=user,
            created_at=at,
            closed_at=at + timedelta(days=60) if is_closed else None,
        )
        people = _people(user, role, random)
        if not is_closed:
            people = [record, *(person for person in people if person.pk != record.pk)]
        near = readiness.near(user, role, people)
        entries = [_entry(slate, role, person, near[person.pk], user, at) for person in people]
        bulk.copy(entries)
        bulk.copy([_request(entry, place, user, at, today) for place, entry in enumerate(entries[:-1])])


def _people(user: User, role: Role, random: Random) -> list[Clinician]:
    found = readiness.people(user, role, [Band.NOW, Band.SOON])
    found = found.filter(shares_with_recruiters=True)  # the others are asked by nobody
    likely = list(found.select_related("profession").order_by("reference")[: 6 * SIZE])
    return random.sample(likely, min(SIZE, len(likely)))


def _entry(slate: Slate, role: Role, person: Clinician, near: Near, user: User, at: datetime) -> SlateEntry:
    why = reasons(
        near=near,
        next_step=person.next_step,
        family=person.profession.family if person.profession else "",
        families=role.families,
        in_region=True,
    )
    return SlateEntry(slate=slate, clinician=person, reasons=why, added_at=at, added_by=user)


def _request(entry: SlateEntry, place: int, user: User, at: datetime, today: date) -> ContactRequest:
    """The first on the running slate, the person of the demo, has not answered yet."""
    is_open = entry.slate.closed_at is None
    state = State.WAITING if is_open and place == 0 else ANSWERS[place % len(ANSWERS)]
    answered = state != State.WAITING
    outcome = (
        "" if state != State.ACCEPTED else "TALKING" if is_open else "APPOINTED" if place == 0 else "NOT_APPOINTED"
    )
    return ContactRequest(
        entry=entry,
        message="We would like to tell you more. A talk of 20 minutes is enough.",
        state=state,
        sent_at=at + timedelta(days=1),
        sent_by=user,
        answered_at=at + timedelta(days=4) if answered else None,
        reason=ContactRequest.Reason.TIMING if state == State.DECLINED else "",
        paused_until=today + timedelta(days=180) if state == State.PAUSED else None,
        outcome=outcome,
        outcome_at=at + timedelta(days=50 if not is_open else 8) if outcome else None,
    )
