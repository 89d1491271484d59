"""Asking again, each time once: people of lists who have not answered, and people who have finished no section yet.

The days stand in `rules.asking_again`. Who answered in any way, objected or asked to be hidden is not asked.
"""

from datetime import datetime, time, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Concat
from django.utils import timezone

from profiles import asking_letters, emails, rules
from profiles.models import (
    ClaimRequest,
    ClaimToken,
    Clinician,
    ClinicianState,
    RecordMerge,
    RegistrationDraft,
    RightsRequest,
    SectionMark,
)
from talent_register.imports.models import ImportRun
from talent_register.letters.choices import Purpose, State
from talent_register.letters.models import Letter

from . import links

BATCH = 500


def unanswered(*, asking: rules.Asking, at: datetime) -> dict[int, str]:
    """Who is due to be asked again: {key of a person: reference of the list whose letter left last}."""
    silent = _silent(asking).filter(erase_on__gt=timezone.localdate(at))
    merges = RecordMerge.objects.in_force()
    told = _told().filter(person_ref=OuterRef("reference")).order_by("-handed_at")
    alone = silent.filter(~Exists(merges.filter(kept=OuterRef("pk"))))
    alone = alone.annotate(told_at=Subquery(told.values("handed_at")[:1]), list_of=Subquery(told.values("related")[:1]))
    first, after = _span(asking, at)
    in_effect = ImportRun.objects.writing_to_people()
    due = alone.filter(Exists(in_effect.filter(reference=OuterRef("list_of"))), told_at__gte=first, told_at__lt=after)
    found = dict(due.order_by("pk").values_list("pk", "list_of"))
    last = _last_told(merges.filter(kept__in=silent))
    lists = {
        pk: letter.related for pk, letter in last.items() if letter.handed_at and first <= letter.handed_at < after
    }
    here = set(in_effect.filter(reference__in=lists.values()).values_list("reference", flat=True))
    return found | {pk: run for pk, run in lists.items() if run in here}


@transaction.atomic
def ask_unanswered(*, due: dict[int, str], asking: rules.Asking, at: datetime) -> int:
    """Write to these people. What they did since they were found counts. Returns how many letters were written."""
    people = _silent(asking).filter(pk__in=due).select_for_update(skip_locked=True, of=("self",))
    said = links.refused()
    found = [one for one in people.prefetch_related("trainings__organisation") if one.email]
    wanted = {one: due[one.pk] for one in found if not links.is_not_theirs(one, said)}
    return asking_letters.claim_again(wanted, asking=asking, at=at)


@transaction.atomic
def ask_unfinished(*, asking: rules.Asking, at: datetime) -> int:
    """Write to people who have finished no section of their profile. A batch; call again until 0."""
    first, after = _span(asking, at)
    here = Clinician.objects.registered().taking(Purpose.REVIEW, timezone.localdate(at))
    here = here.filter(registered_at__gte=first, registered_at__lt=after, restricted_at__isnull=True)
    begun = SectionMark.objects.filter(clinician=OuterRef("pk"), is_done=True)
    key = Concat(Value(f"{asking_letters.UNFINISHED}:"), OuterRef("reference"), Value(f":{asking.number}"))
    told = Letter.objects.filter(key=key)
    people = here.filter(~Exists(begun), ~Exists(told), user__isnull=False)
    return asking_letters.unfinished(people.select_related("user").order_by("pk")[:BATCH], asking=asking)


def to_follow(*, kept: Clinician, lost: Clinician) -> list[int]:
    """Before two records become one: which letters that wait for the lost one the person still needs. Keys.

    Their number counts as asked, and nobody writes about the same list twice. What the kept record was sent, or is
    about to be, is not said again, nor what comes before it.
    """
    if kept.state == ClinicianState.STUB:
        ours = _asked_of(kept).exclude(state__in=[State.CANCELLED, State.FAILED])
        theirs = _asked_of(lost).filter(state=State.PENDING)
        last = max(map(asking_letters.number_of, ours), default=0)
        return [letter.pk for letter in theirs if asking_letters.number_of(letter) > last]
    told = Letter.objects.filter(kind=emails.CHANGED)
    known = told.filter(person_ref=kept.reference).exclude(state__in=[State.CANCELLED, State.FAILED])
    waiting = told.due_to_people([lost.reference]).exclude(related__in=known.values("related"))
    return list(waiting.values_list("pk", flat=True))


def _asked_of(person: Clinician) -> QuerySet[Letter]:
    return Letter.objects.filter(kind=asking_letters.CLAIM_AGAIN, person_ref=person.reference)


def _told() -> QuerySet[Letter]:
    """First letters about a list that have left."""
    left = Letter.objects.filter(kind=emails.CLAIM, handed_at__isnull=False)
    return left.filter(state__in=[State.SENT, State.CARRIED])


def _last_told(merges: QuerySet[RecordMerge]) -> dict[int, Letter]:
    """{key of a person: the last such letter}, whether it went to the record that was kept or to another of theirs."""
    people: dict[str, int] = {}
    for lost, kept, pk in merges.values_list("lost__reference", "kept__reference", "kept"):
        people |= {lost: pk, kept: pk}
    return {people[letter.person_ref]: letter for letter in _told().filter(person_ref__in=people).order_by("handed_at")}


def _silent(asking: rules.Asking) -> QuerySet[Clinician]:
    """People of lists who have not answered, and have not had this letter."""
    person = OuterRef("pk")
    objected = RightsRequest.objects.filter(clinician=person, kind=RightsRequest.Kind.OBJECT)
    answers = (
        ClaimToken.objects.filter(clinician=person, letter=asking.number),
        ClaimRequest.objects.filter(record=person),
        RegistrationDraft.objects.filter(claims=person),
        objected.exclude(state=RightsRequest.State.REFUSED),
    )
    silent = Clinician.objects.stubs().filter(restricted_at__isnull=True)
    return silent.filter(*(~Exists(answer) for answer in answers))


def _span(asking: rules.Asking, at: datetime) -> tuple[datetime, datetime]:
    """From when until before when something happened that this asking counts from."""
    first, last = rules.asked_about(asking, timezone.localdate(at))
    return tuple(timezone.make_aware(datetime.combine(day, time.min)) for day in (first, last + timedelta(days=1)))  # type: ignore[return-value]
