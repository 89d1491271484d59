"""Who has looked, narrowed; and what the programme did with a raised hand."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from talent_register.audit.models import View
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.profiles import TrainingFactory
from tests.factories.support import SupportEventFactory

pytestmark = pytest.mark.django_db
PAGE = reverse("clinician-visibility")


@pytest.fixture
def person(clinician):
    return clinician.clinician


def look(person, organisation, page, days=0, **more):
    at = timezone.now() - timedelta(days=days)
    seen = {"organisation": organisation, "page": page, "people": [person.reference], **more}
    View.objects.create(at=at, actor="user:x", actor_name="Rory", **seen)


def text(answer):
    return " ".join(answer.content.decode().split())


def test_looks_are_narrowed_by_team_kind_and_time(person, log_in):
    look(person, "South West", "person")
    look(person, "NHS England", "people search", days=40)
    look(person, "NHS England", "export", days=400)
    client = log_in(person.user)
    everything = text(client.get(PAGE))
    assert "Viewed by South West" in everything
    assert "Shown in a list to NHS England" in everything
    assert "Put in a file by NHS England" in everything
    assert "Viewed by South West" not in text(client.get(PAGE, {"by": "NHS England"}))
    listed = text(client.get(PAGE, {"kind": "LISTED"}))
    assert "Shown in a list" in listed
    assert "Put in a file by" not in listed
    assert "Put in a file by" not in text(client.get(PAGE, {"days": "365"}))
    assert "No look fits these filters" in text(client.get(PAGE, {"kind": "OPENED", "by": "NHS England"}))
    assert "Viewed by South West" in text(client.get(PAGE, {"by": "nobody", "days": "x"}))


def test_the_promise_says_when_and_how_often(person, log_in):
    client = log_in(person.user)
    assert "Nobody has been in touch" in text(client.get(PAGE))
    today = timezone.localdate()
    SupportEventFactory(clinician=person, kind="COACHING", on=today - timedelta(days=3))
    SupportEventFactory(clinician=person, kind="TALK", on=today - timedelta(days=400))
    page = text(client.get(PAGE))
    assert "In the last year: 1 time." in page
    assert "Coaching" in page
    assert "A talk" in page


def test_every_look_can_be_reached(person, log_in):
    for day in range(60):
        look(person, f"Team {day}", "person", days=day)
    client = log_in(person.user)
    assert "Viewed by Team 0," in text(client.get(PAGE))
    assert "Viewed by Team 59," not in text(client.get(PAGE))
    assert "Viewed by Team 59," in text(client.get(PAGE, {"page": 2}))


def test_few_looks_need_no_filter(person, log_in):
    look(person, "South West", "person")
    page = text(log_in(person.user).get(PAGE))
    assert "Viewed by South West" in page
    assert "What they did" not in page


def test_every_role_in_which_a_team_looked_is_told(person, log_in):
    for role in ("Regional lead", "College approver", "Regional lead"):
        look(person, "South West", "person", role=role)
    assert "College approver, Regional lead" in text(log_in(person.user).get(PAGE))


def test_the_role_that_allows_it_is_the_one_that_is_kept(person, college, log_in):
    """Who holds two roles in a place acts by the one that has the permission."""
    TrainingFactory(clinician=person, organisation=college)
    both = UserFactory(second_factor=True)
    for role in ("content_editor", "college_administrator"):
        MembershipFactory(user=both, organisation=college, role=role)
    log_in(both).get(reverse("trainee-list"))
    assert View.objects.get().role == "College administrator"
