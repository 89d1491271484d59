import pytest

from talent_register.common import charts


def test_bars_start_at_zero_and_keep_proportion():
    found = charts.bars([("Ready now", 10), ("Ready soon", 5), ("Never", 0)])
    assert [bar.x for bar in found] == [0, 0, 0]
    assert found[0].width == 2 * found[1].width == charts.LONGEST
    assert found[2].width == 0


@pytest.mark.parametrize("rows", [[], [("Nobody", 0)]])
def test_no_figures_is_no_crash(rows):
    assert all(bar.width == 0 for bar in charts.bars(rows))


def test_stack_pieces_stand_end_to_end():
    stacks = charts.stacked(["A", "B"], [("now", [3, 1]), ("soon", [1, 1])])
    first, second = stacks[0]
    assert second.x == first.end
    assert second.end == pytest.approx(charts.LONGEST)
    assert sum(bar.width for bar in stacks[1]) == pytest.approx(charts.LONGEST / 2)


def test_five_series_are_refused():
    with pytest.raises(ValueError, match="at most 4 series, not 5"):
        charts.stacked(["A"], [(str(n), [1]) for n in range(5)])


def test_parts_with_an_order_may_be_five_from_dark_to_light():
    parts = [(str(n), [1]) for n in range(5)]
    (stack,) = charts.stacked(["A"], parts, ordered=True)
    assert [bar.fill for bar in stack] == [fill for fill, _ink in charts.SHADES]
    assert [bar.is_light for bar in stack] == [False, False, True, True, True]
    with pytest.raises(ValueError, match="at most 5 series, not 6"):
        charts.stacked(["A"], [*parts, ("6", [1])], ordered=True)


def test_a_mark_stands_on_the_scale_of_the_bars_and_has_room_beyond_them():
    rows, series = ["A", "B"], [("now", [2, 0]), ("soon", [2, 1])]
    stacks = charts.stacked(rows, series, most=8)
    assert charts.marks(stacks, [8, 4]) == [charts.LONGEST, charts.LONGEST / 2]
    assert stacks[0][1].end == charts.LONGEST / 2
    assert charts.marks(charts.stacked(rows, series, most=1), [1, 1])[0] == charts.LONGEST / 4


def test_pairs_leave_room_for_a_figure_on_both_sides():
    rose, fell, none = charts.pairs([("Ready now", 0, 20), ("Ready soon", 10, 5), ("Later", 0, 0)])
    assert (rose.was_x, rose.now_x) == (charts.MARGIN, charts.LONGEST)
    assert fell.was_x == (charts.MARGIN + charts.LONGEST) / 2
    assert (rose.has_grown, fell.has_grown, none.was_x) == (True, False, charts.MARGIN)


def test_figures_are_said_in_words():
    assert charts.in_words([("Ready now", 10), ("Ready soon", 5)]) == "Ready now: 10, Ready soon: 5"


LONG = "Chief Pharmaceutical Officer's Clinical Fellow Scheme"


def test_a_label_that_is_longer_than_a_phone_is_wide_takes_two_lines_and_pushes_the_rest_down():
    short, long, after = charts.bars([("Doctors", 2), (LONG, 2), ("Nurses", 1)])
    assert [line for line, _y in long.lines] == ["Chief Pharmaceutical Officer's", "Clinical Fellow Scheme"]
    first, second = (y for _line, y in long.lines)
    assert short.y + charts.BAR < first < second < long.y
    assert (len(short.lines), long.y - short.y, after.y - long.y) == (1, charts.ROW + charts.LINE, charts.ROW)
    assert charts.height(["Doctors", LONG, "Nurses"]) == 3 * charts.ROW + charts.LINE
    stacked = charts.stacked(["Doctors", LONG], [("now", [1, 1]), ("soon", [1, 2])])
    assert {bar.y for bar in stacked[1]} == {long.y}
