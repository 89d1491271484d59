import pytest

from talent_register.organisations import rules


@pytest.mark.parametrize(
    ("official", "readable"),
    [
        ("KING'S COLLEGE HOSPITAL NHS FOUNDATION TRUST", "King's College Hospital NHS Foundation Trust"),
        (
            "THE QUEEN ELIZABETH HOSPITAL, KING'S LYNN, NHS FOUNDATION TRUST",
            "The Queen Elizabeth Hospital, King's Lynn, NHS Foundation Trust",
        ),
        ("GUY'S AND ST THOMAS' NHS FOUNDATION TRUST", "Guy's and St Thomas' NHS Foundation Trust"),
        ("SHEFFIELD HEALTH & SOCIAL CARE NHS FOUNDATION TRUST", "Sheffield Health & Social Care NHS Foundation Trust"),
        ("NHS STAFFORDSHIRE AND STOKE-ON-TRENT ICB", "NHS Staffordshire and Stoke-on-Trent ICB"),
        ("DR PJ SMITH & PARTNERS", "Dr PJ Smith & Partners"),
        ("WAKERING MEDICAL CTR.", "Wakering Medical Centre"),
        ("2GETHER NHS FOUNDATION TRUST", "2gether NHS Foundation Trust"),
        ("NHS Greater Glasgow and Clyde", "NHS Greater Glasgow and Clyde"),
        ("", ""),
    ],
)
def test_readable_name(official, readable):
    assert rules.readable_name(official) == readable


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("King’s College", "kings college"),
        ("Lancashire & South Cumbria NHS FT", "lancashire and south cumbria nhs foundation trust"),
        ("  St. Peter's,  Ashford ", "st peters ashford"),
        ("Bwrdd Iechyd Prifysgol Bae Abertawe — Ŵy", "bwrdd iechyd prifysgol bae abertawe wy"),
        ("!!!", ""),
    ],
)
def test_search_key_forgives_marks_and_accents(typed, key):
    assert rules.search_key(typed) == key


def test_slug_takes_the_code_when_the_name_is_taken():
    assert rules.slug_for("the-surgery", "A81001", set()) == "the-surgery"
    assert rules.slug_for("the-surgery", "A81001", {"the-surgery"}) == "the-surgery-a81001"
    assert rules.slug_for("", "A81001", set()) == "a81001"
