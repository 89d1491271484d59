"""The house stays readable: small files, short functions, no hidden imports, no signals."""

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
STOREYS = ("talent_register", "profiles", "pathways", "tracking")
LONGEST_FILE, LONGEST_FUNCTION, LONGEST_TEMPLATE = 400, 60, 150

# Libraries whose import must wait, each with the reason.
MAY_IMPORT_LATE = {
    "manage.py": "Django is imported only after the servers' addresses are known",
}


def sources() -> list[Path]:
    files = [path for storey in STOREYS for path in (ROOT / storey).rglob("*.py") if "migrations" not in path.parts]
    return [*files, ROOT / "manage.py", *(ROOT / "tests").rglob("*.py")]


def functions(path: Path) -> list[ast.FunctionDef]:
    return [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.FunctionDef)]


def test_files_are_small():
    lines = {str(path.relative_to(ROOT)): len(path.read_text().splitlines()) for path in sources()}
    long = {path: n for path, n in lines.items() if n > LONGEST_FILE}
    assert long == {}, "Split by noun."


def test_functions_are_short():
    long = [
        f"{path.relative_to(ROOT)}:{function.lineno} {function.name}"
        for path in sources()
        for function in functions(path)
        if (function.end_lineno or 0) - function.lineno + 1 > LONGEST_FUNCTION
    ]
    assert long == []


def test_templates_are_short():
    lengths = {str(p.relative_to(ROOT)): len(p.read_text().splitlines()) for p in (ROOT / "templates").rglob("*.html")}
    assert {path: n for path, n in lengths.items() if n > LONGEST_TEMPLATE} == {}


def test_no_import_hides_in_a_function():
    hidden = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in sources()
        if path.parts[len(ROOT.parts)] != "tests" and str(path.relative_to(ROOT)) not in MAY_IMPORT_LATE
        for function in functions(path)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert hidden == [], "An import inside a function hides a way up: move it to the head, or the code to its floor."


def test_nobody_listens_to_signals():
    words = ("@receiver", ".connect(", "django.dispatch", "models.signals")
    loud = [
        f"{path.relative_to(ROOT)}: {word}"
        for path in sources()
        if path.parts[len(ROOT.parts)] in STOREYS and "embedded" not in path.parts
        for word in words
        if word in path.read_text()
    ]
    assert loud == [], "A change and what follows from it live in one action."


def test_one_door_leads_to_the_trail_of_a_person():
    """`profiles.actions.trail.note`; two records that are kept apart name each other."""
    code = [path.relative_to(ROOT) for path in sources() if 'object_type="clinician"' in path.read_text()]
    doors = {"profiles/actions/trail.py", "profiles/actions/merges.py"}
    assert {str(path) for path in code if path.parts[0] != "tests"} == doors
