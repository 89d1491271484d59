"""Facts that many pages of one's own ask for, kept until a fact changes: see ContentVersion.

What is kept says nothing about people, so it is the same for everybody. A new release keeps its own: rows of tables
are kept as they were in memory.
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.utils.timezone import localdate

KEPT_FOR = 24 * 3600  # seconds


def by_version(version: str, name: str, make: Callable[[], Any]) -> Any:
    """What `make` gives, kept for a day under the version of the facts; anew where there is no version or cache."""
    if not version:
        return make()
    return cache.get_or_set(f"facts-{settings.VERSION}-{version}-{localdate()}-{name}", make, KEPT_FOR)
