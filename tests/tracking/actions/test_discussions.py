"""What was said stays; the person reads it in time, and is told once a day without its content."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import ProgrammingError, transaction

from pathways.models import Role
from talent_register.audit.models import Event
from talent_register.letters.models import Letter
from tests.factories.profiles import ClinicianFactory
from tests.factories.talent import DiscussionFactory, DiscussionShareFactory, GridFactory
from tracking.actions import discussions as actions
from tracking.models import DiscussionShare, TalentDiscussion
from tracking.rules.discussions import CannotRecord, NeedsEvidence

pytestmark = pytest.mark.django_db
WEDNESDAY = datetime(2026, 11, 25, 10, tzinfo=UTC)
TODAY = WEDNESDAY.date()


def draft(**changes):
    values = {
        "held_on": TODAY,
        "readiness": "NOW",
        "evidence": "Chaired the quality board for two years",
        "review_on": TODAY + timedelta(days=180),
        "show_by": TODAY + timedelta(days=28),
        "place": "strong/stretch",
    }
    return actions.Draft(**{**values, **changes})


@pytest.fixture
def person(regional_team):
    return ClinicianFactory(region=regional_team.region)


@pytest.fixture
def record(person, regional_team, regional_lead):
    def record(at=WEDNESDAY, **changes):
        return actions.record(
            clinician=person, grid=GridFactory(), owner=regional_team, draft=draft(**changes), by=regional_lead, at=at
        )

    return record


def test_each_view_is_a_new_row_with_its_event(record, person):
    role = Role.objects.create(code="md", slug="md", title="Medical director", stage="BOARD", lane="x", tier=6)
    first = record(roles=[(role, "SOON")])
    second = record(readiness="SOON", evidence="Has since asked for another year")
    assert list(person.talent_discussions.all()) == [second, first]
    assert [(one.role, one.readiness) for one in first.roles.all()] == [(role, "SOON")]
    event = Event.objects.filter(type="tracking.discussion_recorded").last()
    assert (event.person_ref, event.object_ref) == (person.reference, str(first.uuid))
    assert "evidence" not in str(event.details)
    assert not Letter.objects.exists()


def test_nothing_is_overwritten_whoever_tries(record):
    said = record()
    with pytest.raises(ProgrammingError, match="Cannot update"), transaction.atomic():
        TalentDiscussion.objects.filter(pk=said.pk).update(evidence="Something else that is long enough")


def test_bad_words_write_nothing(record):
    with pytest.raises(CannotRecord, match="20 characters"):
        record(evidence="Good person")
    assert not TalentDiscussion.objects.exists()
    assert not Event.objects.filter(type="tracking.discussion_recorded").exists()


def test_shown_at_once_tells_them_without_saying_what(record, person):
    said = record(show_now=True)
    assert said.share.why == DiscussionShare.Why.AT_ONCE
    letter = Letter.objects.get()
    assert letter.subject == "There is an update to read in your leadership profile"
    assert "/me/updates/" in letter.body
    assert said.evidence not in letter.body
    assert "Ready" not in letter.body
    record(show_now=True)
    assert Letter.objects.count() == 1, "One letter a day says it for both."


def test_what_comes_after_todays_letter_left_is_told_tomorrow(record):
    record(show_now=True)
    Letter.objects.update(state="SENT", finished_at=WEDNESDAY)
    record(show_now=True, at=WEDNESDAY + timedelta(hours=1))
    assert [letter.not_before.date() for letter in Letter.objects.order_by("pk")] == [TODAY, date(2026, 11, 26)]


def test_who_wants_no_such_letters_gets_none_but_can_read(record, person):
    person.letters_off = ["REVIEW"]
    person.save()
    assert record(show_now=True).share
    assert not Letter.objects.exists()


def test_the_daily_job_shows_what_is_due_once(person, regional_team):
    due = DiscussionFactory(clinician=person, owner=regional_team, held_on=date(2026, 10, 1), show_by=TODAY)
    later = DiscussionFactory(clinician=person, owner=regional_team, show_by=TODAY + timedelta(days=1))
    assert actions.show_what_is_due(at=WEDNESDAY) == 1
    assert actions.show_what_is_due(at=WEDNESDAY) == 0
    assert DiscussionShare.objects.get().discussion == due
    assert DiscussionShare.objects.get().why == DiscussionShare.Why.DAY_CAME
    assert actions.show_what_is_due(at=WEDNESDAY + timedelta(days=10)) == 1
    assert later.share


def test_shown_after_the_conversation_once(record, regional_lead):
    said = record()
    actions.show(discussion=said, by=regional_lead, at=WEDNESDAY)
    assert Event.objects.filter(type="tracking.discussion_shown").count() == 1
    with pytest.raises(CannotRecord, match="already"):
        actions.show(discussion=said, by=regional_lead, at=WEDNESDAY)


def test_the_person_answers_and_the_answer_stays(person):
    said = DiscussionShareFactory(discussion=DiscussionFactory(clinician=person)).discussion
    actions.comment(discussion=said, words="Not my view", is_dissent=True, by=person.user, at=WEDNESDAY)
    actions.comment(discussion=said, words="Thank you", is_dissent=False, by=person.user, at=WEDNESDAY)
    assert [one.words for one in said.comments.all()] == ["Not my view", "Thank you"]
    assert Event.objects.filter(type="tracking.discussion_answered").first().person_ref == person.reference


def test_placing_needs_evidence_once_and_keeps_what_was_there(record, person, regional_team, regional_lead):
    grid = GridFactory()
    kwargs = {"clinician": person, "grid": grid, "owner": regional_team, "by": regional_lead, "at": WEDNESDAY}
    with pytest.raises(NeedsEvidence):
        actions.place(to="growing/depth", **kwargs)
    first = record()
    moved = actions.place(to="growing/depth", **kwargs)
    assert (moved.place, moved.evidence, moved.kind) == ("growing/depth", first.evidence, "PLACEMENT")
    assert TalentDiscussion.objects.get(pk=first.pk).place == "strong/stretch"
    with pytest.raises(CannotRecord, match="grid"):
        actions.place(to="nowhere/else", **kwargs)
