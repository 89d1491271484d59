"""How far the work on a run is, told while its transaction is still open: through the cache, else from the row."""

import time

from django.core.cache import cache

from .models import ImportRun

SECONDS_KEPT = 3600
SECONDS_BETWEEN = 0.5


class Progress:
    """Counts up for one run. Cheap to call for every row. `listener` is told too (the shell's bar)."""

    def __init__(self, run: ImportRun, total: int, listener=None):
        self.key, self.total, self.listener = f"import-progress-{run.pk}", total, listener
        self.started = time.monotonic()
        self.told = 0.0

    def __call__(self, done: int) -> None:
        now = time.monotonic()
        if now - self.told < SECONDS_BETWEEN and done < self.total:
            return
        self.told = now
        cache.set(self.key, (done, self.total, round(now - self.started, 1)), SECONDS_KEPT)
        if self.listener:
            self.listener(done, self.total)


def of(run: ImportRun) -> tuple[int, int, int | None]:
    """(done, total, seconds left or None)."""
    done, total, spent = cache.get(f"import-progress-{run.pk}") or (run.rows_done, run.rows_total, 0)
    left = round(spent * (total - done) / done) if done and spent else None
    return min(done, total), total, left
