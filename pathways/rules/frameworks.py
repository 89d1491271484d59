"""What a framework must be before it may be loaded. Each problem is a sentence: where, what, how to mend. Pure."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.utils.translation import gettext as _

from .allowed import TITLES_ONLY, unknown_levels

NEEDED = {
    "framework": ("code", "version", "name", "publisher", "status", "permission", "source"),
    "level": ("code", "name", "rank"),
    "competency": ("code", "kind", "title"),
}
CODE = re.compile(r"[a-z0-9_-]{1,40}")
STATUSES = ("ANNOUNCED", "CURRENT", "SUPERSEDED")
PERMISSIONS = ("OPEN", "OWN_WORDS", "TITLES", "ASK")
LONGEST_SUMMARY = 300

Row = Mapping[str, object]


def problems(framework: Row, levels: Sequence[Row], competencies: Sequence[Row]) -> list[str]:
    """Everything that stands in the way of loading this framework."""
    return [
        *_missing("framework", [framework]),
        *_one_of(framework, "status", STATUSES),
        *_one_of(framework, "permission", PERMISSIONS),
        *_days(framework),
        *_parts("level", levels),
        *_ranks(levels),
        *_parts("competency", competencies),
        *_parents(competencies),
        *_texts(framework, competencies),
        *_wordings(levels, competencies),
        *_whole(framework, levels, competencies),
    ]


def _parts(kind: str, rows: Sequence[Row]) -> Iterable[str]:
    yield from _missing(kind, rows)
    seen: set[str] = set()
    for number, row in enumerate(rows, start=1):
        code = str(row.get("code", ""))
        if code and not CODE.fullmatch(code):
            yield _("%(kind)s %(number)d: code “%(code)s” may hold small letters, numbers, - and _ only.") % {
                "kind": _named(kind),
                "number": number,
                "code": code,
            }
        if code in seen:
            yield _("%(kind)s %(number)d: code “%(code)s” is there twice. Give each its own.") % {
                "kind": _named(kind),
                "number": number,
                "code": code,
            }
        seen.add(code)


def _missing(kind: str, rows: Sequence[Row]) -> Iterable[str]:
    for number, row in enumerate(rows, start=1):
        for name in NEEDED[kind]:
            if not str(row.get(name, "") or "").strip():
                yield _("%(kind)s %(number)d: “%(name)s” is empty. Fill it in.") % {
                    "kind": _named(kind),
                    "number": number,
                    "name": name,
                }


def _one_of(framework: Row, name: str, allowed: Sequence[str]) -> Iterable[str]:
    value = str(framework.get(name, ""))
    if value and value not in allowed:
        yield _("Framework 1: “%(name)s” is “%(value)s”. Use one of: %(allowed)s.") % {
            "name": name,
            "value": value,
            "allowed": ", ".join(allowed),
        }


def _days(framework: Row) -> Iterable[str]:
    for name in ("valid_from", "valid_to"):
        text = str(framework.get(name, "") or "")
        try:
            date.fromisoformat(text or "2000-01-01")
        except ValueError:
            yield _("Framework 1: “%(name)s” is “%(value)s”. Write a day like 2026-11-22.") % {
                "name": name,
                "value": text,
            }


def _ranks(levels: Sequence[Row]) -> Iterable[str]:
    for number, row in enumerate(levels, start=1):
        rank = str(row.get("rank", "")).strip()
        if rank and not rank.isdigit():
            yield _("Level %(number)d: rank “%(rank)s” is not a number. Use 0 for “no chance”, then 1, 2, 3.") % {
                "number": number,
                "rank": rank,
            }


def _parents(competencies: Sequence[Row]) -> Iterable[str]:
    codes = [str(row.get("code", "")) for row in competencies]
    for number, row in enumerate(competencies, start=1):
        parent = str(row.get("parent", "") or "")
        if parent and parent not in codes[: number - 1]:
            yield _("Competency %(number)d: its parent “%(parent)s” must stand above it. Move it or mend the code.") % {
                "number": number,
                "parent": parent,
            }


def _texts(framework: Row, competencies: Sequence[Row]) -> Iterable[str]:
    """Without permission we hold titles only, and our own words stay short."""
    titles_only = framework.get("permission") in TITLES_ONLY
    for number, row in enumerate(competencies, start=1):
        summary = str(row.get("summary", "") or "")
        if summary and titles_only:
            yield _("Competency %(number)d: this framework allows titles only. Take the summary out.") % {
                "number": number
            }
        if len(summary) > LONGEST_SUMMARY:
            yield _("Competency %(number)d: the summary has %(length)d letters. Keep it to %(most)d.") % {
                "number": number,
                "length": len(summary),
                "most": LONGEST_SUMMARY,
            }


def _wordings(levels: Sequence[Row], competencies: Sequence[Row]) -> Iterable[str]:
    codes = [str(row.get("code", "")) for row in levels]
    for number, row in enumerate(competencies, start=1):
        for words in unknown_levels(row.get("wordings") or {}, codes):
            yield f"{_named('competency')} {number}: {words}."


def _whole(framework: Row, levels: Sequence[Row], competencies: Sequence[Row]) -> Iterable[str]:
    """An announced framework may be empty; one that people answer may not."""
    if framework.get("is_for_self_assessment") in ("yes", True):
        if not any(str(row.get("rank", "0")) not in ("", "0") for row in levels):
            yield _("People are to look at themselves by this framework, but it has no levels. Add them.")
        if not competencies:
            yield _("People are to look at themselves by this framework, but it has no competencies. Add them.")


def _named(kind: str) -> str:
    return {"framework": _("Framework"), "level": _("Level"), "competency": _("Competency")}[kind]
