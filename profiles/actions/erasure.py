"""Taking identifiers away from records that nobody wanted."""

from datetime import date, datetime

from django.db import transaction

from profiles.models import (
    ClaimToken,
    Clinician,
    ClinicianState,
    Fact,
    Interest,
    Post,
    Registration,
    Suggestion,
    Training,
)
from talent_register.audit import actions as audit
from talent_register.letters.models import Letter
from talent_register.letters.models import State as LetterState

BATCH = 200
OWNED = (Registration, Post, Fact, Suggestion, Interest, ClaimToken)
BLANK = {
    name: "" for name in ("given_names", "family_name", "preferred_name", "family_key", "given_key", "personal_email")
} | {"work_email": "", "birth_date": None, "profession": None, "region": None, "nation": "", "erase_on": None}


@transaction.atomic
def erase_supplied(*, ids: list[int], at: datetime) -> None:
    """Leave of these records only that somebody did not join. The college's list keeps a nameless line."""
    references = list(Clinician.objects.filter(pk__in=ids).values_list("reference", flat=True))
    gone = _rows_of(ids)
    for model in OWNED:
        model.objects.filter(clinician__in=ids).delete()
    Training.objects.filter(clinician__in=ids).update(
        organisation_ref="",
        programme="",
        programme_ref="",
        cohort="",
        employer=None,
        start_date=None,
        expected_completion_date=None,
        specialty=None,
        grade=None,
        region=None,
        updated_at=at,
    )
    Clinician.objects.filter(pk__in=ids).update(**BLANK, state=ClinicianState.DECLINED, updated_at=at)
    audit.forget(rows=gone, reason="The person's data was erased.")
    letters = Letter.objects.filter(person_ref__in=references)
    letters.filter(state=LetterState.PENDING).update(
        state=LetterState.CANCELLED, finished_at=at, outcome="The person's record was erased."
    )
    letters.exclude(state=LetterState.SENDING).update(to_name="", to_email="", subject="", body="")


def _rows_of(ids: list[int]) -> dict[str, list[int]]:
    """Every row whose history speaks of these people, by table."""
    rows = {
        model._meta.db_table: list(model.objects.filter(clinician__in=ids).values_list("pk", flat=True))
        for model in (*OWNED, Training)
    }
    return {**rows, Clinician._meta.db_table: list(ids)}


@transaction.atomic
def erase_unanswered(*, on: date, at: datetime) -> int:
    """Erase a batch of supplied records that nobody answered in time. Returns how many; call again until 0."""
    due = Clinician.objects.unanswered_on(on).select_for_update(skip_locked=True, of=("self",))
    found = list(due.order_by("pk").values_list("pk", "reference")[:BATCH])
    if not found:
        return 0
    erase_supplied(ids=[pk for pk, _reference in found], at=at)
    for _pk, reference in found:
        audit.record("profiles.record_expired", object_type="clinician", object_ref=reference, person_ref=reference)
    return len(found)
