import pytest

from tracking.rules import search


@pytest.mark.parametrize(
    ("text", "is_number"),
    [
        ("7654321", True),
        ("765 4321", True),
        ("12 A 3456 E", True),
        ("PH 123456", True),
        ("01-12345", True),
        ("1/2345", True),
        ("Smith", False),
        ("Leeds 2", False),
        ("St2", False),
        ("D'Arcy", False),
        ("", False),
    ],
)
def test_looks_like_number(text, is_number):
    assert search.looks_like_number(text) is is_number


def test_read_normalises_the_number_as_each_regulator_does():
    numbers = dict(search.read(" 12a 3456e ").numbers)
    assert numbers["nmc"] == "12A3456E"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Dr Jane Smith", ("jane", "smith")),
        ("SMITH, Jane", ("smith", "jane")),
        ("Smith-Jones", ("smith", "jones")),
        ("Siân Llŷr", ("sian", "llyr")),
        ("  ", ()),
        ("a b c d e f g h", ("a", "b", "c", "d", "e", "f")),
    ],
)
def test_read_folds_words_and_drops_titles(text, words):
    assert search.read(text).words == words


@pytest.mark.parametrize(
    ("words", "pair"),
    [
        (["smith"], ("smith", "")),
        (["smith"], ("", "smith")),
        (["jane", "smith"], ("smith", "jane")),
        (["smith", "jane"], ("smith", "jane")),
        (["j", "smith"], ("smith", "j")),
        (["j", "a", "smith"], ("smith", "j")),
        (["jane", "smith", "jones"], ("smithjones", "jane")),
        (["jane", "smith", "jones"], ("smith jones", "jane")),
        (["mary", "anne", "smith"], ("smith", "maryanne")),
    ],
)
def test_name_pairs_hold_every_reading(words, pair):
    assert pair in search.name_pairs(words)


@pytest.mark.parametrize(
    ("word", "start"),
    [("cardiologists", "cardiolog"), ("nurses", "nurse"), ("midwives", "midwife"), ("leeds", "leed"), ("gp", "gp")],
)
def test_stem(word, start):
    assert search.stem(word) == start


def test_begins_a_word():
    assert search.begins_a_word("clinical psychologist", "psycholog")
    assert not search.begins_a_word("clinical psychologist", "ologist")
