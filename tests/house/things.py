"""The words in the addresses of the small world: each gives those of one thing in it."""

from collections.abc import Callable
from typing import Any


def person(name: str) -> Callable[[Any], dict]:
    return lambda world: {"reference": world.people[name].reference}


def two(left: str, right: str) -> Callable[[Any], dict]:
    """The references of two people."""
    return lambda world: {"left": world.people[left].reference, "right": world.people[right].reference}


def membership_of(world: Any) -> dict:
    return {"slug": "college-x", "uuid": world.users["college_admin"].memberships.get().uuid}


def invitation_of(world: Any) -> dict:
    return {"slug": "college-x", "uuid": world.things["invitation"].uuid}


def for_programs(example: Any, college: set[str]) -> dict:
    """The pages of tokens, the addresses that only a token opens, and the steps of an import."""
    return {
        "api-tokens": example(words(slug="college-x"), college),
        "api-token-stop": example(lambda world: {"slug": "college-x", "uuid": world.things["token"].uuid}, college),
        "api-import": example(import_of(), set()),
        "import-own-list": example(import_of(ending="csv"), college),
        "import-letters": example(import_of(), college),
        "import-letters-stop": example(import_of(), {"college_approver"}),
        "import-problem-rows": example(import_of(ending="ods"), college),
        "import-rows-file": example(import_of(what="kept", ending="csv"), college),
        "api-import-problems": example(import_of(), set()),
        **{
            f"import-{page}": example(import_of(), college)
            for page in (
                *("file", "heading-row", "columns", "sheet", "values", "problems", "duplicates", "check", "unusual"),
                *("progress", "receipt", "undo", "cancel", "retry"),
            )
        },
    }


def role_of(world: Any) -> dict:
    return {"code": "posts", "key": str(world.things["role"].uuid)}


def letter_of(world: Any) -> dict:
    return {"reference": world.things["letter"].reference}


def view_of(world: Any) -> dict:
    return {"uuid": world.things["view"].uuid}


def export_of(world: Any) -> dict:
    return {"uuid": world.things["export"].uuid}


def event_of(world: Any) -> dict:
    return {"pk": world.things["event"].pk}


def row_of(world: Any) -> dict:
    return {"table": "profiles_clinician", "row_id": str(world.people["hidden"].pk)}


def thing(name: str, person: str = "", **more: str) -> Callable[[Any], dict]:
    """A thing of the world by its uuid, with a person's reference, or other things, behind it."""
    return lambda world: {
        "uuid": world.things[name].uuid,
        **({"reference": world.people[person].reference} if person else {}),
        **{word: world.things[other].uuid for word, other in more.items()},
    }


def words(**fixed) -> Callable[[Any], dict]:
    return lambda world: fixed


def import_of(**more) -> Callable[[Any], dict]:
    return lambda world: {"reference": "IMP-2026-00001", **more}


def registration_of(world: Any) -> dict:
    return {"pk": world.people["sharing"].registrations.get().pk}


def application_of(world: Any) -> dict:
    return {"uuid": world.things["application"].uuid}


def participation_of(world: Any) -> dict:
    return {"uuid": world.things["participation"].uuid}


def fellow_of(world: Any) -> dict:
    return {"slug": "college-x", "uuid": world.things["participation"].uuid}


def decision_of(world: Any) -> dict:
    return {"uuid": world.things["decision"].uuid}


def evidence_of(world: Any) -> dict:
    return {"uuid": world.things["evidence"].uuid}


def fact_of(world) -> dict:
    return {"kind": "programme", "pk": world.things["application"].opportunity.programme_id}


def batch_of(world) -> dict:
    return {"uuid": world.things["change"].batch}


def offer_of(world) -> dict:
    return {"uuid": world.things["asked"].offer.uuid}
