"""Whether a column of dates writes the day or the month first: decided once for the column, by evidence."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

DMY, MDY = "DMY", "MDY"
NUMBERS = re.compile(r"^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})(?: \d{1,2}:\d{2}.*)?$")


@dataclass(frozen=True)
class Order:
    """Whether 03/04 is 3 April. `is_shown` when some day over 12 shows it; `is_sure` also when nothing is in doubt."""

    value: str = DMY
    is_sure: bool = True
    example: str = ""
    is_shown: bool = False


def order_of(texts: Iterable[str]) -> Order:
    """The order in which a column writes day and month."""
    day_first = month_first = example = ""
    for text in texts:
        if found := NUMBERS.match(text):
            first, second = int(found[1]), int(found[2])
            if first > 12:
                day_first = text
            elif second > 12:
                month_first = text
            elif first != second:
                example = text
    if day_first:
        return Order(example=day_first, is_shown=True)
    if month_first:
        return Order(MDY, True, month_first, is_shown=True)
    return Order(DMY, not example, example)
