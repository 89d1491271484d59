"""Which sources speak to clinicians and to everybody, and so must be complete in Welsh; what they say, read from them.

Everything below ROOTS counts, so a new file counts by itself. LEFT_OUT names what speaks to staff alone, with the
reason; ALSO names the parts of staff's files that a clinician meets.
"""

import ast
import io
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import NamedTuple

from babel.messages.extract import extract_python
from django.conf import settings
from django.utils.translation.template import templatize

HOUSE = Path(settings.BASE_DIR)
ROOTS = (
    "pathways/**/*.py",
    "profiles/**/*.py",
    "talent_register/accounts/**/*.py",
    "talent_register/common/**/*.py",
    "talent_register/letters/**/*.py",
    "talent_register/organisations/**/*.py",
    "talent_register/settings.py",
    "templates/**/*.html",
    "templates/**/*.svg",
    "templates/**/*.txt",
)
EDITORS, COLLEGES, PROGRAMMES = "content editors", "colleges and their programs", "programme teams"
SUPPORT, OPERATORS, TEAMS = "support", "operators", "staff who keep a team's access"
LEFT_OUT = {
    "*/migrations/*": "history; what it says is kept in the models",
    "*/management/*": OPERATORS,
    "pathways/forms/content*.py": EDITORS,
    "pathways/forms/plan_templates.py": PROGRAMMES,
    "templates/pathways/plan_template*.html": PROGRAMMES,
    "pathways/content_words.py": EDITORS,
    "pathways/named.py": EDITORS,
    "pathways/models/content.py": EDITORS,
    "pathways/models/outside.py": EDITORS,
    "pathways/rules/allowed.py": EDITORS,
    "pathways/presenters/content.py": EDITORS,
    "pathways/views/content.py": EDITORS,
    "templates/pathways/content*.html": EDITORS,
    "profiles/resources/*": COLLEGES,
    "templates/profiles/trainee_list.html": COLLEGES,
    "profiles/presenters/trainees.py": COLLEGES,
    "profiles/views/trainees.py": COLLEGES,
    "templates/imports/*": COLLEGES,
    "templates/letters/imports/*": COLLEGES,
    "templates/letters/profiles/row_settled.txt": COLLEGES,
    "templates/letters/tracking/meeting_*.txt": PROGRAMMES,
    "profiles/forms/merges.py": SUPPORT,
    "profiles/presenters/merges.py": SUPPORT,
    "profiles/rules/merges.py": SUPPORT,
    "templates/profiles/merge*.html": SUPPORT,
    "templates/profiles/claim_list.html": SUPPORT,
    "templates/profiles/claim_settle.html": SUPPORT,
    "templates/profiles/rights_request_*.html": SUPPORT,
    "profiles/presenters/support.py": SUPPORT,
    "profiles/views/support.py": SUPPORT,
    "profiles/rules/retention.py": SUPPORT,
    "profiles/views/retention.py": SUPPORT,
    "templates/profiles/retention.html": SUPPORT,
    "talent_register/accounts/bearer.py": COLLEGES,
    "templates/accounts/access_review.html": TEAMS,
    "templates/accounts/api_token*.html": TEAMS,
    "templates/accounts/invitations.html": TEAMS,
    "templates/accounts/membership_end.html": TEAMS,
    "templates/accounts/team*.html": TEAMS,
    "templates/audit/*": "auditors",
    "templates/catalogue/*": "those who build pages",
    "templates/tracking/[!o]*": PROGRAMMES,
}
# A file, or what of it.
ALSO = (
    "templates/tracking/review*.html",
    "templates/tracking/approach*.html",
    "tracking/choices.py",
    "tracking/access.py",
    "tracking/forms/clocks.py",
    "tracking/forms/discussions.py::CommentForm",
    "tracking/forms/nominations.py::ReplyForm",
    "tracking/forms/reviews.py",
    "tracking/forms/slates.py::AnswerForm",
    "tracking/models/discussions.py",
    "tracking/models/grids.py",
    "tracking/models/nominations.py",
    "tracking/models/reviews.py",
    "tracking/models/slates.py::ContactRequest",
    "tracking/models/snapshots.py::ClockStop",
    "tracking/models/support.py",
    "tracking/presenters/approaches.py",
    "tracking/presenters/discussions.py",
    "tracking/presenters/figures.py",
    "tracking/presenters/gifts.py::contacts",
    "tracking/presenters/meetings.py::own",
    "tracking/presenters/meetings.py::_decided",
    "tracking/presenters/nominations.py::Own",
    "tracking/presenters/nominations.py::own",
    "tracking/presenters/reviews.py",
    "tracking/presenters/support.py::contacts",
    "tracking/presenters/support.py::own",
    "tracking/presenters/support.py::timeline",
    "tracking/rules/reviews.py",
    "tracking/rules/slates.py::reason_words",
    "tracking/views/approaches.py",
    "tracking/views/nominations.py::own",
    "tracking/views/own.py",
    "tracking/views/reviews.py",
    "tracking/views/snapshots.py",
    "tracking/views/statistics.py",
    "templates/tracking/statistic*.html",
    "templates/tracking/figure_table.html",
    "templates/tracking/protection.html",
    "templates/tracking/discussion_facts.html",
    "templates/tracking/grid_help.html",
)
KEYWORDS = ("_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy")


class Words(NamedTuple):
    """One entry of the catalogue: its context, the words, and the words for several."""

    context: str | None
    one: str
    several: str | None


def sources() -> list[str]:
    """The files, or parts of files, that speak to clinicians."""
    found = {str(path.relative_to(HOUSE)) for root in ROOTS for path in HOUSE.glob(root)}
    kept = {path for path in found if not any(fnmatch(path, left_out) for left_out in LEFT_OUT)}
    return sorted(kept | {str(full) for also in ALSO for full in _files(also)})


def spoken() -> dict[Words, str]:
    """Everything that those sources say, and where it stands first."""
    found: dict[Words, str] = {}
    for source in sources():
        for words in _words_of(source):
            found.setdefault(words, source)
    return found


def _files(also: str) -> Iterator[str]:
    path, mark, part = also.partition("::")
    return (f"{full.relative_to(HOUSE)}{mark}{part}" for full in HOUSE.glob(path))


def _words_of(source: str) -> Iterator[Words]:
    for _line, function, found, _comments in extract_python(io.BytesIO(_text(source).encode()), KEYWORDS, [], {}):
        given = (found,) if isinstance(found, str) else found or (None,)
        if function.startswith("pgettext"):
            yield Words(given[0], given[1], None)
        elif given[0]:
            yield Words(None, given[0], given[1] if function.startswith("ngettext") else None)


def _text(source: str) -> str:
    """The Python of a source. A template is turned into Python the way the collecting program does it."""
    path, _mark, part = source.partition("::")
    text = (HOUSE / path).read_text()
    if not path.endswith(".py"):
        return "\n".join(line.lstrip() for line in templatize(text, origin=path).splitlines())
    if not part:
        return text
    named = next(node for node in ast.parse(text).body if getattr(node, "name", None) == part)
    return ast.get_source_segment(text, named) or ""
