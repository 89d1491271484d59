"""What somebody had typed when their session ended. The middleware of this storey keeps it and gives it back."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.http import QueryDict

from profiles import rules
from profiles.models import UnsentAnswer
from talent_register.accounts.models import User

KEPT_FOR = timedelta(days=1)
MOST_CHARACTERS = 200_000
NEVER = {"csrfmiddlewaretoken"}
LONGEST_PATH = 300


def keep(*, user: User, page: str, path: str, data: QueryDict, at: datetime) -> None:
    """Keep what was sent to `path` from the form on `page`, for its own user.

    The newest replaces an older one; what is longer than any form of ours takes is not kept.
    """
    kept = {name: values for name, values in data.lists() if name not in NEVER}
    if sum(len(value) for values in kept.values() for value in values) > MOST_CHARACTERS:
        return
    where = {"page": page[:LONGEST_PATH], "path": path[:LONGEST_PATH]}
    UnsentAnswer.objects.update_or_create(user=user, defaults={**where, "data": kept, "at": at})


def page_of(*, user: Any, at: datetime) -> str:
    """The page that waits to be filled again; empty when there is none."""
    pages = UnsentAnswer.objects.filter(user=user, at__gt=at - KEPT_FOR).values_list("page", flat=True)
    return pages.first() or ""


def found(*, user: Any, page: str, at: datetime) -> UnsentAnswer | None:
    """What this user had typed on this page, when it was today."""
    return UnsentAnswer.objects.filter(user=user, page=page, at__gt=at - KEPT_FOR).first()


def forget(*, user: Any, path: str) -> bool:
    """It was sent after all. Returns whether there was anything."""
    return UnsentAnswer.objects.filter(user=user, path=path).delete()[0] > 0


def forget_people(*, signs: Iterable[str], called: Sequence[rules.Called]) -> None:
    """Let go what anybody had typed about people whose data is erased.

    It is about them where it was typed on a page of theirs or holds one of their `signs` (references, addresses,
    numbers), or calls them by their name.
    """
    known = [sign.casefold() for sign in signs if sign]
    about = [row.pk for row in UnsentAnswer.objects.iterator() if _is_about(row, known, called)]
    UnsentAnswer.objects.filter(pk__in=about).delete()


def _is_about(row: UnsentAnswer, signs: list[str], called: Sequence[rules.Called]) -> bool:
    typed = [row.page, row.path, *(value for values in row.data.values() for value in values)]
    text = "\n".join(typed).casefold()
    return any(sign in text for sign in signs) or any(one.is_said_in(value) for one in called for value in typed)
