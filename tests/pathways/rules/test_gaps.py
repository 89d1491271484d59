"""Each evidence rule as a truth table. What was not told is never a gap."""

from datetime import date

import pytest

from pathways.reference.files import rows
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


MATRON = Held("Matron", ("matron",), 30)
OTHER = Held("Staff nurse", (), 60)


def posts(*held, told=False):
    return facts(posts=held, told=frozenset({"posts"} if told else ()))


def learned(section, *things, told=False):
    return facts(**{section: things}, told=frozenset({section} if told else ()))


def what_was_learned(section):
    """Programmes and qualifications are decided alike."""
    return [
        (learned(section), NOT_TOLD),
        (learned(section, told=True), NOT_YET),
        (learned(section, Taken("b", "B")), NOT_TOLD),
        (learned(section, Taken("b", "B"), told=True), NOT_YET),
        (learned(section, Taken("a", "A", is_finished=False)), PARTLY),
        (learned(section, Taken("a", "A", is_finished=False), told=True), PARTLY),
        (learned(section, Taken("a", "A", is_finished=False), Taken("a", "A")), MET),
    ]


# Of each rule: what it is asked with, and what it must say of whom.
TABLES = {
    "profession": (
        {"families": ["nursing", "midwifery"]},
        [(facts(), NOT_TOLD), (facts(family="nursing"), MET), (facts(family="medical"), NOT_YET)],
    ),
    "registration": (
        {},
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
    ),
    "licence": (
        {},
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
    ),
    "years_qualified": (
        {"years": 10},
        [
            (number(since=None), NOT_TOLD),
            (number(since=date(2016, 11, 1)), MET),
            (number(since=date(2016, 12, 31)), PARTLY),
            (number(since=date(2021, 11, 1)), PARTLY),
            (number(since=date(2023, 1, 1)), NOT_YET),
        ],
    ),
    "held_role": (
        {"roles": ["matron"], "years": 2},
        [
            (posts(), NOT_TOLD),
            (posts(told=True), NOT_YET),
            (posts(OTHER), NOT_TOLD),
            (posts(OTHER, told=True), NOT_YET),
            (posts(MATRON), MET),
            (posts(Held("Matron", ("matron",), 12), Held("Matron", ("matron",), 12)), MET),
            (posts(Held("Matron", ("matron",), 23)), PARTLY),
            (posts(Held("Matron", ("matron",), None), told=True), PARTLY),
            (posts(Held("Lead", (), 30, may_be=("matron", "clinical_lead")), told=True), NOT_TOLD),
            (posts(Held("Lead", (), 30, may_be=("clinical_lead", "clinical_director")), told=True), NOT_YET),
            (posts(Held("Lead", (), 30, may_be=("matron", "clinical_lead")), MATRON), MET),
        ],
    ),
    "scope": (
        {"scope": "ORGANISATION"},
        [
            (facts(scope=""), NOT_TOLD),
            (facts(scope="UNSURE"), NOT_TOLD),
            (facts(scope="NOT_STARTED"), NOT_YET),
            (facts(scope="TEAM"), NOT_YET),
            (facts(scope="SERVICE"), PARTLY),
            (facts(scope="ORGANISATION"), MET),
            (facts(scope="SYSTEM"), MET),
        ],
    ),
    "programme": ({"programmes": ["a"]}, what_was_learned("programmes")),
    "qualification": ({"qualifications": ["a"]}, what_was_learned("qualifications")),
    "skill": (
        {"competency": "team", "rank": 3},
        [
            (facts(), NOT_TOLD),
            *(
                (facts(skills={"team": Skill("A level", rank, TODAY)}), expected)
                for rank, expected in ((None, NOT_TOLD), (1, NOT_YET), (2, PARTLY), (3, MET), (4, MET))
            ),
        ],
    ),
    "evidence": (
        {"competency": "improve"},
        [
            (facts(), NOT_TOLD),
            (facts(evidence={"other": ("Clinic",)}), NOT_TOLD),
            (facts(evidence={"improve": ("Clinic",)}), MET),
        ],
    ),
    "own_word": (
        {},
        [(facts(), NOT_TOLD), (facts(told=frozenset({"posts", "programmes"}), family="nursing"), NOT_TOLD)],
    ),
}


@pytest.mark.parametrize(
    ("rule", "known", "expected"), [(rule, *row) for rule, (_options, rows) in TABLES.items() for row in rows]
)
def test_each_rule_says_what_its_table_says(rule, known, expected):
    assert verdict(rule, TABLES[rule][0], known) == expected


def test_every_rule_has_a_table_and_a_source():
    """A new rule comes with its table: of somebody who told nothing, and of somebody who meets it."""
    assert TABLES.keys() == RULES.keys()
    assert all(rule.words and rule.source for rule in RULES.values())
    for rule, (_options, table) in TABLES.items():
        assert table[0][1] == NOT_TOLD, f"{rule}: begin with somebody who told nothing"
        assert rule == "own_word" or MET in [expected for _known, expected in table], rule


def test_whatever_a_role_asks_is_asked_by_a_rule_and_says_why_and_where_it_was_read():
    asked = rows("requirements")
    assert {row["rule"] for row in asked} <= RULES.keys()
    assert [row for row in asked if not (row["basis"] and row["source"] and row["checked"])] == []


def test_having_not_started_is_no_part_of_leading_a_team():
    assert verdict("scope", {"scope": "TEAM"}, facts(scope="NOT_STARTED")) == NOT_YET


@pytest.mark.parametrize(
    ("known", "expected"), [(facts(), OWN_WAY), (number(state="LAPSED"), OWN_WAY), (number(state="CURRENT"), MET)]
)
def test_a_persons_own_word_counts_where_facts_fall_short(known, expected):
    assert judge("registration", {}, known, says_other_way=True).verdict == expected


def test_the_facts_used_are_named():
    found = judge("registration", {}, number(state="CURRENT", checked_on=date(2026, 5, 2)))
    assert found.used == ("GMC number ending 321, checked on 2 May 2026",)


def test_counts_add_up():
    must = [(True, MET), (True, NOT_YET), (True, NOT_TOLD)]
    counted = tally([*must, (False, NOT_YET), (False, PARTLY), (False, OWN_WAY)])
    assert (counted.total, counted.have, counted.not_told) == (6, 3, 1)
    assert (counted.must_not_yet, counted.other_not_yet) == (1, 1)
