"""What is shown of the first rows of a file, to choose the one with the column names."""

import pytest

from talent_register.imports.presenters.first_rows import to_choose_from
from talent_register.imports.reading import first_rows

ROWS = [
    ["Trainees, by gender and intake"],
    [],
    ["Surname", "Gender", "Start"],
    ["Ng", "Female", {"date": "2026-08-05"}],
]


def test_rows_have_the_numbers_of_the_spreadsheet_and_blank_ones_are_no_choice():
    assert [number for number, _words in to_choose_from(ROWS, present=3)] == [1, 3, 4]


def test_what_we_never_take_is_not_shown_below_its_name():
    assert to_choose_from(ROWS, present=3)[1:] == [(3, "Surname | Gender | Start"), (4, "Ng | 2026-08-05")]


def test_the_row_taken_at_present_is_among_them_however_low_it_stands():
    rows = [["a", str(number)] for number in range(1, 21)]
    assert [number for number, _words in to_choose_from(rows, present=3)] == [*range(1, 9)]
    assert [number for number, _words in to_choose_from(rows, present=12)] == [*range(1, 13)]


def test_a_wide_row_is_shown_by_its_first_cells():
    words = to_choose_from([["x" * 40, *"abcdefg"]], present=1)[0][1]
    assert words == "x" * 29 + "… | a | b | c | d | e | and 2 more"


@pytest.mark.parametrize("separator", [",", ";"])
def test_the_first_rows_are_read_as_they_stand(separator):
    lines = ["A list", "", "Surname,GMC no", "Ng,7000001"]
    content = "\n".join(lines).replace(",", separator).encode()
    assert first_rows(content, known={"surname"}, count=3) == [["A list"], [], ["Surname", "GMC no"]]
