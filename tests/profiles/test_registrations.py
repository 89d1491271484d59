"""Numbers on registers: several a person, looked up by people or confirmed by an extract, with their history."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.db.utils import ProgrammingError
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from profiles import number_letters, rules
from profiles.actions import facts, registrations
from profiles.actions.registrations import ExtractRow
from profiles.models import ClaimRequest, Clinician, Registration, RegistrationCheck, RegistrationStatus, Regulator
from talent_register.audit.models import Event
from talent_register.letters.models import Letter
from talent_register.letters.rechecks import reason_to_cancel
from tests.factories.accounts import UserFactory
from tests.factories.profiles import ClinicianFactory, RegistrationFactory

NOW = datetime(2026, 3, 3, 12, tzinfo=UTC)
TODAY = date(2026, 3, 3)


@pytest.mark.parametrize(
    ("is_match", "known_on", "became"),
    [
        (True, None, ("CURRENT", "HELD", TODAY, date(2027, 3, 3))),
        (True, date(2025, 1, 1), ("CURRENT", "HELD", TODAY, date(2027, 3, 3))),
        (True, date(2026, 3, 4), None),
        (False, date(2025, 1, 1), ("UNKNOWN", "UNKNOWN", None, None)),
    ],
)
def test_what_a_look_means(is_match, known_on, became):
    found = rules.after_look(is_match=is_match, state="CURRENT", licence="HELD", seen_on=TODAY, known_on=known_on)
    assert (tuple(found) if found else None) == became


def test_a_look_on_29_february_is_repeated_on_28_february():
    assert rules.recheck_on(date(2028, 2, 29)) == date(2029, 2, 28)


def test_nobody_looked_tomorrow():
    with pytest.raises(rules.CannotCheck):
        rules.check_seen_on(date(2026, 3, 4), TODAY)


@pytest.fixture
def own(reference):
    return ClinicianFactory(profession=None, family_name="Taylor", family_key="taylor")


def give(own, code, typed, **more):
    regulator = Regulator.objects.get(code=code)
    return registrations.add(clinician=own, regulator=regulator, typed=typed, by=own.user, at=NOW, **more)


def test_a_nurse_and_dentist_has_both_numbers(own):
    give(own, "nmc", "12a3456e")
    give(own, "gdc", "123 456")
    give(own, "gdc", "123456")
    assert list(own.registrations.values_list("number_key", flat=True)) == ["12A3456E", "123456"]
    assert [own.facts.get(field=facts.of_number(number)).source for number in own.registrations.all()] == ["SELF"] * 2
    assert Event.objects.filter(type="profiles.number_given").count() == 2


def test_a_number_on_another_record_is_left_to_people(own, support):
    RegistrationFactory(number="7654321")
    assert give(own, "gmc", "7654321") is None
    assert not own.registrations.exists()
    assert ClaimRequest.objects.get().kind == "NUMBER_HELD"


def test_another_number_loses_the_check_of_the_first(own, support):
    number = give(own, "gmc", "7654321", licence="HELD")
    look(number, support)
    same = registrations.change(registration=number, typed="765 4321", by=own.user, at=NOW)
    assert same.verified_on == TODAY
    other = registrations.change(registration=number, typed="7654322", by=own.user, at=NOW)
    assert other.verified_on is None
    assert own.registrations.get() == other
    assert other.licence == "UNKNOWN", "The register said it of the other number, and nobody of this one."


def test_what_the_person_told_holds_for_the_corrected_number(own):
    number = give(own, "gmc", "7654321", licence="HELD", registered_on=date(2012, 8, 1))
    other = registrations.change(registration=number, typed="7654322", by=own.user, at=NOW)
    assert (other.licence, other.registered_on) == ("HELD", date(2012, 8, 1))
    told = {fact.field: fact.source for fact in own.facts.all()}
    assert told == dict.fromkeys([facts.of_number(other), facts.of_joined(other), facts.of_licence(other)], "SELF")


def test_a_fact_of_a_number_changes_nobody_elses_word_for_it(own, college):
    number = give(own, "gmc", "7654321")
    own.facts.update(source="COLLEGE", organisation=college)
    told = {"registration": number, "by": own.user, "at": NOW}
    registrations.tell_joined(day=date(2012, 8, 1), **told)
    registrations.tell_licence(licence="HELD", **told)
    sources = {fact.field: fact.source for fact in own.facts.all()}
    assert sources == {
        facts.of_number(number): "COLLEGE",
        facts.of_joined(number): "SELF",
        facts.of_licence(number): "SELF",
    }


def test_a_number_taken_back_leaves_with_its_checks(own, support):
    number = give(own, "gmc", "7654321")
    look(number, support)
    registrations.remove(registration=number, by=own.user, at=NOW)
    assert not Registration.objects.exists()
    assert not RegistrationCheck.objects.exists()
    assert Event.objects.filter(type="profiles.number_removed").exists()


def look(number, by, **more):
    facts = {"is_match": True, "state": "CURRENT", "licence": "HELD", "seen_on": TODAY, "note": "", **more}
    return registrations.verify(registration=number, by=by, at=NOW, **facts)


def test_a_look_is_kept_and_decides(own, support):
    number = give(own, "gmc", "7654321")
    look(number, support, status=RegistrationStatus.objects.get(regulator__code="gmc", code="registered_with_licence"))
    number.refresh_from_db()
    assert (number.state, number.licence, number.verified_on) == ("CURRENT", "HELD", TODAY)
    assert (number.verified_by, number.recheck_on) == ("Sam Support", date(2027, 3, 3))
    look(number, support, is_match=False, note="Another name")
    number.refresh_from_db()
    assert (number.state, number.verified_on, number.verified_by) == ("UNKNOWN", None, "")
    assert number.checks.count() == 2
    assert Event.objects.filter(type="profiles.number_verified").count() == 2


def test_an_older_look_changes_nothing_but_is_kept(own, support):
    number = give(own, "gmc", "7654321")
    look(number, support)
    look(number, support, state="LAPSED", seen_on=date(2026, 1, 1))
    number.refresh_from_db()
    assert (number.state, number.verified_on) == ("CURRENT", TODAY)
    assert number.checks.count() == 2


def test_a_check_cannot_be_rewritten(own, support):
    check = look(give(own, "gmc", "7654321"), support)
    with pytest.raises(ProgrammingError, match="Cannot update"):
        RegistrationCheck.objects.filter(pk=check.pk).update(state="LAPSED")


def extract(*rows, as_at=TODAY):
    return registrations.apply_extract(rows=rows, as_at=as_at, source="GMC download", by=UserFactory(), at=NOW)


def test_an_extract_confirms_whom_it_names_and_keeps_nobody_else(own):
    give(own, "gmc", "7654321")
    row = ExtractRow("gmc", "7654321", "CURRENT", "HELD", date(2001, 8, 1), "registered_with_licence", "taylor")
    applied = extract(row, ExtractRow("gmc", "1111111", "CURRENT"))
    number = own.registrations.get()
    assert (applied.confirmed, applied.changed, applied.name_differs) == (1, 1, 0)
    assert (number.state, number.licence, number.verified_on) == ("CURRENT", "HELD", TODAY)
    assert (number.registered_on, number.verified_by) == (date(2001, 8, 1), "GMC download")
    assert number.status.code == "registered_with_licence"
    assert extract(row).changed == 0
    assert number.checks.count() == 1
    later = extract(row._replace(state="LAPSED", status="", licence="NOT_HELD"), as_at=date(2026, 3, 10))
    assert later.changed == 1
    assert list(number.checks.values_list("state", flat=True)) == ["LAPSED", "CURRENT"]


def test_an_extract_brings_the_days_of_each_register(own, log_in):
    give(own, "gmc", "7654321")
    row = ExtractRow("gmc", "7654321", "CURRENT", "HELD", date(1978, 7, 5))
    extract(row._replace(provisional_on=date(1977, 8, 1), specialist_on=date(1988, 2, 1), gp_on=date(2006, 4, 1)))
    extract(row, as_at=date(2026, 3, 10))
    number = own.registrations.get()
    days = (number.registered_on, number.provisional_on, number.specialist_on, number.gp_on)
    assert days == (date(1978, 7, 5), date(1977, 8, 1), date(1988, 2, 1), date(2006, 4, 1))
    joined = own.facts.get(field=facts.of_joined(number))
    assert (joined.source, joined.as_at) == ("REGULATOR", TODAY), "The second extract said nothing new."
    page = log_in(own.user).get(reverse("profile-registrations")).text
    for words in ("August 1977", "February 1988", "April 2006", "From the regulator’s register"):
        assert words in page


def test_days_that_no_register_gave_have_no_line(own, log_in):
    give(own, "gmc", "7654321")
    assert "specialist register" not in log_in(own.user).get(reverse("profile-registrations")).text


def test_an_extract_with_another_name_confirms_nothing(own):
    give(own, "gmc", "7654321")
    for _time in range(2):
        assert extract(ExtractRow("gmc", "7654321", "CURRENT", family_key="smith")).name_differs == 1
    number = own.registrations.get()
    assert (number.verified_on, number.checks.get().is_match) == (None, False)


def looks(number):
    """What each look found, the latest first."""
    return list(number.checks.values_list("is_match", flat=True))


def test_extracts_that_agree_and_do_not_are_each_kept_once(own):
    """Else somebody who put their name right would read for ever that it does not agree."""
    give(own, "gmc", "7654321")
    for day, name in ((3, "taylor"), (4, "smith"), (4, "smith"), (5, "taylor"), (5, "taylor"), (6, "smith")):
        extract(ExtractRow("gmc", "7654321", "CURRENT", "HELD", family_key=name), as_at=date(2026, 3, day))
    number = own.registrations.get()
    assert looks(number) == [False, True, False, True]
    assert Registration.objects.disagreeing().exists()


def test_an_extract_older_than_a_look_that_did_not_agree_changes_nothing(own, support):
    number = give(own, "gmc", "7654321")
    look(number, support, is_match=False, note="x")
    assert extract(ExtractRow("gmc", "7654321", "CURRENT"), as_at=date(2026, 3, 2)).confirmed == 0
    number.refresh_from_db()
    assert (number.verified_on, looks(number)) == (None, [False])


def told():
    return Letter.objects.filter(kind=number_letters.DISAGREES)


def test_who_has_a_number_that_does_not_agree_is_told_once_and_what_to_check(own, support):
    number = give(own, "gmc", "7654321")
    extract(ExtractRow("gmc", "7654321", "CURRENT", family_key="smith"))
    for _time in range(2):
        look(number, support, is_match=False, note="It is Sam Smith")
    letter = told().get()
    assert (letter.to_email, letter.purpose, reason_to_cancel(letter)) == (own.email, "REVIEW", "")
    words = " ".join(letter.body.split())
    for said in (
        "General Medical Council. On 3 March 2026",
        "is every digit",
        "the one on the register",
        "/registrations/",
    ):
        assert said in words
    assert "mith" not in letter.body
    assert "7654321" not in letter.body


@pytest.mark.parametrize("mend", ["name", "agreed"])
def test_what_does_not_agree_again_after_it_was_mended_is_told_again(own, support, mend):
    number = give(own, "gmc", "7654321")
    look(number, support, is_match=False, note="x")
    if mend == "name":
        Clinician.objects.filter(pk=own.pk).update(family_key="other")
    else:
        look(number, support)
        assert reason_to_cancel(told().get()) == number_letters.MENDED
    look(number, support, is_match=False, note="x")
    assert told().count() == 2


def test_a_letter_about_a_number_that_was_changed_does_not_leave(own, support):
    number = give(own, "gmc", "7654321")
    look(number, support, is_match=False, note="x")
    registrations.change(registration=number, typed="7654322", by=own.user, at=NOW)
    assert reason_to_cancel(told().get()) == number_letters.MENDED


def test_nobody_learns_by_such_a_letter_that_a_number_waits(own, support):
    """They gave another, which support has to look at first: the old one is not theirs in their own eyes."""
    number = give(own, "gmc", "7654321")
    RegistrationFactory(number="7654329")
    registrations.change(registration=number, typed="7654329", by=own.user, at=NOW)
    look(number, support, is_match=False, note="x")
    assert not told().exists()


@pytest.mark.parametrize("fields", [{"state": "STUB", "user": None}, {"state": "LEFT"}, {"restricted_at": NOW}])
def test_who_is_not_told_that_a_number_does_not_agree(own, support, fields):
    number = give(own, "gmc", "7654321")
    Clinician.objects.filter(pk=own.pk).update(**fields)
    look(number, support, is_match=False, note="x")
    assert not told().exists()


def test_an_older_look_that_did_not_agree_is_not_told(own, support):
    number = give(own, "gmc", "7654321")
    look(number, support)
    look(number, support, is_match=False, note="x", seen_on=date(2026, 1, 1))
    assert not told().exists()


def test_an_extract_older_than_the_last_look_changes_nothing(own, support):
    look(give(own, "gmc", "7654321"), support)
    assert extract(ExtractRow("gmc", "7654321", "LAPSED"), as_at=date(2026, 1, 1)).confirmed == 0
    assert own.registrations.get().state == "CURRENT"


def test_a_regulator_without_licence_never_gets_one(own):
    give(own, "nmc", "12A3456E")
    extract(ExtractRow("nmc", "12A3456E", "CURRENT", "HELD"))
    assert own.registrations.get().licence == "NOT_APPLICABLE"


def test_an_unknown_state_is_refused(own):
    with pytest.raises(ValueError, match="Unknown state"):
        extract(ExtractRow("gmc", "7654321", "Registered"))


def test_an_extract_takes_the_same_queries_for_many(own):
    for n in range(3):
        RegistrationFactory(number=f"900000{n}")

    def queries(count):
        with CaptureQueriesContext(
            connection,
        ) as seen:
            extract(*[ExtractRow("gmc", f"900000{n}", "CURRENT") for n in range(count)])
        return len(seen)

    assert queries(1) == queries(3)


def test_letters_about_an_extract_take_the_same_queries_for_many(reference):
    def queries(*numbers):
        for number in numbers:
            RegistrationFactory(number=number)
        with CaptureQueriesContext(connection) as seen:
            extract(*[ExtractRow("gmc", number, "CURRENT", family_key="nobody") for number in numbers])
        return len(seen)

    assert queries("9000001") == queries("9000002", "9000003", "9000004")
    assert told().count() == 4
