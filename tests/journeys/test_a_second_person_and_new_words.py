"""A second person decides what is deleted, and a person meets new words of consent on a phone."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from profiles import reference
from profiles.actions import consents
from profiles.models import ConsentWording, RetentionReport, RetentionRule
from tests.browser import PHONE, pixels_too_wide

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def looks_right(page, accessible):
    page.set_viewport_size(PHONE)
    assert pixels_too_wide(page) == 0
    accessible(page)


def test_what_waits_for_a_second_person(open_page, accessible, support):
    reference.load()
    rule, today = RetentionRule.objects.get(code="unanswered"), timezone.localdate()
    RetentionReport.objects.create(rule=rule, on=today, at=timezone.now(), total=9000, due=400, erased=90, held=310)
    page = open_page(reverse("retention"), support)
    assert "Delete 310 rows" in page.content()
    looks_right(page, accessible)


def test_new_words_and_the_first_interest(open_page, accessible, clinician):
    reference.load()
    own, now = clinician.clinician, timezone.now()
    consents.decide(
        clinician=own, choices={"REGION": True}, by=clinician, at=now - timedelta(days=99), how="consent page"
    )
    ConsentWording.objects.create(audience="REGION", version=2, text="The new words.", from_date=timezone.localdate())
    page = open_page("/me/", clinician)
    assert page.url.endswith(reverse("own-consent-again"))
    looks_right(page, accessible)
    page.get_by_role("button", name="Decide later").press("Enter")
    page.wait_for_url("**/me/")
    for name in ("own-interest", "own-twice", "own-data", "profile-aspirations", "privacy"):
        page.goto(reverse(name))
        looks_right(page, accessible)
