"""Review meetings: planning them, who is on the agenda, who keeps out, and how they move on."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils import timezone

from talent_register.accounts.models import User
from talent_register.audit import actions as audit
from talent_register.organisations.models import Organisation
from tracking import meeting_letters
from tracking.models import AgendaItem, ConflictOfInterest, Grid, MeetingMember, ReviewMeeting
from tracking.rules import meetings as rules
from tracking.rules.discussions import last_day_to_show

State = ReviewMeeting.State


@transaction.atomic
def plan(
    *,
    name: str,
    on: date,
    papers: str,
    is_blind: bool,
    grid: Grid,
    owner: Organisation,
    members: Sequence[User],
    by: Any,
    at: datetime,
) -> ReviewMeeting:
    """A meeting without people yet. Whoever plans it is a member."""
    meeting = ReviewMeeting.objects.create(
        name=name, on=on, papers=papers, is_blind=is_blind, grid=grid, owner=owner, created_by=by, created_at=at
    )
    _seat(meeting, [by, *members])
    meeting_letters.tell_planned(meeting, _others(members, by))
    note("tracking.meeting_planned", meeting, by)
    return meeting


@transaction.atomic
def plan_with_people(*, people: QuerySet | None, by: Any, **plan_of: Any) -> ReviewMeeting:
    """A meeting and its first agenda at once: both or neither."""
    meeting = plan(by=by, **plan_of)
    if people is not None:
        add_people(meeting=meeting, people=people, by=by)
    return meeting


@transaction.atomic
def change(
    *, meeting: ReviewMeeting, name: str, on: date, papers: str, members: Sequence[User], by: Any, at: datetime
) -> ReviewMeeting:
    """Another name, day, papers or members. Whether it is blind stays: people have rated on the strength of it.

    Whoever is new is told of the meeting, and the others of another day.
    """
    meeting = locked(meeting)
    rules.check_can_plan(meeting.state)
    has_moved, seated = meeting.on != on, set(meeting.members.values_list("user", flat=True))
    meeting.name, meeting.on, meeting.papers = name, on, papers
    meeting.save()
    meeting.members.exclude(user__in=members).delete()
    _seat(meeting, members)
    meeting_letters.tell_planned(meeting, [one for one in _others(members, by) if one.pk not in seated])
    if has_moved:
        meeting_letters.tell_moved(meeting, [one for one in _others(members, by) if one.pk in seated], at)
    note("tracking.meeting_changed", meeting, by)
    return meeting


def _seat(meeting: ReviewMeeting, members: Sequence[User]) -> None:
    rows = [MeetingMember(meeting=meeting, user=user) for user in dict.fromkeys(members)]
    MeetingMember.objects.bulk_create(rows, ignore_conflicts=True)


@transaction.atomic
def add_people(*, meeting: ReviewMeeting, people: QuerySet, by: Any) -> int:
    """Put everybody of a queryset at the end of the agenda, in order of name. Returns how many are new on it."""
    meeting = locked(meeting)
    rules.check_can_plan(meeting.state)
    there = set(AgendaItem.objects.filter(meeting=meeting).values_list("clinician", flat=True))
    new = [person for person in people.order_by("family_key", "given_key", "pk") if person.pk not in there]
    rules.check_size(len(there) + len(new))
    last = AgendaItem.objects.filter(meeting=meeting).aggregate(last=Max("position"))["last"] or 0
    rows = [
        AgendaItem(meeting=meeting, clinician=person, position=last + number)
        for number, person in enumerate(new, start=1)
    ]
    AgendaItem.objects.bulk_create(rows)
    note("tracking.meeting_people_added", meeting, by, details={"added": len(rows)})
    return len(rows)


@transaction.atomic
def remove_person(*, item: AgendaItem, by: Any) -> None:
    """Take somebody off who was not talked about. Whoever was, stays."""
    meeting = locked(item.meeting)
    rules.check_can_plan(meeting.state)
    rules.check_can_remove(item.decisions.exists() or item.ratings.exists())
    item.delete()
    note("tracking.meeting_person_removed", meeting, by, person_ref=item.clinician.reference)


@transaction.atomic
def move(*, item: AgendaItem, past: AgendaItem, by: Any) -> None:
    """Swap two people of one agenda."""
    meeting = locked(item.meeting)
    rules.check_can_plan(meeting.state)
    item.position, past.position = past.position, item.position
    AgendaItem.objects.bulk_update([item, past], ["position"])
    note("tracking.meeting_changed", meeting, by)


@transaction.atomic
def declare(*, item: AgendaItem, by: Any, at: datetime) -> None:
    """Keep out of one person's item: from now on the member sees the person nowhere in the meeting."""
    meeting = locked(item.meeting)
    rules.check_can_plan(meeting.state)
    _row, is_new = ConflictOfInterest.objects.get_or_create(item=item, user=by, defaults={"at": at})
    if is_new:
        note("tracking.conflict_declared", meeting, by, person_ref=item.clinician.reference)


@transaction.atomic
def become(*, meeting: ReviewMeeting, state: str, by: Any, at: datetime) -> ReviewMeeting:
    """Start, finish or cancel. Whoever was talked about learns of it within the days that the rule gives."""
    meeting = locked(meeting)
    rules.check_can_become(meeting.state, state, meeting.items.count())
    meeting.state = state
    if state == State.RUNNING:
        meeting.started_at = at
    else:
        meeting.ended_at = at
    meeting.save()
    if state == State.FINISHED:
        talked = AgendaItem.objects.filter(meeting=meeting, show_by__isnull=True, decisions__isnull=False)
        talked.update(show_by=last_day_to_show(timezone.localdate(at)))
    if state == State.CANCELLED:
        meeting_letters.tell_cancelled(meeting, _others(_members(meeting), by))
    note("tracking.meeting_moved_on", meeting, by, details={"state": state})
    return meeting


def tell_of_near(*, at: datetime) -> None:
    """Write to the members of meetings that are a week or a day away, each once."""
    today = timezone.localdate(at)
    near = ReviewMeeting.objects.filter(state=State.PLANNED, on__gt=today, on__lte=today + max(rules.TOLD_AHEAD))
    for meeting in near.select_related("owner"):
        planned_on = timezone.localdate(meeting.created_at)
        days = rules.told_ahead(on=meeting.on, planned_on=planned_on, today=today)
        if days is not None:
            meeting_letters.tell_soon(meeting, _members(meeting), days)


def _members(meeting: ReviewMeeting) -> list[User]:
    return [one.user for one in meeting.members.select_related("user")]


def _others(members: Sequence[User], by: Any) -> list[User]:
    """Whoever does it knows of it."""
    return [one for one in dict.fromkeys(members) if one != by]


def locked(meeting: ReviewMeeting) -> ReviewMeeting:
    return ReviewMeeting.objects.select_for_update(of=("self",)).select_related("owner", "grid").get(pk=meeting.pk)


def note(event: str, meeting: ReviewMeeting, by: Any, **more: Any) -> None:
    about = {"object_type": "review_meeting", "object_ref": str(meeting.uuid), **more}
    audit.record(event, by=by, organisation=meeting.owner.code, **about)
