"""A table that may be shown, ready to be written."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Frozen:
    """Figures only, never counts. `held_back`: cells hidden although they are not small."""

    code: str
    title: str
    method: str
    table: dict
    held_back: list[str]
