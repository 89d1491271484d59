"""Rows that say what was once said: written once, never overwritten. They go only with their person."""

import pgtrigger


def never_overwritten(*but: str) -> list[pgtrigger.Trigger]:
    """Refuse every update, but of columns that are emptied when somebody's account goes."""
    return [
        pgtrigger.Protect(
            name="never_overwritten", operation=pgtrigger.Update, condition=pgtrigger.AnyChange(exclude=list(but))
        )
    ]
