"""What people of the demo have told of themselves beyond registering: learning, hopes, looks at their numbers."""

import uuid
from datetime import date, datetime, time, timedelta
from random import Random

from django.db import connection
from django.utils import timezone

from profiles.models import (
    Aspiration,
    Clinician,
    ClinicianState,
    Pause,
    ProgrammeTaken,
    Qualification,
    SectionMark,
    SupportWanted,
)
from tracking.actions.snapshots import kept_lines
from tracking.models import Snapshot

from . import bulk

QUALIFICATIONS = (
    ("PgCert Healthcare Leadership", Qualification.Kind.LEADERSHIP),
    ("MSc Leadership and Management", Qualification.Kind.LEADERSHIP),
    ("MBA", Qualification.Kind.POSTGRADUATE),
    ("MSc Public Health", Qualification.Kind.POSTGRADUATE),
    ("PgDip Medical Education", Qualification.Kind.POSTGRADUATE),
)
PROGRAMMES = (
    ("Edward Jenner programme", ProgrammeTaken.Kind.PROGRAMME, "NHS Leadership Academy"),
    ("Mary Seacole programme", ProgrammeTaken.Kind.PROGRAMME, "NHS Leadership Academy"),
    ("Rosalind Franklin programme", ProgrammeTaken.Kind.PROGRAMME, "NHS Leadership Academy"),
    ("Darzi Fellowship in Clinical Leadership", ProgrammeTaken.Kind.FELLOWSHIP, "London South Bank University"),
)
REASONS = ("", "", "", "A new job", "A busy year at home")
LOOKS = """
    INSERT INTO profiles_registrationcheck
        (registration_id, state, status_id, licence, as_at, source, by, is_match, note, at)
    SELECT id, state, NULL, licence, verified_on, 'REGULATOR', verified_by, true, '', verified_on::timestamptz
    FROM profiles_registration WHERE verified_on IS NOT NULL ORDER BY id
"""


def add(record: Clinician, random: Random, today: date) -> None:
    """One in 3 tells something, everybody paused has a pause, and the person who logs in has told nearly all."""
    joined = list(Clinician.objects.registered().order_by("pk").only("pk", "registered_at"))
    some = [one for one in joined if one.pk != record.pk and random.random() < 0.3]
    for made in (
        [_qualification(one, random, today) for one in some if random.random() < 0.6],
        [_programme(one, random, today) for one in some if random.random() < 0.6],
        [_aspiration(one, random, today) for one in some],
        [_pause(one, random, today) for one in Clinician.objects.filter(state=ClinicianState.PAUSED).order_by("pk")],
    ):
        bulk.copy(made)
    with connection.cursor() as cursor:
        cursor.execute(LOOKS)
    _tell_nearly_all(record, random, today)


def _uuid(random: Random) -> uuid.UUID:
    return uuid.UUID(int=random.getrandbits(128), version=4)


def _noon(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(12)))


def _qualification(one: Clinician, random: Random, today: date) -> Qualification:
    title, kind = random.choice(QUALIFICATIONS)
    held = random.random() < 0.85
    return Qualification(
        clinician=one,
        uuid=_uuid(random),
        title=title,
        kind=kind,
        is_held=held,
        awarded_on=date(today.year - random.randint(1, 12), random.randint(1, 12), 1) if held else None,
        created_at=one.registered_at,
    )


def _programme(one: Clinician, random: Random, today: date) -> ProgrammeTaken:
    name, kind, provider = random.choice(PROGRAMMES)
    began = date(today.year - random.randint(1, 9), 9, 1)
    return ProgrammeTaken(
        clinician=one,
        uuid=_uuid(random),
        name=name,
        kind=kind,
        provider=provider,
        started_on=began,
        outcome=ProgrammeTaken.Outcome.COMPLETED,
        ended_on=began.replace(year=began.year + 1, month=8),
        created_at=one.registered_at,
    )


def _aspiration(one: Clinician, random: Random, today: date) -> Aspiration:
    day = max(one.registered_at.date(), today - timedelta(days=random.randint(0, 700)))
    return Aspiration(
        clinician=one,
        horizon=random.choice(Aspiration.Horizon.values),
        places=["ANYWHERE"] if random.random() < 0.2 else ["south_west"],
        pattern=random.choice(Aspiration.Pattern.values),
        job_share=random.choice(Aspiration.Wish.values),
        from_date=day,
        at=_noon(day),
    )


def _pause(one: Clinician, random: Random, today: date) -> Pause:
    until = one.paused_until or today + timedelta(days=90)
    began = min(today, until) - timedelta(days=random.randint(1, 30))
    return Pause(clinician=one, from_date=began, until=until, reason=random.choice(REASONS))


def _tell_nearly_all(record: Clinician, random: Random, today: date) -> None:
    bulk.copy([_qualification(record, random, today)])
    bulk.copy([_programme(record, random, today)])
    bulk.copy([_aspiration(record, random, today)])
    at = _noon(today - timedelta(days=20))
    SupportWanted.objects.create(clinician=record, kinds=["MENTOR", "SHADOWING"], note="", from_date=at.date(), at=at)
    for section in ("posts", "qualifications", "programmes"):
        SectionMark.objects.create(clinician=record, section=section, is_done=True, at=at)
    for review in record.yearly_reviews.filter(done_at__isnull=False):
        Snapshot.objects.create(review=review, **kept_lines(record), at=review.done_at)
