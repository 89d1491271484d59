"""People of the demo who offer help, and what the person of the demo asked; a change that waits for an editor."""

from datetime import date, timedelta
from random import Random

from django.utils import timezone

from pathways.choices import MentorTopic
from pathways.models import ContentChange, GuidanceNote, MentorOffer, MentorRequest
from profiles.models import Clinician, Stage
from talent_register.accounts.models import User

from . import bulk

OFFERED = 60
WORDS = (
    "Moved from a service to the board and still does a clinic a week.",
    "Led a merger of 2 departments.",
    "Went back to full clinical work after 6 years as a director, and is glad of both.",
    "Ran a budget for the first time at 35. Happy to say what went wrong.",
)


def add(users: dict[str, User], record: Clinician, random: Random, today: date) -> None:
    now = timezone.now()
    leaders = Clinician.objects.registered().filter(stage__in=[Stage.ORGANISATION, Stage.SYSTEM]).exclude(pk=record.pk)
    offers = [_offer(person, random, now) for person in leaders.order_by("pk")[:OFFERED]]
    bulk.copy(offers)
    own = MentorOffer.objects.create(
        clinician=record, kind=MentorOffer.Kind.SHADOW, capacity=2, topics=["TEAM"], about=WORDS[0], updated_at=now
    )
    if len(offers) > 2:
        _ask(record, offers, now, today)
        other = offers[2].clinician_id
        MentorRequest.objects.create(
            clinician_id=other, offer=own, choice=1, message="I would like to see how you run the take.", asked_at=now
        )
    _draft(users["second.editor@demo.example"], now)


def _offer(person: Clinician, random: Random, now) -> MentorOffer:
    return MentorOffer(
        clinician=person,
        kind=random.choice(MentorOffer.Kind.values),
        capacity=random.randint(1, 3),
        topics=random.sample(MentorTopic.values, 3),
        about=random.choice(WORDS),
        updated_at=now - timedelta(days=random.randint(1, 90)),
    )


def _ask(record: Clinician, offers: list[MentorOffer], now, today: date) -> None:
    """One has agreed, one has not answered yet."""
    common = {"clinician": record, "asked_at": now - timedelta(days=40)}
    MentorRequest.objects.create(
        offer=offers[0],
        choice=1,
        message="I would like to learn how boards work.",
        state=MentorRequest.State.ACCEPTED,
        answered_at=now - timedelta(days=30),
        starts_on=today - timedelta(days=30),
        ends_on=today + timedelta(days=150),
        **common,
    )
    MentorRequest.objects.create(offer=offers[1], choice=1, message="Could I come along for a day?", **common)


def _draft(editor: User, now) -> None:
    """A note whose wording the second editor would like to change."""
    note = GuidanceNote.objects.filter(code="hcpc-1").first()
    if note is None:
        return
    kept = {
        "code": note.code,
        "regulator": note.regulator.code if note.regulator else None,
        "body": note.body,
        "question": note.question,
        "summary": note.summary,
        "stance": note.stance,
        "url": note.url,
        "source_covers": note.source_covers,
        "source": note.source,
    }
    ContentChange.objects.create(
        kind="guidance-note",
        row_id=note.pk,
        title=note.question,
        before=kept,
        after={**kept, "summary": f"{note.summary} HCPC asks you to show how."},
        why="The professional body's page says more",
        state=ContentChange.State.WAITING,
        drafted_by=editor,
        drafted_at=now - timedelta(days=2),
    )
