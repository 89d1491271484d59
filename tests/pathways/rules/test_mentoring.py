import pytest

from pathways.choices import MentorReason as Why
from pathways.rules.mentoring import (
    CannotMentor,
    Person,
    check_can_accept,
    is_further,
    next_choice,
    reasons_for,
    suggested,
    tells_contact,
)

SEEKER = Person(0, "nursing", "TEAM", "south_west", ("MONEY",))


@pytest.mark.parametrize(
    ("offer", "reasons"),
    [
        (Person(1, is_remote=False), []),
        (Person(1, "nursing", is_remote=False), [Why.PROFESSION]),
        (Person(1, stage="SERVICE", is_remote=False), [Why.FURTHER]),
        (Person(1, stage="TEAM", is_remote=False), []),
        (Person(1, region="south_west"), [Why.REGION]),
        (Person(1, region="north_west"), [Why.REMOTE]),
        (Person(1, topics=("MONEY", "BOARD"), is_remote=False), [Why.TOPIC]),
        (
            Person(1, "nursing", "SYSTEM", "south_west", ("MONEY",)),
            [Why.TOPIC, Why.PROFESSION, Why.FURTHER, Why.REGION],
        ),
    ],
)
def test_reasons(offer, reasons):
    assert reasons_for(offer, SEEKER) == reasons


@pytest.mark.parametrize(
    ("stage", "than", "further"),
    [("SYSTEM", "TEAM", True), ("TEAM", "SYSTEM", False), ("UNSURE", "TEAM", False), ("SERVICE", "", False)],
)
def test_further(stage, than, further):
    assert is_further(stage, than) is further


def test_most_reasons_come_first_and_order_is_always_the_same():
    some = [Person(3, is_remote=False), Person(2, "nursing"), Person(1, is_remote=False)]
    assert [offer.key for offer, _why in suggested(some, SEEKER)] == [2, 1, 3]


def test_nobody_is_suggested_to_themselves():
    assert suggested([Person(0)], SEEKER) == []


@pytest.mark.parametrize(("taken", "choice"), [([], 1), ([1], 2), ([2], 1), ([1, 3], 2)])
def test_next_choice(taken, choice):
    assert next_choice(taken) == choice


def test_three_is_the_most():
    with pytest.raises(CannotMentor):
        next_choice([1, 2, 3])


@pytest.mark.parametrize(
    ("is_waiting", "is_here", "taken", "capacity", "code"),
    [
        (True, True, 0, 1, None),
        (True, True, 1, 1, "full"),
        (False, True, 0, 1, "decided"),
        (True, True, 1, 2, None),
        (True, False, 0, 1, "gone"),
        (False, False, 0, 1, "decided"),
    ],
)
def test_accepting(is_waiting, is_here, taken, capacity, code):
    said = {"is_waiting": is_waiting, "is_here": is_here, "taken": taken, "capacity": capacity}
    if code is None:
        check_can_accept(**said)
    else:
        with pytest.raises(CannotMentor) as refused:
            check_can_accept(**said)
        assert refused.value.code == code


@pytest.mark.parametrize(
    ("words", "tells"),
    [
        ("I led a ward for 10 years", False),
        ("Write to a.b@nhs.example", True),
        ("07700 900 123", True),
        ("see www.example.org", True),
        ("Budget of 250,000 in 2024", False),
    ],
)
def test_contact_details(words, tells):
    assert tells_contact(words) is tells
