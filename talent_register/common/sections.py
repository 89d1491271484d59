"""The sections of a clinician's profile, as data. No tables: each storey describes its own sections.

`settings.PROFILE_SECTIONS` names every section by dotted string, in the order in which pages show them. A section
says where its page is, how far the person is with it, and what it says about them: the task list, the yearly
review's snapshot and the printed profile are made of these three.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.conf import settings
from django.utils.functional import Promise
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from .navigation import address


@dataclass(frozen=True)
class Status:
    """How far somebody is with a section. Completed is plain text: it asks for nothing."""

    words: Promise | str
    colour: str = ""


COMPLETED = Status(_("Completed"))
IN_PROGRESS = Status(_("In progress"), "white")
NOT_STARTED = Status(_("Not yet started"), "blue")
# Nobody is led to it: whoever leaves it out has left nothing undone.
OPTIONAL = Status(_("Optional"))
PROBLEM = Status(_("There is a problem"), "red")
ASK_NOTHING = (COMPLETED, OPTIONAL)


class Line(NamedTuple):
    """One value of a section. `code` stays the same over the years, so that snapshots can be laid side by side."""

    code: str
    key: str
    value: str


def once(line: Line) -> Line:
    """For readers: a line whose answer begins with its own heading says it once. What is kept keeps it whole."""
    rest = f"{line.value}".removeprefix(f"{line.key}\n")
    return line._replace(value=rest) if rest else line


@dataclass(frozen=True)
class Section:
    """One section. `status` and `lines` are asked with the clinician.

    `lines` is empty for what must never be copied anywhere, like equality answers.
    """

    code: str
    page: str
    words: Promise | str
    hint: Promise | str
    status: Callable[[Any], Status]
    lines: Callable[[Any], list[Line]] | None = None
    minutes: int = 3

    @property
    def href(self) -> str:
        return address(self.page)


def sections() -> list[Section]:
    """Every section whose page is installed, in the order of settings."""
    named = [import_string(path) for path in settings.PROFILE_SECTIONS]
    return [section for section in named if section.href]


@dataclass(frozen=True)
class AsideLine:
    """One line of it, which may lead to its own page."""

    words: str
    href: str = ""


@dataclass(frozen=True)
class Aside:
    """What an upper storey adds to the page of a section: some lines, and the page where they are changed."""

    title: str
    lines: list[AsideLine]
    empty: str
    href: str
    action: str


def asides(code: str, clinician: Any) -> list[Aside]:
    """What settings.SECTION_ASIDES adds to a section's page."""
    return [import_string(path)(clinician) for path in settings.SECTION_ASIDES.get(code, [])]
