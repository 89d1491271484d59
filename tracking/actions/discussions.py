"""Recording what was said of somebody, showing it to them, and keeping what they answer."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from pathways.models import Role
from profiles.models import Clinician
from talent_register.audit import actions as audit
from talent_register.audit.context import acting
from talent_register.organisations.models import Organisation
from tracking.models import DiscussionComment, DiscussionShare, Grid, RoleReadiness, TalentDiscussion
from tracking.rules import discussions as rules

from . import contacts, reviewers, updates

ACTOR = "job:tracking.show_discussions"
REVIEW_AGAIN = timedelta(days=182)


@dataclass(frozen=True)
class Draft:
    """A discussion before it is written. `show_now` shows it to the person at once."""

    held_on: date
    readiness: str
    evidence: str
    review_on: date
    show_by: date
    show_now: bool = False
    kind: str = TalentDiscussion.Kind.CONVERSATION
    place: str = ""
    they_place: str = ""
    we_place: str = ""
    they_said: str = ""
    we_said: str = ""
    agreed: str = ""
    roles: list[tuple[Role, str]] = field(default_factory=list)
    rests_on: TalentDiscussion | None = None

    def said(self) -> rules.Said:
        places = (self.place, self.they_place, self.we_place)
        return rules.Said(self.held_on, self.review_on, self.show_by, self.evidence, places)


@transaction.atomic
def record(
    *, clinician: Clinician, grid: Grid, owner: Organisation, draft: Draft, by: Any, at: datetime
) -> TalentDiscussion:
    """Write what was said as a new row; what was said before stays."""
    rules.check_can_record(draft.said(), grid.places(), timezone.localdate(at))
    values = {name: getattr(draft, name) for name in draft.__dataclass_fields__ if name not in ("show_now", "roles")}
    discussion = TalentDiscussion.objects.create(
        clinician=clinician, grid=grid, owner=owner, recorded_by=by, recorded_at=at, **values
    )
    rows = [RoleReadiness(discussion=discussion, role=role, readiness=band) for role, band in draft.roles]
    RoleReadiness.objects.bulk_create(rows)
    if draft.kind == TalentDiscussion.Kind.CONVERSATION:
        reviewers.held(clinician=clinician, team=owner, by=by, at=at)
    _record("tracking.discussion_recorded", discussion, by, details={"kind": draft.kind, "shown": draft.show_now})
    if draft.show_now:
        _show(discussion, DiscussionShare.Why.AT_ONCE, at)
    return discussion


@transaction.atomic
def place(*, clinician: Clinician, grid: Grid, owner: Organisation, to: str, by: Any, at: datetime) -> TalentDiscussion:
    """Put somebody elsewhere on the grid, on the evidence of the team's newest discussion."""
    today = timezone.localdate(at)
    of_team = TalentDiscussion.objects.filter(clinician=clinician, owner=owner, grid=grid)
    earlier = of_team.first()
    if earlier is None:
        raise rules.NeedsEvidence(rules.FIRST_PLACE)
    rules.check_can_repeat(of_team.of_teams_of(by).filter(pk=earlier.pk).exists())
    draft = Draft(
        held_on=today,
        readiness=earlier.readiness,
        evidence=earlier.evidence,
        review_on=max(earlier.review_on, today + REVIEW_AGAIN),
        show_by=rules.last_day_to_show(today),
        kind=TalentDiscussion.Kind.PLACEMENT,
        place=to,
        they_place=earlier.they_place,
        we_place=to,
        roles=[(one.role, one.readiness) for one in earlier.roles.select_related("role")],
        rests_on=earlier.source,
    )
    return record(clinician=clinician, grid=grid, owner=owner, draft=draft, by=by, at=at)


@transaction.atomic
def show(*, discussion: TalentDiscussion, by: Any, at: datetime) -> DiscussionShare:
    """The conversation has been held: from now on the person can read what was said."""
    discussion = (
        TalentDiscussion.objects.select_for_update(of=("self",)).select_related("clinician").get(pk=discussion.pk)
    )
    rules.check_can_show(DiscussionShare.objects.filter(discussion=discussion).exists())
    share = _show(discussion, DiscussionShare.Why.TALKED, at)
    _record("tracking.discussion_shown", discussion, by, details={"why": share.why})
    return share


def show_what_is_due(*, at: datetime) -> int:
    """The daily job: nobody waits longer than the last day. Safe to run at any time, twice at once too."""
    with acting(ACTOR):
        due = TalentDiscussion.objects.to_show_by(timezone.localdate(at)).select_related("clinician", "clinician__user")
        due = list(due.select_for_update(of=("self",), skip_locked=True).order_by("pk"))
        for discussion in due:
            _show(discussion, DiscussionShare.Why.DAY_CAME, at)
        if due:
            audit.record("tracking.discussions_shown", details={"discussions": len(due)})
    return len(due)


@transaction.atomic
def comment(*, discussion: TalentDiscussion, words: str, is_dissent: bool, by: Any, at: datetime) -> DiscussionComment:
    """The person answers. What they wrote before stays."""
    rules.check_can_comment(DiscussionShare.objects.filter(discussion=discussion).exists(), words)
    written = DiscussionComment.objects.create(discussion=discussion, words=words, is_dissent=is_dissent, at=at)
    _record("tracking.discussion_answered", discussion, by, details={"dissent": is_dissent})
    return written


def _show(discussion: TalentDiscussion, why: str, at: datetime) -> DiscussionShare:
    share, is_new = DiscussionShare.objects.get_or_create(discussion=discussion, defaults={"why": why, "at": at})
    if is_new:
        contacts.note(discussion.clinician, on=timezone.localdate(at))
        updates.tell(discussion.clinician, at=at)
    return share


def roles_in(pairs: Iterable[tuple[Role | None, str]]) -> list[tuple[Role, str]]:
    """The pairs that were filled in, each role once: the last word counts."""
    return list({role.pk: (role, band) for role, band in pairs if role and band}.values())


def _record(event: str, discussion: TalentDiscussion, by: Any, **more: Any) -> None:
    audit.record(
        event,
        by=by,
        object_type="discussion",
        object_ref=str(discussion.uuid),
        person_ref=discussion.clinician.reference,
        organisation=discussion.owner.code,
        **more,
    )
