"""Cells as people fill them: what is put right, what is asked, what is a problem, and in what words.

The numbers are those of the project's catalogue of bad input: 49 to 59 kinds of cells, 60 to 72 dates, 73 to 85 names
and addresses.
"""

import datetime as dt
import io
import zipfile

import openpyxl
import pytest

from .bad_files import book, changed, judge, repacked

# Case: what is in one cell of an otherwise good row, then heading, code and words; no code where it is accepted.
CELLS = {
    49.5: ({"number": "=A1"}, "GMC number", "formula", "The cell has a formula. Paste it as a value"),
    51: ({"number": "#N/A"}, "GMC number", "error_value", "The cell shows #N/A. Enter a value instead"),
    51.1: ({"last": "#REF!"}, "Last name", "error_value", "The cell shows #REF!. Enter a value instead"),
    53: (
        {"number": "1.23457E+09"},
        "GMC number",
        "science",
        "“1.23457E+09” is not a full number. Format the column as",
    ),
    53.1: ({"number": "7.65e+6"}, "GMC number", "science", "“7.65e+6” is not a full number. Format the column as text"),
    56: (
        {"number": "65432"},
        "GMC number",
        "registration_number_format",
        "“65432” has 5 digits. GMC reference numbers",
    ),
    57: (
        {"number": "7000001 / 7000002"},
        "GMC number",
        "registration_number_format",
        "GMC reference number must be 7 digits",
    ),
    59: ({"number": "£7,000,001"}, "GMC number", "not_text", "“£7,000,001” has characters that do not belong here"),
    61: ({"start": "13/25/2024"}, "Start date", "not_a_date", "“13/25/2024” is not a real date"),
    65: ({"start": "60"}, "Start date", "not_a_date", "“60” is not a real date. Enter a date like 6/8/2026"),
    66: ({"start": "05/08/24"}, "Start date", "two_digit_year", "We read “05/08/24” as 5 August 2024"),
    67: ({"start": "29/02/2023"}, "Start date", "not_a_date", "“29/02/2023” is not a real date"),
    69: (
        {"end": "04/08/2020"},
        "End date",
        "end_before_start",
        "This date, 04/08/2020, is before the start date",
    ),
    70: (
        {"start": "Aug-24"},
        "Start date",
        "day_missing",
        "“Aug-24” has no day. Enter a full date, or confirm that it is 1 August 2024",
    ),
    70.5: (
        {"start": "2024-08"},
        "Start date",
        "day_missing",
        "no day. Enter a full date, or confirm that it is 1 August",
    ),
    70.6: ({"start": "2024"}, "Start date", "day_missing", "“2024” has no day. Enter a full date like 6/8/2026"),
    72: ({"start": "TBC"}, "Start date", "not_a_date", "“TBC” is not a real date"),
    72.5: ({"end": "04/08/2062"}, "End date", "date_far", "04/08/2062 is more than 15 years away. Check the year"),
    75: ({"first": "", "last": "Suharto"}, "First names", "one_name", "“Suharto” is the only name of this person. If"),
    75.5: ({"last": "Ll?r"}, "Last name", "damaged_letter", "“Ll?r” has a question mark in the place of a letter. If"),
    77.5: ({"last": "Ad\u0430ms"}, "Last name", "mixed_scripts", "mixes two alphabets whose letters look alike"),
    79: ({"last": "Ng \U0001f600"}, "Last name", "not_text", "has characters that do not belong here. Type the value"),
    80: ({"last": "x" * 2_001}, "Last name", "too_long", "This must be 2000 characters or fewer. It is 2000+"),
    81: ({"last": "Smith, John", "first": ""}, "Last name", "name_split", "read the last name as Smith and the first"),
    # What belongs into another column: the columns were taken for one another.
    83.5: ({"last": "7000003"}, "Last name", "not_text", "“7000003” has characters that do not belong here"),
    83.6: ({"last": "Amara@NHS.example"}, "Last name", "not_text", "“Amara@NHS.example” has characters that do not"),
    84: ({"email": "a@b"}, "Email", "email_format", "“a@b” is not complete. Enter an email address like"),
    84.2: ({"email": "a@x.example\r\nBcc: b@x.example"}, "Email", "email_format", "is not complete"),
    84.5: ({"email": "a@b.example,c@d.example"}, "Email", "email_format", "is not complete"),
    85: ({"grade": "Deceased"}, "Grade", "deceased", "Your list says that this person has died. We leave the row out"),
    85.5: ({"last": ""}, "Last name", "required_missing", "This is empty. Enter the last name"),
}
WARNINGS = {"two_digit_year", "date_far", "mixed_scripts", "name_split", "one_name", "damaged_letter", "deceased"}


