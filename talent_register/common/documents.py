"""docs/environment.md, made from the one table of variables. Written by `manage.py write_docs`."""

from talent_register.env import VARIABLES, Variable

PAGE = "docs/environment.md"
HEAD = """# Environment variables

Made from `talent_register/env.py` by `manage.py write_docs`; a test says when it is out of date.
A variable that begins with `REGISTER_` and is not listed here stops the start.
`./start` needs none of them. Production refuses to start without those marked "needed".

| Variable | Meaning | Without it | In production |
|---|---|---|---|
"""


def environment() -> tuple[str, str]:
    """The page's path and text."""
    return PAGE, HEAD + "".join(_row(variable) for variable in VARIABLES)


def _row(variable: Variable) -> str:
    marks = [
        word for word, holds in (("needed", variable.required_in_production), ("secret", variable.secret)) if holds
    ]
    return f"| `{variable.name}` | {variable.meaning} | {variable.default or 'empty'} | {', '.join(marks)} |\n"
