"""People whom somebody may not see change nothing for them: no page, count, file, answer to a program, or letter.

People with a word of their own in every column of every table, and rows about them that belong to other teams, come
into the small world: one for each reason why somebody is not seen (elsewhere.REASONS), so that a page that asks for one
of these reasons alone is found. Before and after, everybody else asks everything there is. What came must be the same.
"""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from talent_register.accounts.actions import tokens
from talent_register.common.permissions import Permission, Scope
from tests.house.elsewhere import REASONS, Elsewhere
from tests.house.examples import EXAMPLES, build
from tests.house.test_strangers_see_nothing import ADDRESSES, FRAME, NO_WORDS, Walk
from tests.profiles.canary import MARK
from tracking import registry
from tracking.actions import exports, facets
from tracking.choices import ExportColumn
from tracking.exporting import WAYS

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
READERS = ("regional_lead", "national_lead", "national_analyst", "college_approver")
# Whose work is to see everybody's letters, events or records: what they see is in the table of roles.
SEE_ALL = {Permission.LETTER_VIEW, Permission.LETTER_RETRY, Permission.AUDIT_VIEW, Permission.RETENTION_VIEW}
QUERIES = {
    "people": ["", "?q=canary", "?stage=TEAM", "?region=north_west", "?cohort=none", "?sort=-joined", "?size=100"],
    "person-suggest": ["?q=qz"],
}
# What is another each time: marks of forms and scripts, and the name of an export.
CHANGES = [
    re.compile(words) for words in (r'csrfmiddlewaretoken" value="[^"]*"', r'nonce="[^"]*"', r"Export: [0-9a-f-]{36}")
]


@pytest.fixture(autouse=True)
def _still(frame):
    """One moment, and no frame: whatever differs is a difference."""
    frame({"base.html": FRAME, "errors/403.html": "refused", "errors/404.html": "not found"})
    with time_machine.travel("2026-11-27 12:00", tick=False):
        yield


def asked(world, log_in, readers=READERS) -> dict[str, str]:
    """Everything that anybody gets of what needs a permission, in words that are the same each time."""
    cache.clear()
    facets.refresh(at=timezone.now())
    found = {}
    for actor in readers:
        walk = Walk.of(actor, world, log_in)
        for address in ADDRESSES:
            if address.requires not in walk.permissions - SEE_ALL:
                continue
            url = reverse(address.name, kwargs=EXAMPLES.get(address.name, NO_WORDS).words(world))
            for query in QUERIES.get(address.name, [""]):
                found[f"{actor} {url}{query}"] = still(walk.ask("GET", url + query, {}).text_kept)
        user = world.users[actor]
        found[f"{actor}, letter"] = str(registry.waiting(user, timezone.localdate()))
        if Permission.PEOPLE_EXPORT in walk.permissions:
            found[f"{actor}, file"] = exported(user, world)
    found |= answers(world)
    return found


def exported(user, world) -> str:
    """The file of everybody, with every column there is."""
    with transaction.atomic():
        export = exports.ask(
            query="everyone=1", said="", people=9, columns=ExportColumn.values,
            format="csv", reason="To see what is in it", team=world.places["south"], by=user, at=timezone.now(),
        )  # fmt: skip
        exports.write_now(export=export, how=WAYS)
        text = exports.take(export=export, by=user, how=WAYS, at=timezone.now()).decode("utf-8-sig")
        transaction.set_rollback(True)
    return still(text)


def answers(world) -> dict[str, str]:
    """What programs are told that show a token of a college with every scope."""
    by, college = world.users["college_admin"], world.places["college"]
    with transaction.atomic():
        made = {"name": "Everything", "scopes": list(Scope), "days": 30, "by": by, "at": timezone.now()}
        _token, secret = tokens.create(organisation=college, **made)
        program, found = Client(headers={"Authorization": f"Bearer {secret}"}), {}
        for address in ADDRESSES:
            if getattr(address.view, "token_scope", None):
                url = reverse(address.name, kwargs=EXAMPLES.get(address.name, NO_WORDS).words(world))
                answer = program.get(url)
                body = b"".join(answer.streaming_content) if answer.streaming else answer.content
                found[f"program {url}"] = still(body.decode("utf-8", "replace"))
        transaction.set_rollback(True)
    return found


def still(text: str) -> str:
    for words in CHANGES:
        text = words.sub("", text)
    return text


def test_nobody_notices_people_out_of_their_scope(log_in):
    """And the comparison sees people: one more whom the lead may see changes list, home, file and letter.

    Nationally the things of every team are seen, so that there only the words of the person count.
    """
    world = build.__wrapped__()  # one that was kept is of another moment
    before = asked(world, log_in)
    assert len(before) > 150
    singers = {reason: Elsewhere(world, reason) for reason in REASONS}
    people = [singer.build() for singer in singers.values()]
    assert all(person.talent_discussions.exists() for person in people)
    after = asked(world, log_in)
    heard = [
        (name, reason)
        for name, words in after.items()
        if MARK in words.upper()
        for reason, singer in singers.items()
        if re.search(rf"{singer.mark}\d{{4}}(?!\d)", words.upper())
    ]
    assert heard == []
    changed = {name for name, words in after.items() if words != before[name]}
    assert {name for name in changed if not name.startswith("national_lead")} == set()
    hidden = world.people["hidden"]
    hidden.shares_with_region, hidden.review_due_on = True, timezone.localdate() - timedelta(days=30)
    hidden.save()
    changed = {name for name, words in asked(world, log_in, ["regional_lead"]).items() if words != before[name]}
    assert {f"regional_lead{what}" for what in (" /people/", " /staff/", ", file", ", letter")} <= changed
