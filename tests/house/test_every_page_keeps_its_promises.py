"""Every page of the register, opened once by somebody who may, keeps two promises.

Whoever is read of can read at once who looked; and what is typed stands in the form again when the session had ended
by the time it was sent.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.core.cache import cache
from django.db import transaction
from django.urls import reverse

from talent_register.accounts.models import User
from talent_register.audit.models import View
from tests.house.examples import EXAMPLES, World, build
from tests.house.filled import TYPED, Form, Reader
from tests.house.test_strangers_see_nothing import ADDRESSES, NO_WORDS, Address, _bare_frame  # noqa: F401

WORDS = "Typed before <the> session & ended"
# Who opens pages, until each was opened by somebody; and who of them reads of others.
CLINICIANS = ("clinician", "other_clinician")
STAFF = ("regional_lead", "national_lead", "college_admin", "college_approver", "support", "content_editor", "auditor")
FEWEST_FORMS, FEWEST_LOOKS = 100, 20


@dataclass(frozen=True)
class Opened:
    """A page as somebody got it, and the references of people to whom the look was told."""

    actor: str
    user: User
    address: Address
    path: str
    text: str
    told: set[str]

    def untold(self, world: World) -> list[str]:
        """The people it speaks of, who cannot read that somebody looked."""
        shown = {name: person for name, person in world.people.items() if self.speaks_of(name, world)}
        return [name for name, person in shown.items() if person.reference not in self.told]

    def speaks_of(self, name: str, world: World) -> bool:
        return any(word and word in self.text for word in world.canaries(name))


def pages(world: World, log_in) -> Iterator[Opened]:
    """Each address once; whoever comes next looks at what nobody was shown yet."""
    seen = set()
    for actor in (*CLINICIANS, *STAFF):
        client = log_in(world.users[actor])
        client.raise_request_exception = False
        for address in ADDRESSES:
            example = EXAMPLES.get(address.name, NO_WORDS)
            if address.requires is None or (address.words and actor not in example.seen_by):
                continue
            path = reverse(address.name, kwargs=example.words(world))
            if path in seen or (found := opened(client, path)) is None:
                continue
            seen.add(path)
            yield Opened(actor, world.users[actor], address, path, *found)


def opened(client, path) -> tuple[str, set[str]] | None:
    """The text that came, and who was told of the look. What looking changes is taken back."""
    cache.clear()
    with transaction.atomic():
        newest = View.objects.order_by("-id").values_list("id", flat=True).first() or 0
        answer = client.get(path)
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        told = {one for people in View.objects.filter(id__gt=newest).values_list("people", flat=True) for one in people}
        transaction.set_rollback(True)
    return (content.decode("utf-8", "replace"), told) if answer.status_code == 200 else None


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.usefixtures("_bare_frame")
def test_looks_are_told_and_nothing_typed_is_lost(log_in):
    world, wrong, forms, looks, forgotten = build(), [], 0, 0, set()
    for page in pages(world, log_in):
        if page.actor in STAFF:
            looks += bool(page.told)
            wrong += [f"{page.actor} at {page.path} reads of {name}: untold" for name in page.untold(world)]
        for form in Reader(page.text).forms:
            if not form.asks:
                continue
            forms += 1
            lost = what_is_lost(page, form, log_in)
            if getattr(page.address.view, "forgets_unsent", None):
                forgotten.add(page.address.name)
                assert lost == ["nothing was kept"]
            else:
                wrong += [f"{page.path}: {words}" for words in lost]
    assert wrong == []
    assert forgotten == {"own-equality-question"}
    assert forms >= FEWEST_FORMS
    assert looks >= FEWEST_LOOKS


def what_is_lost(page: Opened, form: Form, log_in) -> list[str]:
    """What does not stand in the form any more, once it was sent too late and its user has logged in again."""
    sent = form.filled(WORDS, "")
    sent |= {name: [value] for kind, name, value in form.fields if kind in ("radio", "checkbox")}
    sent |= {name: [WORDS] for kind, name, _value in form.fields if kind == "select"}
    with transaction.atomic():
        ended = log_in(page.user)
        ends_session(ended)
        ended.post(form.action or page.path, sent, headers={"referer": f"http://testserver{page.path}"})
        html = log_in(page.user).get(page.path).content.decode()
        transaction.set_rollback(True)
    if "We kept what you typed" not in html:
        return ["nothing was kept"]
    values = Reader(html).values
    typed = [name for kind, name, _value in form.fields if kind in TYPED - {"password"}]
    return [f"{name} is lost" for name in typed if WORDS not in [value.strip() for value in values.get(name, [])]]


def ends_session(client) -> None:
    session = client.session
    session["began_at"] = session["active_at"] = 0
    session.save()
