"""What is open to apply for in the demo, who took part in what, and who decided whether it counts."""

from datetime import date, timedelta
from random import Random

from django.utils import timezone
from django.utils.text import slugify

from pathways.choices import Counted
from pathways.models import Application, Opportunity, Participation, Programme, RecognitionDecision, SavedOpportunity
from profiles.models import Clinician, FactSource
from talent_register.accounts.models import User
from talent_register.common.reference import read_rows
from talent_register.organisations.models import Organisation

from . import bulk
from .facts import DATA

DECIDED = (
    ("nmd_cfs", "RCP", Counted.NO, None, "Time out for experience does not count towards completion."),
    ("chief_registrar", "RCP", Counted.PARTLY, 6, "Half of the year is clinical training at the expected level."),
    ("darzi_fellow", "RCP", Counted.NO, None, "Time out for experience does not count towards completion."),
)
SHARE_OF_PEOPLE = 0.06
SCHEMES = {
    "medical": ("nmd_cfs", "chief_registrar", "fmlm_assoc", "mary_seacole"),
    "pharmacy": ("cpho_cfs", "mary_seacole"),
    "nursing": ("nursing_fellow", "mary_seacole", "rosalind_franklin"),
}
ANY_SCHEME = ("edward_jenner", "mary_seacole", "rosalind_franklin")
AWARDS = {"fmlm_assoc": "AFFMLM"}


def add(users: dict[str, User], record: Clinician, random: Random, today: date) -> None:
    """Everything that is on offer, and what people made of it."""
    now, programmes = timezone.now(), {programme.code: programme for programme in Programme.objects.all()}
    bodies = {body.code: body for body in Organisation.objects.filter(code__in=["RCP", "NHSE", "Y58"])}
    rows = [row for row in read_rows(DATA / "offers.csv") if row["owner"] in bodies]
    offers = [_offer(row, programmes, bodies, today) for row in rows]
    Opportunity.objects.bulk_create(offers)
    _take_part(programmes, bodies["NHSE"], random, today)
    own = Participation.objects.create(
        clinician=record,
        programme=programmes["nmd_cfs"],
        state=Participation.State.COMPLETED,
        started_on=date(today.year - 10, 9, 1),
        ended_on=date(today.year - 9, 8, 31),
        source=FactSource.COLLEGE,
        organisation=bodies["RCP"],
        created_at=now,
        updated_at=now,
    )
    _decide(programmes, bodies["RCP"], own, today)
    _apply(users, record, offers, random, today)


def _offer(row: dict, programmes: dict, bodies: dict, today: date) -> Opportunity:
    owner = bodies[row["owner"]]
    closes = today + timedelta(days=int(row["days"])) if row["days"] else None
    return Opportunity(
        slug=slugify(row["title"]),
        title=row["title"],
        kind=row["kind"],
        programme=programmes.get(row["programme"]),
        organisation=owner,
        summary=row["summary"],
        who_can_apply=row["who"],
        families=[family for family in row["families"].split(";") if family],
        region=owner.region,
        closes_on=closes,
        starts_on=closes + timedelta(days=90) if closes else None,
        cost="Free",
        source="made up for the demo",
        checked="made up, verify",
        created_at=timezone.now() - timedelta(days=3),
    )


def _take_part(programmes: dict, giver: Organisation, random: Random, today: date) -> None:
    people = Clinician.objects.registered().select_related("profession").order_by("pk")
    rows = []
    for person in people.only("pk", "profession__family"):
        if random.random() < SHARE_OF_PEOPLE:
            family = person.profession.family if person.profession else ""
            code = random.choice(SCHEMES.get(family, ANY_SCHEME))
            rows.append(_taken(person, programmes[code], giver, random, today))
    bulk.copy(rows)


def _taken(person, programme: Programme, giver: Organisation, random: Random, today: date) -> Participation:
    started = date(today.year - random.randint(1, 9), 9, 1)
    is_award = programme.kind == Programme.Kind.FELLOWSHIP_AWARD
    now = timezone.now()
    return Participation(
        clinician=person,
        programme=programme,
        state=Participation.State.AWARDED if is_award else Participation.State.COMPLETED,
        award=AWARDS.get(programme.code, ""),
        started_on=started,
        ended_on=started + timedelta(days=30 * (programme.months or 1)),
        source=FactSource.COLLEGE,
        organisation=giver,
        created_at=now,
        updated_at=now,
    )


def _decide(programmes: dict, college: Organisation, own: Participation, today: date) -> None:
    now = timezone.now()
    for number, (code, _body, counts, months, reason) in enumerate(DECIDED):
        RecognitionDecision.objects.create(
            programme=programmes[code],
            organisation=college,
            counts=counts,
            months_counted=months,
            reason=reason,
            evidence="Minute of the training committee (demo)",
            decided_on=today - timedelta(days=200 + number * 30),
            recorded_at=now,
        )
    RecognitionDecision.objects.create(
        programme=own.programme,
        participation=own,
        organisation=college,
        counts=Counted.PARTLY,
        months_counted=3,
        reason="Three months of clinics during the year met the curriculum.",
        evidence="Letter of the programme director (demo)",
        decided_on=today - timedelta(days=90),
        recorded_at=now,
    )


def _apply(users: dict, record: Clinician, offers: list, random: Random, today: date) -> None:
    now = timezone.now()
    secondment = next(offer for offer in offers if offer.kind == Opportunity.Kind.SECONDMENT)
    SavedOpportunity.objects.create(clinician=record, opportunity=offers[3], saved_at=now)
    people = Clinician.objects.registered().filter(profession__family="medical").exclude(pk=record.pk)
    chosen = [record, *people.order_by("pk")[:4]]
    Application.objects.bulk_create(
        [
            Application(
                clinician=person,
                opportunity=secondment,
                statement="I have led my service for 2 years and would like to work across the trust.",
                applied_at=now - timedelta(days=random.randint(1, 9)),
            )
            for person in chosen
        ]
    )
