import pytest

from tracking.rules.survival import median, reached, share_by


@pytest.mark.parametrize(
    ("waits", "steps", "half"),
    [
        ([], [], None),
        ([(5, False)] * 4, [], None),
        ([(2, True), (4, True)], [(2, 0.5), (4, 1.0)], 2),
        ([(3, True), (3, False), (6, True), (9, False)], [(3, 0.25), (6, 0.625)], 6),
        ([(1, False), (1, False), (8, True)], [(8, 1.0)], 8),
    ],
)
def test_those_who_still_wait_count_as_long_as_they_have_waited(waits, steps, half):
    assert reached(waits) == steps
    assert median(steps) == half


def test_share_by():
    steps = [(3, 0.25), (6, 0.625)]
    assert [share_by(steps, months) for months in (2, 3, 5, 24)] == [0.0, 0.25, 0.25, 0.625]
