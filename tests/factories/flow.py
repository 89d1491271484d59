"""The tables of moves and waits of one edition, laid out as reports lay them out, with made-up figures."""

from tests.factories.tracking import ReportSnapshotFactory
from tracking.models import ReportSnapshot
from tracking.reports import flow
from tracking.reports.frozen import Frozen
from tracking.reports.tables import Axis, Laid, Table

STAGES = [("cohort", "In a cohort"), ("nominated", "Nominated"), ("appointed", "Appointed to a leadership post")]
MOVES = {
    "people": 820,
    "people|stood=cohort": 400,
    "people|move=registered>nominated": 50,
    "people|move=registered>stay": 350,
    "people|move=cohort>nominated": 150,
    "people|move=cohort>stay": 240,
    "people|stood=nominated": 200,
    "people|move=nominated>appointed": 100,
    "people|move=nominated>stay": 100,
    "people|stage=appointed": 110,
}
WAITS = {
    "people|wait=before": 20,
    **{f"people|wait=in-{band}": number for band, number in (("6", 200), ("12", 150), ("24", 75), ("more", 15))},
    **{f"people|wait=for-{band}": number for band, number in (("6", 100), ("12", 100), ("24", 100), ("more", 60))},
}
YEAR = {
    "people|year=followed": 400,
    "people|year=within": 200,
    "people|year=still": 120,
    "people|year=later": 36,
}


def frozen(table: Table | Laid, figures: dict[str, int | None]) -> Frozen:
    """A table with these figures; what none is given for is hidden."""
    rows, columns = table.heads()
    cells = table.grid()
    told = [[figures.get(cell) if cell else "x" for cell in row] for row in cells]
    return Frozen(
        table.code,
        table.title,
        table.method,
        {"rows": rows, "columns": columns, "cells": cells, "figures": told},
        [],
    )


def flow_edition(*, known_of_north: dict[str, int] = YEAR, **more) -> list[ReportSnapshot]:
    """Of 820 people; nothing is known of one region."""
    moves, waits = (frozen(one, {**MOVES, **WAITS}) for one in flow.tables(STAGES))
    region = Axis("region", (("north", "North"), ("south", "South")))
    north = {cell.replace("people", "people|region=north"): number for cell, number in known_of_north.items()}
    year = frozen(flow.by(region, "Progress by region", "Registered"), {"people": 820, **YEAR, **north})
    made = [one for table in (moves, waits, year) for one in flow.with_shares(table)]
    return [
        ReportSnapshotFactory(
            family="progress",
            code=one.code,
            title=one.title,
            method=one.method,
            table=one.table,
            position=10 + place,
            **more,
        )
        for place, one in enumerate(made)
    ]
