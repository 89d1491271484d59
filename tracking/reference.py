"""Loads the grids of talent discussions that the project ships with. Running it again changes nothing."""

from datetime import date
from pathlib import Path

from django.db import transaction

from talent_register.common.reference import Loaded, bring_into_line, read_rows, sourced

from .models import Grid

DATA = Path(__file__).parent / "data"


@transaction.atomic
def load(*, today: date | None = None) -> list[Loaded]:
    """Make the tables say what the files say. What the files lost stays: it may be in use."""
    return [bring_into_line(Grid, [_grid(row) for row in read_rows(DATA / "grids.csv")], key="slug")]


def _grid(row: dict) -> dict:
    texts = ("slug", "name", "about", "caution", "down_name", "across_name")
    cells = [cell for cell in read_rows(DATA / "grid_cells.csv") if cell["grid"] == row["slug"]]
    return {
        **{name: row[name] for name in texts},
        "is_on": row["is_on"] == "yes",
        "is_default": row["is_default"] == "yes",
        "down": _steps(row["slug"], "down"),
        "across": _steps(row["slug"], "across"),
        "cells": {f"{cell['down']}/{cell['across']}": cell["support"] for cell in cells},
        **sourced(row),
    }


def _steps(grid: str, axis: str) -> list[list[str]]:
    rows = read_rows(DATA / "grid_steps.csv")
    return [[row["code"], row["name"], row["hint"]] for row in rows if (row["grid"], row["axis"]) == (grid, axis)]
