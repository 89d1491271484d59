"""Journeys name the scenarios they walk, and the page about them says the same."""

import ast
from pathlib import Path

from tests.journeys.scenarios import SCENARIOS

ROOT = Path(__file__).resolve().parents[2]


def walked() -> set[str]:
    """The codes that tests in tests/journeys are marked with."""
    marks = (
        mark
        for path in (ROOT / "tests" / "journeys").rglob("test_*.py")
        for test in ast.walk(ast.parse(path.read_text()))
        if isinstance(test, ast.FunctionDef)
        for mark in test.decorator_list
        if isinstance(mark, ast.Call) and getattr(mark.func, "id", "") == "scenario"
    )
    return {code.value for mark in marks for code in mark.args if isinstance(code, ast.Constant)}


def test_every_scenario_is_walked():
    assert walked() == set(SCENARIOS)


def test_the_page_lists_every_scenario():
    page = (ROOT / "docs" / "journeys.md").read_text(encoding="utf-8")
    assert [f"| {code} | {words} |" for code, words in SCENARIOS.items()] == [
        line for line in page.splitlines() if line.startswith("| ") and line[2:3] in "CSR" and line[3:4].isdigit()
    ]
