"""The API described in OpenAPI 3.1, out of the same code that answers: kinds of lists, states, codes, scopes."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from talent_register.accounts.bearer import CALLS_A_MINUTE
from talent_register.common.permissions import Scope
from talent_register.imports import refusals
from talent_register.imports.checking import issues
from talent_register.imports.choices import Letters, Mode, State
from talent_register.imports.reading.table import Limits

from .results import FIGURES

VERSION = "1.1.0"
JSON = "application/json"
TEXT = {"type": "string"}
NUMBER = {"type": "integer", "minimum": 0}
REFERENCE = {"name": "reference", "in": "path", "required": True, "schema": TEXT, "example": "IMP-2026-00417"}
KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "schema": {"type": "string", "maxLength": 100},
    "description": "Send the same key and list again, and there is still one import.",
    "example": "trainees-2026-09-01",
}
AFTER = {"name": "after", "in": "query", "schema": NUMBER, "description": "the number of the last row already read"}
SUMMARY: dict[str, Any] = {
    "reference": "IMP-2026-00417",
    "state": "PROBLEMS",
    **dict(zip(FIGURES, (426, 372, 31, 9, 14), strict=True)),
    "state_in_words": "Problems to fix",
    "letters": "UNDECIDED",
    "organisation": "COLL-X",
    "list_type": "trainees",
    "scope": "2026 intake",
    "mode": "ADD",
    "file_sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "handed_in_at": "2026-09-01T08:00:00+00:00",
    "next": "A person of your organisation looks at it, answers what is open and approves it. Give them the page.",
    "links": {
        "self": "/api/v1/imports/IMP-2026-00417/",
        "problems": "/api/v1/imports/IMP-2026-00417/problems/",
        "page": "https://register.example/imports/IMP-2026-00417/",
    },
}
PAGE = {"imports": [SUMMARY], "next": "/api/v1/imports/?after=IMP-2026-00417"}
BEFORE = {
    "name": "after",
    "in": "query",
    "schema": TEXT,
    "description": "the reference of the last list already read",
    "example": "IMP-2026-00417",
}
ISSUE = {
    "row": 61,
    "column": "Email",
    "value": "name@nhs",
    "code": "email_format",
    "message": "“name@nhs” is not complete. Enter an email address like name@example.nhs.uk",
    "level": "problem",
}
ISSUES = {"reference": "IMP-2026-00417", "state": "PROBLEMS", "issues": [ISSUE], "next": None}
MISTAKE = {
    "errors": [
        {
            "where": "mode",
            "found": "MERGE",
            "code": "invalid_choice",
            "message": "“MERGE” is no mode. Use ADD, REPLACE or CHECK.",
        }
    ]
}


def document(kinds: dict[str, Any]) -> dict[str, Any]:
    """The whole description, for kinds of lists by their code. In English, like the names in it."""
    with translation.override("en-gb"):
        return {
            "openapi": "3.1.0",
            "info": {
                "title": f"{settings.SERVICE_NAME}: lists",
                "version": VERSION,
                "description": "Hand in lists to be checked. A person of your organisation approves each list.",
            },
            "servers": [{"url": settings.PUBLIC_URL}],
            "security": [{"token": []}],
            "paths": _paths(kinds),
            "components": {
                "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
                "schemas": _schemas(kinds),
            },
        }


def _paths(kinds: dict) -> dict[str, Any]:
    one = reverse("api-import", args=["reference"]).replace("/reference/", "/{reference}/")
    hand_in = {
        "summary": "Hand in a list",
        "description": f"{_limit(Scope.IMPORTS_WRITE)} The list is checked in the background; nobody changes.",
        "operationId": "handIn",
        "parameters": [KEY],
        "requestBody": {"required": True, "content": _bodies(kinds)},
        "responses": {
            "202": _answer("The list is being checked", "Import", SUMMARY | {"state": "CHECKING"}),
            "200": _answer("The import that this key made before", "Import", SUMMARY),
            "400": _answer("Something in what was sent is wrong", "Mistakes", MISTAKE),
            "409": _answer("The key came with another list before", "Mistakes"),
            "413": _answer("More than 10MB was sent", "Mistakes"),
            **_refusals(),
        },
    }
    return {
        reverse("api-imports"): {
            "get": _reading("Read which lists there are", "lists", "Imports", PAGE, [BEFORE]),
            "post": hand_in,
        },
        one: {"get": _reading("Ask how far a list is", "show", "Import", SUMMARY, [REFERENCE])},
        f"{one}problems/": {
            "get": _reading("Read what is wrong with a list", "problems", "Issues", ISSUES, [REFERENCE, AFTER])
        },
    }


def _reading(summary: str, name: str, schema: str, example: dict, parameters: list) -> dict:
    return {
        "summary": summary,
        "description": _limit(Scope.IMPORTS_READ),
        "operationId": name,
        "parameters": parameters,
        "responses": {
            "200": _answer("As asked", schema, example),
            "400": _answer("Something in the address is wrong", "Mistakes"),
            "404": _answer("Your organisation has no list of this reference", "Mistakes"),
            **_refusals(),
        },
    }


def _limit(scope: Scope) -> str:
    return f"Needs a token with the scope {scope.value}. At most {CALLS_A_MINUTE[scope]} calls a minute."


def _refusals() -> dict:
    return {
        "401": _answer("The token is missing, unknown, stopped or past its day", "Mistakes"),
        "403": _answer("The token does not cover this", "Mistakes"),
        "405": _answer("The address does not know this method", "Mistakes"),
        "429": _answer("Too many calls in a minute", "Mistakes"),
    }


def _answer(words: str, schema: str, example: dict | None = None) -> dict:
    content: dict[str, Any] = {"schema": {"$ref": f"#/components/schemas/{schema}"}}
    if example:
        content["example"] = example
    return {"description": words, "content": {JSON: content}}


def _bodies(kinds: dict) -> dict:
    code, kind = next(iter(kinds.items()))
    row = _example_row(kind)
    rows = {"list_type": code, "scope": "2026 intake", "mode": Mode.ADD.value, "rows": [row]}
    ref = "#/components/schemas/"
    return {
        JSON: {"schema": {"$ref": f"{ref}Rows"}, "example": rows},
        "multipart/form-data": {"schema": {"$ref": f"{ref}File"}},
    }


def _example_row(kind: Any) -> dict[str, str]:
    return {column.heading: column.example for column in kind.columns if column.is_in_template and column.example}


def _schemas(kinds: dict) -> dict[str, Any]:
    questions = {
        "list_type": {"enum": list(kinds)},
        "organisation": {**TEXT, "description": "its code; only to make sure that the token is the right one"},
        "scope": {**TEXT, "maxLength": 80, "description": "year or intake"},
        "mode": {"enum": Mode.values, "default": Mode.ADD.value},
        "check_only": {"type": "boolean", "default": False, "description": "the same as the mode CHECK"},
        "file_name": {**TEXT, "maxLength": 255},
    }
    cell = {"type": ["string", "number", "boolean", "null"]}
    most = Limits().rows
    rows = {"type": "array", "minItems": 1, "maxItems": most, "items": {"type": "object", "additionalProperties": cell}}
    codes = {code: str(words) for code, words in {**refusals.SENTENCES, **issues.SENTENCES}.items()}
    for kind in kinds.values():
        codes |= {code: str(words) for code, words in kind.sentences.items()}
    issue = {
        "row": {"type": ["integer", "null"], "description": "as a spreadsheet counts; the column names are row 1"},
        "column": {"type": ["string", "null"], "description": "as your list calls it"},
        "value": {"type": ["string", "null"]},
        "code": {**TEXT, "description": "one of those below", "x-codes": dict(sorted(codes.items()))},
        "message": {**TEXT, "description": "what is wrong and how to mend it"},
    }
    return {
        "Rows": _object({**questions, "rows": rows}, ["list_type", "rows"]),
        "File": _object({**questions, "file": {**TEXT, "format": "binary"}}, ["list_type", "file"]),
        "Import": _object(_summary_properties(), list(SUMMARY)),
        "Imports": _object(
            {
                "imports": {"type": "array", "items": {"$ref": "#/components/schemas/Import"}},
                "next": {"type": ["string", "null"], "description": "where older lists are"},
            },
            list(PAGE),
        ),
        "Issue": _object({**issue, "level": {"enum": [issues.PROBLEM, issues.WARNING, issues.KEPT]}}, list(issue)),
        "Issues": _object(
            {
                "reference": TEXT,
                "state": {"enum": State.values},
                "issues": {"type": "array", "items": {"$ref": "#/components/schemas/Issue"}},
                "next": {"type": ["string", "null"], "description": "where the rest is"},
            },
            list(ISSUES),
        ),
        "Mistakes": _object(
            {"errors": {"type": "array", "items": _object(dict.fromkeys(MISTAKE["errors"][0], TEXT), None)}}, ["errors"]
        ),
    }


def _summary_properties() -> dict[str, Any]:
    links = _object({name: TEXT for name in SUMMARY["links"]}, list(SUMMARY["links"]))
    special = {
        "state": {"enum": State.values},
        "mode": {"enum": Mode.values},
        "letters": {"enum": Letters.values},
        "links": links,
        **dict.fromkeys(FIGURES, NUMBER),
    }
    return {name: special.get(name, TEXT) for name in SUMMARY}


def _object(properties: dict, required: list | None) -> dict:
    return {"type": "object", "properties": properties, "required": list(properties) if required is None else required}


def readable(kinds: dict[str, Any]) -> dict[str, Any]:
    """The same for the page: calls, kinds of lists with their columns, states and codes."""
    whole = document(kinds)
    schemas = whole["components"]["schemas"]
    calls = [
        {"method": method.upper(), "path": path, **call, "answers": call["responses"].items()}
        for path, methods in whole["paths"].items()
        for method, call in methods.items()
    ]
    described = [
        {"code": code, "name": kind.name, "columns": [column for column in kind.columns if column.is_in_template]}
        for code, kind in kinds.items()
    ]
    return {
        "calls": calls,
        "kinds": described,
        "states": State.choices,
        "modes": Mode.choices,
        "codes": schemas["Issue"]["properties"]["code"]["x-codes"].items(),
        "address": settings.PUBLIC_URL,
        "example": _bodies(kinds)[JSON]["example"],
        "steps": [_("Create a token on the page of your team."), _("Hand in a list."), _("Read what is wrong.")],
    }
