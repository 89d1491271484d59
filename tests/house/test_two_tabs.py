"""Every form that is filled in when its page is opened, of people's own pages and of the staff of profiles.

Where its answers changed meanwhile, both are shown, nothing typed is lost and nothing is written; sending it again is
taken. Sent twice by one copy, what it does is done once. The pages come from the addresses of the register.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import reverse

from profiles.middleware import is_covered
from profiles.models import SentForm
from talent_register.audit.models import Event
from talent_register.common.two_tabs import CHOSEN, STAMP, Asked, Stamp, asked_on
from tests.house.examples import EXAMPLES, World, build
from tests.house.filled import Reader
from tests.house.test_strangers_see_nothing import ADDRESSES, NO_WORDS, Address
from tests.profiles.tabs import MEANWHILE, Tab

FRAME = "<main>{% block messages %}{% endblock %}{% block main %}{% block content %}{% endblock %}{% endblock %}</main>"
ACTORS = ("clinician", "other_clinician", "support", "national_lead", "college_admin", "auditor")
TYPED = "Typed into <the> other tab"
FEWEST_FORMS, FEWEST_DONE = 60, 25

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


@dataclass(frozen=True)
class Opened:
    """A page that somebody opened, and one of its forms."""

    client: Client
    address: Address
    path: str
    html: str
    asked: Asked

    def __str__(self) -> str:
        return f"{self.address.name} ({self.path})"


@pytest.fixture(autouse=True)
def _bare_frame(frame):
    frame({"base.html": FRAME})


def forms(world: World, log_in) -> Iterator[Opened]:
    """Each form once, by somebody who may open its page."""
    seen = set()
    for actor in ACTORS:
        client = log_in(world.users[actor])
        client.raise_request_exception = False
        for address in ADDRESSES:
            example = EXAMPLES.get(address.name, NO_WORDS)
            if not is_covered(address.view) or (address.words and actor not in example.seen_by):
                continue
            path = reverse(address.name, kwargs=example.words(world))
            if path in seen:
                continue
            cache.clear()
            answer = client.get(path)
            if answer.status_code != 200 or answer.streaming:
                continue
            seen.add(path)
            html = answer.content.decode()
            for asked in asked_on(html, path):
                yield Opened(client, address, path, html, asked)


def other_answers(asked: Asked) -> dict[str, list[str]]:
    """What nobody would call the same: other words in every box, another choice wherever there is one."""
    said = {}
    for name, shown in asked.shows.items():
        boxes = [box for box in asked.form.boxes if box.name == name and box.kind in {*CHOSEN, "option"}]
        choices = [box.has.get("value") or "on" for box in boxes if box.has.get("value") != ""]
        said[name] = [one for one in choices if one not in shown][:1] if boxes else [TYPED]
    return said


def test_every_form_shows_both_answers_and_counts_once(log_in):
    wrong, filled, taken = [], 0, 0
    for opened in forms(build(), log_in):
        if opened.asked.form.path == opened.path and opened.asked.shows:
            filled += 1
            wrong += [f"{opened}: {words}" for words in wrong_when_changed_meanwhile(opened)]
        is_taken, words = sent_twice(opened)
        taken += is_taken
        wrong += [f"{opened}: {one}" for one in words]
    assert wrong == [], "\n".join(wrong)
    assert filled >= FEWEST_FORMS
    assert taken >= FEWEST_DONE


def wrong_when_changed_meanwhile(opened: Opened) -> list[str]:
    """What is wrong when the form is sent with other answers, having shown something else than what is kept."""
    tab = Tab(opened.client, opened.path, html=opened.html)
    said = {**tab.untouched, **other_answers(opened.asked)}
    said[STAMP] = [str(Stamp.new("of another day"))]
    with transaction.atomic():
        before = Event.objects.count()
        answer = opened.client.post(opened.path, said)
        html = answer.content.decode()
        if answer.status_code != 200 or MEANWHILE not in html:
            transaction.set_rollback(True)
            return [f"{answer.status_code} says nothing of the change"]
        wrong = ["something was written"] * (Event.objects.count() != before or SentForm.objects.exists())
        kept = {name: [one.strip() for one in values] for name, values in Reader(html).values.items()}
        wrong += [f"{name} is lost" for name in said if said[name] == [TYPED] and TYPED not in kept.get(name, [])]
        tab.takes(html)
        if tab.stamp.endswith("of another day") or MEANWHILE in tab.sends(**said | {STAMP: tab.stamp}).content.decode():
            wrong.append("it is asked again and again")
        transaction.set_rollback(True)
    return wrong


def sent_twice(opened: Opened) -> tuple[bool, list[str]]:
    """Whether the form is taken as it stands, and what is wrong when the same copy comes again."""
    said = {box.name: box.has.get("value") or "" for box in opened.asked.form.boxes if box.kind == "hidden"}
    said |= opened.asked.shows or {}
    path, wrong = opened.asked.form.path, []
    with transaction.atomic():
        first = opened.client.post(path, said)
        is_taken = first.status_code == 302 and "log-in" not in first.url and SentForm.objects.exists()
        if is_taken:
            before = Event.objects.count()
            second = opened.client.post(path, said)
            if (second.status_code, second.get("Location")) != (302, first.url):
                wrong.append(f"{second.status_code} {second.get('Location')}, not {first.url}")
            if Event.objects.count() != before:
                wrong.append("it happened twice")
        transaction.set_rollback(True)
    return is_taken, wrong
