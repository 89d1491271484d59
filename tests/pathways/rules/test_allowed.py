import pytest

from pathways.rules.allowed import OPTIONS, mistakes
from pathways.rules.gaps import RULES

KNOWN = {
    "family of professions": {"nursing", "medical"},
    "role": {"matron"},
    "programme": {"darzi"},
    "skill of the register": {"team"},
    "reach": {"TEAM", "SERVICE"},
    "kind of qualification": {"LEADERSHIP"},
    "kind of step": {"JOB", "COURSE"},
    "level register/1": {"one", "two"},
    "framework of titles": {"hlm/1"},
    "profession": {f"profession_{n}" for n in range(30)},
}
STEP = {"kind": "JOB", "words": "Ask"}


def told(kind, **values):
    return [f"{column}: {words}" for column, words in mistakes(kind, values, KNOWN)]


def test_each_rule_says_which_options_it_takes():
    assert set(OPTIONS) == set(RULES)


@pytest.mark.parametrize(
    ("rule", "options", "words"),
    [
        ("skil", {}, "rule: “skil” is no rule. Use: evidence, held_role,"),
        ("skill", [], "options: Write the options of “skill” as names and values. It takes: competency, rank"),
        ("skill", {"competency": "team"}, "options: The rule “skill” needs: competency, rank"),
        ("skill", {"competency": "team", "rank": "2"}, "options: “rank” must be a whole number, 1 or more"),
        ("skill", {"competency": "temm", "rank": 2}, "options: “temm” is no skill of the register. Use: team"),
        ("own_word", {"years": 3}, "options: “years” is no option of “own_word”. It takes: nothing"),
        ("years_qualified", {"years": True}, "options: “years” must be a whole number, 1 or more"),
        ("held_role", {"roles": "matron"}, "options: “roles” must be a list with at least one role"),
        ("held_role", {"roles": []}, "options: “roles” must be a list with at least one role"),
        ("scope", {"scope": "WORLD"}, "options: “WORLD” is no reach. Use: SERVICE, TEAM"),
        ("profession", {"families": ["nurse"]}, "options: “nurse” is no family of professions. Use: medical, nursing"),
    ],
)
def test_what_a_requirement_may_not_say(rule, options, words):
    (found,) = told("requirement", rule=rule, options=options, steps=[STEP])
    assert found.startswith(words)


@pytest.mark.parametrize(
    ("rule", "options"),
    [
        ("held_role", {"roles": ["matron"], "years": 0}),
        ("qualification", {"qualifications": ["LEADERSHIP"]}),
        ("programme", {"programmes": ["darzi"]}),
        ("evidence", {"competency": "team"}),
        ("licence", {}),
    ],
)
def test_what_a_requirement_may_say(rule, options):
    assert told("requirement", rule=rule, options=options, steps=[STEP, STEP]) == []


@pytest.mark.parametrize(
    ("steps", "words"),
    [
        (["Ask"], "Each step must be a “kind” and “words”, and nothing else"),
        ([{**STEP, "link": "x"}], "Each step must be a “kind” and “words”, and nothing else"),
        ([], "Say at least one thing to do: who does not meet it yet must be led somewhere"),
        ([STEP] * 4, "There are 4 steps. Keep it to 3"),
        ([{**STEP, "kind": "PLAY"}], "Step 1: “PLAY” is no kind of step. Use: COURSE, JOB"),
        ([STEP, {**STEP, "words": " "}], "Step 2: say what to do, or empty its kind too"),
        ([{**STEP, "words": "a" * 201}], "Step 1: the words have 201 letters. Keep it to 200"),
    ],
)
def test_what_a_step_may_not_be(steps, words):
    assert told("requirement", rule="licence", options={}, steps=steps) == [f"steps: {words}"]


ROLE = {"families": [], "other_titles": [], "tier": 3}
STEPS = {"programmes": [], "alternatives": [], "other_ways": []}
WINDOW = {"opens": "", "closes": "04-30", "closing_years": "every", "professions": []}


@pytest.mark.parametrize(
    ("kind", "values", "words"),
    [
        ("role", {**ROLE, "families": ["nurse"]}, "families: “nurse” is no family of professions"),
        ("role", {**ROLE, "families": [{"a": 1}]}, "families: This must be a list of codes"),
        ("role", {**ROLE, "tier": 8}, "tier: This must be a whole number from 1 to 7"),
        ("role", {**ROLE, "other_titles": [""]}, "other_titles: This must be a list of words"),
        (
            "role",
            {**ROLE, "valid_from": "2026-02-01", "valid_to": "2026-02-01"},
            "valid_to: It must end after it begins",
        ),
        ("role", {**ROLE, "is_verified": True, "source": ""}, "source: Enter the source that you have read"),
        ("pathway-step", {**STEPS, "alternatives": ["sister"]}, "alternatives: “sister” is no role. Use: matron"),
        ("renewal-window", {**WINDOW, "closes": "30-04"}, "closes: “30-04” is no month and day of every year"),
        ("renewal-window", {**WINDOW, "closes": "02-29"}, "closes: “02-29” is no month and day of every year"),
        ("renewal-window", {**WINDOW, "opens": "4-1"}, "opens: “4-1” is no month and day of every year"),
        ("renewal-window", {**WINDOW, "closing_years": "odds"}, "closing_years: “odds” is none. Use: every, even, odd"),
        ("renewal-window", {**WINDOW, "professions": ["x"]}, "professions: “x” is the code of no profession. Use one"),
        ("guidance-note", {"regulator": None, "body": ""}, "body: Choose a regulator, or enter whose guidance it is"),
        ("licence-consequence", {"follows": "ANSWER", "outcome": ""}, "outcome: Choose the outcome that it explains"),
        ("pay-award", {"year": "2025"}, "year: “2025” is no pay year. Write it as 2025/26"),
        ("pay-point", {"basis": "RECALLED", "is_verified": True, "source": "s"}, "basis: Only a published figure"),
        ("route", {"from_role": "a", "to_role": "a"}, "to_role: Choose two that differ"),
        ("competency", {"framework": "register/1", "wordings": {"three": "You"}}, "wordings: “three” is no level of"),
        (
            "competency",
            {"framework": "hlm/1", "wordings": {}, "summary": "Ours"},
            "summary: This framework allows titles",
        ),
        (
            "competency",
            {"framework": "hlm/1", "wordings": {}, "parent": "hlm/2/a"},
            "parent: Choose a part of the same",
        ),
        (
            "competency",
            {"framework": "hlm/1", "code": "a", "wordings": {}, "parent": "hlm/1/a"},
            "parent: It cannot be a part of itself",
        ),
        (
            "opportunity",
            {"families": [], "stages": [], "opens_on": "2026-02-02", "closes_on": "2026-02-01"},
            "closes_on: It must close on the day it opens, or later",
        ),
    ],
)
def test_what_other_facts_may_not_say(kind, values, words):
    (found,) = told(kind, **values)
    assert found.startswith(words)


def test_where_nothing_is_known_nothing_is_wrong():
    assert mistakes("role", {**ROLE, "families": ["anything"]}, {}) == []
    assert told("renewal-window", **{**WINDOW, "opens": "12-01"}) == []
