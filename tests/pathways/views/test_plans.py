from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from pathways.actions import plans
from pathways.models import PlanAction, PlanShare
from talent_register.audit.models import Event
from talent_register.letters.models import Letter
from tests.factories.pathways import GoalFactory, PlanActionFactory, PlanShareFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def client_of(log_in, person):
    return log_in(person.user)


def page(client, name, *args, **query):
    return client.get(reverse(name, args=args), query).content.decode()


def test_an_empty_plan_says_what_to_do(client_of):
    empty = page(client_of, "plan")
    assert "See what you would need" in empty
    assert "Print your plan" not in empty


def test_an_action_is_added(client_of, person, role):
    goal = GoalFactory(clinician=person, role=role)
    data = {"words": "Chair a meeting", "kind": "JOB", "due_on_0": "27", "due_on_1": "3", "due_on_2": "2027"}
    client_of.post(reverse("plan-action-add"), {**data, "goal": goal.pk})
    action = PlanAction.objects.get()
    assert (action.words, action.goal, action.clinician) == ("Chair a meeting", goal, person)
    assert Event.objects.filter(type="pathways.plan_action_added").exists()
    assert "Chair a meeting" in page(client_of, "plan", view="goal")
    assert "Print your plan" in page(client_of, "plan")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({}, "Enter what you will do"),
        ({"words": "x"}, "Select how you will learn"),
        ({"words": "x" * 201, "kind": "JOB"}, "Use 200 characters or fewer. You used 201"),
        ({"words": "x", "kind": "JOB", "evidence_link": "no link"}, "Enter a link like"),
        ({"words": "x", "kind": "JOB", "goal": "99"}, "Choose one of your goals"),
    ],
)
def test_a_wrong_action_is_told(client_of, data, words):
    assert words in client_of.post(reverse("plan-action-add"), data).content.decode()
    assert not PlanAction.objects.exists()


def test_an_action_changes_and_calendars_know(client_of, person):
    action = PlanActionFactory(clinician=person)
    client_of.post(reverse("plan-action-change", args=[action.uuid]), {"words": "Shadow two", "kind": "OTHERS"})
    action.refresh_from_db()
    assert (action.words, action.sequence) == ("Shadow two", 1)


def test_dropping_needs_a_reason_and_done_is_history(client_of, person):
    action = PlanActionFactory(clinician=person)
    move = reverse("plan-action-move", args=[action.uuid])
    assert "Enter why you drop" in client_of.post(move, {"to": "DROPPED"}).content.decode()
    client_of.post(move, {"to": "DONE", "outcome": "I saw how a board decides."})
    body = page(client_of, "plan")
    assert "You finished 1 action since" in body
    assert "I saw how a board decides." in body


def test_an_action_is_removed(client_of, person):
    action = PlanActionFactory(clinician=person)
    client_of.post(reverse("plan-action-remove", args=[action.uuid]))
    assert not PlanAction.objects.exists()


def test_the_seventh_action_is_remarked_on(client_of, person):
    PlanActionFactory.create_batch(7, clinician=person)
    assert "You have 7 open actions. Consider finishing one first." in page(client_of, "plan")


def test_paper_has_a_sheet_for_each_goal(client_of, person, role):
    PlanActionFactory(clinician=person, goal=GoalFactory(clinician=person, role=role))
    PlanActionFactory(clinician=person, words="Something else")
    assert page(client_of, "plan-print").count('class="app-sheet"') == 2


def test_an_appraisal_gets_plain_text(client_of, person, need):
    PlanActionFactory(clinician=person, requirement=need, due_on=date(2027, 3, 27))
    text = page(client_of, "plan-appraisal")
    assert "Registration with your regulator\n- Shadow a board meeting (not started, by 27 March 2027)" in text


def test_a_calendar_takes_the_dates(client_of, person):
    long = "Ask, before the spring; about a budget – " * 4
    action = PlanActionFactory(clinician=person, due_on=date(2027, 3, 27), words=long.strip())
    PlanActionFactory(clinician=person, words="No day")
    answer = client_of.get(reverse("plan-calendar"))
    lines = answer.content.decode().split("\r\n")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert all(len(line.encode()) <= 75 for line in lines)
    whole = answer.content.decode().replace("\r\n ", "").split("\r\n")
    assert f"UID:action-{action.uuid}@testserver" in whole
    assert {"DTSTART;VALUE=DATE:20270327", "DTEND;VALUE=DATE:20270328", "TRIGGER:-P7D", "SEQUENCE:0"} <= set(whole)
    assert any(line.startswith("SUMMARY:Ask\\, before the spring\\; about") for line in whole)
    assert whole.count("BEGIN:VEVENT") == whole.count("END:VEVENT") == 1


def test_titles_can_stay_out_of_calendars(client_of, person):
    PlanActionFactory(clinician=person, due_on=date(2027, 3, 27))
    assert "Shadow" not in page(client_of, "plan-calendar", titles="hidden")


def shared_address(letter):
    return next(word for word in letter.body.split() if "/plans/" in word).partition("/plans/")[2].strip("/")


def test_a_reader_reads_until_the_link_is_taken_back(client_of, person):
    PlanActionFactory(clinician=person)
    client_of.post(reverse("plan-share"), {"to_email": "mentor@example.org"})
    token, reader = shared_address(Letter.objects.get(kind="pathways/plan_shared")), Client()
    body = page(reader, "plan-shared", token)
    assert "Shadow a board meeting" in body
    assert "Mark as done" not in body
    assert PlanShare.objects.get().opened_at is not None
    assert token not in PlanShare.objects.get().token_hash
    client_of.post(reverse("plan-share-revoke", args=[PlanShare.objects.get().pk]))
    gone = reader.get(reverse("plan-shared", args=[token]))
    assert (gone.status_code, "took it back" in gone.content.decode()) == (404, True)


@pytest.mark.parametrize("typed", ["", "no address"])
def test_a_reader_needs_an_address(client_of, typed):
    assert "Error:" in client_of.post(reverse("plan-share"), {"to_email": typed}).content.decode()
    assert not PlanShare.objects.exists()


def test_a_link_ends_by_itself(client_of, person):
    share = plans.share(clinician=person, to_email="mentor@example.org", by=person.user, at=now())
    token = shared_address(Letter.objects.get(kind="pathways/plan_shared"))
    PlanShare.objects.filter(pk=share.pk).update(expires_on=date(2026, 1, 1))
    assert "Its time is over" in page(Client(), "plan-shared", token)
    assert "We do not know this link" in page(Client(), "plan-shared", "no-such-token")


def test_the_plan_of_another_is_not_found(client_of):
    action, share = PlanActionFactory(), PlanShareFactory()
    assert client_of.get(reverse("plan-action-change", args=[action.uuid])).status_code == 404
    assert client_of.post(reverse("plan-share-revoke", args=[share.pk])).status_code == 404
    assert action.words not in page(client_of, "plan")


def test_the_number_of_queries_does_not_grow(client_of, person, django_assert_max_num_queries):
    PlanActionFactory.create_batch(20, clinician=person)
    page(client_of, "plan")
    with django_assert_max_num_queries(15):
        page(client_of, "plan")
