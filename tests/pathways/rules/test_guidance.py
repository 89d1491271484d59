import pytest

from pathways.choices import Stance
from pathways.rules.guidance import Answer, answer_of, stance_of


@pytest.mark.parametrize(
    ("stances", "whole"),
    [
        ([], None),
        ([Stance.SILENT], Stance.SILENT),
        ([Stance.SILENT, Stance.UNCLEAR], Stance.UNCLEAR),
        ([Stance.UNCLEAR, Stance.APPLIES], Stance.APPLIES),
    ],
)
def test_stance_of_a_body(stances, whole):
    assert stance_of(stances) is whole


@pytest.mark.parametrize(
    ("stance", "answer"),
    [
        (None, Answer.NOT_SEEN),
        (Stance.SILENT, Answer.UNANSWERED),
        (Stance.UNCLEAR, Answer.UNANSWERED),
        (Stance.APPLIES, Answer.ANSWERED),
    ],
)
def test_what_a_stance_leaves_leaders_with(stance, answer):
    assert answer_of(stance) is answer
