"""The rows of shipped files, when every page can show them: the same checks as of what editors type."""

from collections.abc import Iterable

from pathways.known import Codes
from pathways.rules.allowed import mistakes


def checked(file: str, kind: str, rows: Iterable[dict], codes: Codes) -> list[dict]:
    """The rows. What no page could show stops the load with its file, row and column."""
    found = list(rows)
    for number, row in enumerate(found, start=2):
        # Loaders name rows of other tables by their numbers; for these checks it is enough that they do.
        values = {name.removesuffix("_id"): value for name, value in row.items()}
        for column, words in mistakes(kind, values, codes):
            raise ValueError(f"{file}.csv, row {number}, {column}: {words}.")
    return found
