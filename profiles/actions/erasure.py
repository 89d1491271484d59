"""Taking identifiers away, everywhere at once: from records nobody wanted, and of people who left for good.

What goes and what stays is said table by table in each app's privacy.py; `profiles.rights` carries it out. Here stand
the steps that emptying columns cannot do: the account, letters, staged lists, change history, names in the record.
"""

from collections import Counter
from collections.abc import Collection
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from profiles import emails, rules
from profiles.models import (
    BY_ADDRESS,
    ClaimRequest,
    Clinician,
    ClinicianState,
    EndedLink,
    Suppression,
    Training,
    suppression_hash,
)
from profiles.rights.erasing import erase_rows, rows_with_history
from profiles.rights.subject import Subject
from talent_register.accounts.actions import closing
from talent_register.audit import actions as audit
from talent_register.imports.actions import purging
from talent_register.letters import actions as letters

from . import links, unsent
from .trail import note

REASON = "The person's data was erased."
# What else goes from a record that nobody claimed: its person agreed to no statistics.
UNCLAIMED = {"profession": None, "region": None, "nation": "", "stage": "", "next_step": "", "career_stage": ""}


@transaction.atomic
def erase(*, people: list[Clinician], state: str, at: datetime) -> dict[str, int]:
    """Leave of these people only what says nothing about anybody. Returns how many rows of which table went."""
    subject = Subject.of(people)
    leaving = subject.without_users(closing.staff_among(subject.user_ids))
    remembered = rows_with_history(leaving)
    numbers = [key for _code, key in subject.numbers]
    called = [_called(person, leaving.clinician_ids) for person in people]
    letters.erase(people=leaving.references, addresses=leaving.addresses, owners=leaving.audit_names, at=at)
    purging.forget_people(ids=leaving.clinician_ids, words=[*leaving.addresses, *numbers])
    remembered = {**remembered, **_asked_about(leaving, remembered)}
    counts = erase_rows(leaving)
    Clinician.objects.filter(pk__in=leaving.clinician_ids).update(
        state=state,
        updated_at=at,
        erase_on=None,
        user=None,
        letters_off=[],
        letters_paused_until=None,
        restricted_at=None,
        supply=None,
    )
    actors = closing.close(users=leaving.user_ids)
    unsent.forget_people(signs=[*leaving.references, *leaving.addresses, *numbers], called=called)
    audit.forget(rows=remembered, reason=REASON)
    audit.forget_names(people=subject.references, actors=actors)
    return counts


def _called(person: Clinician, leaving: Collection[int]) -> rules.Called:
    """What the person is called, and whether the last name tells them from everybody who stays."""
    namesakes = Clinician.objects.filter(family_key=person.family_key).exclude(pk__in=leaving)
    given = (*person.given_names.split()[:1], person.given_names, person.preferred_name)
    return rules.Called(person.family_name, given, is_alone=not namesakes.exists())


def _asked_about(subject: Subject, remembered: dict[str, set[str]]) -> dict[str, set[str]]:
    """Empty what others asked support about these records; the table and ids whose history speaks of it."""
    asked = ClaimRequest.objects.filter(record__in=subject.clinician_ids)
    table = ClaimRequest._meta.db_table
    ids = remembered.get(table, set()) | {str(pk) for pk in asked.values_list("pk", flat=True)}
    asked.update(number_key="", message="", note="")
    return {table: ids}


@transaction.atomic
def erase_supplied(*, ids: list[int], at: datetime) -> None:
    """Leave of these records only that somebody did not join. The college's list keeps a nameless line."""
    people = list(Clinician.objects.filter(pk__in=ids).select_related("user"))
    Clinician.objects.filter(pk__in=ids).update(**UNCLAIMED)
    erase(people=people, state=ClinicianState.DECLINED, at=at)


@transaction.atomic
def tell_colleges(*, ids: list[int], on: date) -> int:
    """Write to those whose lists hold these people, how many of theirs did not answer. Once a day."""
    places = Training.objects.filter(clinician__in=ids, ended_on=None)
    counts = Counter(places.values_list("organisation_id", flat=True))
    return emails.not_joined(counts=counts, on=on) if counts else 0


@transaction.atomic
def expire(*, ids: list[int], at: datetime) -> None:
    """Erase supplied records that nobody answered in time, and write it to each one's trail."""
    people = list(Clinician.objects.filter(pk__in=ids))
    links.end(people=ids, why=EndedLink.Why.EXPIRED, at=at)
    erase_supplied(ids=ids, at=at)
    for person in people:
        note("profiles.record_expired", person)


def keep_out(*, people: list[Clinician], at: datetime) -> None:
    """Remember, unreadably, which numbers and addresses must not come back by a list."""
    subject = Subject.of(people)
    signs = {*subject.numbers, *((BY_ADDRESS, address.lower()) for address in subject.addresses)}
    Suppression.objects.bulk_create(
        [Suppression(fingerprint=suppression_hash(*sign), created_at=at) for sign in sorted(signs)],
        ignore_conflicts=True,
    )


def tidy() -> None:
    """What upper storeys derive from people and keep apart, like the words of names for search. Once a batch."""
    for step in settings.AFTER_ERASURE:
        import_string(step)()
