import pytest

from talent_register.audit import words


@pytest.mark.parametrize(
    ("event", "sentence"),
    [
        ("letters.letter_retried", "Sent a letter again"),
        ("tracking.slate_drawn_up", "Slate drawn up"),
        ("odd", "odd"),
    ],
)
def test_sentence(event, sentence):
    assert words.sentence(event) == sentence


@pytest.mark.parametrize(
    ("actor", "name", "who"),
    [
        ("user:1", "Ann", "Ann"),
        ("user:1", "", "user:1"),
        ("visitor", "", "Somebody not logged in"),
        ("job:letters.send_waiting", "", "Background job letters.send_waiting"),
        ("shell:ada", "", "Command line, ada"),
        ("", "", "Not known"),
    ],
)
def test_who(actor, name, who):
    assert words.who(actor, name) == who
