"""As which profession somebody is on a register, the window they renew in, and the way back: over the shipped files."""

from datetime import date

import pytest

from pathways.models import LicenceRule, RenewalWindow
from pathways.presenters.licence import closing_of, slot_of, step_of
from pathways.reference.files import rows
from pathways.reference.licence import _rule, _window
from pathways.rules.licence import WayBack
from pathways.rules.registers import Away, Back, Practised, Slot, back_of, letters_of, profession_of, window_of
from profiles.reference import DATA
from talent_register.common.reference import read_rows

TODAY = date(2026, 11, 25)
PROFESSIONS = read_rows(DATA / "professions.csv")
WINDOWS = {row["code"]: row for row in rows("renewal_windows")}


def offered(regulator):
    return [Practised(row["code"], row["number_prefix"]) for row in PROFESSIONS if row["regulator"] == regulator]


def slots(regulator):
    return [slot_of(RenewalWindow(**_window(row))) for row in WINDOWS.values() if row["regulator"] == regulator]


@pytest.mark.parametrize(
    ("regulator", "number", "told", "main", "profession"),
    [
        # A doctor who is a dentist too: only they can say, and what they said holds.
        ("gdc", "123456", "", "doctor", ""),
        ("gdc", "123456", "dentist", "doctor", "dentist"),
        ("gdc", "123456", "dental_nurse", "dentist", "dental_nurse"),
        ("gdc", "123456", "", "dentist", "dentist"),
        ("gdc", "123456", "nurse", "", ""),
        # The letters of a number say it; of radiographers there are two kinds.
        ("hcpc", "PH123456", "", "nurse", "physiotherapist"),
        ("hcpc", "PA12345", "paramedic", "physiotherapist", "paramedic"),
        ("hcpc", "PA12345", "", "physiotherapist", "paramedic"),
        ("hcpc", "RA12345", "", "nurse", ""),
        ("hcpc", "RA12345", "therapeutic_radiographer", "nurse", "therapeutic_radiographer"),
        ("hcpc", "RA12345", "", "diagnostic_radiographer", "diagnostic_radiographer"),
        # A regulator of one profession.
        ("swe", "SW12345", "", "nurse", "social_worker"),
        ("gosc", "10234", "", "physiotherapist", "osteopath"),
        ("gcc", "01234", "", "", "chiropractor"),
        ("psni", "4321", "", "pharmacist", "pharmacist_ni"),
        # A PIN of the NMC has letters, which say nothing of a profession.
        ("nmc", "12A3456E", "", "midwife", "midwife"),
        ("nmc", "12A3456E", "", "doctor", ""),
        ("goc", "01-12345", "optometrist", "", "optometrist"),
    ],
)
def test_the_profession_of_a_registration(regulator, number, told, main, profession):
    assert profession_of(offered(regulator), number=number, told=told, main=main) == profession


@pytest.mark.parametrize(
    ("number", "letters"), [("PH123456", "PH"), (" odp12", "ODP"), ("12A3456E", ""), ("123456", ""), ("", "")]
)
def test_letters_of_a_number(number, letters):
    assert letters_of(number) == letters


# Window: a number that it is for, its next closing day from 25 November 2026, the one before, and the day on which it
# opens. Two months before the end of a cycle of two years at the HCPC; see the sources in renewal_windows.csv.
CLOSINGS = {
    "hcpc-as": ("AS1", date(2028, 5, 31), date(2026, 5, 31), date(2028, 3, 1)),
    "hcpc-bs": ("BS1", date(2027, 11, 30), date(2025, 11, 30), date(2027, 9, 1)),
    "hcpc-ch": ("CH1", date(2028, 7, 31), date(2026, 7, 31), date(2028, 5, 1)),
    "hcpc-cs": ("CS1", date(2027, 9, 30), date(2025, 9, 30), date(2027, 7, 1)),
    "hcpc-dt": ("DT1", date(2028, 6, 30), date(2026, 6, 30), date(2028, 4, 1)),
    "hcpc-had": ("HAD1", date(2028, 7, 31), date(2026, 7, 31), date(2028, 5, 1)),
    "hcpc-odp": ("ODP1", date(2026, 11, 30), date(2024, 11, 30), date(2026, 9, 1)),
    "hcpc-or": ("OR1", date(2027, 8, 31), date(2025, 8, 31), date(2027, 6, 1)),
    "hcpc-ot": ("OT1", date(2027, 10, 31), date(2025, 10, 31), date(2027, 8, 1)),
    "hcpc-pa": ("PA1", date(2027, 8, 31), date(2025, 8, 31), date(2027, 6, 1)),
    "hcpc-ph": ("PH1", date(2028, 4, 30), date(2026, 4, 30), date(2028, 2, 1)),
    "hcpc-po": ("PO1", date(2027, 9, 30), date(2025, 9, 30), date(2027, 7, 1)),
    "hcpc-pyl": ("PYL1", date(2027, 5, 31), date(2025, 5, 31), date(2027, 3, 1)),
    "hcpc-ra": ("RA1", date(2028, 2, 28), date(2026, 2, 28), date(2027, 12, 1)),
    "hcpc-sl": ("SL1", date(2027, 9, 30), date(2025, 9, 30), date(2027, 7, 1)),
    "gdc-dentist": ("123456", date(2026, 12, 31), date(2025, 12, 31), None),
    "gdc-dcp": ("123456", date(2027, 7, 31), date(2026, 7, 31), None),
    "swe": ("SW12345", date(2026, 11, 30), date(2025, 11, 30), date(2026, 9, 1)),
}
# Dentists renew by the end of the year, all other dental professions by the end of July.
DENTAL = {
    "dentist": "gdc-dentist",
    "dental_hygienist": "gdc-dcp",
    "dental_therapist": "gdc-dcp",
    "dental_nurse": "gdc-dcp",
    "dental_technician": "gdc-dcp",
    "clinical_dental_technician": "gdc-dcp",
    "orthodontic_therapist": "gdc-dcp",
}


