import pytest

from tracking.rules.survival import grouped, half_within, median, reached, share_by


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


def test_by_bands_as_worked_out_by_hand():
    """150 followed, of whom 20 for half of the first band: 30 of 140 move on. Then 20 of 100 - 10, then 10 of 60 - 15:
    still there are 11/14, 11/14 x 7/9 = 11/18, and 11/18 x 7/9 = 77/162."""
    found = grouped([30, 20, 10, 5], [20, 20, 30, 15], fewest=50)
    assert found == pytest.approx([3 / 14, 7 / 18, 85 / 162], abs=1e-6)


@pytest.mark.parametrize(
    ("moved", "waiting", "shares"),
    [
        ([0, 0, 0], [0, 0, 100], [0.0, 0.0]),
        ([100, 0, 0], [0, 0, 0], [1.0, None]),
        ([50, 25, 25], [0, 0, 0], [0.5, 0.75]),
        ([60, 30, 10], [0, 0, 0], [0.6, None]),  # 40 are left, and 50 are the fewest
        ([20, 20, 5], [0, 0, 0], [None, None]),
        # Who still waits is no refusal: without them all 50 would have moved on.
        ([50, 0, 0], [50, 50, 50], [0.285714, 0.285714]),
    ],
)
def test_bands_are_told_while_enough_are_followed(moved, waiting, shares):
    assert grouped(moved, waiting, fewest=50) == shares


@pytest.mark.parametrize(
    ("waits", "ends"),
    [
        ([(2, True)] * 30 + [(8, True)] * 20 + [(9, True)] * 50, (6, 12)),
        ([(5, True)] * 80 + [(11, True)] * 15 + [(13, True)] * 5, (6, 12)),
    ],
)
def test_without_anybody_waiting_bands_say_what_single_times_say(waits, ends):
    """A reference: where nobody is cut off, both estimates are the share that moved on."""
    moved = [sum(low <= months < high for months, _over in waits) for low, high in ((0, 6), (6, 12), (12, 99))]
    single = reached(waits)
    shares = [share_by(single, end - 1) for end in ends]
    assert grouped(moved, [0, 0, 0], fewest=1) == pytest.approx(shares)


@pytest.mark.parametrize(
    ("shares", "half"),
    [
        ([0.6, 0.7, 0.8], (0, 6)),
        ([0.2, 0.5, 0.8], (6, 12)),
        ([0.2, 0.3, 0.4], (24, None)),
        ([0.2, None, None], None),
        ([None, None, None], None),
    ],
)
def test_half_have_moved_on(shares, half):
    assert half_within(shares, (6, 12, 24)) == half
