import pytest

from pathways.choices import Stance
from pathways.rules.guidance import stance_of


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
