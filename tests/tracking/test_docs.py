"""docs/reminders.md says what the rules say."""

from pathlib import Path

from tracking.models import Reminder
from tracking.rules.reminders import ALL_RULES

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reminders.md"


def test_the_table_of_reminders_is_the_rules():
    table = PAGE.read_text().split("| Reminder |")[1].split("\n\n")[0]
    rows = [line.strip("| ").split(" | ") for line in table.splitlines()[1:] if line.startswith("| ")]
    said = [(kind, day.replace("due day", "").replace(" ", ""), late.split(":")[0]) for kind, day, late in rows]
    assert said == [
        (
            str(Reminder.Kind(rule.kind).label),
            f"{rule.offset_days:+d}".replace("-", "−") if rule.offset_days else "",
            str(rule.cutoff_days),
        )
        for rule in ALL_RULES
    ]
