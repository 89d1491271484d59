"""What teams offered to made-up people, so that most raised hands have heard something."""

from datetime import date, timedelta
from random import Random

from django.utils import timezone

from profiles.models import Clinician
from talent_register.organisations.models import Organisation
from tracking.models import FirstContact, SupportEvent

from . import bulk

HEARD = 0.8
WAIT = (2, 5, 9, 14, 20, 27, 40)
OFFERED = (
    ("TALK", "A first talk about what you would like to do next."),
    ("COACHING", "Six hours of coaching with a coach outside your trust."),
    ("MENTORING", "Put in touch with a director who has done the same."),
    ("PROGRAMME", "A place on the spring cohort of the regional programme."),
    ("PROJECT", "A half-year project on same-day care with its own budget."),
)


def add(random: Random, today: date) -> None:
    """Four of five have heard something within weeks; some of those were offered more since."""
    teams = dict(
        Organisation.objects.filter(kind=Organisation.Kind.REGION, region__isnull=False).values_list("region", "pk")
    )
    national = Organisation.objects.filter(kind=Organisation.Kind.NATIONAL).values_list("pk", flat=True).first()
    first, events = [], []
    people = Clinician.objects.filter(state="REGISTERED", registered_at__isnull=False).order_by("pk")
    for person, region, registered in people.values_list("pk", "region", "registered_at"):
        on = timezone.localdate(registered) + timedelta(days=random.choice(WAIT))
        if on > today or random.random() > HEARD:
            continue
        first.append(FirstContact(clinician_id=person, on=on))
        for number in range(random.choice((1, 1, 2))):
            kind, words = OFFERED[0] if number == 0 else random.choice(OFFERED)
            day = min(on + timedelta(days=60 * number), today)
            owner = teams.get(region, national)
            events.append(
                SupportEvent(clinician_id=person, kind=kind, words=words, on=day, owner_id=owner, at=timezone.now())
            )
    bulk.copy(first)
    bulk.copy(events)
