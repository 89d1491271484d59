"""Truth tables and properties of numbers, names, references and days."""

import unicodedata
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from profiles import rules

GMC = "GMC reference number must be 7 digits, like 7654321. If it starts with 0, include the 0"


@pytest.mark.parametrize(
    ("regulator", "typed", "key"),
    [
        ("gmc", "7654321", "7654321"),
        ("gmc", " 765 4321 ", "7654321"),
        ("gmc", "C7654321", "7654321"),
        ("gmc", "c765-4321", "7654321"),
        ("gmc", "0123456", "0123456"),
        ("gmc", "７６５４３２１", "7654321"),
        ("gmc", "'7654321", "7654321"),
        ("gmc", "7654321\u200b\xa0", "7654321"),
        ("gmc_pa", "a1234567", "A1234567"),
        ("nmc", "12a3456e", "12A3456E"),
        ("nmc", "12 A 3456 E", "12A3456E"),
        ("gdc", "0123456", "123456"),
        ("gdc", "1234", "1234"),
        ("gphc", "212 3456", "2123456"),
        ("hcpc", "PH123456", "PH123456"),
        ("hcpc", "ph 012345", "PH12345"),
        ("hcpc", "PH12345", "PH12345"),
        ("hcpc", "ODP01234", "ODP1234"),
        ("hcpc", "OD0P1234", "ODP1234"),
        ("hcpc", "PYL12345", "PYL12345"),
        ("goc", "01-12345", "01-12345"),
        ("goc", "01–12345", "01-12345"),
        ("goc", "0112345", "01-12345"),
        ("goc", "d1234", "D-1234"),
        ("gcc", "1234", "01234"),
        ("gosc", "10/1234", "10/1234"),
        ("swe", "sw 12345", "SW12345"),
        ("unheard_of", "ab 12", "AB12"),
    ],
)
def test_normalise_number(regulator, typed, key):
    assert rules.normalise_number(regulator, typed) == key


@pytest.mark.parametrize("regulator", sorted(rules.NUMBER_RULES))
@given(typed=st.text(max_size=40))
def test_normalise_number_twice_changes_nothing(regulator, typed):
    once = rules.normalise_number(regulator, typed)
    assert rules.normalise_number(regulator, once) == once


@given(digits=st.from_regex(r"[0-9]{7}", fullmatch=True), gap=st.sampled_from([" ", "\xa0", "-", "\u2013", "\t"]))
def test_gaps_in_a_number_do_not_matter(digits, gap):
    assert rules.normalise_number("gmc", gap.join(digits)) == digits


@pytest.mark.parametrize(
    ("regulator", "typed", "sentence"),
    [
        ("gmc", "123456", GMC),
        ("gmc", "12345678", GMC),
        ("gmc", "L123456", GMC),
        ("gmc", "٧٦٥٤٣٢١", GMC),
        ("gmc", "retired", GMC),
        ("gmc", "7654321é", GMC),
        ("gmc_pa", "1234567", "GMC reference number must be A and 7 digits, like A1234567"),
        (
            "nmc",
            "12A345E",
            "NMC PIN must be 8 characters: 2 digits, a letter, 4 digits and a letter, like 12A3456E",
        ),
        ("gdc", "123", "GDC registration number must be 4 to 6 digits, like 123456"),
        (
            "gphc",
            "7123456",
            "GPhC registration number must be 7 digits and start with 2 for pharmacists or 5 for technicians",
        ),
        (
            "hcpc",
            "XX12345",
            "HCPC registration number must be the letters of your profession and up to 6 digits, like PH123456",
        ),
        (
            "hcpc",
            "PH000000",
            "HCPC registration number must be the letters of your profession and up to 6 digits, like PH123456",
        ),
        (
            "goc",
            "02-1234",
            "GOC registration number must start with 01 or D and have 4 or 5 more digits, like 01-12345",
        ),
        ("ahcs", "unknown", "Registration number must include a digit"),
        ("swe", "1" * 31, "Registration number must be 30 characters or fewer"),
        ("unheard_of", "9" * 90, "Registration number must be 30 characters or fewer"),
    ],
)
def test_check_number_says_how_to_mend_it(regulator, typed, sentence):
    with pytest.raises(rules.CannotUseNumber) as reason:
        rules.check_number(regulator, typed)
    assert str(reason.value) == sentence


def test_check_number_compares_the_hcpc_prefix_with_the_profession():
    assert rules.check_number("hcpc", "PA12345", prefix="PA") == ""
    with pytest.raises(rules.CannotUseNumber, match="starts with PA"):
        rules.check_number("hcpc", "PH12345", prefix="PA")


@pytest.mark.parametrize(
    ("regulator", "typed"),
    [("swe", "12345"), ("psni", "123456"), ("gosc", "1234567"), ("gcc", "123456"), ("ukphr", "0123"), ("ahcs", "12")],
)
def test_weak_patterns_warn_and_never_reject(regulator, typed):
    assert "usually" in str(rules.check_number(regulator, typed))


