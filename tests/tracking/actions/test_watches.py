"""What came and went in a saved view is told in the digest of whoever asked, once, and by number alone."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from talent_register.common.holidays import LONDON
from talent_register.letters.models import Letter
from talent_register.letters.rechecks import reason_to_cancel
from tests.factories.profiles import ClinicianFactory
from tests.factories.tracking import SavedViewFactory
from tracking import tasks, watching
from tracking.actions import watches
from tracking.models import ViewWatch
from tracking.rechecks import NOTHING_WAITS

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 8, 3)


def on(days=0):
    at = datetime.combine(MONDAY + timedelta(days=days), datetime.min.time(), LONDON) + timedelta(hours=8)
    return time_machine.travel(at, tick=False)


@pytest.fixture
def watched(regional_lead, regional_team):
    view = SavedViewFactory(name="About Quillfeather", query="next=STEP_UP", owner=regional_lead, team=regional_team)
    with on(-3):
        look = watching.look(view, regional_lead, MONDAY)
        watches.start(view=view, look=look, by=regional_lead, at=timezone.now())
    return view


def people(number=1):
    return ClinicianFactory.create_batch(number, next_step="STEP_UP", review_due_on=None)


def letters():
    return list(Letter.objects.filter(purpose="DIGEST").order_by("pk"))


def test_each_change_is_told_in_one_digest_and_no_view_is_named(watched):
    people(2)
    with on():
        tasks.write_digests()
    (first,) = letters()
    assert "2 changes in saved views that you follow" in first.body
    assert "/people/views/" in first.body
    assert "uillfeather" not in first.body
    with on(7):
        tasks.write_digests()
    assert letters() == [first], "nothing changed since"
    people()
    with on(14):
        tasks.write_digests()
    assert "1 change in saved views that you follow" in letters()[1].body


def test_one_that_is_looked_at_again_before_it_leaves_says_the_same(watched):
    """What it compares with stands until the next digest is written."""
    (person,) = people()
    with on():
        tasks.write_digests()
        tasks.write_digests()
        (letter,) = letters()
        assert reason_to_cancel(letter) == ""
        assert "1 change in saved views" in letter.body
        person.next_step = "GROW"
        person.save()
        assert reason_to_cancel(letter) == NOTHING_WAITS, "they came and went before anybody was told"


def test_a_digest_that_cannot_be_written_forgets_no_change(watched, monkeypatch):
    people()

    def broken(user, today):
        raise RuntimeError

    with monkeypatch.context() as patch, on():
        patch.setattr("tracking.actions.digests.registry.waiting", broken)
        tasks.write_digests()
    assert ViewWatch.objects.get().latest == []
    with on():
        tasks.write_digests()
    assert len(letters()) == 1


def test_off_by_default(regional_lead, regional_team):
    SavedViewFactory(query="next=STEP_UP", owner=regional_lead, team=regional_team)
    people()
    with on():
        tasks.write_digests()
    assert letters() == []
