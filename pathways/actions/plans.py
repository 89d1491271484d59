"""Adding to a plan, moving its actions on, and letting somebody read it."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from pathways import emails
from pathways.models import Goal, PlanAction, PlanShare, Requirement
from pathways.rules import plans as rules
from profiles.models import Clinician
from talent_register.audit import actions as audit
from talent_register.common.secret_links import new_token, token_hash


@transaction.atomic
def add(
    *,
    clinician: Clinician,
    words: str,
    kind: str,
    by: Any,
    at: datetime,
    due_on: date | None = None,
    goal: Goal | None = None,
    requirement: Requirement | None = None,
    **more: str,
) -> PlanAction:
    """One more thing to do. The same words for the same requirement are added once while they are open."""
    Clinician.objects.select_for_update(of=("self",)).get(pk=clinician.pk)
    same = clinician.plan_actions.open().filter(words=words, requirement=requirement) if requirement else None
    if same and (present := same.first()):
        return present
    action = PlanAction.objects.create(
        clinician=clinician,
        words=words,
        kind=kind,
        due_on=due_on,
        goal=goal,
        requirement=requirement,
        created_at=at,
        **more,
    )
    _record("pathways.plan_action_added", action, by)
    return action


@transaction.atomic
def change(*, action: PlanAction, by: Any, **values: Any) -> PlanAction:
    """Put an action in other words or on another day. Calendars see a newer one."""
    action = _locked(action)
    for name, value in values.items():
        setattr(action, name, value)
    action.sequence += 1
    action.save()
    _record("pathways.plan_action_changed", action, by)
    return action


@transaction.atomic
def move(*, action: PlanAction, to: str, by: Any, at: datetime, outcome: str = "") -> PlanAction:
    """Start, finish, drop, or take up again. Raises CannotChange with the reason."""
    action = _locked(action)
    rules.check_can_move(action.state, to, outcome)
    action.state, action.outcome = to, outcome
    action.closed_on = localdate(at) if to in rules.CLOSED else None
    action.sequence += 1
    action.save()
    _record("pathways.plan_action_moved", action, by)
    return action


@transaction.atomic
def remove(*, action: PlanAction, by: Any) -> None:
    """As if it had never been there. To keep it with a reason, drop it."""
    action = _locked(action)
    _record("pathways.plan_action_removed", action, by)
    action.delete()


@transaction.atomic
def share(*, clinician: Clinician, to_email: str, by: Any, at: datetime) -> PlanShare:
    """Send one reader a link that ends by itself."""
    token = new_token()
    shared = PlanShare.objects.create(
        clinician=clinician,
        token_hash=token_hash(token),
        to_email=to_email,
        created_at=at,
        expires_on=localdate(at) + rules.SHARED_FOR,
    )
    emails.plan_shared(share=shared, token=token)
    _record_share("pathways.plan_shared", shared, by)
    return shared


@transaction.atomic
def revoke(*, share: PlanShare, by: Any, at: datetime) -> PlanShare:
    """Take the link back. Whoever holds it sees nothing from now on."""
    share = PlanShare.objects.select_for_update(of=("self",)).select_related("clinician").get(pk=share.pk)
    if share.revoked_at is None:
        share.revoked_at = at
        share.save(update_fields=["revoked_at"])
        _record_share("pathways.plan_share_revoked", share, by)
    return share


@transaction.atomic
def opened(*, share: PlanShare, at: datetime) -> None:
    """The reader looked: the person sees when."""
    PlanShare.objects.filter(pk=share.pk).update(opened_at=at)
    _record_share("pathways.plan_share_opened", share, None)


def _locked(action: PlanAction) -> PlanAction:
    return PlanAction.objects.select_for_update(of=("self",)).select_related("clinician").get(pk=action.pk)


def _record(type: str, action: PlanAction, by: Any) -> None:
    audit.record(
        type,
        by=by,
        object_type="plan_action",
        object_ref=str(action.uuid),
        person_ref=action.clinician.reference,
        details={"state": action.state, "kind": action.kind},
    )


def _record_share(type: str, share: PlanShare, by: Any) -> None:
    audit.record(type, by=by, object_type="plan_share", object_ref=str(share.pk), person_ref=share.clinician.reference)
