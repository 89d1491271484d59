from datetime import date, timedelta

import pytest

from tracking.rules import support as rules
from tracking.rules.support import CannotSupport

TODAY = date(2026, 3, 1)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("words", "on", "follow_up_on", "field"),
    [
        ("Coaching", TODAY, None, None),
        ("Coaching", TODAY - DAY, TODAY + DAY, None),
        (" ", TODAY, None, "words"),
        ("Coaching", TODAY + DAY, None, "on"),
        ("Coaching", TODAY, TODAY, "follow_up_on"),
        ("Coaching", TODAY, TODAY + 367 * DAY, "follow_up_on"),
    ],
)
def test_what_can_be_logged(words, on, follow_up_on, field):
    if field is None:
        return rules.check_can_log("COACHING", words, on, follow_up_on, TODAY)
    with pytest.raises(CannotSupport) as raised:
        rules.check_can_log("COACHING", words, on, follow_up_on, TODAY)
    assert raised.value.field == field
    return None


@pytest.mark.parametrize(
    ("letters_off", "email", "may"),
    [
        ([], "a@nhs.example", True),
        (["NEWS"], "a@nhs.example", True),
        (["MESSAGES"], "a@nhs.example", False),
        ([], "", False),
    ],
)
def test_who_takes_messages(letters_off, email, may):
    assert rules.may_be_written_to(letters_off, email) is may


def test_the_standard_is_broken_the_day_after_its_last_day():
    raised = rules.raised_by(TODAY, 28)
    assert rules.latest_to_answer(raised, 28) == TODAY - DAY
    assert rules.latest_to_answer(raised + DAY, 28) == TODAY


def test_a_message_is_filled_in_for_each_reader():
    words = rules.filled("Dear {name}, we are {team}. {name}!", name="Ada {team}", team="South West")
    assert words == "Dear Ada {team}, we are South West. Ada {team}!"


@pytest.mark.parametrize(("words", "said"), [(" ", "Enter the message"), ("Dear {nmae}", "We cannot fill in {nmae}")])
def test_what_no_message_may_hold(words, said):
    rules.check_message("Dear {name}, we are {team}")
    with pytest.raises(CannotSupport, match=said):
        rules.check_message(words)


@pytest.mark.parametrize("people", [0, rules.MOST_WRITTEN + 1])
def test_a_message_goes_to_somebody_and_not_to_everybody(people):
    rules.check_people(rules.MOST_WRITTEN)
    with pytest.raises(CannotSupport):
        rules.check_people(people)
