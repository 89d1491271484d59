import pytest

from talent_register.imports.checking.cells import shown, tidy


@pytest.mark.parametrize(
    ("cell", "text", "repairs"),
    [
        ("  Ann\u00a0 Ng ", "Ann Ng", {"spaces"}),
        ("O\u2019Brien", "O'Brien", {"quotes"}),
        ("'0012345", "0012345", {"apostrophe"}),
        ("'=SUM", "=SUM", {"apostrophe"}),
        ("'Smith", "Smith", {"apostrophe"}),
        ("'t Hooft", "'t Hooft", set()),
        ("'; DROP TABLE", "'; DROP TABLE", set()),
        ("Ann\u200b", "Ann", {"hidden_characters"}),
        ("\u202eAnn", "Ann", {"hidden_characters"}),
        ("-", "", set()),
        (None, "", set()),
        (12345, "12345", set()),
        (0.8, "0.8", set()),
        (True, "yes", set()),
        ({"date": "2026-08-05"}, "2026-08-05", set()),
        ("Jose\u0301", "José", set()),
        ("<script>alert(1)</script>", "<script>alert(1)</script>", set()),
    ],
)
def test_harmless_things_are_put_right_and_remembered(cell, text, repairs):
    noted = set()
    assert tidy(cell, noted) == (text, None)
    assert noted == repairs


def test_typographic_apostrophes_stay_in_columns_of_names():
    noted = set()
    assert tidy("O\u2019Brien", noted, keeps_quotes=True) == ("O\u2019Brien", None)
    assert noted == set()


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("=A1+1", "formula"),
        ({"formula": "A1+1"}, "formula_unsaved"),
        ({"error": "#N/A"}, "error_value"),
        (7.65e20, "science"),
        ("Zo\ufffd", "undecodable"),
        ("A\x07nn", "not_text"),
        ("x" * 2_001, "too_long"),
    ],
)
def test_what_cannot_be_used_is_an_issue(cell, code):
    assert tidy(cell, set())[1].code == code


def test_messages_show_a_cell_as_its_owner_sees_it():
    assert [shown(cell) for cell in ({"error": "#N/A"}, None, 12, "x" * 99)] == ["#N/A", "", "12", "x" * 60]
