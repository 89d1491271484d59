"""Making cohorts and moving people in and out of them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet, Value
from django.db.models.fields import BigIntegerField, BooleanField, CharField, DateField
from django.utils import timezone
from django.utils.text import slugify

from profiles.models import Clinician
from talent_register.audit import actions as audit
from talent_register.organisations.models import Organisation
from tracking.models import Cohort, CohortMember
from tracking.rules import cohorts as rules

from .bulk import insert_missing


@dataclass(frozen=True)
class Added:
    """What became of people who were to be added: every one of them is in one of the two numbers."""

    added: int
    already: int


@transaction.atomic
def create(*, name: str, purpose: str, owner: Organisation, by: Any, at: datetime, rule: str = "") -> Cohort:
    """Make a cohort, fixed or, with the filters of a people list as its `rule`, one that follows them each night.

    Its name is the owner's only one; its address stays when names change.
    """
    try:
        with transaction.atomic():
            cohort = Cohort.objects.create(
                name=name,
                purpose=purpose,
                owner=owner,
                slug=_free_slug(name),
                created_by=by,
                created_at=at,
                rule=rule,
                rule_of=by if rule else None,
            )
    except IntegrityError as error:
        raise rules.CannotChangeCohort(rules.name_is_taken(str(owner), name)) from error
    record("tracking.cohort_created", cohort, by)
    return cohort


@transaction.atomic
def add_people(*, cohort: Cohort, people: QuerySet, by: Any, at: datetime, why: str = "") -> Added:
    """Put everybody of a queryset into the cohort in one statement; those in it already stay as they are."""
    cohort = locked(cohort)
    wanted = people.count()
    rules.check_size(wanted)
    added = insert_missing(
        CohortMember,
        Clinician.objects.filter(pk__in=people.order_by().values("pk")),
        {
            "cohort": Value(cohort.pk, BigIntegerField()),
            "clinician": F("pk"),
            "from_date": Value(timezone.localdate(at), DateField()),
            "why_in": Value(why, CharField()),
            "why_out": Value("", CharField()),
            "added_by": Value(by.pk, BigIntegerField()),
            "by_rule": Value(False, BooleanField()),
        },
    )
    record("tracking.cohort_people_added", cohort, by, reason=why, details={"added": len(added)})
    return Added(len(added), wanted - len(added))


@transaction.atomic
def remove_person(*, place: CohortMember, why: str, by: Any, at: datetime) -> CohortMember:
    """End somebody's place in a cohort from today, with the reason. The past place stays on record."""
    cohort = locked(place.cohort)
    place = CohortMember.objects.select_for_update(of=("self",)).select_related("clinician").get(pk=place.pk)
    if place.to_date is not None:
        return place
    place.to_date, place.why_out, place.removed_by = timezone.localdate(at), why, by
    place.save()
    record("tracking.cohort_person_removed", cohort, by, person_ref=place.clinician.reference, reason=why)
    return place


@transaction.atomic
def close(*, cohort: Cohort, by: Any, at: datetime) -> Cohort:
    """Close a cohort: it stays readable, and nobody enters or leaves it any more."""
    cohort = locked(cohort)
    cohort.closed_at = at
    cohort.save()
    record("tracking.cohort_closed", cohort, by)
    return cohort


def locked(cohort: Cohort) -> Cohort:
    """The cohort as it is now, for this transaction alone. Raises CannotChangeCohort when it is closed."""
    cohort = Cohort.objects.select_for_update(of=("self",)).select_related("owner").get(pk=cohort.pk)
    rules.check_is_open(cohort.closed_at)
    return cohort


def _free_slug(name: str) -> str:
    """The name as an address, with a number behind it when another owner has the same."""
    start = slugify(name)[:80] or "cohort"
    taken = set(Cohort.objects.filter(slug__startswith=start).values_list("slug", flat=True)) | RESERVED
    number = 2
    slug = start
    while slug in taken:
        slug, number = f"{start}-{number}", number + 1
    return slug


RESERVED = {"new", "add"}


def record(event: str, cohort: Cohort, by: Any, **more: Any) -> None:
    """An audit event about a cohort."""
    audit.record(event, by=by, object_type="cohort", object_ref=cohort.slug, organisation=cohort.owner.code, **more)
