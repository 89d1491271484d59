"""What somebody had typed when their session ended. Named in settings.KEEP_UNSENT: accounts calls it, unseen."""

from datetime import datetime, timedelta
from typing import Any

from django.http import QueryDict

from profiles.models import UnsentAnswer
from talent_register.accounts.models import User

KEPT_FOR = timedelta(days=1)
MOST_CHARACTERS = 20_000
NEVER = {"csrfmiddlewaretoken"}


def keep(*, user: User, path: str, data: QueryDict, at: datetime) -> None:
    """Keep one page's answer for its own user. The newest page replaces an older one; what is too long is not kept."""
    kept = {name: values for name, values in data.lists() if name not in NEVER}
    if sum(len(value) for values in kept.values() for value in values) > MOST_CHARACTERS:
        return
    UnsentAnswer.objects.update_or_create(user=user, defaults={"path": path[:300], "data": kept, "at": at})


def found(*, user: Any, path: str, at: datetime) -> QueryDict | None:
    """What this user had typed on this page, when it was today."""
    row = UnsentAnswer.objects.filter(user=user, path=path, at__gt=at - KEPT_FOR).first()
    if row is None:
        return None
    data = QueryDict(mutable=True)
    for name, values in row.data.items():
        data.setlist(name, values)
    return data


def forget(*, user: Any, path: str) -> None:
    """It was sent after all."""
    UnsentAnswer.objects.filter(user=user, path=path).delete()
