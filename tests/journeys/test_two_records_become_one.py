"""Support merges two records in a browser, by keyboard where it counts, and the person meets new words on a phone."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from profiles import reference
from profiles.actions import consents
from profiles.models import ConsentWording, RecordMerge, RetentionReport, RetentionRule
from tests.browser import PHONE, pixels_too_wide
from tests.factories.profiles import ClinicianFactory, StubFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SAME = {"family_name": "Okafor", "family_key": "okafor", "given_key": "ada", "birth_date": date(1980, 3, 31)}


def looks_right(page, accessible):
    page.set_viewport_size(PHONE)
    assert pixels_too_wide(page) == 0
    accessible(page)


def test_two_records_become_one_and_two_again(open_page, accessible, support):
    reference.load()
    ClinicianFactory(stage="TEAM", given_names="Ada", **SAME)
    StubFactory(stage="SYSTEM", given_names="Adaeze", **SAME)
    page = open_page(reverse("merge-list"), support)
    looks_right(page, accessible)
    page.get_by_role("link", name="and").click()
    looks_right(page, accessible)
    page.get_by_role("button", name="Show what would change").click()
    assert "There is a problem" in page.content()
    looks_right(page, accessible)
    for choice in page.get_by_role("group").all():
        choice.get_by_role("radio").last.check()
    page.get_by_label("How do you know").fill("Called them on their work number")
    page.get_by_role("button", name="Show what would change").press("Enter")
    looks_right(page, accessible)
    page.get_by_role("button", name="Merge 2 records").press("Enter")
    page.get_by_text("The 2 records are one now").wait_for()
    looks_right(page, accessible)
    page.get_by_role("button", name="Undo the merge of 2 records").press("Enter")
    page.get_by_text("There are 2 records again").wait_for()
    assert RecordMerge.objects.get().state == "UNDONE"


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
    assert page.url.endswith("/me/")
    for name in ("own-interest", "own-twice", "own-data", "profile-aspirations", "privacy"):
        page.goto(reverse(name))
        looks_right(page, accessible)
