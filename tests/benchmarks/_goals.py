"""A goal beside what was measured, as a line of its own."""

import json


def goal(bench: str, what: str, value: float, *, at_most: float | None = None, at_least: float | None = None) -> None:
    """Print whether a figure is at most, or at least, so much."""
    is_met = value <= at_most if at_most is not None else value >= (at_least or 0)
    wanted = {"at_most": at_most} if at_most is not None else {"at_least": at_least}
    print(json.dumps({"bench": bench, "goal": what, "value": value, **wanted, "met": is_met}), flush=True)