# Case: what is in a cell, our column, and the value that is kept.
ACCEPTED = {
    55: ({"number": "'7000002"}, "number_key", "7000002"),
    55.5: ({"number": "\u00a0700 0002\u00a0"}, "number_key", "7000002"),
    54: ({"number": "7000002.0"}, "number_key", "7000002"),
    58: ({"grade": "st 4"}, "grade", "st4"),
    60: ({"start": "03/04/2024"}, "start_date", "2024-04-03"),
    63: ({"start": "45000"}, "start_date", "2023-03-15"),
    71: ({"start": "2024-07-01 23:00"}, "start_date", "2024-07-01"),
    73: ({"last": "O\u2019Brien"}, "family_key", "obrien"),
    73.5: ({"last": "O'Brien"}, "family_key", "obrien"),
    73.7: ({"last": "O\u2019Brien"}, "last_name", "O\u2019Brien"),
    74: ({"last": "D'Souza-Smith"}, "last_name", "D'Souza-Smith"),
    74.1: ({"last": "de la Cruz"}, "last_name", "de la Cruz"),
    74.2: ({"last": "van 't Hoff"}, "last_name", "van 't Hoff"),
    74.3: ({"last": "'t Hooft"}, "last_name", "'t Hooft"),
    76: ({"last": "\u0141ukasz"}, "family_key", "lukasz"),
    76.1: ({"last": "Nguy\u1ec5n"}, "family_key", "nguyen"),
    76.2: ({"last": "Nguye\u0302\u0303n"}, "family_key", "nguyen"),
    77: ({"last": "\u0418\u0432\u0430\u043d\u043e\u0432"}, "last_name", "\u0418\u0432\u0430\u043d\u043e\u0432"),
    77.1: ({"last": "\u738b"}, "last_name", "\u738b"),
    77.2: ({"last": "\u062d\u0633\u0646"}, "last_name", "\u062d\u0633\u0646"),
    78: ({"last": "N\u200bg\u202e"}, "last_name", "Ng"),
    80: ({"last": "x" * 200}, "last_name", "x" * 200),
    80.1: ({"last": "x" * 2_000}, "last_name", "x" * 2_000),
    80.2: ({"last": "x" * 200}, "family_key", "x" * 200),
    83: ({"last": "<script>alert(1)</script>"}, "last_name", "<script>alert(1)</script>"),
    83.1: ({"last": "{{7*7}}"}, "last_name", "{{7*7}}"),
    83.2: ({"last": "'; DROP TABLE profiles_clinician; --"}, "last_name", "'; DROP TABLE profiles_clinician; --"),
    82: ({"first": "Dr Amara"}, "first_names", "Amara"),
    82.1: ({"last": "Okoro, Jr."}, "last_name", "Okoro"),
    82.2: ({"last": "da Silva Júnior"}, "last_name", "da Silva Júnior"),
    84: ({"email": " AMARA@NHS.example. "}, "work_email", "amara@nhs.example"),
}


def with_saved_value():
    """A workbook whose formula has a saved result."""
    content = book(changed(last='=UPPER("ng")'))
    sheet = zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml")
    for empty in (b"<v></v>", b"<v />", b"<v/>"):
        sheet = sheet.replace(empty, b"<v>NG</v>")
    sheet = sheet.replace(b'<c r="B2"><f>', b'<c r="B2" t="str"><f>')
    return repacked(content, **{"xl__worksheets__sheet1.xml": sheet})


def since_1904():
    def count_from_1904(made, sheet):
        made.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904

    return book(changed(start=dt.datetime(2024, 8, 5)), prepare=count_from_1904)


def test_52_lost_zeros_are_offered_back():
    assert judge(book(changed(number=12345))).rows[0].cleaned["number_key"] == "0012345"


@pytest.mark.parametrize(("cell", "kept"), [(dt.date(2024, 8, 5), "2024-08-05"), (45000, "2023-03-15")])
def test_63_dates_and_serials_of_a_workbook(cell, kept):
    assert judge(book(changed(start=cell))).rows[0].cleaned["start_date"] == kept


@pytest.mark.parametrize(("born", "words"), [("01/01/2025", "younger than 17"), ("01/01/1901", "older than 100")])
def test_68_a_birth_date_that_cannot_be_is_doubted(born, words):
    judged = judge(f"Last name,GMC number,Date of birth\nNg,7000001,{born}\n".encode())
    ((row, heading, value, code, sentence),) = judged.found
    assert (row, heading, value, code) == (2, "Date of birth", born, "birth_date_unlikely")
    assert words in sentence


def test_56_the_letter_that_ends_a_pin_may_be_small():
    judged = judge(b"NMC PIN,Last name\n12a3456e,Ng\n12A345E,Li\n")
    assert judged.rows[0].cleaned["number_key"] == "12A3456E"
    assert judged.found[0][4] == "“12A345E” is not a full PIN. A PIN has 8 characters and looks like 12A3456E"
