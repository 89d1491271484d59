"""The published facts that the project keeps in data/*.csv, read into plain rows. See data/SOURCES.md."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from . import rules

DATA = Path(__file__).resolve().parent / "data"


@dataclass(frozen=True)
class Source:
    """Where a row was read, when it was checked (the first day that the words may mean), and if it may be relied on."""

    source: str
    checked: str
    checked_on: date | None
    is_verified: bool


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _day_after(text: str) -> date | None:
    day = _day(text)
    return day + timedelta(days=1) if day else None


def sources() -> dict[str, Source]:
    return {
        r["key"]: Source(r["source"], r["checked"], _day(r["checked_on"]), r["verified"] == "1")
        for r in _rows("sources.csv")
    }


def regions() -> dict[str, dict]:
    """Region rows by code; `parent` is the code of another region."""
    found = sources()
    return {row["code"]: {**row, **vars(found[row.pop("source")])} for row in _rows("regions.csv")}


def organisations() -> dict[str, dict]:
    """Organisation rows by code; region, parent and successor are codes. `official_name` is as the source has it."""
    found = sources()
    rows = {}
    for row in _rows("organisations.csv"):
        rows[row["code"]] = {**_organisation(row), **vars(found[row["source"]])}
    for row in _rows("practices.csv"):
        rows[row["code"]] = {**_practice(row), **vars(found["ods-practices"])}
    return rows


def codes() -> set[str]:
    """The codes of all organisations of the published list."""
    return {row["code"] for name in ("organisations.csv", "practices.csv") for row in _rows(name)}


def _organisation(row: dict[str, str]) -> dict:
    return {
        "code": row["code"],
        "kind": row["kind"],
        "name": rules.readable_name(row["name"]),
        "official_name": row["name"],
        "nation": row["nation"],
        "region": row["region"],
        "parent": row["parent"],
        "successor": row["successor"],
        "town": rules.readable_name(row["town"]),
        "postcode": row["postcode"],
        "opened_on": _day(row["opened_on"]),
        "disabled_on": _day_after(row["closed_on"]),
    }


def _practice(row: dict[str, str]) -> dict:
    in_wales = row["region"] == "wales"
    return _organisation(
        {
            **row,
            "kind": "PRACTICE",
            "nation": "WALES" if in_wales else "ENGLAND",
            "parent": row["board"],
            "successor": "",
            "closed_on": "",
        }
    )


def other_names() -> list[dict]:
    """Names that sources used for an organisation beside its present official one."""
    return [
        {
            "code": row["code"],
            "name": rules.readable_name(row["name"]),
            "from_date": _day(row["from_date"]),
            "to_date": _day(row["to_date"]),
            "seen_on": _day(row["seen_on"]),
        }
        for row in _rows("names.csv")
    ]
