"""What somebody asked for since when, and who answered: on their own pages and in their copy."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from profiles.models import SupportWanted
from profiles.presenters import wanted
from profiles.rights.registry import holdings
from profiles.rights.subject import Subject
from tests.factories.profiles import ClinicianFactory
from tests.factories.support import SupportEventFactory
from tracking.models import SupportEvent

pytestmark = pytest.mark.django_db
FIRST = date(2026, 1, 10)


@pytest.fixture
def person():
    """Asked 3 times, of which twice for the same; a team answered before and after."""
    person = ClinicianFactory()
    for days, kinds, note in ((0, ["MENTOR"], ""), (5, ["MENTOR"], ""), (30, ["MENTOR", "TIME"], "On Fridays")):
        day = FIRST + timedelta(days=days)
        SupportWanted.objects.create(clinician=person, kinds=kinds, note=note, from_date=day, at=timezone.now())
    for days in (-1, 12):
        SupportEventFactory(clinician=person, kind="COACHING", on=FIRST + timedelta(days=days))
    return person


def test_each_change_and_each_answer_since(person):
    told = wanted.changes(person)
    assert [(item["title"], item["at"]) for item in told] == [
        ("Changed what would help you", date(2026, 2, 9)),
        ("Coaching", date(2026, 1, 22)),
        ("Said what would help you", FIRST),
    ]
    assert told[0]["text"] == "A mentor, Time away from clinical work to lead. On Fridays"
    assert told[1]["by"] == str(SupportEvent.objects.latest("on").owner)


def test_nothing_any_more_is_a_change_too(person):
    SupportWanted.objects.create(clinician=person, from_date=date(2026, 3, 1), at=timezone.now())
    assert wanted.changes(person)[0]["text"] == "Nothing at the moment."


def test_the_person_reads_it(person, log_in):
    client = log_in(person.user)
    section = client.get(reverse("profile-support")).text
    assert "22 January 2026: Coaching, " in section
    assert reverse("own-support-wanted") in section
    page = client.get(reverse("own-support-wanted")).text
    assert page.count("app-timeline__item") == 3
    assert "On Fridays" in page


def test_nothing_said_and_nobody_answered(log_in):
    person = ClinicianFactory()
    SupportEventFactory(clinician=person, on=FIRST)
    client = log_in(person.user)
    nothing = "You have not told us what would help you."
    for name in ("profile-support", "own-support-wanted"):
        assert nothing in client.get(reverse(name)).text
    SupportWanted.objects.create(
        clinician=person, kinds=["MENTOR"], from_date=FIRST + timedelta(days=1), at=timezone.now()
    )
    assert "No programme team has answered yet." in client.get(reverse("profile-support")).text


def test_the_copy_holds_both_sides(person):
    kept = {one.name: one for one in holdings() if one.is_included}
    subject = Subject.of([person])
    assert kept["supportwanted"].copied(subject).count() == 3
    assert kept["supportevent"].copied(subject).count() == 2
