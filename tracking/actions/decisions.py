"""What a review meeting thinks and decides of one person, and telling the person of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from talent_register.audit import actions as audit
from talent_register.audit.context import acting
from tracking.models import AgendaItem, Decision, DiscussionShare, FirstRating, ReviewMeeting, TalentDiscussion
from tracking.rules import meetings as rules
from tracking.rules.discussions import last_day_to_show

from . import contacts, discussions, updates
from .meetings import locked, note

ACTOR = "job:tracking.show_discussions"
REVIEW_AGAIN = timedelta(days=182)


@dataclass(frozen=True)
class Verdict:
    """A decision before it is written. `reason` says why the rating is another than before."""

    outcome: str
    readiness: str = ""
    place: str = ""
    reason: str = ""
    words: str = ""


@transaction.atomic
def rate(*, item: AgendaItem, rating: rules.Rating, words: str, by: Any, at: datetime) -> FirstRating:
    """What one member thinks before hearing the others."""
    meeting = locked(item.meeting)
    has_rated = FirstRating.objects.filter(item=item, user=by).exists()
    rules.check_can_rate(meeting.state, has_rated, rating, meeting.grid.places())
    made = FirstRating.objects.create(
        item=item, user=by, readiness=rating.readiness, place=rating.place, words=words, at=at
    )
    note("tracking.meeting_rated", meeting, by, person_ref=item.clinician.reference)
    return made


@transaction.atomic
def decide(*, item: AgendaItem, verdict: Verdict, by: Any, at: datetime) -> Decision:
    """Write what was decided as a new row. An agreed rating becomes a talent discussion, which the person reads."""
    meeting = locked(item.meeting)
    before = _stands(item, meeting)
    agreed = rules.Rating(verdict.readiness, verdict.place)
    rules.check_can_decide(meeting.state, before, agreed, verdict.reason, meeting.grid.places())
    said = _said(item, meeting, verdict, by, at) if verdict.readiness else None
    made = Decision.objects.create(
        item=item,
        outcome=verdict.outcome,
        words=verdict.words,
        before_readiness=before.readiness,
        before_place=before.place,
        readiness=agreed.readiness,
        place=agreed.place,
        reason=verdict.reason,
        discussion=said,
        by=by,
        at=at,
    )
    item.show_by = item.show_by or last_day_to_show(timezone.localdate(at))
    item.save()
    details = {"outcome": verdict.outcome, "moved": rules.is_move(before, agreed)}
    note("tracking.meeting_decided", meeting, by, person_ref=item.clinician.reference, details=details)
    return made


def earlier(item: AgendaItem, meeting: ReviewMeeting) -> TalentDiscussion | None:
    """The team's newest discussion of the person on the grid of the meeting."""
    said = TalentDiscussion.objects.filter(clinician=item.clinician, owner=meeting.owner, grid=meeting.grid)
    return said.first()


def _stands(item: AgendaItem, meeting: ReviewMeeting) -> rules.Rating:
    before = earlier(item, meeting)
    return rules.Rating(before.readiness, before.place) if before else rules.Rating()


def _said(item: AgendaItem, meeting: ReviewMeeting, verdict: Verdict, by: Any, at: datetime) -> TalentDiscussion:
    """The evidence is the reason given now, or else what the team said last."""
    today, before = timezone.localdate(at), earlier(item, meeting)
    repeats = None if verdict.reason.strip() else before
    draft = discussions.Draft(
        held_on=today,
        readiness=verdict.readiness,
        evidence=repeats.evidence if repeats else verdict.reason,
        review_on=today + REVIEW_AGAIN,
        show_by=last_day_to_show(today),
        kind=TalentDiscussion.Kind.MEETING,
        place=verdict.place,
        we_place=verdict.place,
        agreed=verdict.words,
        rests_on=repeats.source if repeats else None,
        roles=[(one.role, one.readiness) for one in before.roles.select_related("role")] if before else [],
    )
    return discussions.record(
        clinician=item.clinician, grid=meeting.grid, owner=meeting.owner, draft=draft, by=by, at=at
    )


def show_what_is_due(*, at: datetime) -> int:
    """The daily job: who was talked about learns of it at the latest on the last day. Safe twice and at any time."""
    with acting(ACTOR), transaction.atomic():
        due = AgendaItem.objects.to_show_by(timezone.localdate(at)).select_related("clinician", "clinician__user")
        due = list(due.select_for_update(of=("self",), skip_locked=True).order_by("pk"))
        for item in due:
            _show(item, at)
        if due:
            audit.record("tracking.meeting_outcomes_shown", details={"people": len(due)})
    return len(due)


@transaction.atomic
def show(*, item: AgendaItem, by: Any, at: datetime) -> None:
    """Somebody has talked with the person: they can read what was decided from now on."""
    meeting = locked(item.meeting)
    item = AgendaItem.objects.select_for_update(of=("self",)).select_related("clinician").get(pk=item.pk)
    rules.check_can_tell(item.decisions.exists(), item.shown_at is not None)
    _show(item, at)
    for decision in item.decisions.select_related("discussion", "discussion__clinician", "discussion__owner"):
        said = decision.discussion
        if said and not DiscussionShare.objects.filter(discussion=said).exists():
            discussions.show(discussion=said, by=by, at=at)
    note("tracking.meeting_outcome_shown", meeting, by, person_ref=item.clinician.reference)


def _show(item: AgendaItem, at: datetime) -> None:
    item.shown_at = at
    item.save()
    contacts.note(item.clinician, on=timezone.localdate(at))
    updates.tell(item.clinician, at=at)
