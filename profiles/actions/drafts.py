"""Answers kept page by page until they are confirmed."""

from datetime import datetime

from django.db import transaction

from profiles import rules
from profiles.models import Clinician, RegistrationDraft
from talent_register.accounts.models import User


@transaction.atomic
def answer(*, user: User, question: str, answer: dict, at: datetime) -> RegistrationDraft:
    """Keep one answer. Nothing else changes until the person confirms."""
    draft = begin(user=user, at=at)
    draft.answers = rules.with_answer(draft.answers, question, answer)
    draft.updated_at = at
    draft.save()
    return draft


@transaction.atomic
def open_draft(*, user: User, at: datetime) -> RegistrationDraft:
    """Start answering without a supplied record."""
    return begin(user=user, at=at)


def begin(*, user: User, at: datetime) -> RegistrationDraft:
    """The draft of a user, locked; made on the first answer."""
    draft, _is_new = RegistrationDraft.objects.select_for_update().get_or_create(
        user=user, defaults={"answers": rules.first_answers(user.name), "created_at": at, "updated_at": at}
    )
    return draft


@transaction.atomic
def claim(*, user: User, record: Clinician, proof: str, answers: dict, at: datetime) -> RegistrationDraft:
    """Tie a supplied record to the draft and take over what was supplied, so that it is not asked again."""
    draft = begin(user=user, at=at)
    draft.answers = {**answers, **draft.answers}
    draft.claims, draft.proof, draft.updated_at = record, proof, at
    draft.save()
    return draft
