"""From naming raters to reading what a group said, and who else may."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from pathways.actions import feedback, plans
from pathways.models import FeedbackRater, FeedbackReply, FeedbackRound
from pathways.rechecks import NOT_ASKED
from talent_register.audit.models import Change, Event
from talent_register.letters.actions import sending
from talent_register.letters.delivery import message
from talent_register.letters.models import Letter
from talent_register.letters.rechecks import reason_to_cancel
from tests.factories.pathways import (
    CompetencyFactory,
    FeedbackRaterFactory,
    FeedbackReplyFactory,
    FeedbackRoundFactory,
    LevelFactory,
    PlanShareFactory,
    SelfAssessmentFactory,
)

pytestmark = pytest.mark.django_db
SAID = {"skill-change": "working", "comment": "Listens before deciding"}


@pytest.fixture
def client_of(log_in, person):
    return log_in(person.user)


@pytest.fixture
def look(person):
    skill = CompetencyFactory(code="change", title="Leading change")
    LevelFactory(framework=skill.framework, code="working", name="Working", rank=1)
    return SelfAssessmentFactory(clinician=person, framework=skill.framework, completed_on=date(2026, 3, 1))


@pytest.fixture
def round(person, look):
    return FeedbackRoundFactory(clinician=person, assessment=look)


def page(client, name, *args):
    return client.get(reverse(name, args=args)).content.decode()


def links():
    for letter in Letter.objects.filter(kind="pathways/feedback_asked").order_by("pk"):
        yield "/feedback/" + letter.body.partition("/feedback/")[2].split()[0]


def test_raters_answer_once_without_an_account_and_groups_are_shown_at_the_end(client_of, person, look):
    assert "Ask for feedback" in page(client_of, "feedback-list")
    named = {"PEERS": "a@x.org\nb@x.org\n\nc@x.org", "LED": "d@x.org"}
    client_of.post(reverse("feedback-begin", args=[look.pk]), named)
    round, rater = FeedbackRound.objects.get(), Client()
    assert person.family_name not in Letter.objects.filter(kind="pathways/feedback_asked").first().body
    for link in links():
        assert "only if 3 or more of it answer" in rater.get(link).content.decode()
        assert "Your feedback is kept" in rater.post(link, SAID).content.decode()
        assert rater.get(link).status_code == 404
    body = page(client_of, "feedback", round.uuid)
    assert "3 of 3 have answered" in body
    assert "Listens" not in body
    client_of.post(reverse("feedback-close", args=[round.uuid]))
    body = page(client_of, "feedback", round.uuid)
    assert "Working: 3" in body
    assert body.count("Listens before deciding") == 3
    assert "People I lead: too few answers to show." in body
    assert not FeedbackReply.objects.exists()
    assert not Change.objects.filter(table="pathways_feedbackreply").exists()
    types = set(Event.objects.filter(person_ref=person.reference).values_list("type", flat=True))
    assert {"pathways.feedback_asked", "pathways.feedback_given", "pathways.feedback_closed"} <= types


def ends_by_closing(client, round, rater):
    client.post(reverse("feedback-close", args=[round.uuid]))


def ends_by_taking_back(client, round, rater):
    client.post(reverse("feedback-take-back", args=[round.uuid, rater.pk]))


def ends_by_removing(client, round, rater):
    client.post(reverse("feedback-remove", args=[round.uuid]))


def ends_by_its_day(client, round, rater):
    FeedbackRound.objects.update(closes_on=date(2026, 1, 1))


def ends_by_an_answer(client, round, rater):
    feedback.decline(rater=rater, at=now())


def ends_by_leaving(client, round, rater):
    type(round.clinician).objects.filter(pk=round.clinician_id).update(state="LEFT")


@pytest.mark.parametrize(
    "ends",
    [ends_by_closing, ends_by_taking_back, ends_by_removing, ends_by_its_day, ends_by_an_answer, ends_by_leaving],
)
def test_a_letter_that_waits_does_not_go_once_nobody_waits_for_the_answer(client_of, look, ends):
    client_of.post(reverse("feedback-begin", args=[look.pk]), {"PEERS": "a@x.org"})
    letter = Letter.objects.get(kind="pathways/feedback_asked")
    assert reason_to_cancel(letter) == ""
    rater = FeedbackRater.objects.get()
    ends(client_of, rater.round, rater)
    sending.send_waiting()
    letter.refresh_from_db()
    assert (letter.state, letter.outcome) == ("CANCELLED", NOT_ASKED)


@pytest.mark.parametrize(
    ("named", "words"),
    [
        ({}, "Enter at least one email address"),
        ({"PEERS": "a@x.org\nnobody"}, "Line 2 is “nobody”"),
        ({"PEERS": "a@x.org", "LED": "A@x.org"}, "named twice"),
    ],
)
def test_wrong_names_are_told_and_kept(client_of, look, named, words):
    body = client_of.post(reverse("feedback-begin", args=[look.pk]), named).content.decode()
    assert words in body
    assert all(line in body for text in named.values() for line in text.split())
    assert not FeedbackRound.objects.exists()


def test_an_incomplete_answer_is_kept_on_the_page_and_a_refusal_is_final(client_of, round):
    client_of.post(reverse("feedback-add", args=[round.uuid]), {"MANAGER": "boss@x.org"})
    (link,) = links()
    assert "You are not anonymous" in Client().get(link).content.decode()
    body = Client().post(link, {"comment": "Half a thought"}).content.decode()
    assert "Select what you have seen of “Leading change”" in body
    assert "Half a thought" in body
    Client().post(link, {"decline": "yes"})
    assert Client().get(link).status_code == 404
    assert FeedbackRater.objects.get().declined_on


def test_a_link_stops_when_the_rater_the_round_or_the_time_is_over(client_of, person, round):
    client_of.post(reverse("feedback-add", args=[round.uuid]), {"PEERS": "a@x.org\nb@x.org"})
    first, second = links()
    rater = FeedbackRater.objects.get(email="a@x.org")
    client_of.post(reverse("feedback-take-back", args=[round.uuid, rater.pk]))
    assert Client().get(first).status_code == 404
    FeedbackRound.objects.update(closes_on=date(2026, 1, 1))
    assert Client().get(second).status_code == 404
    assert feedback.close_ended(at=now()) == 1
    client_of.post(reverse("feedback-remove", args=[round.uuid]))
    assert not FeedbackRound.objects.exists()


def test_two_reminders_with_the_same_link_then_silence(round):
    feedback.ask(round=round, named=[("PEERS", "a@x.org")], by=round.clinician.user, at=now())
    FeedbackRaterFactory(round=round, asked_on=date(2026, 1, 1), declined_on=date(2026, 1, 2))
    days = [7, 8, 18, 19, 27]
    assert [feedback.remind_due(at=now() + timedelta(days=n)) for n in days] == [1, 0, 1, 0, 0]
    (link,) = links()
    assert all(link in letter.body for letter in Letter.objects.filter(kind="pathways/feedback_reminder"))


def test_nobody_else_reads_it_until_the_person_says_so(client_of, person, round, log_in, regional_lead):
    FeedbackReplyFactory.create_batch(3, rater__round=round, answers={"change": "working"})
    staff, reader = log_in(regional_lead), PlanShareFactory(clinician=person)
    address = reverse("person-feedback", args=[person.reference])
    release = reverse("feedback-release", args=[round.uuid])
    assert client_of.get(release).status_code == 404, "nothing to release while it is open"
    feedback.close(round=round, by=person.user, at=now())
    assert staff.get(address).status_code == 404
    client_of.post(release, {"readers": ["staff"]})
    assert "Working: 3" in staff.get(address).content.decode()
    assert "Feedback</a>" in page(staff, "person", person.reference)
    round.refresh_from_db()
    assert (round.staff_since is None, round.readers_since) == (False, None)
    assert reader.clinician == person
    client_of.post(release, {})
    assert staff.get(address).status_code == 404


def test_when_a_round_closes_its_raters_lose_their_addresses(round):
    """Also where several of one round lose their address, and after a second close."""
    for name in ("a", "b"):
        FeedbackRaterFactory(round=round, email=f"{name}@x.org")
    for _time in range(2):
        feedback.close(round=round, by=round.clinician.user, at=now())
    assert list(FeedbackRater.objects.values_list("email", flat=True)) == ["", ""]


def test_who_is_named_is_told_that_they_were_named(round):
    feedback.ask(round=round, named=[("PEERS", "a@x.org")], by=round.clinician.user, at=now())
    letter = Letter.objects.get(kind="pathways/feedback_asked")
    assert "somebody named you as a person to ask for feedback" in message.plain_text(letter)
    assert message.stop_address(letter)
    plans.share(clinician=round.clinician, to_email="reader@x.org", by=round.clinician.user, at=now())
    letter = Letter.objects.get(kind="pathways/plan_shared")
    assert "somebody named you as a reader of their plan" in message.plain_text(letter)


def test_nobody_chooses_letters_to_people_named_for_themselves(client_of):
    body = client_of.get(reverse("own-letters")).content.decode()
    assert "Opportunities" in body
    assert 'value="FEEDBACK"' not in body
    assert 'value="READER"' not in body
