import pytest

from talent_register.imports.reading import Limits, Refused, opened, read

KNOWN = {"surname", "forenames", "gmc number"}
HEADINGS = ["Surname", "Forenames", "GMC Number"]


def read_csv(text: str, encoding: str = "utf-8", **more):
    return read(text.encode(encoding), known=KNOWN, **more)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_every_encoding_that_offices_write(encoding):
    table = read_csv("Surname,Forenames,GMC Number\nBrontë,Zoë,7000001\n", encoding)
    assert table.rows == [(2, ["Brontë", "Zoë", "7000001"])]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_every_separator(separator):
    rows = [HEADINGS, ["O'Brien", "Ann", "7000001"]]
    table = read_csv("\n".join(separator.join(row) for row in rows))
    assert table.headings == HEADINGS
    assert table.rows == [(2, ["O'Brien", "Ann", "7000001"])]


def test_the_line_that_names_the_separator_is_not_a_row():
    assert read_csv("sep=;\r\nSurname;Forenames\r\nNg;Ann\r\n").rows == [(2, ["Ng", "Ann"])]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_every_line_end(newline):
    assert read_csv(newline.join(["Surname,Forenames", "Ng,Ann", "Li,Bo"])).rows[1] == (3, ["Li", "Bo"])


def test_a_line_break_in_quotes_keeps_row_numbers_as_the_spreadsheet_shows_them():
    table = read_csv('Surname,Forenames\n"Ng\nLi",Ann\nOkoro,Bo\n')
    assert [number for number, _ in table.rows] == [2, 3]


def test_titles_above_and_blank_rows_between_keep_their_numbers():
    table = read_csv("A list,,\n,,\nSurname,Forenames,GMC Number\n-,-,-\n,,\nNg,Ann,7000001\n")
    assert (table.header_row, table.blank) == (3, 2)
    assert table.rows == [(6, ["Ng", "Ann", "7000001"])]
    assert "title_rows" in table.notices


def test_the_example_row_of_the_template_is_left_out():
    assert len(read_csv("Surname,Forenames\nExample,Delete this row\nNg,Ann\n").rows) == 1


def test_headings_we_do_not_know_are_found_but_not_sure():
    table = read_csv("Nom,Prénom\nNg,Ann\n")
    assert (table.headings, table.is_heading_sure) == (["Nom", "Prénom"], False)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf\r\n,,,\r\n", "empty"),
        (b"Surname,Forenames\n", "headings_only"),
        (b"7000001,a@b.example\n7000002,c@d.example\n", "no_headings"),
        (b'Surname,Forenames\nNg,Ann\n"Li,Bo\n', "unclosed_quote"),
        (b"%PDF-1.4 no list", "wrong_kind"),
        (b"\x89PNG\r\n\x1a\n", "wrong_kind"),
        (b"<html><table>", "wrong_kind"),
        (b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*", "virus"),
        (b"a,b\x00\x01\x02,c\nd", "wrong_kind"),
    ],
)
def test_files_that_are_refused(content, code):
    with pytest.raises(Refused) as no:
        read(content, known=KNOWN)
    assert no.value.code == code


def test_an_unclosed_quote_names_the_line_where_it_opened():
    with pytest.raises(Refused) as no:
        read_csv('Surname,Forenames\nNg,Ann\n"Li,Bo\nOkoro,Cy\n')
    assert no.value.details == {"line": 3}


def test_too_many_rows_and_too_large_say_the_limit():
    with pytest.raises(Refused) as rows:
        read_csv("Surname,Forenames\n" + "Ng,Ann\n" * 6, limits=Limits(rows=5))
    assert (rows.value.code, rows.value.details) == ("too_many_rows", {"rows": 6, "limit": 5})
    with pytest.raises(Refused) as size:
        read(b"x" * 1_048_577, known=KNOWN, limits=Limits(size=1_048_576))
    assert (size.value.code, size.value.details) == ("too_large", {"megabytes": 1})


def test_a_very_long_cell_is_cut_so_that_it_cannot_fill_memory():
    table = read_csv("Surname,Forenames\n" + "x" * 100_000 + ",Ann\n")
    assert len(table.rows[0][1][0]) == 2_001


def test_only_matched_columns_leave_the_child():
    content = b"Secret,Surname,Born\nx,Ng,03/04/1990\nx,Li,25/04/1990,more\nx,Ali\n"
    with opened(content, known=KNOWN) as reader:
        reader.keep({"last_name": 1, "born": 2}, ["born"])
        assert list(reader.rows()) == [
            (2, {"last_name": "Ng", "born": "03/04/1990"}, ""),
            (3, {"last_name": "Li", "born": "25/04/1990"}, "too_many_cells"),
            (4, {"last_name": "Ali"}, "too_few_cells"),
        ]
    assert reader.orders["born"].is_shown
