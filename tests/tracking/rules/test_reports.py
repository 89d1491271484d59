from datetime import date

import pytest

from tracking.rules.reports import likelihood, likelihood_words, months_between, quarter_ends


def test_quarter_ends_that_are_over():
    assert quarter_ends(date(2025, 12, 1), date(2026, 6, 30)) == [date(2025, 12, 31), date(2026, 3, 31)]


@pytest.mark.parametrize(
    ("figures", "ratio"),
    [
        ((20, 100, 20, 200), 2.0),
        ((None, 100, 20, 200), None),
        ((20, None, 20, 200), None),
        ((20, 15, 20, 200), None),
        ((20, 100, 0, 200), None),
        ((20, 100, 20, 15), None),
    ],
)
def test_likelihood_comes_from_published_figures_only(figures, ratio):
    assert likelihood(*figures) == ratio


@pytest.mark.parametrize(
    ("ratio", "words"),
    [
        (None, "Nurses: too few people to compare"),
        (1.04, "Nurses were about as likely as doctors to be appointed"),
        (1.42, "Nurses were 1.4 times as likely as doctors to be appointed"),
        (0.5, "Nurses were 0.5 times as likely as doctors to be appointed"),
    ],
)
def test_likelihood_in_words(ratio, words):
    assert likelihood_words(ratio, "Nurses", "doctors", "be appointed") == words


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        (date(2026, 1, 31), date(2026, 2, 28), 0),
        (date(2026, 1, 5), date(2026, 3, 5), 2),
        (date(2026, 3, 5), date(2026, 1, 5), 0),
    ],
)
def test_months_between(start, end, months):
    assert months_between(start, end) == months
