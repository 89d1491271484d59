from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories.profiles import ClinicianFactory
from tests.factories.tracking import YearlyReviewFactory
from tracking.models import YearlyReview

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
