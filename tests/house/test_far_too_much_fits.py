"""Somebody of whom the register has far more than expected: what they take along fits, and is there in time."""

import time

import pytest
from django.urls import reverse
from django.utils import timezone

from profiles.actions import copies
from profiles.models import DataCopy
from tests.house.examples import build
from tests.house.stretched import stretch

SHEETS, SECONDS = 2, 60


@pytest.mark.browser
def test_the_printed_profile_of_somebody_with_far_too_much(open_page, transactional_db):
    """On two sheets of A4, with every section on it."""
    world = build()
    someone = world.people["sharing"]
    assert stretch(someone) >= 200
    page = open_page(reverse("portfolio"), someone.user)
    assert 1 <= page.pdf(prefer_css_page_size=True).count(b"/Type /Page\n") <= SHEETS
    assert page.get_by_text("more in the register").count() >= 1


@pytest.mark.load
def test_the_copy_of_somebody_with_far_too_much(db):
    someone = build().people["sharing"]
    stretch(someone)
    began = time.monotonic()
    copy = DataCopy.objects.create(clinician=someone, asked_at=timezone.now(), expires_at=timezone.now())
    assert copies.make(copy=copy, at=timezone.now()).state == DataCopy.State.READY
    assert time.monotonic() - began < SECONDS
