from datetime import date, datetime

import pytest
import time_machine

from talent_register.audit.models import Event
from talent_register.common.holidays import LONDON
from talent_register.letters.models import Letter
from talent_register.letters.rechecks import reason_to_cancel
from tests.factories.organisations import RegionFactory
from tests.factories.profiles import ClinicianFactory
from tracking.actions import reminders
from tracking.models import Reminder
from tracking.rules.reminders import RULES

pytestmark = pytest.mark.django_db
PAGE = "/reminders/"
WEDNESDAY = datetime(2026, 8, 5, 9, tzinfo=LONDON)


@pytest.fixture(autouse=True)
def _wednesday():
    with time_machine.travel(WEDNESDAY, tick=False):
        yield


def text(page):
    return page.content.decode()


def test_counts_by_day_and_kind_are_what_the_job_writes(log_in, regional_lead):
    for due in (date(2026, 8, 6), date(2026, 8, 6), date(2026, 8, 8), date(2026, 9, 3), date(2026, 12, 1)):
        ClinicianFactory(review_due_on=due)
    ClinicianFactory(review_due_on=date(2026, 8, 6), region=RegionFactory(code="london", name="London"))
    ClinicianFactory(review_due_on=date(2026, 8, 6), letters_off=["REVIEW"])
    page = log_in(regional_lead).get(PAGE)
    shown = [(due.day, due.kind, due.people, due.leaves_on) for due in page.context["upcoming"]]
    assert shown == [
        (date(2026, 8, 6), "28 days before", 1, date(2026, 8, 6)),
        (date(2026, 8, 6), "On the day", 2, date(2026, 8, 6)),
        (date(2026, 8, 8), "On the day", 1, date(2026, 8, 10)),
    ]
    assert "leaves on Monday 10 August" in text(page)


def test_what_is_written_already_moves_to_the_log(log_in, regional_lead):
    ClinicianFactory(review_due_on=date(2026, 8, 5))
    client = log_in(regional_lead)
    assert len(client.get(PAGE).context["upcoming"]) == 1
    reminders.send(at=WEDNESDAY)
    page = client.get(PAGE)
    assert page.context["upcoming"] == []
    assert page.context["log"] == [{"day": date(2026, 8, 5), "kind": "On the day", "state": "Waiting", "people": 1}]


def test_empty_page_says_so_and_previews_every_reminder(log_in, regional_lead):
    page = text(log_in(regional_lead).get(PAGE))
    assert "No reminders due in the next 7 days." in page
    assert "No reminders were written in the last 4 weeks." in page
    for subject in (
        "Your yearly leadership review is due on 6 August 2027",
        "Your leadership review is due today",
        "Your leadership profile may be out of date",
        "Last reminder about your leadership profile",
    ):
        assert subject in page


def test_constant_queries(log_in, regional_lead, count_queries):
    client = log_in(regional_lead)
    client.get(PAGE)
    few = count_queries(client, PAGE)
    for number in range(6):
        ClinicianFactory(review_due_on=date(2026, 8, 5 + number))
    assert count_queries(client, PAGE) == few


def test_three_renderings_of_each(log_in, regional_lead):
    previews = log_in(regional_lead).get(PAGE).context["previews"]
    assert len(previews) == len(RULES)
    on_day = next(preview for preview in previews if preview["kind"] == "REVIEW_ON_DAY")
    in_time, late, _welsh = on_day["renderings"]
    assert in_time["subject"] == "Your leadership review is due today"
    assert late["subject"] == "Your leadership review was due on 6 August 2027"
    assert "Dear Sam Example-Jones," in late["body"]


def test_a_test_goes_to_oneself_alone_and_once(log_in, regional_lead):
    client = log_in(regional_lead)
    for _n in range(2):
        page = client.post(f"{PAGE}PLAN_BEFORE/try/", follow=True)
    assert f"The test is on its way to {regional_lead.email}" in text(page)
    letter = Letter.objects.get()
    assert letter.to_email == regional_lead.email
    assert letter.subject == "Test: A step in your development plan is due on 6 August 2027"
    assert "Dear Jordan Example," in letter.body
    assert reason_to_cancel(letter) == ""
    assert Event.objects.filter(type="tracking.reminder_tried", object_ref="PLAN_BEFORE").exists()
    assert not Reminder.objects.exists()


def test_no_such_reminder(log_in, regional_lead):
    assert log_in(regional_lead).post(f"{PAGE}TOMORROW/try/").status_code == 404
