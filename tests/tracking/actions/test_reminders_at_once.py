"""Two runs at the same moment, on two connections."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime

import pytest
from django.db import connection

from talent_register.common.holidays import LONDON
from talent_register.letters.models import Letter
from tests.factories.profiles import ClinicianFactory
from tracking.actions import reminders
from tracking.models import Reminder

pytestmark = pytest.mark.django_db(transaction=True)


def run(_n):
    try:
        return reminders.send(at=datetime(2026, 8, 6, 9, tzinfo=LONDON))
    finally:
        connection.close()


def test_runs_at_once_write_each_reminder_once():
    for _n in range(20):
        ClinicianFactory(review_due_on=date(2026, 8, 6))
    with ThreadPoolExecutor(4) as threads:
        runs = list(threads.map(run, range(8)))
    assert sum(one.made.total() for one in runs) == 20
    assert Reminder.objects.count() == Letter.objects.count() == 20
