"""Loads what the register ships about people: regulators, professions, specialties, grades, consent wordings."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from django.utils import timezone

from talent_register.common.reference import Loaded, bring_into_line, read_rows, sourced

from .models import (
    ConsentUse,
    ConsentWording,
    DataPurpose,
    EqualityCategory,
    OutOfProgrammeKind,
    Profession,
    RegistrationStatus,
    Regulator,
    RetentionRule,
    Specialty,
    TrainingGrade,
)

DATA = Path(__file__).parent / "data"


def load() -> list[Loaded]:
    """Bring the tables into line with profiles/data. Safe to run again at any time."""
    today = timezone.localdate()
    return [
        bring_into_line(Regulator, _regulators(), today=today),
        bring_into_line(Profession, _professions(), today=today),
        bring_into_line(RegistrationStatus, _statuses(), key=("regulator_id", "code"), today=today),
        bring_into_line(Specialty, _rows("specialties"), today=today),
        bring_into_line(TrainingGrade, _grades(), today=today),
        bring_into_line(OutOfProgrammeKind, _rows("out_of_programme_kinds"), today=today),
        bring_into_line(EqualityCategory, _categories(), key="key", today=today),
        bring_into_line(DataPurpose, _purposes(), key=("code", "version")),
        bring_into_line(RetentionRule, _retention()),
        bring_into_line(ConsentUse, _uses(), key=("audience", "use", "version")),
        bring_into_line(ConsentWording, _wordings(), key=("audience", "version")),
    ]


def _rows(name: str) -> Iterator[dict]:
    for row in read_rows(DATA / f"{name}.csv"):
        yield {**row, **sourced(row), "disabled_on": None}


def _regulators() -> Iterator[dict]:
    for row in _rows("regulators"):
        yield {
            **row,
            "is_pattern_sure": row["is_pattern_sure"] == "yes",
            "separates_licence": row["separates_licence"] == "yes",
            "renewal_months": _whole(row["renewal_months"]),
            "revalidation_months": _whole(row["revalidation_months"]),
        }


def _professions() -> Iterator[dict]:
    ids = dict(Regulator.objects.values_list("code", "id"))
    for row in _rows("professions"):
        regulator = row.pop("regulator")
        yield {**row, "regulator_id": ids.get(regulator), "sort": int(row["sort"])}


def _statuses() -> Iterator[dict]:
    ids = dict(Regulator.objects.values_list("code", "id"))
    for place, row in enumerate(_rows("registration_statuses")):
        regulator = row.pop("regulator")
        yield {**row, "regulator_id": ids[regulator], "sort": place}


def _grades() -> Iterator[dict]:
    for place, row in enumerate(_rows("training_grades")):
        yield {**row, "sort": place}


def _categories() -> Iterator[dict]:
    for row in _rows("equality_categories"):
        yield {**row, "key": f"{row['question']}.{row['code']}", "sort": int(row["sort"])}


def _purposes() -> Iterator[dict]:
    for row in read_rows(DATA / "purposes.csv"):
        yield {**row, **sourced(row), "version": int(row["version"]), "sort": int(row["sort"])}


def _retention() -> Iterator[dict]:
    for row in read_rows(DATA / "retention_rules.csv"):
        is_capped, is_active = (row.pop(name) == "yes" for name in ("is_capped", "is_active"))
        numbers = {name: int(row[name]) for name in ("days", "sort")}
        yield {**row, **sourced(row), **numbers, "is_capped": is_capped, "is_active": is_active}


def _uses() -> Iterator[dict]:
    for row in read_rows(DATA / "consent_uses.csv"):
        numbers = {name: int(row[name]) for name in ("version", "sort")}
        yield {**row, **sourced(row), **numbers, "is_apart": row["is_apart"] == "yes"}


def _wordings() -> Iterator[dict]:
    for row in read_rows(DATA / "consent_wordings.csv"):
        yield {**row, "version": int(row["version"]), "from_date": date.fromisoformat(row["from_date"])}


def _whole(text: str) -> int | None:
    return int(text) if text else None
