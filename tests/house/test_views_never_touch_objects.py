"""Views reach rows through `.visible_to(user)`, or through access; `.objects` without it is a hole in the wall.

Public facts (organisations, pathways, roles) have no owner: their views may read them as they are.
"""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
APPS = ("talent_register", "profiles", "pathways", "tracking")
# Models that hold public facts only, about nobody.
PUBLIC_FACTS = {"Organisation", "Region", "Role", "Route", "Pathway", "PathwayStep", "Profession", "Regulator"}
PUBLIC_FACTS |= {"Specialty", "Programme", "GuidanceNote"}
# The doors: whose rows these are, or what a signed token of a letter leads to.
DOORS = {"visible_to", "by_reference", "by_token", "of_token", "in_force_for"}
WRITES = {"create", "bulk_create", "update", "bulk_update", "delete", "get_or_create", "update_or_create", "save"}


def view_modules():
    for app in APPS:
        for path in sorted((ROOT / app).rglob("*.py")):
            if path.stem in {"views", "api"} or path.parent.name == "views":
                yield path


def slips(tree):
    """Line and words of every reach past the wall."""
    parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Attribute):
            continue
        if node.attr in {"objects", "_default_manager", "_base_manager"}:
            after = parents.get(node)
            is_scoped = isinstance(after, ast.Attribute) and after.attr in DOORS
            model = node.value.id if isinstance(node.value, ast.Name) else ast.unparse(node.value)
            if not is_scoped and model not in PUBLIC_FACTS:
                yield node.lineno, f"{model}.objects without .visible_to(user)"
        is_call = isinstance(parents.get(node), ast.Call) and parents[node].func is node
        if is_call and node.attr in WRITES and _is_of_rows(node):
            yield node.lineno, f"{ast.unparse(node)}(): changes belong in actions"


def _is_of_rows(node):
    """Sessions, forms and dictionaries have methods of the same names."""
    return ".objects" in ast.unparse(node.value) or node.attr in {"bulk_create", "bulk_update", "update_or_create"}


@pytest.mark.parametrize("path", list(view_modules()), ids=lambda path: str(path.relative_to(ROOT)))
def test_views_reach_rows_through_the_one_door(path):
    found = [f"line {line}: {words}" for line, words in slips(ast.parse(path.read_text()))]
    assert found == [], f"{path.relative_to(ROOT)}"


def test_the_rule_sees_a_slip():
    assert list(slips(ast.parse("Clinician.objects.get(pk=1)")))
    assert list(slips(ast.parse("Clinician.objects.filter(pk=1).update(name='x')")))
    assert not list(slips(ast.parse("Clinician.objects.visible_to(user).get(pk=1)")))
    assert not list(slips(ast.parse("request.session.update({})")))
