from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from pathways.actions import plans
from pathways.models import PlanAction
from talent_register.audit.models import Event
from tests.factories.pathways import PlanActionFactory
from tests.factories.profiles import ClinicianFactory
from tests.factories.tracking import YearlyReviewFactory
from tracking.actions.snapshots import lines_of
from tracking.models import Snapshot, YearlyReview
from tracking.presenters.snapshots import side_by_side

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return ClinicianFactory(given_names="Ada", family_name="Reed", review_due_on=date(2026, 8, 6))


@pytest.fixture
def client(log_in, person):
    return log_in(person.user)


def text(page):
    return page.content.decode()


def test_summary_and_one_press(client, person):
    address = reverse("review", args=[2026])
    page = text(client.get(address))
    assert "Is this still right?" in page
    assert "Ada Reed" in page
    done = text(client.post(address, {"outcome": "NOTHING_CHANGED"}, follow=True))
    assert "Your profile is checked" in done
    assert YearlyReview.objects.get().outcome == "NOTHING_CHANGED"


def test_pressing_twice_shows_that_it_is_done(client):
    address = reverse("review", args=[2026])
    for _n in range(2):
        page = client.post(address, {"outcome": "CHANGED"}, follow=True)
    assert "Your profile is checked" in text(page)
    assert YearlyReview.objects.count() == 1


def test_a_review_far_ahead_waits(log_in):
    person = ClinicianFactory(review_due_on=timezone.localdate() + timedelta(days=91))
    page = log_in(person.user).get(reverse("review", args=[person.review_due_on.year]), follow=True)
    assert "You can do it from" in text(page)
    assert "Check your profile</a>" not in text(page)


@pytest.mark.parametrize("sent", [{}, {"outcome": "WHATEVER"}])
def test_a_press_of_nothing_says_what_to_do(client, sent):
    assert "Choose one of the 2 buttons" in text(client.post(reverse("review", args=[2026]), sent))
    assert not YearlyReview.objects.exists()


@pytest.mark.parametrize("year", [1, 2025, 2027, 99999])
def test_a_year_without_a_review_is_not_found(client, year):
    assert client.get(reverse("review", args=[year])).status_code == 404


def test_the_list_says_when_and_what_was_done(client, person):
    YearlyReviewFactory(
        clinician=person, due_on=date(2025, 8, 6), done_at=timezone.now() - timedelta(days=300), outcome="CHANGED"
    )
    YearlyReviewFactory(due_on=date(2025, 1, 1), done_at=timezone.now(), outcome="NOTHING_CHANGED")
    page = text(client.get(reverse("review-list")))
    assert "6 August 2026" in page
    assert "Some things changed" in page
    assert "1 January 2025" not in page


def test_a_newly_registered_person_reads_when_the_first_is(log_in):
    person = ClinicianFactory(review_due_on=None)
    assert "a year after you register" in text(log_in(person.user).get(reverse("review-list")))


def test_staff_without_a_record_have_no_such_page(log_in, regional_lead):
    assert log_in(regional_lead).get(reverse("review-list")).status_code == 404


def test_the_review_asks_what_becomes_of_open_actions_and_keeps_how_far_they_are(client, person):
    made = {"clinician": person, "due_on": date(2027, 3, 1)}
    kept, done, dropped = (PlanActionFactory(words=words, **made) for words in ("Chair", "Shadow", "Study"))
    others = PlanActionFactory(words="Of somebody else")
    address = reverse("review", args=[2026])
    assert "Of somebody else" not in text(client.get(address))
    sent = {
        "outcome": "CHANGED",
        f"action-{done.uuid}": "DONE",
        f"action-{dropped.uuid}": "DROPPED",
        f"action-{others.uuid}": "DONE",
    }
    assert "Enter why you drop “Study”" in text(client.post(address, sent))
    assert not YearlyReview.objects.exists()
    client.post(address, {**sent, f"why-{dropped.uuid}": "No time"})
    states = dict(PlanAction.objects.values_list("words", "state"))
    assert states == {"Chair": "NOT_STARTED", "Shadow": "DONE", "Study": "DROPPED", "Of somebody else": "NOT_STARTED"}
    lines = {line["key"]: line["value"] for line in Snapshot.objects.get().lines if line["section"] == "Plan"}
    assert lines["Chair"] == "Not started, by 1 March 2027"
    assert lines["Shadow"].startswith("Done on ")
    assert Event.objects.filter(type="pathways.plan_action_moved").count() == 2
    plans.move(action=kept, to="DONE", by=person.user, at=timezone.now())
    before = Snapshot.objects.get()
    after = Snapshot(lines=lines_of(person))
    row = next(row for row in side_by_side(before, after) if row["label"] == "Chair")
    assert row["left"] == "Not started, by 1 March 2027"
    assert row["right"].startswith("Done on ")
