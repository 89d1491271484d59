"""Bank holidays are facts that editors keep; letters go by them, and a year that nobody added is said."""

from datetime import date, datetime

import pytest
import time_machine

from pathways import holidays as kept
from pathways.models import BankHoliday
from pathways.reference import holidays as reference
from pathways.rules.holidays import missing, years_needed
from talent_register.common import holidays
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.profiles import ClinicianFactory
from tracking import registry
from tracking.actions import reminders
from tracking.models import Reminder

AUTUMN = date(2028, 9, 1)


@pytest.fixture
def loaded(db):
    reference.load()
    yield
    BankHoliday.objects.all().delete()
    holidays.refresh(at_once=True)


def test_which_years_are_needed():
    assert years_needed(date(2026, 8, 31)) == [2026]
    assert years_needed(date(2026, 9, 1)) == [2026, 2027]


def test_a_year_half_typed_in_is_missing():
    seven = [("WALES", date(2026, 1, day)) for day in range(1, 8)]
    assert missing(seven, ["WALES"], date(2026, 2, 1)) == [("WALES", 2026)]
    assert missing([*seven, ("WALES", date(2026, 1, 9))], ["WALES"], date(2026, 2, 1)) == []


def test_the_table_says_what_the_file_says_and_loading_again_changes_nothing(loaded):
    assert kept.by_nation() == holidays.shipped()
    assert [(one.added, one.changed) for one in reference.load()] == [(0, 0)]
    assert BankHoliday.objects.get(nation="SCOTLAND", day="2026-11-30").name == "St Andrew’s Day"
    assert not kept.are_checked(date(2026, 2, 1))
    BankHoliday.objects.update(is_verified=True)
    assert kept.are_checked(date(2026, 2, 1))
    assert not kept.are_checked(AUTUMN)


def test_letters_go_by_what_editors_changed(loaded):
    day = date(2026, 8, 6)
    assert holidays.is_working_day(day, "WALES")
    BankHoliday.objects.create(nation="WALES", day=day, name="A day for tests", source="A proclamation")
    holidays.refresh(at_once=True)
    assert not holidays.is_working_day(day, "WALES")
    assert holidays.is_working_day(day, "ENGLAND")
    ClinicianFactory(review_due_on=day, nation="WALES")
    reminders.send(at=datetime(2026, 8, 6, 9, tzinfo=holidays.LONDON))
    assert Reminder.objects.get().send_on == day
    letter = reminders.Letter.objects.get()
    assert letter.not_before == datetime(2026, 8, 7, 8, tzinfo=holidays.LONDON)


@pytest.mark.django_db
def test_without_a_table_the_file_counts():
    holidays.refresh(at_once=True)
    assert not holidays.is_working_day(date(2026, 11, 30), "SCOTLAND")


def test_it_is_asked_at_most_once_a_minute(loaded, django_assert_num_queries):
    holidays.refresh(at_once=True)
    with django_assert_num_queries(0):
        holidays.refresh()


@time_machine.travel(datetime(2028, 9, 1, 9, tzinfo=holidays.LONDON), tick=False)
def test_a_missing_year_is_said_to_editors_and_on_the_page_of_reminders(loaded, log_in, national_team, national_lead):
    editor = UserFactory(second_factor=True)
    MembershipFactory(user=editor, organisation=national_team, role="content_editor")
    assert [line.words for line in registry.waiting(editor, AUTUMN)] == ["4 lists of bank holidays are missing"]
    words = "Bank holidays of 2029 are missing for Northern Ireland"
    page = log_in(editor).get("/content/").content.decode()
    assert words in page
    assert "/content/bank-holiday/" in page
    seen = log_in(national_lead).get("/reminders/").content.decode()
    assert words in seen
    assert "not yet checked against the official list" in seen
    for nation in kept.NATIONS:
        for number in range(8):
            BankHoliday.objects.create(nation=nation, day=date(2029, 1, 3 + number), name="A day", is_verified=True)
    BankHoliday.objects.update(is_verified=True)
    seen = log_in(national_lead).get("/reminders/").content.decode()
    assert "are missing" not in seen
    assert "not yet checked" not in seen
