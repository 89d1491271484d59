"""What the pages say is short and plain. Read from the catalogue, which holds every sentence of the pages."""

import re

import pytest
from babel.messages.pofile import read_po

from talent_register.common.translations import catalogue

LONGEST = 25
NOT_OURS = re.compile(r"\b(please|simply|e\.g\.|i\.e\.|etc|BAME|users?|utilise|in order to|click here)(?![\w-])", re.I)
PLACEHOLDER = re.compile(r"%\(\w+\)s|%s|\{\w+\}|<[^>]+>")


def sentences():
    with catalogue("cy").open("rb") as file:
        for message in read_po(file):
            texts = [message.id] if isinstance(message.id, str) else message.id
            yield from (PLACEHOLDER.sub("word", text) for text in texts if text)


@pytest.fixture(scope="module")
def said():
    found = list(sentences())
    assert len(found) > 1000
    return found


def test_no_sentence_is_longer_than_25_words(said):
    parts = [part.strip() for text in said for part in re.split(r"(?<=[.!?:])\s+|\n", text)]
    assert [part for part in parts if len(part.split()) > LONGEST] == []


def test_no_word_that_the_register_does_not_say(said):
    assert [text for text in said if NOT_OURS.search(text)] == []
