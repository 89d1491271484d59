import pytest

from talent_register.imports.checking.dates import DMY, MDY, order_of, parse


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("03/04/2026", "2026-04-03"),
        ("3.4.26", "2026-04-03"),
        ("3-4-1978", "1978-04-03"),
        ("2026-04-03", "2026-04-03"),
        ("2026-04-03 00:00:00", "2026-04-03"),
        ("2026-04-03T23:00", "2026-04-03"),
        ("20260403", "2026-04-03"),
        ("3 April 2026", "2026-04-03"),
        ("3rd Apr 26", "2026-04-03"),
        ("Fri, 3 Apr 2026", "2026-04-03"),
        ("29/02/2024", "2024-02-29"),
        ("45000", "2023-03-15"),
        ("01/01/61", "1961-01-01"),
    ],
)
def test_dates_that_offices_write(text, day):
    assert parse(text) == (day, None)


def test_days_of_a_1904_workbook_count_from_1904():
    assert parse("45000", is_1904=True) == ("2027-03-16", None)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("31/02/1990", "not_a_date"),
        ("29/02/2023", "not_a_date"),
        ("13/25/2024", "not_a_date"),
        ("TBC", "not_a_date"),
        ("Aug-24", "day_missing"),
        ("2024-08", "day_missing"),
        ("2026", "day_missing"),
    ],
)
def test_dates_that_are_none(text, code):
    day, issue = parse(text)
    assert (day, issue.code) == (None, code)


def test_the_other_order_when_the_column_is_so():
    assert parse("04/03/2026", MDY) == ("2026-04-03", None)


@pytest.mark.parametrize(
    ("texts", "value", "is_sure"),
    [
        (["13/04/2026", "03/04/2026"], DMY, True),
        (["03/25/2026", "03/04/2026"], MDY, True),
        (["31/12/2026", "12/31/2026"], DMY, True),
        (["03/04/2026"], DMY, False),
        (["04/04/2026", "2026-04-03"], DMY, True),
    ],
)
def test_a_column_is_read_in_one_order_by_its_evidence(texts, value, is_sure):
    order = order_of(texts)
    assert (order.value, order.is_sure) == (value, is_sure)
