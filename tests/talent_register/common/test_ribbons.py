import re

import pytest

from talent_register.common import curves, ribbons

STAGES = [("Registered", 100), ("In a cohort", 60), ("Appointed", 30)]
LINKS = [(0, 1, 60), (0, 2, 10), (1, 2, 20)]


def numbers(path):
    return [float(one) for one in re.findall(r"-?[0-9.]+", path)]


def test_bars_are_as_wide_as_stages_are_large_and_nothing_leaves_the_drawing():
    drawing = ribbons.flow(STAGES, LINKS)
    first, second, third = drawing.nodes
    assert second.width == pytest.approx(0.6 * first.width)
    assert third.width == pytest.approx(0.3 * first.width, abs=0.02)
    assert first.y < second.y < third.y
    for ribbon in drawing.ribbons:
        assert max(numbers(ribbon.path)) <= max(100, drawing.height)
        assert min(numbers(ribbon.path)) >= 0


def test_moves_leave_and_arrive_side_by_side():
    """On the last bar who comes from the nearer stage stands left; on the first who goes to the nearer one."""
    drawing = ribbons.flow(STAGES, LINKS)
    found = {ribbon.figure: ribbon for ribbon in drawing.ribbons}
    scale = drawing.nodes[0].width / 100
    assert found[60].path.startswith(f"M0.00 {drawing.nodes[0].y + ribbons.BAR}")
    assert found[10].path.startswith(f"M{60 * scale:.2f} ")
    assert f"{20 * scale:.2f} {drawing.nodes[2].y}" in found[10].path


def test_a_move_past_a_stage_goes_beside_its_bar():
    drawing = ribbons.flow(STAGES, LINKS)
    past = next(ribbon for ribbon in drawing.ribbons if ribbon.figure == 10)
    assert f"{drawing.nodes[1].width + ribbons.GAP:.2f} {drawing.nodes[1].y}" in past.path


@pytest.mark.parametrize("links", [[], [(0, 1, 0)]])
def test_without_moves_there_are_bars_alone(links):
    drawing = ribbons.flow(STAGES, links)
    assert drawing.ribbons == []
    assert [node.width for node in drawing.nodes] == [100, 60, 30]


def test_nobody_at_all_is_no_crash():
    assert [node.width for node in ribbons.flow([("Registered", 0), ("In a cohort", 0)], []).nodes] == [0, 0]


def test_a_curve_rises_at_its_months_and_ends_at_the_last_that_is_known():
    curve = curves.steps([(6, 20), (12, 55)], 24)
    (at_six, at_twelve), top = curve.points, curves.TOP
    assert at_six.x == pytest.approx(curves.LEFT + (curves.RIGHT - curves.LEFT) / 4)
    assert at_twelve.y < at_six.y
    assert curve.path.endswith(f"H{at_twelve.x:g}V{at_twelve.y:g}")
    assert dict(curve.marks) == {0: top + curves.HEIGHT, 50: top + curves.HEIGHT / 2, 100: top}
    assert [month for month, _x in curve.months] == [0, 6, 12]
