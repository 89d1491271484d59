"""Each evidence rule as a truth table. What was not told is never a gap."""

from datetime import date

import pytest

from pathways.rules.facts import Facts, Held, Registered, Skill, Taken
from pathways.rules.gaps import RULES, judge, tally
from pathways.rules.verdicts import Verdict

TODAY = date(2026, 11, 25)
MET, PARTLY, NOT_YET, NOT_TOLD, OWN_WAY = Verdict


def facts(**known):
    return Facts(today=TODAY, **known)


def number(**known):
    return facts(registrations=(Registered("GMC", "321", **known),))


def verdict(rule, options, known):
    return judge(rule, options, known).verdict


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        (facts(), NOT_TOLD),
        (facts(family="nursing"), MET),
        (facts(family="medical"), NOT_YET),
    ],
)
def test_profession(known, expected):
    assert verdict("profession", {"families": ["nursing", "midwifery"]}, known) == expected


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        (facts(), NOT_TOLD),
        (facts(career_stage="PRACTISING"), NOT_TOLD),
        (facts(career_stage="OVERSEAS"), NOT_TOLD),
        (facts(career_stage="STUDENT"), NOT_YET),
        (facts(career_stage="NOT_YET"), NOT_YET),
        (facts(career_stage="RETIRED"), NOT_YET),
        (facts(career_stage="NONE"), NOT_YET),
        (number(state="CURRENT"), MET),
        (number(state="UNKNOWN"), MET),
        (number(state="PROVISIONAL"), PARTLY),
        (number(state="RESTRICTED"), PARTLY),
        (number(state="SUSPENDED"), NOT_YET),
        (number(state="LAPSED"), NOT_YET),
        (facts(registrations=(Registered("GMC", state="LAPSED"), Registered("NMC", state="CURRENT"))), MET),
        (facts(career_stage="RETIRED", registrations=(Registered("GMC", state="CURRENT"),)), MET),
    ],
)
def test_registration(known, expected):
    assert verdict("registration", {}, known) == expected


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        (facts(), NOT_TOLD),
        (facts(career_stage="STUDENT"), NOT_YET),
        (number(state="CURRENT", licence="HELD"), MET),
        (number(state="CURRENT", licence="NOT_APPLICABLE"), MET),
        (number(state="CURRENT", licence="UNKNOWN"), NOT_TOLD),
        (number(state="CURRENT", licence="UNKNOWN", has_separate_licence=False), MET),
        (number(state="CURRENT", licence="NOT_HELD"), NOT_YET),
        (number(state="LAPSED", licence="HELD"), NOT_YET),
    ],
)
def test_licence(known, expected):
    assert verdict("licence", {}, known) == expected


@pytest.mark.parametrize(
    ("since", "expected"),
    [
        (None, NOT_TOLD),
        (date(2016, 11, 1), MET),
        (date(2016, 12, 31), PARTLY),
        (date(2021, 11, 1), PARTLY),
        (date(2023, 1, 1), NOT_YET),
    ],
)
def test_years_qualified(since, expected):
    assert verdict("years_qualified", {"years": 10}, number(since=since)) == expected


MATRON = Held("Matron", ("matron",), 30)
OTHER = Held("Staff nurse", (), 60)


@pytest.mark.parametrize(
    ("posts", "told", "expected"),
    [
        ((), False, NOT_TOLD),
        ((), True, NOT_YET),
        ((OTHER,), False, NOT_TOLD),
        ((OTHER,), True, NOT_YET),
        ((MATRON,), False, MET),
        ((Held("Matron", ("matron",), 12), Held("Matron", ("matron",), 12)), False, MET),
        ((Held("Matron", ("matron",), 23),), False, PARTLY),
        ((Held("Matron", ("matron",), None),), True, PARTLY),
    ],
)
def test_held_role(posts, told, expected):
    known = facts(posts=posts, told=frozenset({"posts"} if told else ()))
    assert verdict("held_role", {"roles": ["matron"], "years": 2}, known) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("", NOT_TOLD),
        ("UNSURE", NOT_TOLD),
        ("NOT_STARTED", NOT_YET),
        ("TEAM", NOT_YET),
        ("SERVICE", PARTLY),
        ("ORGANISATION", MET),
        ("SYSTEM", MET),
    ],
)
def test_scope(said, expected):
    assert verdict("scope", {"scope": "ORGANISATION"}, facts(scope=said)) == expected


def test_having_not_started_is_no_part_of_leading_a_team():
    assert verdict("scope", {"scope": "TEAM"}, facts(scope="NOT_STARTED")) == NOT_YET


@pytest.mark.parametrize(("rule", "section"), [("programme", "programmes"), ("qualification", "qualifications")])
@pytest.mark.parametrize(
    ("things", "told", "expected"),
    [
        ((), False, NOT_TOLD),
        ((), True, NOT_YET),
        ((Taken("b", "B"),), False, NOT_TOLD),
        ((Taken("b", "B"),), True, NOT_YET),
        ((Taken("a", "A", is_finished=False),), False, PARTLY),
        ((Taken("a", "A", is_finished=False), Taken("a", "A")), False, MET),
    ],
)
def test_what_was_learned(rule, section, things, told, expected):
    known = facts(**{section: things}, told=frozenset({section} if told else ()))
    assert verdict(rule, {section: ["a"]}, known) == expected


@pytest.mark.parametrize(
    ("rank", "expected"), [(None, NOT_TOLD), (1, NOT_YET), (2, PARTLY), (3, MET), (4, MET), ("none", NOT_TOLD)]
)
def test_skill(rank, expected):
    skills = {} if rank == "none" else {"team": Skill("A level", rank, TODAY)}
    assert verdict("skill", {"competency": "team", "rank": 3}, facts(skills=skills)) == expected


def test_evidence():
    assert verdict("evidence", {"competency": "improve"}, facts()) == NOT_TOLD
    assert verdict("evidence", {"competency": "improve"}, facts(evidence={"improve": ("Clinic",)})) == MET


def test_what_we_do_not_hold_is_never_a_gap():
    assert verdict("own_word", {}, facts(told=frozenset({"posts", "programmes"}))) == NOT_TOLD


@pytest.mark.parametrize(
    ("known", "expected"), [(facts(), OWN_WAY), (number(state="LAPSED"), OWN_WAY), (number(state="CURRENT"), MET)]
)
def test_a_persons_own_word_counts_where_facts_fall_short(known, expected):
    assert judge("registration", {}, known, says_other_way=True).verdict == expected


def test_nothing_told_is_no_gap_under_any_rule():
    options = {"families": ["x"], "roles": ["x"], "years": 1, "scope": "TEAM", "programmes": ["x"]}
    options |= {"qualifications": ["x"], "competency": "x", "rank": 1}
    assert {judge(rule, options, facts()).verdict for rule in RULES} == {NOT_TOLD}


def test_every_rule_has_words_and_a_source():
    assert all(rule.words and rule.source for rule in RULES.values())


def test_the_facts_used_are_named():
    found = judge("registration", {}, number(state="CURRENT", checked_on=date(2026, 5, 2)))
    assert found.used == ("GMC number ending 321, checked on 2 May 2026",)


def test_counts_add_up():
    must = [(True, MET), (True, NOT_YET), (True, NOT_TOLD)]
    counted = tally([*must, (False, NOT_YET), (False, PARTLY), (False, OWN_WAY)])
    assert (counted.total, counted.have, counted.not_told) == (6, 3, 1)
    assert (counted.must_not_yet, counted.other_not_yet) == (1, 1)
