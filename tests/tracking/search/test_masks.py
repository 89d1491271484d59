"""Sets of people as bits say what sets of keys say."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tracking.search.masks import keys_of, mask_of, size

PEOPLE = 256
keys = st.sets(st.integers(0, PEOPLE + 20))


def as_bytes(some):
    return np.array(sorted(some), dtype=">i8").tobytes()


@given(keys, keys)
def test_masks_are_sets(one, other):
    both = mask_of(as_bytes(one), PEOPLE) & ~mask_of(as_bytes(other), PEOPLE)
    wanted = sorted(key for key in one - other if key < PEOPLE)
    assert keys_of(both) == wanted
    assert size(both) == len(wanted)


def test_nobody():
    assert keys_of(mask_of(None, PEOPLE)) == []
    assert size(mask_of(b"", 0)) == 0
