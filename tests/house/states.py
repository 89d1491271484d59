"""Who opens pages to see them in states that links do not lead to, and what they get."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from allauth.account.internal.userkit import user_id_to_str
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import reverse

from talent_register.common.permissions import Permission
from tests.house.examples import EXAMPLES, World
from tests.house.filled import WAYS, Form, Reader
from tests.house.test_strangers_see_nothing import ADDRESSES, Address

# Whose public pages show what tables hold, and so can be empty or long.
WITH_FACTS = ("pathways.", "tracking.", "talent_register.organisations.", "profiles.views.privacy")
# The staff whose forms are looked at too: those who help people, and those who keep the facts.
WORK_OF_STAFF = ("profiles.", "pathways.")


def shows_rows(address: Address) -> bool:
    """Whether the page can be empty or long: one of the person's own, or of facts."""
    return address.requires is Permission.OWN_RECORD or address.view.__module__.startswith(WITH_FACTS)


@dataclass(frozen=True)
class Seen:
    """A page as somebody got it."""

    who: str
    path: str
    html: str
    sent: str = ""

    def __str__(self) -> str:
        return f"{self.who} at {self.path}{f', having sent {self.sent}' if self.sent else ''}"

    @cached_property
    def pieces(self) -> set[tuple[str, str]]:
        """What the page is built of: each element with the one before it. Many rows are the same pieces as two."""
        shape = Reader(self.html.partition("<main")[2]).shape
        return set(pairwise(shape))


@dataclass
class Visitor:
    """Somebody who opens the pages of clinicians and of everybody, sends forms, and leaves nothing behind.

    An `actor` of the staff opens the pages of their work instead.
    """

    who: str
    client: Client = field(default_factory=Client)
    actor: str = ""

    @classmethod
    def known(cls, who: str, client: Client, user) -> "Visitor":
        """Logged in, and known to be who they are a moment ago."""
        session = client.session
        session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
        session["account_authentication_methods_user"] = user_id_to_str(user)
        session.save()
        return cls(who, client)

    def pages(self, world: World | None, which: Callable[[Address], bool] = lambda _address: True) -> Iterator[Seen]:
        """Those that this visitor may open, as they come. Without a world, those with no words in their address."""
        for address in ADDRESSES:
            if not (self._goes_to(address) and which(address)) or (address.words and not world):
                continue
            words = EXAMPLES[address.name].words(world) if address.name in EXAMPLES else {}
            path = reverse(address.name, kwargs=words)
            answer = self._ask(path)
            if answer.status_code == 200 and "<main" in answer.html:  # neither a file nor a piece of a page
                yield Seen(self.who, path, answer.html)

    def _goes_to(self, address: Address) -> bool:
        is_own_or_open = address.requires is Permission.OWN_RECORD or address.is_open
        if not self.actor:
            return is_own_or_open
        is_work = not is_own_or_open and address.view.__module__.startswith(WORK_OF_STAFF)
        return is_work and (not address.words or self.actor in EXAMPLES[address.name].seen_by)

    def mistakes(self, page: Seen) -> Iterator[tuple[Form, str, dict, Seen | str]]:
        """Each form of the page sent in each way that is no answer: how, what, and the page or the status that came.

        A form that takes what was sent leads elsewhere, and is not among them.
        """
        for form in Reader(page.html.partition("<main")[2]).forms:
            for way in form.ways:
                sent = form.filled(*WAYS[way])
                answer = self._ask(form.action or page.path, sent)
                if answer.status_code != 302:
                    came = Seen(self.who, page.path, answer.html, way)
                    yield form, way, sent, came if answer.status_code == 200 else f"{came}: {answer.status_code}"

    def _ask(self, path: str, sent: dict | None = None):
        """One request. What it changed is taken back, and nobody is slowed down for asking often."""
        cache.clear()
        cookies = self.client.cookies.copy()
        with transaction.atomic():
            answer = self.client.get(path) if sent is None else self.client.post(path, sent)
            answer.html = "" if answer.streaming else answer.content.decode("utf-8", "replace")
            transaction.set_rollback(True)
        self.client.cookies = cookies
        return answer
