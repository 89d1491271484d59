"""The demo from nothing to finished, in one transaction, saying what it does."""

from collections.abc import Callable
from datetime import date
from random import Random

import pgtrigger
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from profiles.models import Clinician, Profession
from profiles.rules import fold_name
from talent_register.audit import actions as audit
from talent_register.audit import context
from talent_register.organisations.models import Organisation

from . import (
    accounts,
    bulk,
    facts,
    fairness,
    figures,
    gifts,
    leaders,
    licences,
    lists,
    mark,
    meetings,
    mentoring,
    offers,
    paths,
    programme,
    provenance,
    sections,
    showcase,
    slates,
    support,
    talent,
    twins,
)
from .people import Person, people
from .rows import Rows

SEED = 2018
FEWEST = 50
MOST_LISTED = 60
EMPTIED = (
    "accounts.User",
    "account.EmailAddress",
    "mfa.Authenticator",
    "profiles.Clinician",
    "pathways.Opportunity",
    "pathways.RecognitionDecision",
    "pathways.ContentChange",
    "tracking.Cohort",
    "tracking.LeadershipPost",
    "tracking.NameWord",
    "tracking.ReportSnapshot",
    "imports.ImportRun",
    "imports.ColumnMapping",
    "imports.NotTheSame",
    "letters.Letter",
    "audit.View",
)
Say = Callable[[str, int, int], None]


def build(*, how_many: int, seed: int = SEED, today: date | None = None, with_lists: bool = True, say: Say) -> None:
    """Make the demo anew. Whatever demo was there before is gone afterwards."""
    mark.check_may_build()
    today = today or timezone.localdate()
    _load_facts()
    listed = min(MOST_LISTED, how_many // 10) if with_lists else 0
    with context.acting("job:demo", actor_name="Demo"):
        drawn = facts.read()
        mark.write({"people": how_many, "seed": seed, "built": today.isoformat()})
        _empty()
        users = accounts.create(today)
        record = _add_people(drawn, how_many - listed, seed, today, users, say)
        random = Random(f"{seed} programme")
        say("Forming cohorts and looking at records", 0, 0)
        programme.add_cohorts(users, random, today)
        say("Filling leadership posts", 0, 0)
        leaders.Leaders(Random(f"{seed} leaders"), today).add()
        say("Putting slates together", 0, 0)
        slates.add(users, record, Random(f"{seed} slates"), today)
        programme.add_views(users, record, random)
        programme.add_saved_views(users)
        programme.add_questions(record, random)
        sections.add(record, Random(f"{seed} sections"), today)
        licences.add(record, Random(f"{seed} licences"), today)
        paths.add(record, Random(f"{seed} paths"), today)
        gifts.add(users, record, Random(f"{seed} gifts"))
        offers.add(users, record, Random(f"{seed} offers"), today)
        mentoring.add(users, record, Random(f"{seed} mentoring"), today)
        talent.add_discussions(users, record, Random(f"{seed} talent"), today)
        support.add(Random(f"{seed} support"), today)
        meetings.add(users, record, today)
        fairness.add(Random(f"{seed} fairness"))
        twins.add()
        say("Preparing figures", 0, 0)
        figures.add(users, today)
        if with_lists:
            say("Importing lists", 0, 0)
            lists.Lists(drawn, users, Random(f"{seed} lists"), today).add(listed)
        audit.record("tracking.demo_built", details={"people": how_many, "seed": seed})
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _load_facts() -> None:
    """The demo needs professions and employers; bring them in where they are missing."""
    if not Profession.objects.exists():
        with transaction.atomic():
            for loader in settings.REFERENCE_LOADERS:
                import_string(loader)()
    if not Organisation.objects.filter(kind=Organisation.Kind.TRUST).exists():
        call_command("sync_organisations", verbosity=0)


def _empty() -> None:
    """Everything that hangs on people goes. What audit keeps by law cannot be emptied and stays."""
    tables = [connection.ops.quote_name(apps.get_model(label)._meta.db_table) for label in EMPTIED]
    with pgtrigger.ignore(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # a table with checks still to come cannot be emptied
        cursor.execute(f"TRUNCATE {', '.join(tables)} RESTART IDENTITY CASCADE")


def _add_people(drawn: facts.Facts, how_many: int, seed: int, today: date, users: dict, say: Say) -> Clinician:
    """Everybody, written kind by kind. Returns the record of the person who logs in as a clinician."""
    rows = Rows(drawn, Random(f"{seed} rows"), today)
    made = people(drawn, how_many, Random(f"{seed} people"), today)
    record = rows.add(showcase.person_of_the_demo(drawn, next(made), today), user=users[accounts.CLINICIAN.email])
    invited = rows.add(showcase.invited_person(drawn, next(made), today))
    for number, person in enumerate(made, start=2):
        person.email = address_of(person)
        rows.add(person)
        if number % 500 == 0:
            say("Making people up", number, how_many)
    for number, kind in enumerate(Rows.KINDS):
        say(f"Writing {kind._meta.verbose_name_plural}", number, len(Rows.KINDS))
        bulk.copy(rows.of[kind])
    say("Noting who supplied what", 0, 0)
    provenance.write()
    showcase.invite(invited, today)
    return record


def address_of(person: Person) -> str:
    """An address that leads nowhere and belongs to one person."""
    name = f"{fold_name(person.given)}.{fold_name(person.family)}".replace(" ", "")
    return f"{name}{person.number}@nhs.example"
