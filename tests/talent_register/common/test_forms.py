import datetime

import pytest
from django import forms

from talent_register.common.forms import DateField, MonthField


class Dated(forms.Form):
    start = DateField(label="Start date", error_messages={"required": "Enter your start date"})
    month = MonthField(label="Month", required=False)


def parts(day, month, year, name="start"):
    return {f"{name}_day": day, f"{name}_month": month, f"{name}_year": year}


@pytest.mark.parametrize("month", ["8", "08", "August", "aug", "AUG"])
def test_month_may_be_number_or_word(month):
    form = Dated(parts("6", month, "2026"))
    assert form.is_valid()
    assert form.cleaned_data["start"] == datetime.date(2026, 8, 6)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (("", "", ""), "Enter your start date"),
        (("", "8", "2026"), "Start date must include a day"),
        (("6", "", ""), "Start date must include a month and a year"),
        (("6", "8", "26"), "Start date: year must include 4 numbers"),
        (("31", "2", "2026"), "Start date must be a real date"),
        (("x", "2", "2026"), "Start date must be a real date"),
        (("6", "octember", "2026"), "Start date must be a real date"),
        (("6", "8", "0001"), "Start date must be a real date"),
        (("٣", "8", "2026"), None),
        (("²", "8", "2026"), "Start date must be a real date"),
    ],
)
def test_date_says_what_is_wrong(typed, sentence):
    form = Dated(parts(*typed))
    assert form.errors.get("start", [None])[0] == sentence


def test_month_is_its_first_day():
    form = Dated({**parts("6", "8", "2026"), "month_month": "5", "month_year": "2024"})
    assert form.is_valid()
    assert form.cleaned_data["month"] == datetime.date(2024, 5, 1)


def test_unanswered_optional_month_is_nothing():
    form = Dated(parts("6", "8", "2026"))
    assert form.is_valid()
    assert form.cleaned_data["month"] is None


def test_change_is_noticed():
    form = Dated(parts("6", "8", "2026"), initial={"start": datetime.date(2026, 8, 6)})
    assert form.changed_data == []
    form = Dated(parts("7", "8", "2026"), initial={"start": datetime.date(2026, 8, 6)})
    assert form.changed_data == ["start"]
