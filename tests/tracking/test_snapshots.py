"""What a review keeps for good, two reviews side by side, and time away that stops the clock."""

from datetime import UTC, date, datetime, timedelta

import pgtrigger
import pytest
from django.db.utils import ProgrammingError
from django.urls import reverse
from django.utils import timezone, translation

from profiles.models import Post
from talent_register.audit.models import Event
from tests.factories.profiles import ClinicianFactory, PostFactory
from tracking.actions import reviews
from tracking.models import ClockStop, Snapshot
from tracking.presenters.snapshots import changed, side_by_side
from tracking.rules import clocks
from tracking.rules.reviews import next_due

D = date


@pytest.mark.parametrize(
    ("begins", "until", "others", "why"),
    [
        (D(2026, 3, 1), D(2026, 3, 1), [], "order"),
        (D(2026, 3, 2), D(2026, 3, 1), [], "order"),
        (D(2026, 3, 1), D(2028, 3, 2), [], "long"),
        (D(2028, 2, 29), D(2030, 3, 1), [], "long"),
        (D(2026, 3, 1), D(2026, 6, 1), [(D(2026, 5, 1), D(2026, 7, 1))], "overlap"),
        (D(2026, 3, 1), D(2028, 3, 1), [], None),
        (D(2026, 3, 1), D(2026, 5, 1), [(D(2026, 5, 1), D(2026, 7, 1))], None),
    ],
)
def test_which_times_away_count(begins, until, others, why):
    if why is None:
        assert clocks.check_can_stop(begins, until, others) is None
        return
    with pytest.raises(clocks.CannotStop, match=why):
        clocks.check_can_stop(begins, until, others)


@pytest.mark.parametrize(
    ("begins", "until", "days"),
    [
        (D(2028, 1, 1), D(2028, 12, 31), 365),  # across the due day
        (D(2027, 6, 1), D(2027, 7, 1), 30),  # before it
        (D(2028, 2, 28), D(2028, 3, 1), 2),  # the day before it
        (D(2028, 2, 29), D(2028, 6, 1), 0),  # from the day on
        (D(2028, 4, 1), D(2028, 6, 1), 0),  # after it
        (D(2025, 1, 1), D(2026, 1, 1), 0),  # before the clock began
        (D(2026, 12, 1), D(2027, 3, 11), 10),  # while it began
    ],
)
def test_time_away_before_the_due_day_moves_it(begins, until, days):
    assert clocks.days_moved(D(2028, 2, 29), begins, until, since=D(2027, 3, 1)) == days


@pytest.mark.parametrize(
    ("moved", "back_on", "days"),
    [(365, D(2028, 12, 1), 30), (10, D(2028, 12, 1), 10), (0, D(2028, 12, 1), 0), (365, D(2029, 1, 5), 0)],
)
def test_days_that_were_not_needed_come_off_again(moved, back_on, days):
    assert clocks.days_back(moved, D(2028, 12, 31), back_on) == days


def test_a_review_moved_off_29_february_counts_on_from_its_own_day():
    assert next_due(D(2024, 2, 29), D(2028, 5, 1), D(2028, 5, 1)) == D(2029, 5, 1)
    assert next_due(D(2024, 2, 29), D(2027, 2, 28), D(2027, 2, 28)) == D(2028, 2, 29)


@pytest.fixture
def own(db):
    return ClinicianFactory(review_due_on=D(2026, 8, 6))


def done(own, year, at):
    return reviews.complete(clinician=own, year=year, outcome="CHANGED", by=own.user, at=at)


@pytest.fixture
def two_reviews(own):
    PostFactory(clinician=own, title="Consultant")
    done(own, 2026, datetime(2026, 8, 6, 9, tzinfo=UTC))
    Post.objects.update(title="Clinical director")
    PostFactory(clinician=own, title="Trustee")
    own.refresh_from_db()
    done(own, own.review_due_on.year, datetime(2027, 8, 6, 9, tzinfo=UTC))
    return list(Snapshot.objects.visible_to(own.user))


def test_the_title_of_a_post_is_read_once_and_kept_whole(own, log_in):
    PostFactory(clinician=own, title="Matron for outpatients", is_leadership=True)
    client = log_in(own.user)
    assert client.get(reverse("review", args=[own.review_due_on.year])).text.count("Matron for outpatients") == 1
    done(own, own.review_due_on.year, timezone.now())
    assert client.get(reverse("review", args=[2026])).text.count("Matron for outpatients") == 1
    assert any(line["value"].startswith("Matron for outpatients\n") for line in Snapshot.objects.get().lines)


