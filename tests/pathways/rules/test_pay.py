from datetime import date

import pytest

from pathways.reference.files import rows
from pathways.rules.pay import BANDS, Scale, newest_shared, pay_year, range_of, scales_in

AFC, CONSULTANT, VSM = "agenda_for_change", Scale("consultant_2003_contract"), Scale("vsm")


@pytest.mark.parametrize(
    ("words", "scales"),
    [
        ("Agenda for Change band 7", [Scale(AFC, ("7",))]),
        ("Agenda for Change band 8a to 8b", [Scale(AFC, ("8a", "8b"))]),
        ("Agenda for Change band 8c to 9", [Scale(AFC, ("8c", "8d", "9"))]),
        (
            "Agenda for Change band 7 to 8a or consultant with 0.5 to 1 session",
            [Scale(AFC, ("7", "8a")), CONSULTANT],
        ),
        ("consultant and allowance", [CONSULTANT]),
        ("consultant and allowance or very senior manager pay", [CONSULTANT, VSM]),
        ("very senior manager pay", [VSM]),
        ("Agenda for Change band 12", []),
        ("practice profit", []),
        ("", []),
    ],
)
def test_the_words_of_a_role_name_its_scales(words, scales):
    assert scales_in(words) == scales


def test_every_role_names_scales_or_none_but_never_something_else():
    for row in rows("roles"):
        assert all(set(scale.bands) <= set(BANDS) for scale in scales_in(row["pay"]))


@pytest.mark.parametrize(
    ("point", "is_in"), [("8a", True), ("8am", True), ("8atop", True), ("8b", False), ("8", False), ("7top", False)]
)
def test_points_of_a_band(point, is_in):
    assert Scale(AFC, ("8a",)).holds(AFC, point) is is_in


@pytest.mark.parametrize(
    ("day", "year"),
    [(date(2025, 4, 1), "2025/26"), (date(2025, 3, 31), "2024/25"), (date(2099, 4, 1), "2099/00")],
)
def test_pay_year(day, year):
    assert pay_year(day) == year


@pytest.mark.parametrize(("amounts", "span"), [([], None), ([None], None), ([3, None, 1], (1, 3)), ([5], (5, 5))])
def test_range(amounts, span):
    assert range_of(amounts) == span


@pytest.mark.parametrize(
    ("left", "right", "year"),
    [
        ({"2024/25", "2025/26"}, {"2025/26", "2026/27"}, "2025/26"),
        ({"2024/25"}, {"2026/27"}, "2026/27"),
        (set(), {"2026/27"}, "2026/27"),
        (set(), set(), ""),
    ],
)
def test_the_newest_year_that_both_have(left, right, year):
    assert newest_shared(left, right) == year
