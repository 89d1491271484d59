"""Codes and rules of other systems, so that editors can check what ours rest on."""

from pathways.models import OutsideCode
from talent_register.common.reference import Loaded, bring_into_line, sourced

from .files import rows

TEXTS = ("kind", "code", "name", "says")


def load() -> list[Loaded]:
    made = ({**{name: row[name] for name in TEXTS}, **sourced(row)} for row in rows("outside_codes"))
    return [bring_into_line(OutsideCode, made, key=("kind", "code"))]
