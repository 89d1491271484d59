"""What the cases of the catalogue share that take a database, a page or an export. `world` is the fixtures by name."""

import html

from django.urls import reverse

from talent_register.imports.presenters.findings import findings_of
from talent_register.imports.resources import list_type_of

from .bad_files import judge

FIRST = "GMC number,Last name,First names,Email,Grade"
ANN, BO = "7000001,Ng,Ann,ann@x.example,ST4", "7000002,Li,Bo,bo@x.example,ST4"
NOT_A_CELL = "It is about the whole list or its file, not about a cell of it."


def csv(*rows):
    return "\n".join([FIRST, *rows]).encode()


def finding(run, code):
    """The last finding of a kind, as people read it."""
    found = [issue for issue in findings_of(run, list_type_of(run.list_type)) if issue["code"] == code][-1]
    return found["level"], found["message"], found["row"], found["column"], found["value"]


def page(world, name, run, **more):
    return html.unescape(world.client.get(reverse(name, args=[run.reference]), **more).text)


def heading(run, key):
    """What their file calls a column of ours."""
    return run.headings[run.mapping[key]]


def said(words, text):
    return words if words in text else text


def one(content):
    """The one finding of a file."""
    seen = judge(content)
    ((row, column, value, _code, words),) = seen.found
    return seen.levels[0], words, row, column, value


def twice(code, *rows):
    return lambda world: finding(world.upload(csv(*rows)), code)


WHOLE_FILE = "The file as a whole is refused; no row of it was read."
KEPT = "The value is kept as it stands, so there is nothing to say."
LEAVER = "Who is missing stands in no row of the file; the person is named."
FORMULA = "The cell has a formula with no saved result. Paste it as a value"
