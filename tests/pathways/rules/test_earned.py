"""What an organisation's word about a programme says of somebody's part in it."""

import pytest

from pathways.rules.earned import by_words, named_programme, state_of

KNOWN = by_words(
    [("Edward Jenner programme", 1), ("The Clinical Fellows scheme", 2), ("Clinical fellows: a scheme", 3)]
)


@pytest.mark.parametrize(
    ("kind", "outcome", "state"),
    [
        ("AWARD", "", "AWARDED"),
        ("AWARD", "WITHDREW", "AWARDED"),
        ("COMPLETION", "COMPLETED", "COMPLETED"),
        ("COMPLETION", "", "COMPLETED"),
        ("COMPLETION", "WITHDREW", "WITHDRAWN"),
        ("COMPLETION", "NOT_COMPLETED", "WITHDRAWN"),
    ],
)
def test_the_state_that_a_list_gives(kind, outcome, state):
    assert state_of(kind, outcome) == state


@pytest.mark.parametrize(
    ("said", "programme"),
    [
        ("Edward Jenner Programme", 1),
        ("edward jenner", None),
        ("Clinical Fellows Scheme", None),
        ("Another programme", None),
        ("", None),
        ("of the", None),
    ],
)
def test_the_programme_that_is_meant(said, programme):
    """The same words name it; two with the same words are no answer."""
    assert named_programme(said, KNOWN) == programme
