from datetime import date

import pytest

from pathways.choices import Counted, Openness, WhySeen
from pathways.rules.opportunities import CannotApply, check_can_apply, fits, openness, why_seen
from pathways.rules.recognition import Decided, in_force, in_force_by_body

TODAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("opens_on", "closes_on", "state"),
    [
        (None, None, Openness.OPEN),
        (None, date(2026, 11, 24), Openness.CLOSED),
        (None, date(2026, 11, 25), Openness.SOON),
        (None, date(2026, 12, 2), Openness.SOON),
        (None, date(2026, 12, 3), Openness.OPEN),
        (date(2026, 11, 26), None, Openness.LATER),
        (date(2026, 11, 26), date(2026, 11, 28), Openness.LATER),
        (date(2026, 11, 25), date(2027, 1, 1), Openness.OPEN),
    ],
)
def test_openness(opens_on, closes_on, state):
    assert openness(opens_on=opens_on, closes_on=closes_on, today=TODAY) is state


@pytest.mark.parametrize(
    ("state", "is_fit", "code"),
    [
        (Openness.OPEN, True, None),
        (Openness.SOON, True, None),
        (Openness.CLOSED, True, "closed"),
        (Openness.CLOSED, False, "closed"),
        (Openness.LATER, True, "later"),
        (Openness.OPEN, False, "profession"),
    ],
)
def test_who_can_apply(state, is_fit, code):
    if code is None:
        check_can_apply(state, fits=is_fit)
    else:
        with pytest.raises(CannotApply) as refused:
            check_can_apply(state, fits=is_fit)
        assert refused.value.code == code


@pytest.mark.parametrize(
    ("families", "stages", "region", "why"),
    [
        ([], [], "", [WhySeen.ALL]),
        (["nursing"], [], "", [WhySeen.PROFESSION]),
        (["medical"], [], "", []),
        ([], ["TEAM"], "south_west", [WhySeen.STAGE, WhySeen.REGION]),
        (["nursing"], ["SYSTEM"], "south_west", [WhySeen.PROFESSION, WhySeen.REGION]),
    ],
)
def test_why_you_see_this(families, stages, region, why):
    own = {"own_family": "nursing", "own_stage": "TEAM", "own_region": "south_west"}
    assert why_seen(families=families, stages=stages, region=region, **own) == why


@pytest.mark.parametrize(
    ("families", "own", "is_fit"),
    [([], "nursing", True), (["nursing"], "nursing", True), (["medical"], "nursing", False), (["medical"], "", True)],
)
def test_fits(families, own, is_fit):
    assert fits(families=families, own_family=own) is is_fit


GENERAL = Decided(1, date(2026, 1, 1), Counted.NO, False, body=1)
NEWER = Decided(2, date(2026, 6, 1), Counted.PARTLY, False, body=1)
OWN = Decided(3, date(2026, 3, 1), Counted.YES, True, body=1)
OTHER = Decided(4, date(2026, 9, 1), Counted.NO, False, body=2)


@pytest.mark.parametrize(
    ("decisions", "body", "holds"),
    [
        ([], None, None),
        ([GENERAL], None, GENERAL),
        ([GENERAL, NEWER], 1, NEWER),
        ([GENERAL, NEWER, OWN], 1, OWN),
        ([GENERAL, OTHER], 1, GENERAL),
        ([GENERAL], 2, None),
    ],
)
def test_the_decision_that_holds(decisions, body, holds):
    assert in_force(decisions, body) == holds


def test_bodies_do_not_overrule_each_other():
    assert in_force_by_body([GENERAL, NEWER, OWN, OTHER]) == [OWN, OTHER]
