"""Once a week or once a month: what has come in that fits, to those who take such letters."""

from collections.abc import Iterator
from datetime import date, datetime, time

from django.db.models import QuerySet
from django.utils.timezone import localdate, make_aware

from pathways import emails
from pathways.models import Opportunity
from pathways.rules.opportunities import digest_month, digest_week, is_told
from profiles.models import Clinician, ClinicianState
from talent_register.letters import actions as letters
from talent_register.letters.actions import Draft
from talent_register.letters.models import Purpose

CHUNK = 1000


def write(*, at: datetime) -> int:
    """Tell each person of last week's opportunities that are still open, or of last month's. Returns how many letters
    were new.

    A letter's key names the week or month, so a second run writes nothing twice, and a day that was missed is made up
    for.
    """
    today = localdate(at)
    written = _tell(digest_week(today), "%G-%V", today, hears_monthly=False)
    if month := digest_month(today):
        written += _tell(month, f"{emails.MONTH}%Y-%m", today, hears_monthly=True)
    return written


def _tell(days: tuple[date, date], named: str, today: date, *, hears_monthly: bool) -> int:
    since, until = (make_aware(datetime.combine(day, time.min)) for day in days)
    new = list(Opportunity.objects.open_on(today).filter(created_at__gte=since, created_at__lt=until))
    people = readers(today).filter(hears_monthly=hears_monthly)
    return letters.write_many(_drafts(new, f"{since:{named}}", people)) if new else 0


def _drafts(new: list[Opportunity], period: str, people: QuerySet[Clinician]) -> Iterator[Draft]:
    for person in people.iterator(chunk_size=CHUNK):
        family = person.profession.family if person.profession else ""
        fitting = [
            one
            for one in new
            if is_told(families=one.families, region=one.region_id, own_family=family, own_region=person.region_id)
        ]
        if fitting and person.email:
            yield emails.opportunities(person=person, fitting=fitting, period=period)


def readers(today: date) -> QuerySet[Clinician]:
    """Who takes letters about opportunities on a day."""
    people = Clinician.objects.filter(state=ClinicianState.REGISTERED, restricted_at__isnull=True)
    people = people.taking(Purpose.OPPORTUNITIES, today)
    return people.select_related("user", "profession").order_by("pk")
