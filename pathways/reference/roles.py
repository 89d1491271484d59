"""Roles and what they ask for, programmes, pathways, and the routes that follow from them."""

import json
from datetime import date
from pathlib import Path

from django.db import transaction
from django.utils.timezone import localdate

from pathways.choices import Commonness
from pathways.known import known
from pathways.models import Pathway, PathwayStep, Programme, Requirement, Role, Route, StatutoryNote
from pathways.rules import Step, moves_of
from talent_register.common.reference import Loaded, bring_into_line, read_rows, sourced

from .checked import checked
from .files import day

DATA = Path(__file__).parents[1] / "data"
BASIS = "Synthesis and expert view"
ROLE_TEXTS = [
    "code",
    "slug",
    "title",
    "purpose",
    "stage",
    "lane",
    "tier_name",
    "setting",
    "needs_registration",
    "needs_licence",
    "pay",
    "sessions",
    "years_qualified",
    "responsibilities",
    "experience",
    "notes",
    "source_covers",
]
PROGRAMME_TEXTS = [
    *("code", "name", "kind", "provider", "profession_scope", "career_stage", "cost", "counts", "out_of_programme"),
    *("award", "status", "opens", "link", "source_covers"),
]


@transaction.atomic
def load(*, today: date | None = None) -> list[Loaded]:
    """Make the tables say what the files say. Roles and programmes that the files lost stay: they may be in use."""
    codes = known()
    loaded = [
        bring_into_line(Role, checked("roles", "role", map(_role, _rows("roles")), codes)),
        bring_into_line(Programme, checked("programmes", "programme", map(_programme, _rows("programmes")), codes)),
        bring_into_line(Pathway, checked("pathways", "pathway", map(_pathway, _rows("pathways")), codes)),
    ]
    codes = known()
    roles = {role.code: role for role in Role.objects.all()}
    pathways = {pathway.code: pathway for pathway in Pathway.objects.all()}
    steps = checked("steps", "pathway-step", [_step(row, pathways, roles) for row in _rows("steps")], codes)
    loaded.append(bring_into_line(PathwayStep, steps, key=("pathway_id", "position")))
    routes = [*_routes(steps, pathways, roles), *checked("returns", "route", _returns(roles), codes)]
    loaded.append(bring_into_line(Route, routes, key=("from_role_id", "to_role_id", "family")))
    asked = checked("requirements", "requirement", [_requirement(row, roles) for row in _rows("requirements")], codes)
    loaded.append(bring_into_line(Requirement, asked, key=("role_id", "code"), today=today or localdate()))
    loaded.append(bring_into_line(StatutoryNote, [_note(row) for row in _rows("statutory_notes")]))
    return loaded


def _rows(name: str) -> list[dict]:
    return read_rows(DATA / f"{name}.csv")


def _listed(text: str) -> list[str]:
    return [part.strip() for part in text.split(";") if part.strip()]


def _role(row: dict) -> dict:
    return {
        **{name: row[name] for name in ROLE_TEXTS},
        "tier": int(row["tier"]),
        "other_titles": _listed(row["other_titles"]),
        "families": _listed(row["families"]),
        "is_board_role": row["is_board_role"] == "yes",
        **sourced(row),
    }


def _programme(row: dict) -> dict:
    return {
        **{name: row[name] for name in PROGRAMME_TEXTS},
        "months": int(row["duration_months"]) if row["duration_months"] else None,
        "commitment": row["time_commitment"],
        "families": _listed(row["families"]),
        "tier": int(row["tier"]) if row["tier"] else None,
        **sourced(row),
    }


def _pathway(row: dict) -> dict:
    return {"code": row["code"], "name": row["name"], "family": row["family"], **sourced(row)}


def _named(file: str, rows: dict, code: str) -> int:
    """The number of a row that another names. A page must not promise what it cannot show."""
    if code not in rows:
        raise ValueError(f"{file}.csv: nothing has the code {code}.")
    return rows[code].pk


def _step(row: dict, pathways: dict, roles: dict) -> dict:
    return {
        "pathway_id": _named("steps", pathways, row["pathway"]),
        "position": int(row["position"]),
        "role_id": _named("steps", roles, row["role"]),
        "usual_years": row["usual_years"],
        "entry_condition": row["entry_condition"],
        "programmes": _listed(row["programmes"]),
        "is_optional": row["is_optional"] == "yes",
        "reached": Commonness(row["reached"].upper()),
        "alternatives": _listed(row["alternatives"]),
        "other_ways": _listed(row["other_ways"]),
        **sourced(row),
    }


def _requirement(row: dict, roles: dict) -> dict:
    return {
        "role_id": _named("requirements", roles, row["role"]),
        **{name: row[name] for name in ("code", "kind", "strength", "words", "rule", "basis")},
        "options": json.loads(row["options"]),
        "steps": json.loads(row["steps"]),
        "position": int(row["position"]),
        **sourced(row),
    }


def _note(row: dict) -> dict:
    return {
        **{name: row[name] for name in ("code", "title", "text", "reach", "expected", "url")},
        "valid_from": day(row["valid_from"]),
        **sourced(row),
    }


def _returns(roles: dict):
    """Ways back to practice, and leading beside it: written down one by one, as no ladder implies them."""
    for row in _rows("returns"):
        yield {
            "from_role_id": _named("returns", roles, row["from_role"]),
            "to_role_id": _named("returns", roles, row["to_role"]),
            "family": row["family"],
            "commonness": Commonness(row["commonness"].upper()),
            "basis": row["basis"],
            **{name: value for name, value in sourced(row).items() if name in ("source", "checked")},
        }


def _routes(steps: list[dict], pathways: dict, roles: dict):
    """Routes are what the steps imply: each once in its family, at its most common."""
    code_of = {role.pk: role.code for role in roles.values()}
    sequences: dict[str, list[list[Step]]] = {}
    for pathway in pathways.values():
        own = sorted((s for s in steps if s["pathway_id"] == pathway.pk), key=lambda s: s["position"])
        sequences.setdefault(pathway.family, []).append(
            [Step(code_of[s["role_id"]], s["reached"], s["is_optional"], tuple(s["alternatives"])) for s in own]
        )
    for family, ways in sequences.items():
        for move in moves_of(ways):
            yield {
                "from_role_id": roles[move.start].pk,
                "to_role_id": roles[move.end].pk,
                "family": family,
                "commonness": move.commonness,
                "basis": BASIS,
                "source": "derived from the steps of the pathways",
                "checked": "from general knowledge, verify",
            }
