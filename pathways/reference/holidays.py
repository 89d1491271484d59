"""Bank holidays of the four nations, from the file that the sending of letters falls back on."""

from datetime import date

from pathways.models import BankHoliday
from talent_register.common.holidays import FILE
from talent_register.common.reference import Loaded, bring_into_line, read_rows, sourced


def load() -> list[Loaded]:
    rows = [
        {"nation": row["nation"], "day": date.fromisoformat(row["day"]), "name": row["name"], **sourced(row)}
        for row in read_rows(FILE)
    ]
    return [bring_into_line(BankHoliday, rows, key=("nation", "day"))]
