"""Files and rows of imports go; the receipt with its counts and hash stays."""

from datetime import datetime

from talent_register.common.retention import Sweep

from .actions import purging
from .models import ImportRun


def _forget(keys: list[int], at: datetime, days: int) -> None:
    purging.forget_runs(ids=keys, at=at, days=days)


SWEEPS = [Sweep("imports", ImportRun.objects.count, purging.due, _forget)]
