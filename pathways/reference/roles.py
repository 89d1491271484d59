"""Roles and what they ask for, programmes, pathways, and the routes that follow from them."""

import json
from datetime import date
from pathlib import Path

from django.db import transaction
from django.utils.timezone import localdate

from pathways.choices import Commonness
from pathways.models import Pathway, PathwayStep, Programme, Requirement, Role, Route, StatutoryNote
from pathways.rules import Step, moves_of
from pathways.rules.gaps import RULES
from talent_register.common.reference import Loaded, bring_into_line, read_rows, sourced

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
    loaded = [
        bring_into_line(Role, [_role(row) for row in _rows("roles")]),
        bring_into_line(Programme, [_programme(row) for row in _rows("programmes")]),
        bring_into_line(Pathway, [_pathway(row) for row in _rows("pathways")]),
    ]
    roles = {role.code: role for role in Role.objects.all()}
    programmes = set(Programme.objects.values_list("code", flat=True))
    pathways = {pathway.code: pathway for pathway in Pathway.objects.all()}
    steps = [_step(row, pathways, roles, programmes) for row in _rows("steps")]
    loaded.append(bring_into_line(PathwayStep, steps, key=("pathway_id", "position")))
    routes = [*_routes(steps, pathways, roles), *_returns(roles)]
    loaded.append(bring_into_line(Route, routes, key=("from_role_id", "to_role_id", "family")))
    asked = [_requirement(row, roles) for row in _rows("requirements")]
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


def _step(row: dict, pathways: dict, roles: dict, programmes: set[str]) -> dict:
    """One step. A code that no file knows stops the load: a page must not promise what it cannot show."""
    helping, instead = _listed(row["programmes"]), _listed(row["alternatives"])
    unknown = [c for c in helping if c not in programmes] + [c for c in [row["role"], *instead] if c not in roles]
    if unknown:
        raise ValueError(f"steps.csv, {row['pathway']} step {row['position']}: nothing has the code {unknown[0]}.")
    return {
        "pathway_id": pathways[row["pathway"]].pk,
        "position": int(row["position"]),
        "role_id": roles[row["role"]].pk,
        "usual_years": row["usual_years"],
        "entry_condition": row["entry_condition"],
        "programmes": helping,
        "is_optional": row["is_optional"] == "yes",
        "reached": Commonness(row["reached"].upper()),
        "alternatives": instead,
        "other_ways": _listed(row["other_ways"]),
        **sourced(row),
    }


def _requirement(row: dict, roles: dict) -> dict:
    """One requirement. A rule or role that nothing knows stops the load."""
    options, steps = json.loads(row["options"]), json.loads(row["steps"])
    unknown = [code for code in [row["role"], *options.get("roles", [])] if code not in roles]
    if unknown or row["rule"] not in RULES:
        wrong = unknown[0] if unknown else row["rule"]
        raise ValueError(f"requirements.csv, {row['role']} {row['code']}: nothing has the code {wrong}.")
    return {
        "role_id": roles[row["role"]].pk,
        **{name: row[name] for name in ("code", "kind", "strength", "words", "rule", "basis")},
        "options": options,
        "steps": steps,
        "position": int(row["position"]),
        **sourced(row),
    }


def _note(row: dict) -> dict:
    return {
        **{name: row[name] for name in ("code", "title", "text", "reach", "expected", "url")},
        "is_in_force": row["is_in_force"] == "yes",
        "valid_from": date.fromisoformat(row["valid_from"]) if row["valid_from"] else None,
        **sourced(row),
    }


def _returns(roles: dict):
    """Ways back to practice, and leading beside it: written down one by one, as no ladder implies them."""
    for row in _rows("returns"):
        yield {
            "from_role_id": roles[row["from_role"]].pk,
            "to_role_id": roles[row["to_role"]].pk,
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
