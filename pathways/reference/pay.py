"""Pay points and awards. A figure that was worked out or recalled is never verified, whatever was read beside it."""

from datetime import date

from pathways.choices import PayBasis
from pathways.models import PayAward, PayPoint
from talent_register.common.reference import Loaded, bring_into_line, sourced

from .checked import checked
from .files import number, rows

KEY = ("scheme", "point", "from_date", "nation")


def load() -> list[Loaded]:
    return [
        bring_into_line(PayPoint, checked("pay_points", "pay-point", map(_point, rows("pay_points")), {}), key=KEY),
        bring_into_line(
            PayAward, checked("pay_awards", "pay-award", map(_award, rows("pay_awards")), {}), key=("year", "group")
        ),
    ]


def _point(row: dict) -> dict:
    texts = ("scheme", "point", "name", "reached", "nation", "covers", "basis", "how")
    trust = sourced(row)
    return {
        **{name: row[name] for name in texts},
        "from_date": date.fromisoformat(row["from_date"]) if row["from_date"] else None,
        "amount": number(row["amount"]),
        **trust,
        "is_verified": trust["is_verified"] and row["basis"] == PayBasis.PUBLISHED,
    }


def _award(row: dict) -> dict:
    return {**{name: row[name] for name in ("year", "group", "award")}, **sourced(row)}