def test_a_review_keeps_what_the_profile_said(two_reviews):
    newer, older = two_reviews
    rows = side_by_side(older, newer)
    role = next(row for row in rows if "Clinical director" in row["right"])
    assert "Consultant" in role["left"]
    assert next(row for row in rows if "Trustee" in row["right"])["left"] == ""
    assert changed(rows) == 2


def test_what_is_gone_is_shown_too(two_reviews):
    newer, older = two_reviews
    assert "Trustee" in side_by_side(newer, older)[-1]["left"]


def test_a_snapshot_cannot_be_rewritten(two_reviews):
    with pytest.raises(ProgrammingError, match="Cannot update"):
        Snapshot.objects.update(lines=[])


def test_equality_answers_are_never_in_a_snapshot(two_reviews):
    assert not any("equality" in line["code"] for snapshot in two_reviews for line in snapshot.lines)


def text(answer):
    return answer.content.decode()


def test_the_person_reads_both_side_by_side(two_reviews, own, log_in):
    client = log_in(own.user)
    page = text(client.get(reverse("review-compare")))
    assert "2 things changed" in page
    assert "Clinical director" in page
    assert "What your profile said that day" in text(client.get(reverse("review", args=[2026])))
    stranger = text(log_in(ClinicianFactory().user).get(reverse("review-compare"), {"before": "2026", "after": "2027"}))
    assert "Clinical director" not in stranger
    assert "When you have done 2 reviews" in stranger


def days(name, day):
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


def test_time_away_moves_the_review_and_coming_back_moves_it_again(own, log_in):
    client, today = log_in(own.user), timezone.localdate()
    due = own.review_due_on = today + timedelta(days=20)
    own.save()
    sent = {"kind": "PARENTAL", **days("from_date", today), **days("until", today + timedelta(days=100))}
    assert "Your next review has moved" in text(client.post(reverse("review-clock"), sent, follow=True))
    own.refresh_from_db()
    assert own.review_due_on == due + timedelta(days=100)
    assert "I am back" in text(client.get(reverse("review-clock")))
    assert "You have told us of this time already" in text(client.post(reverse("review-clock"), sent))
    for _time in range(2):
        client.post(reverse("review-clock-back"))
    own.refresh_from_db()
    assert own.review_due_on == due
    assert ClockStop.objects.get().until == today
    assert Event.objects.filter(type__startswith="tracking.clock_").count() == 2


def test_time_away_told_when_it_is_over_moves_nothing_twice(own, log_in):
    """What lies before the clock began to run counts for nothing, however often somebody tells of another."""
    client, due = log_in(own.user), own.review_due_on
    for year in (2023, 2024):
        sent = {"kind": "BREAK", **days("from_date", D(year, 3, 1)), **days("until", D(year, 6, 1))}
        page = text(client.post(reverse("review-clock"), sent, follow=True))
        assert "Your next review has not moved" in page
    own.refresh_from_db()
    assert own.review_due_on == due


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({}, "Select what kind of time away it is"),
        (
            {"kind": "BREAK", **days("from_date", D(2026, 3, 2)), **days("until", D(2026, 3, 1))},
            "must be after the day it began",
        ),
        (
            {"kind": "BREAK", **days("from_date", D(2026, 3, 2)), **days("until", D(2029, 3, 1))},
            "2 years at most",
        ),
    ],
)
def test_time_away_that_cannot_be_says_why(own, log_in, sent, words):
    assert words in text(log_in(own.user).post(reverse("review-clock"), sent))
    assert not ClockStop.objects.exists()


def test_a_review_is_kept_in_both_languages_whichever_was_spoken(own):
    with translation.override("cy"):
        done(own, 2026, datetime(2026, 8, 6, 9, tzinfo=UTC))
    kept = Snapshot.objects.get()
    assert (kept.lines[0]["key"], kept.welsh[0]["key"]) == ("Profession", "Proffesiwn")
    assert [line["code"] for line in kept.lines] == [line["code"] for line in kept.welsh]


@pytest.mark.usefixtures("two_reviews")
def test_reviews_are_compared_in_one_language(own, log_in):
    client, address = log_in(own.user), f"/cy{reverse('review-compare')}"
    assert "Proffesiwn" in text(client.get(address))
    with pgtrigger.ignore("tracking.Snapshot:never_changed"):
        first = Snapshot.objects.order_by("at").first()
        Snapshot.objects.filter(pk=first.pk).update(welsh=[])
    page = text(client.get(address))
    assert '<span lang="en">Profession</span>' in page
    assert "Proffesiwn" not in page.partition("<main")[2]
    page = text(client.get("/cy/me/reviews/2026/"))
    assert '<div lang="en">' in page
