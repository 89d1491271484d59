import pytest

from pathways.rules import frameworks

GOOD = {
    "code": "x",
    "version": "2026",
    "name": "X",
    "publisher": "P",
    "status": "CURRENT",
    "permission": "OWN_WORDS",
    "source": "the publisher's site",
}
LEVELS = [{"code": "one", "name": "One", "rank": 1}]
PARTS = [{"code": "a", "kind": "domain", "title": "A"}, {"code": "b", "kind": "element", "title": "B", "parent": "a"}]


def said(framework=None, levels=LEVELS, competencies=PARTS):
    return frameworks.problems({**GOOD, **(framework or {})}, levels, competencies)


def test_a_whole_framework_has_no_problem():
    assert said() == []


def test_an_announced_one_may_be_empty():
    assert said({"status": "ANNOUNCED", "permission": "ASK"}, [], []) == []


@pytest.mark.parametrize(
    ("framework", "levels", "competencies", "words"),
    [
        ({"name": ""}, LEVELS, PARTS, "Framework 1: “name” is empty."),
        ({"status": "OLD"}, LEVELS, PARTS, "“status” is “OLD”. Use one of: ANNOUNCED, CURRENT, SUPERSEDED."),
        ({"permission": "YES"}, LEVELS, PARTS, "“permission” is “YES”."),
        ({"valid_from": "2026-13-01"}, LEVELS, PARTS, "Write a day like 2026-11-22."),
        ({}, [{"code": "one", "name": "One", "rank": "high"}], PARTS, "Level 1: rank “high” is not a number."),
        ({}, [*LEVELS, *LEVELS], PARTS, "Level 2: code “one” is there twice."),
        ({}, LEVELS, [{"code": "A b", "kind": "domain", "title": "A"}], "Competency 1: code “A b” may hold"),
        ({}, LEVELS, [PARTS[1], PARTS[0]], "its parent “a” must stand above it."),
        ({}, LEVELS, [{"code": "a", "kind": "domain"}], "Competency 1: “title” is empty."),
        ({"permission": "TITLES"}, LEVELS, [{**PARTS[0], "summary": "copied"}], "Take the summary out."),
        ({}, LEVELS, [{**PARTS[0], "summary": "x" * 301}], "the summary has 301 letters. Keep it to 300."),
        ({"is_for_self_assessment": "yes"}, [], PARTS, "it has no levels."),
        ({"is_for_self_assessment": "yes"}, [{**LEVELS[0], "rank": 0}], PARTS, "it has no levels."),
        ({"is_for_self_assessment": "yes"}, LEVELS, [], "it has no competencies."),
    ],
)
def test_each_problem_is_a_sentence(framework, levels, competencies, words):
    assert any(words in problem for problem in said(framework, levels, competencies))
