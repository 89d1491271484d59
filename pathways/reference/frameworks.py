"""Frameworks from files: those the project ships, and one that an operator loads when it is published."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import yaml
from django.db import transaction

from pathways.known import is_answered
from pathways.models import Competency, Crosswalk, Framework, Level
from pathways.rules import frameworks as rules
from pathways.rules.content import rewrites
from talent_register.common.reference import Loaded, bring_into_line, read_rows, sourced

DATA = Path(__file__).parents[1] / "data"
PARTS = ("frameworks", "levels", "competencies")
TEXTS = ["code", "version", "name", "publisher", "status", "audience", "permission", "permission_note", "url"]
RANKS = ("1", "2", "3", "4")


class CannotLoad(Exception):
    """Why a file was not loaded: `problems` are sentences."""

    def __init__(self, problems: list[str]):
        super().__init__(" ".join(problems))
        self.problems = problems


@dataclass
class Document:
    """One version of a framework, as a file says it."""

    framework: dict
    levels: list[dict] = field(default_factory=list)
    competencies: list[dict] = field(default_factory=list)

    @property
    def problems(self) -> list[str]:
        return rules.problems(self.framework, self.levels, self.competencies)


def load() -> list[Loaded]:
    """The frameworks that the project ships, and how we think they relate."""
    return [*load_documents(documents_in(DATA)), _load_crosswalk(read_rows(DATA / "crosswalk.csv"))]


def documents_in(place: Path) -> list[Document]:
    """What a folder of three CSV files, or one YAML file, holds. Raises CannotLoad for what cannot be read."""
    try:
        if place.is_dir():
            return _from_folder(place)
        said = yaml.safe_load(place.read_text(encoding="utf-8"))
    except FileNotFoundError as missing:
        raise CannotLoad([f"{missing.filename}: there is no such file. Check the name."]) from None
    except (yaml.YAMLError, UnicodeDecodeError, csv.Error) as wrong:
        raise CannotLoad([f"{place.name} cannot be read: {wrong}. Save it again as UTF-8."]) from None
    return [_from_mapping(one, place) for one in (said if isinstance(said, list) else [said])]


def _from_folder(place: Path) -> list[Document]:
    frameworks, levels, competencies = (read_rows(place / f"{name}.csv") for name in PARTS)
    return [
        Document(row, _of(row, levels), [_with_wordings(c, _of(row, levels)) for c in _of(row, competencies)])
        for row in frameworks
    ]


def _from_mapping(said: object, place: Path) -> Document:
    if not isinstance(said, dict) or not isinstance(said.get("framework"), dict):
        raise CannotLoad([f"{place.name} has no “framework”. Begin with it; “levels” and “competencies” come after."])
    levels, competencies = said.get("levels") or [], said.get("competencies") or []
    if not all(isinstance(row, dict) for part in (levels, competencies) for row in part):
        raise CannotLoad([f"{place.name}: each level and competency needs names and values, such as “code: team”."])
    return Document(said["framework"], levels, competencies)


def _of(framework: dict, rows: Iterable[dict]) -> list[dict]:
    key = framework["code"], framework["version"]
    return [row for row in rows if (row["framework"], row["version"]) == key]


def _with_wordings(row: dict, levels: list[dict]) -> dict:
    code = {level["rank"]: level["code"] for level in levels}
    return {**row, "wordings": {code[rank]: row[f"at_{rank}"] for rank in RANKS if row.get(f"at_{rank}")}}


@transaction.atomic
def load_documents(documents: list[Document]) -> list[Loaded]:
    """All of them or none. Other versions stay as they are, and words that people answered with: they need them."""
    problems = [problem for document in documents for problem in document.problems]
    if problems:
        raise CannotLoad(problems)
    frameworks = bring_into_line(Framework, [_framework(d.framework) for d in documents], key=("code", "version"))
    known = {(f.code, f.version): f.pk for f in Framework.objects.all()}
    levels, competencies = Loaded("levels"), Loaded("competencies")
    rows = [(known[d.framework["code"], str(d.framework["version"])], d) for d in documents]
    stay = {(framework.pk, kind, code) for framework, kind, code in rewritten(documents)}
    steps = [_level(pk, r) for pk, d in rows for r in d.levels if (pk, "level", r["code"]) not in stay]
    levels = bring_into_line(Level, steps, key=("framework_id", "code"))
    parts = [(pk, n, r) for pk, d in rows for n, r in enumerate(d.competencies, start=1)]
    own = [_competency(pk, n, r) for pk, n, r in parts if (pk, "competency", r["code"]) not in stay]
    competencies = bring_into_line(Competency, own, key=("framework_id", "code"))
    _join_parents(rows)
    return [frameworks, levels, competencies]


def rewritten(documents: list[Document]) -> list[tuple[Framework, str, str]]:
    """Levels and parts that people have answered with and that a file words otherwise: (framework, kind, code)."""
    found = []
    for document in documents:
        version = {"code": document.framework["code"], "version": str(document.framework["version"])}
        old = Framework.objects.filter(**version).first()
        if old is None or not is_answered(old.pk):
            continue
        for kind, present, rows in (
            ("level", old.levels, [_level(old.pk, row) for row in document.levels]),
            ("competency", old.competencies, [_competency(old.pk, 0, row) for row in document.competencies]),
        ):
            # What an editor published is left alone by every loader.
            before = {row["code"]: row for row in present.filter(checked_by="").values()}
            words = [row for row in rows if row["code"] in before and rewrites(kind, before[row["code"]], row)]
            found += [(old, kind, row["code"]) for row in words]
    return found


def _framework(row: dict) -> dict:
    return {
        **{name: str(row.get(name, "") or "") for name in TEXTS},
        "is_for_self_assessment": row.get("is_for_self_assessment") in ("yes", True),
        "valid_from": _day(row.get("valid_from")),
        "valid_to": _day(row.get("valid_to")),
        **sourced(_text_only(row)),
    }


def _level(framework: int, row: dict) -> dict:
    own = {"code": row["code"], "name": row["name"], "rank": int(row["rank"])}
    return {"framework_id": framework, **own, "description": row.get("description", ""), **sourced(_text_only(row))}


def _competency(framework: int, position: int, row: dict) -> dict:
    return {
        "framework_id": framework,
        **{name: row[name] for name in ("code", "kind", "title")},
        "summary": row.get("summary", ""),
        "position": position,
        "wordings": row.get("wordings") or {},
        **sourced(_text_only(row)),
    }


def _join_parents(rows: list[tuple[int, Document]]) -> None:
    """Which competency is part of which; only those that changed are written."""
    present = {(c.framework_id, c.code): c for c in Competency.objects.all()}
    moved = []
    for framework, document in rows:
        for row in document.competencies:
            own, parent = present[framework, row["code"]], present.get((framework, row.get("parent") or ""))
            if own.parent_id != (parent.pk if parent else None):
                own.parent = parent
                moved.append(own)
    Competency.objects.bulk_update(moved, ["parent"])


def _load_crosswalk(rows: list[dict]) -> Loaded:
    """Joins the newest version of each framework. Nothing here is official."""
    newest = {f.code: f.pk for f in Framework.objects.order_by("version")}
    known = {(c.framework_id, c.code): c.pk for c in Competency.objects.all()}

    def one(row: dict, end: str) -> int:
        return known[newest[row[f"{end}_framework"]], row[f"{end}_code"]]

    pairs = [
        {
            "from_competency_id": one(row, "from"),
            "to_competency_id": one(row, "to"),
            "strength": row["strength"],
            "basis": row["basis"],
            **sourced(row),
        }
        for row in rows
    ]
    return bring_into_line(Crosswalk, pairs, key=("from_competency_id", "to_competency_id"))


def _text_only(row: dict) -> dict:
    return {name: str(row.get(name, "") or "") for name in ("source", "checked")}


def _day(text: object) -> date | None:
    return date.fromisoformat(str(text)) if text else None