def test_every_window_has_its_row():
    assert CLOSINGS.keys() == WINDOWS.keys()
    letters = {row["number_prefix"] for row in WINDOWS.values() if row["regulator"] == "hcpc"}
    assert letters == {one.letters for one in offered("hcpc")}
    assert DENTAL.keys() == {one.code for one in offered("gdc")}


@pytest.mark.parametrize("code", CLOSINGS)
def test_a_window_opens_and_closes(code):
    number, closes, before, opens = CLOSINGS[code]
    closing = closing_of(RenewalWindow(**_window(WINDOWS[code])))
    assert closing.next_after(TODAY) == closes
    assert closing.last_before(closes) == before
    assert closing.opens_before(closes) == opens
    if WINDOWS[code]["regulator"] != "gdc":
        assert window_of(slots(WINDOWS[code]["regulator"]), None, number).code == code


@pytest.mark.parametrize(("profession", "code"), DENTAL.items())
def test_the_window_follows_the_profession_where_numbers_say_nothing(profession, code):
    assert window_of(slots("gdc"), Practised(profession), "123456").code == code


@pytest.mark.parametrize("profession", offered("hcpc"), ids=lambda one: one.code)
def test_without_a_number_the_profession_gives_the_window(profession):
    assert window_of(slots("hcpc"), profession, "").letters == profession.letters


@pytest.mark.parametrize(
    ("regulator", "profession", "number", "code"),
    [
        ("gdc", None, "123456", None),  # not told as which: no day is better than the wrong one
        ("gdc", Practised("doctor"), "123456", None),
        ("hcpc", None, "12345", None),
        ("hcpc", Practised("nurse"), "PH123456", "hcpc-ph"),
        ("hcpc", Practised("paramedic", "PA"), "PH123456", "hcpc-ph"),
        ("swe", None, "", "swe"),
        ("nmc", Practised("nurse"), "12A3456E", None),
    ],
)
def test_the_window_of_a_registration(regulator, profession, number, code):
    found = window_of(slots(regulator), profession, number)
    assert (found.code if found else None) == code


def test_a_window_for_some_goes_before_one_for_all():
    ours = [Slot("all"), Slot("some", professions=("dentist",)), Slot("letters", "PH")]
    assert window_of(ours, Practised("dentist"), "1").code == "some"
    assert window_of(ours, Practised("dentist"), "PH1").code == "letters"
    assert window_of(ours, Practised("nurse"), "1").code == "all"


def steps(regulator):
    kept = [row for row in rows("licence_rules") if row["regulator"] == regulator and row["measure"] == "RETURN"]
    return [step_of(LicenceRule(**_rule(row))) for row in kept]


WITHOUT, SHORT = Away(is_without_licence=True), Away(is_short_of_practice=True)


def away(year, month, day, **more):
    return Away(last_practised_on=date(year, month, day), **more)


@pytest.mark.parametrize(
    ("regulator", "stands", "back"),
    [
        # Without a licence: about 3 months before it is needed again (gmc-uk.org 28121).
        ("gmc", WITHOUT, Back("gmc-restore")),
        ("gmc", away(2015, 1, 1), Back()),
        ("gmc", Away(), Back()),
        # Fewer hours than the renewal asks for: a return to practice programme.
        ("nmc", SHORT, Back("nmc-return")),
        ("nmc", Away(), Back()),
        ("nmc", away(2015, 1, 1), Back()),
        ("nmc", away(2015, 1, 1, is_short_of_practice=True), Back("nmc-return")),
        # 0 to 2 years nothing, 2 to 5 years 30 days, from 5 years 60 days (mrs.hcpc-uk.org).
        ("hcpc", away(2025, 11, 25), Back(free_months=24)),
        ("hcpc", away(2024, 11, 26), Back(free_months=24)),
        ("hcpc", away(2024, 11, 25), Back("hcpc-rtp-30")),
        ("hcpc", away(2021, 11, 26), Back("hcpc-rtp-30")),
        ("hcpc", away(2021, 11, 25), Back("hcpc-rtp-60")),
        ("hcpc", away(2000, 1, 1), Back("hcpc-rtp-60")),
        ("hcpc", Away(), Back()),
        ("hcpc", WITHOUT, Back()),
        ("gdc", away(2000, 1, 1), Back()),
    ],
)
def test_the_way_back(regulator, stands, back):
    assert back_of(steps(regulator), stands, TODAY) == back


@pytest.mark.parametrize(
    ("away_since", "back"),
    [
        (date(2026, 1, 1), Back(free_months=18)),
        (date(2025, 1, 1), Back("first")),
        (date(2020, 1, 1), Back()),
    ],
)
def test_after_the_last_step_that_is_known_nothing_is_called_free(away_since, back):
    """The length is that of the rows, and being away beyond the last of them is no being away too short."""
    known = [WayBack("first", 30, away_from_months=18, away_to_months=60)]
    assert back_of(known, Away(last_practised_on=away_since), TODAY) == back


@pytest.mark.parametrize(("code", "days"), [("hcpc-rtp-30", 30), ("hcpc-rtp-60", 60)])
def test_how_much_the_way_back_asks_for(code, days):
    assert {step.code: step.quantity for step in steps("hcpc")}[code] == days


def test_every_way_back_has_its_row():
    kept = {row["code"] for row in rows("licence_rules") if row["measure"] == "RETURN"}
    assert kept == {"gmc-restore", "nmc-return", "hcpc-rtp-30", "hcpc-rtp-60"}
