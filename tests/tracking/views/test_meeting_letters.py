"""What members of a review meeting are written: that it is, moves, is off, and is near. Nobody is named."""

from datetime import UTC, date, datetime

import pytest
from django.utils import timezone

from talent_register.letters.models import Letter
from talent_register.letters.rechecks import reason_to_cancel
from tests.factories.accounts import MembershipFactory
from tests.factories.meetings import MeetingFactory, MemberFactory
from tests.factories.talent import GridFactory
from tracking import meeting_letters
from tracking.actions import meetings
from tracking.models import ReviewMeeting

pytestmark = pytest.mark.django_db


def letters_of(user):
    return list(Letter.objects.filter(to_email=user.email).order_by("pk").values_list("kind", flat=True))


def test_members_are_told_of_the_meeting_of_another_day_and_that_it_is_off(regional_team, regional_lead):
    """Whoever does it is not written to, and nobody is named."""
    first, second = (MembershipFactory(organisation=regional_team, role="regional_lead").user for _n in range(2))
    plan = {"name": "Rita Quill", "papers": "", "on": date(2030, 1, 8), "by": regional_lead, "at": timezone.now()}
    made = meetings.plan(is_blind=True, grid=GridFactory(), owner=regional_team, members=[first], **plan)
    meetings.change(meeting=made, members=[regional_lead, first, second], **{**plan, "on": date(2030, 1, 9)})
    meetings.change(meeting=made, members=[regional_lead, first, second], **{**plan, "on": date(2030, 1, 9)})
    meetings.become(meeting=made, state="CANCELLED", by=regional_lead, at=timezone.now())
    assert letters_of(first) == [meeting_letters.PLANNED, meeting_letters.MOVED, meeting_letters.CANCELLED]
    assert letters_of(second) == [meeting_letters.PLANNED, meeting_letters.CANCELLED]
    assert letters_of(regional_lead) == []
    for letter in Letter.objects.all():
        assert "Quill" not in letter.subject + letter.body
        assert bool(reason_to_cancel(letter)) == (letter.kind != meeting_letters.CANCELLED)
        assert "9 January 2030" in letter.body or letter.kind == meeting_letters.PLANNED


def test_members_are_told_a_week_and_a_day_before_each_once(regional_team, regional_lead):
    meeting = MeetingFactory(owner=regional_team)
    MemberFactory(meeting=meeting, user=regional_lead)
    ReviewMeeting.objects.update(on=date(2030, 1, 15))
    for day in (7, 8, 8, 11, 14, 15):
        meetings.tell_of_near(at=datetime(2030, 1, day, 9, tzinfo=UTC))
    assert letters_of(regional_lead) == [meeting_letters.SOON] * 2
    letter = Letter.objects.first()
    assert reason_to_cancel(letter) == ""
    assert "15 January 2030" in letter.subject
    meeting.members.all().delete()
    assert reason_to_cancel(letter)
