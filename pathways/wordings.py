"""The Welsh of facts for pages and letters. Named in settings.WORDINGS."""

from collections.abc import Mapping

from django.utils.timezone import localdate

from .access import content_version
from .models import Wording

_kept: tuple[str, Mapping[str, str]] = ("", {})


def welsh() -> Mapping[str, str]:
    """English words of facts and their Welsh, as of today. Kept in memory until a fact changes: one small query."""
    global _kept
    version, known = f"{content_version()} {localdate()}", _kept
    if version != known[0]:
        known = _kept = version, dict(Wording.objects.current().values_list("english", "welsh"))
    return known[1]
