"""Letters that come back. After the second, an address gets letters about its account only, until it is mended."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from talent_register.letters.choices import State
from talent_register.letters.models import Letter, Trouble


@transaction.atomic
def came_back(*, email: str, words: str, at: datetime) -> Trouble:
    """Note that a letter to an address came back for good. One that arrived since the last begins the count anew."""
    trouble, _is_new = Trouble.objects.select_for_update().get_or_create(email=email.lower(), defaults={"last_at": at})
    arrived = Letter.objects.to_address(email).filter(state=State.SENT, finished_at__gt=trouble.last_at).exists()
    trouble.times = 1 if trouble.mended_at or arrived else trouble.times + 1
    trouble.last_at, trouble.words, trouble.mended_at = at, words[:300], None
    trouble.save()
    return trouble


def mend(*, emails: Iterable[str], at: datetime) -> int:
    """The owner says that the addresses work again."""
    wanted = {email.lower() for email in emails if email}
    return Trouble.objects.filter(email__in=wanted, mended_at__isnull=True).update(mended_at=at)


@transaction.atomic
def undelivered(*, reference: str, words: str, at: datetime) -> bool:
    """The provider says of a letter it took that it never arrived. Said twice, it counts once. True when it counted."""
    letter = Letter.objects.select_for_update().filter(reference=reference, state=State.SENT).first()
    if letter is None or not letter.to_email:
        return False
    letter.state, letter.outcome = State.FAILED, words[:300]
    letter.save(update_fields=["state", "outcome"])
    came_back(email=letter.to_email, words=words, at=at)
    return True
