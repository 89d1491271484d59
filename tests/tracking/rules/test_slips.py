import pytest
from django.db import connection

from tracking.rules import slips


@pytest.mark.parametrize(
    ("one", "other", "far"),
    [
        ("smith", "smyth", 1),
        ("smith", "smtih", 1),
        ("smith", "smiths", 1),
        ("llewellyn", "llywelyn", 2),
        ("ng", "ng", 0),
    ],
)
def test_distance_counts_swapped_neighbours_once(one, other, far):
    assert slips.distance(one, other) == slips.distance(other, one) == far
    assert slips.distance(one, one) == 0


@pytest.mark.parametrize(("word", "allowed"), [("ng", 0), ("lee", 1), ("smith", 1), ("patel", 1), ("okonjo", 2)])
def test_longer_words_may_hold_more_slips(word, allowed):
    assert slips.allowed(word) == allowed


@pytest.mark.parametrize(("typed", "meant"), [("smth", "smith"), ("mohammed", "muhammad"), ("catherine", "katharine")])
def test_words_within_the_allowed_distance_share_a_slip(typed, meant):
    assert set(slips.slips(typed)) & set(slips.slips(meant))


def test_closest_puts_fewer_slips_and_the_same_beginning_first():
    others = ["smithe", "smith", "smyth", "kmith", "brown"]
    assert list(slips.closest("smith", others)) == ["smith", "smithe", "smyth", "kmith"]


@pytest.mark.django_db
@pytest.mark.parametrize("word", ["ng", "ann", "smith", "llywelyn", "wolfeschlegelsteinhausen", "łø"])
def test_the_database_makes_the_same_slips(word):
    with connection.cursor() as cursor:
        cursor.execute("SELECT tracking_slips(%s)", [word])
        assert sorted(cursor.fetchone()[0]) == slips.slips(word)
