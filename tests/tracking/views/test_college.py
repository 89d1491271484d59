"""The home of a college: three ways in, the last import, what waits, and which days end something."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from talent_register.imports.models import ImportRun
from tests.factories.organisations import OrganisationFactory
from tests.factories.profiles import StubFactory, TrainingFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def college():
    return OrganisationFactory(code="COLL-X", slug="royal-college-of-x", name="Royal College of X", kind="COLLEGE")


def run(college, reference, days_ago, **more):
    at = timezone.now() - timedelta(days=days_ago)
    made = {"organisation": college, "list_type": "trainees", "as_at": at.date(), "uploaded_at": at, "checked_at": at}
    return ImportRun.objects.create(reference=reference, **{**made, **more})


def test_a_college_begins_with_three_ways_in(college, college_admin, log_in):
    page = log_in(college_admin).get(reverse("college-home"))
    text = page.content.decode()
    for name in ("import-new", "trainee-list", "recognition-home"):
        assert f'href="{reverse(name)}"' in text
    assert "No imports yet" in text
    assert page.context["home"].endings == []


def test_it_says_how_the_last_import_ended_and_what_ends_when(college, college_admin, log_in):
    at = timezone.now()
    run(college, "IMP-OLD", 40, state="IMPORTED", imported_at=at - timedelta(days=40))
    run(college, "IMP-DONE", 3, state="IMPORTED", imported_at=at - timedelta(days=3), letters="NONE")
    run(college, "IMP-LETTERS", 2, state="IMPORTED", imported_at=at - timedelta(days=2))
    run(college, "IMP-CHECK", 0, state="READY", mode="CHECK")
    run(college, "IMP-OPEN", 1, state="PROBLEMS")
    run(OrganisationFactory(kind="COLLEGE"), "IMP-OTHER", 0, state="PROBLEMS")
    for number in range(2):
        TrainingFactory(clinician=StubFactory(family_name=f"Person{number}"), organisation=college)
    page = log_in(college_admin).get(reverse("college-home"))
    text = page.content.decode()
    assert [one.run.reference for one in page.context["home"].endings] == [
        "IMP-CHECK",
        "IMP-DONE",
        "IMP-LETTERS",
        "IMP-OPEN",
    ]
    assert page.context["home"].last.reference == "IMP-OPEN"
    assert "Problems to fix" in text
    assert "2 people on your lists." in text
    assert "choose letters" in text
    assert "IMP-OTHER" not in text
    assert "Person0" not in text


def test_programme_staff_have_a_home_of_their_own(regional_lead, log_in):
    assert log_in(regional_lead).get(reverse("college-home")).status_code == 403
