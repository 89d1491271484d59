"""Every form of the register keeps what was typed when the session has ended by the time it is sent."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.core.cache import cache
from django.db import transaction
from django.urls import reverse

from talent_register.accounts.models import User
from tests.house.examples import EXAMPLES, build
from tests.house.filled import TYPED, Form, Reader
from tests.house.test_strangers_see_nothing import ADDRESSES, NO_WORDS, Address, _bare_frame  # noqa: F401

WORDS = "Typed before <the> session & ended"
# Who opens pages, until each was opened by somebody.
WALKERS = ("clinician", "other_clinician", "regional_lead", "national_lead", "college_admin", "college_approver")
WALKERS += ("support", "content_editor", "auditor")
FEWEST_FORMS = 100


@dataclass(frozen=True)
class Asked:
    """A form on a page that somebody sees."""

    user: User
    page: str
    form: Form
    address: Address

    @property
    def typed(self) -> list[str]:
        return [name for kind, name, _value in self.form.fields if kind in TYPED - {"password"}]


def forms_of(world, log_in) -> Iterator[Asked]:
    """Each form of our own pages that asks something, once."""
    seen = set()
    for actor in WALKERS:
        client = log_in(world.users[actor])
        client.raise_request_exception = False
        for address in ADDRESSES:
            example = EXAMPLES.get(address.name, NO_WORDS)
            if address.requires is None or (address.words and actor not in example.seen_by):
                continue
            page = reverse(address.name, kwargs=example.words(world))
            if page in seen or (html := opened(client, page)) is None:
                continue
            seen.add(page)
            yield from (Asked(world.users[actor], page, form, address) for form in Reader(html).forms if form.asks)


def opened(client, page) -> str | None:
    """The page, or nothing where this actor sees none or gets a file. What looking changes is taken back."""
    cache.clear()
    with transaction.atomic():
        answer = client.get(page)
        html = None if answer.streaming or answer.status_code != 200 else answer.content.decode("utf-8", "replace")
        transaction.set_rollback(True)
    return html


def ends_session(client) -> None:
    session = client.session
    session["began_at"] = session["active_at"] = 0
    session.save()


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.usefixtures("_bare_frame")
def test_every_form_gives_back_what_was_typed_before_the_session_ended(log_in):
    wrong, forms, forgotten = [], 0, set()
    for asked in forms_of(build(), log_in):
        with transaction.atomic():
            lost = list(what_is_lost(asked, log_in))
            transaction.set_rollback(True)
        forms += 1
        if getattr(asked.address.view, "forgets_unsent", None):
            forgotten.add(asked.address.name)
            assert lost == ["nothing was kept"]
        else:
            wrong += [f"{asked.page}: {words}" for words in lost]
    assert wrong == []
    assert forgotten == {"own-equality-question"}
    assert forms >= FEWEST_FORMS


def what_is_lost(asked: Asked, log_in) -> Iterator[str]:
    """What does not stand in the form any more, once it was sent too late and its user has logged in again."""
    sent = asked.form.filled(WORDS, "")
    sent |= {name: [value] for kind, name, value in asked.form.fields if kind in ("radio", "checkbox")}
    ended = log_in(asked.user)
    ends_session(ended)
    answer = ended.post(asked.form.action or asked.page, sent, headers={"referer": f"http://testserver{asked.page}"})
    if not answer.get("Location", "").startswith("/account/log-in/"):
        yield f"sending leads to {answer.status_code} {answer.get('Location')}"
        return
    html = log_in(asked.user).get(asked.page).content.decode()
    if "We kept what you typed" not in html:
        yield "nothing was kept"
        return
    page = Reader(html)
    yield from (
        f"{name} is lost" for name in asked.typed if WORDS not in [v.strip() for v in page.values.get(name, [])]
    )