def test_number_ending_is_three_characters():
    assert rules.number_ending("7654321") == "321"


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("O'Brien", "obrien"),
        ("O’Brien", "obrien"),
        ("Smith-Jones", "smithjones"),
        ("  Anne   Marie ", "anne marie"),
        ("Siân", "sian"),
        ("Sia\u0302n", "sian"),
        ("Ångström", "angstrom"),
        ("Łukasz", "lukasz"),
        ("Søren", "soren"),
        ("STRAẞE", "strasse"),
        ("İbrahim", "ibrahim"),
        ("St. John", "st john"),
        ("王小明", "王小明"),
        ("", ""),
    ],
)
def test_fold_name(name, key):
    assert rules.fold_name(name) == key


@given(st.text(max_size=80))
def test_fold_name_is_the_same_for_both_forms_of_unicode_and_settled(name):
    composed, decomposed = (unicodedata.normalize(form, name) for form in ("NFC", "NFD"))
    assert rules.fold_name(composed) == rules.fold_name(decomposed)
    assert rules.fold_name(rules.fold_name(name)) == rules.fold_name(name)
    assert len(rules.fold_name(name)) <= 150


def test_references_are_opaque_and_hard_to_misread():
    made = {rules.make_reference() for _n in range(500)}
    assert len(made) == 500
    assert all(len(reference) == 9 and reference[4] == "-" for reference in made)
    assert {*"".join(made)} == {*rules.names.REFERENCE_LETTERS, "-"}
    assert not set("AEIOU015LSZ") & set("".join(made))


@pytest.mark.parametrize(
    ("day", "years", "then"),
    [
        (date(2026, 8, 6), 1, date(2027, 8, 6)),
        (date(2028, 2, 29), 1, date(2029, 2, 28)),
        (date(2028, 2, 29), 4, date(2032, 2, 29)),
        (date(2027, 2, 28), 1, date(2028, 2, 28)),
    ],
)
def test_anniversary(day, years, then):
    assert rules.anniversary(day, years) == then


@pytest.mark.parametrize(
    ("first", "after", "due"),
    [
        (date(2026, 8, 6), date(2026, 8, 6), date(2027, 8, 6)),
        (date(2026, 8, 6), date(2027, 8, 5), date(2027, 8, 6)),
        (date(2026, 8, 6), date(2027, 8, 6), date(2028, 8, 6)),
        (date(2026, 8, 6), date(2031, 1, 1), date(2031, 8, 6)),
        (date(2028, 2, 29), date(2029, 2, 28), date(2030, 2, 28)),
        (date(2028, 2, 29), date(2031, 3, 1), date(2032, 2, 29)),
    ],
)
def test_next_review(first, after, due):
    assert rules.next_review(first, after) == due


@given(
    first=st.dates(date(2020, 1, 1), date(2060, 1, 1)),
    wait=st.integers(min_value=0, max_value=4000),
)
def test_next_review_is_later_and_within_a_year_and_a_day(first, wait):
    after = first + timedelta(days=wait)
    due = rules.next_review(first, after)
    assert after < due <= after + timedelta(days=366)


def test_stub_is_erased_after_90_days():
    assert rules.stub_erased_on(date(2026, 3, 21)) == date(2026, 6, 19)


@pytest.mark.parametrize(
    ("full", "parts"),
    [
        ("Siân O'Brien-Jones", ("Siân", "O'Brien-Jones")),
        ("Anne Marie Smith", ("Anne Marie", "Smith")),
        ("Maria de la Cruz", ("Maria", "de la Cruz")),
        ("Ludwig van Beethoven", ("Ludwig", "van Beethoven")),
        ("Van Morrison", ("Van", "Morrison")),
        ("Madonna", ("Madonna", "")),
        ("", ("", "")),
    ],
)
def test_split_name_guesses(full, parts):
    assert rules.split_name(full) == parts


@pytest.mark.parametrize(
    ("link", "number", "address", "birth", "proof"),
    [
        (False, False, True, True, ""),
        (False, True, False, False, ""),
        (False, True, True, False, "EMAIL"),
        (False, True, False, True, "BIRTH_DATE"),
        (True, False, False, False, ""),
        (True, True, False, False, "NUMBER"),
        (True, False, True, False, "EMAIL"),
        (True, False, False, True, "BIRTH_DATE"),
    ],
)
def test_one_thing_alone_never_proves_a_claim(link, number, address, birth, proof):
    found = rules.proof_of_claim(has_link=link, number_agrees=number, address_agrees=address, birth_date_agrees=birth)
    assert found == proof


@pytest.mark.parametrize(
    ("verified", "supplied", "same"),
    [(["a@x"], ["A@X"], True), (["a@x"], ["b@x"], False), ([], [""], False), ([""], [""], False)],
)
def test_same_address(verified, supplied, same):
    assert rules.same_address(verified, supplied) == same


@pytest.mark.parametrize(
    ("standing", "asked", "not_asked"),
    [("PRACTISING", "number", "reason"), ("NONE", "reason", "number"), ("STUDENT", "role", "number")],
)
def test_who_is_asked_what(standing, asked, not_asked):
    questions = rules.applicable({"profession": {"standing": standing}})
    assert asked in questions
    assert not_asked not in questions


def test_at_most_eight_questions_follow_the_name():
    for standing in ("PRACTISING", "NONE", "STUDENT"):
        asked = rules.applicable({"name": {}, "profession": {"standing": standing}})
        assert len(asked) - 1 <= 8


def test_before_leads_back_over_what_was_asked():
    answers = {"profession": {"standing": "STUDENT"}}
    assert rules.before("role", answers) == "profession"
    assert rules.before("name", answers) == ""
