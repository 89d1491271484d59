import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.factories.profiles import ClinicianFactory
from tracking.models import Reminder
from tracking.tasks import send_reminders

pytestmark = pytest.mark.django_db


def run(*arguments):
    said = StringIO()
    call_command("send_reminders", *arguments, stdout=said)
    return said.getvalue()


def test_once_however_often():
    ClinicianFactory(review_due_on=date(2026, 8, 6))
    assert "1 reminder was written, 0 cancelled." in run("--date", "2026-08-06")
    assert "0 reminders were written, 0 cancelled." in run("--date", "2026-08-06")


def test_dry_run_changes_nothing():
    ClinicianFactory(review_due_on=date(2026, 8, 6))
    assert "1 reminder would be written" in run("--date", "2026-08-06", "--dry-run")
    assert not Reminder.objects.exists()


def test_json():
    ClinicianFactory(review_due_on=date(2026, 8, 6))
    said = json.loads(run("--date", "2026-08-20", "--json"))
    assert said["date"] == "2026-08-20"
    assert said["written"] == said["kinds"]["REVIEW_AFTER"] == 1
    assert said["kinds"]["REVIEW_BEFORE"] == 0


@pytest.mark.parametrize("typed", ["tomorrow", "2026-13-01", "06/08/2026"])
def test_a_date_that_is_none(typed):
    with pytest.raises(CommandError, match="Write it like 2026-11-22"):
        run("--date", typed)


@pytest.mark.django_db
def test_the_task_runs_the_same_work():
    send_reminders.delay()
    assert not Reminder.objects.exists()
