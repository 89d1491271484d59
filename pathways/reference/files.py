"""Reading the files in `data/`."""

from datetime import date
from pathlib import Path

from talent_register.common.reference import read_rows

DATA = Path(__file__).parents[1] / "data"


def rows(name: str) -> list[dict]:
    return read_rows(DATA / f"{name}.csv")


def listed(text: str) -> list[str]:
    return [part.strip() for part in text.split(";") if part.strip()]


def number(text: str) -> int | None:
    return int(text) if text else None


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
