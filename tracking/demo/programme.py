"""What programme staff have done with the made-up people: cohorts, looking at records, questions from colleges."""

from datetime import date, timedelta
from random import Random

from django.utils import timezone
from django.utils.text import slugify

from profiles.models import Clinician, Suggestion, Training
from talent_register.accounts.access import roles_of
from talent_register.accounts.models import User
from talent_register.audit.models import View
from tracking.models import Cohort, CohortMember, SavedView

from . import bulk

# Name, purpose, owner's address, which people, how many, closed.
COHORTS = (
    (
        "Aspiring medical directors",
        "Consultants who lead a service and would like to step up to the board.",
        "national.lead@demo.example",
        {"profession__family": "medical", "stage": "SERVICE"},
        24,
        False,
    ),
    (
        "Nurse leaders ready for board",
        "Senior nurses and midwives preparing for chief nurse posts.",
        "national.lead@demo.example",
        {"profession__family__in": ["nursing", "midwifery"], "stage": "ORGANISATION"},
        30,
        False,
    ),
    (
        "Allied health leaders",
        "Chief allied health professionals of the next 5 years.",
        "national.lead@demo.example",
        {"profession__family": "ahp", "stage__in": ["TEAM", "SERVICE"]},
        18,
        False,
    ),
    (
        "South West clinical fellows",
        "This year's leadership fellows in the South West.",
        "regional.lead@demo.example",
        {"stage": "TEAM"},
        16,
        False,
    ),
    (
        "South West system leaders",
        "People who lead across an organisation or more.",
        "regional.lead@demo.example",
        {"stage__in": ["ORGANISATION", "SYSTEM"]},
        12,
        False,
    ),
    (
        "South West emerging leaders 2025",
        "Last year's group, kept for its outcomes.",
        "regional.lead@demo.example",
        {"stage": "NOT_STARTED", "next_step": "STEP_UP"},
        14,
        True,
    ),
)
PURPOSES = ("Preparing a talent review", "Offering a programme", "Planning cover for a post")


def add_cohorts(users: dict[str, User], random: Random, today: date) -> None:
    """Groups of people whom their owners may see, some of whom have left again."""
    now = timezone.now()
    for name, purpose, owner, wanted, size, is_closed in COHORTS:
        user = users[owner]
        seen = Clinician.objects.visible_to(user).filter(**wanted).order_by("reference")
        people = list(seen[: size * 4])
        cohort = Cohort.objects.create(
            slug=slugify(name),
            name=name,
            purpose=purpose,
            owner=roles_of(user)[0][1].organisation,
            created_by=user,
            created_at=now - timedelta(days=random.randint(100, 300)),
            closed_at=now - timedelta(days=20) if is_closed else None,
        )
        chosen = random.sample(people, min(size, len(people)))
        bulk.copy([_member(cohort, person, user, random, today) for person in chosen])


def _member(cohort: Cohort, person: Clinician, user: User, random: Random, today: date) -> CohortMember:
    since = today - timedelta(days=random.randint(5, 95))
    member = CohortMember(cohort=cohort, clinician=person, from_date=since, why_in="Nominated", added_by=user)
    if random.random() < 0.12:
        member.to_date = since + timedelta(days=random.randint(1, 4))
        member.why_out = "Took up a post"
        member.removed_by = user
    return member


def add_views(users: dict[str, User], record: Clinician, random: Random) -> None:
    """Staff have looked at some people, and at the person of the demo more than once."""
    now = timezone.now()
    views = []
    for email in ("regional.lead@demo.example", "national.lead@demo.example"):
        user = users[email]
        role, membership = roles_of(user)[0]
        seen_by = Clinician.objects.visible_to(user).order_by("reference")
        references = list(seen_by.values_list("reference", flat=True)[:300])
        for seen in [*random.sample(references, min(80, len(references))), record.reference, record.reference]:
            views.append(
                View(
                    at=now - timedelta(days=random.randint(0, 60), minutes=random.randint(0, 600)),
                    actor=user.audit_name,
                    actor_name=str(user),
                    organisation=membership.organisation.name,
                    role=str(role.name),
                    page="person",
                    purpose=random.choice(PURPOSES),
                    people=[seen],
                )
            )
    bulk.copy(sorted(views, key=lambda view: view.at))


# Name, owner's address, the list, shared with the team.
SAVED_VIEWS = (
    ("Nurses who would like a bigger role", "regional.lead@demo.example", "family=nursing&next=STEP_UP", True),
    ("New this month", "regional.lead@demo.example", "joined=NEW&sort=-joined", False),
    ("Overdue reviews of service leaders", "regional.lead@demo.example", "stage=SERVICE&review=OVERDUE", True),
    (
        "Doctors who lead across an organisation",
        "national.lead@demo.example",
        "family=medical&stage=ORGANISATION",
        True,
    ),
)


def add_saved_views(users: dict[str, User]) -> None:
    """Searches that staff use again."""
    now = timezone.now()
    for name, owner, query, is_shared in SAVED_VIEWS:
        user = users[owner]
        team = roles_of(user)[0][1].organisation
        SavedView.objects.create(
            name=name, query=query, owner=user, team=team, is_shared=is_shared, created_at=now - timedelta(days=40)
        )


def add_questions(record: Clinician, random: Random) -> None:
    """Colleges say something else than the person did: open questions for the person of the demo and for others."""
    now = timezone.now()
    trainings = Training.objects.filter(clinician__state="REGISTERED").select_related("clinician").order_by("pk")
    own, others = list(trainings.filter(clinician=record)), trainings.exclude(clinician=record)[:200]
    chosen = [*own, *random.sample(list(others), min(12, len(others)))]
    bulk.copy(
        [
            Suggestion(
                clinician_id=training.clinician_id,
                organisation_id=training.organisation_id,
                field="clinician.work_email",
                value=f"{training.clinician.given_key[:1]}.{training.clinician.family_key}@trust.example".replace(
                    " ", ""
                ),
                created_at=now - timedelta(days=random.randint(1, 30)),
            )
            for training in chosen
        ]
    )
