"""Every address, read and written to, as everybody: nobody gets further than the marks and their scope allow.

What must happen follows from the mark of the view, the roles of the actor and the examples in examples.py.
"""

from dataclasses import dataclass

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse
from django.utils import timezone

from talent_register.accounts import access
from talent_register.accounts.actions import tokens
from talent_register.accounts.middleware import LIBRARIES
from talent_register.accounts.models import User
from talent_register.common.permissions import Permission, Scope
from tests.house.examples import ACTORS, EXAMPLES, Example, build

LOG_IN = "/account/log-in/"
SET_UP = "/account/security/set-up/"
CONFIRM = "/account/security/second-step/reauthenticate/"
NO_WORDS = Example(lambda world: {}, set())
# Pages that look after themselves, or are for all, are walked by one actor of each kind; only leaks are looked for.
WALK_OPEN_PAGES = {"anonymous", "other_clinician", "college_admin", "lead_without_factor"}
# Who walks in ./test quick; ./test sends everybody.
WALK_QUICKLY = {"anonymous"}
# The frame of a page costs more than the page, and says nothing about anybody.
FRAME = "{% block messages %}{% endblock %}{% block main %}{% block content %}{% endblock %}{% endblock %}"


@dataclass(frozen=True)
class Address:
    """One URL pattern of the register."""

    name: str
    route: str
    words: tuple[str, ...]
    view: object

    @property
    def requires(self):
        return getattr(self.view, "requires", None)

    @property
    def is_open(self):
        """Public, or a page of a library that looks after itself."""
        return bool(getattr(self.view, "public", None)) or self.view.__module__.startswith(tuple(LIBRARIES))


def addresses(resolver=None, namespaces=(), route=""):
    """Every named address outside the admin, which has its own test."""
    for entry in (resolver or get_resolver()).url_patterns:
        path = f"{route}{entry.pattern}"
        if isinstance(entry, URLPattern):
            name = ":".join([*namespaces, entry.name or ""])
            words = (*entry.pattern.converters, *entry.pattern.regex.groupindex)
            yield Address(name, path, tuple(dict.fromkeys(words)), entry.callback)
        elif entry.namespace != "admin":
            inner = (*namespaces, entry.namespace) if entry.namespace else namespaces
            yield from addresses(entry, inner, path)


ADDRESSES = list(addresses())


def test_every_address_with_words_in_its_path_has_an_example():
    for address in ADDRESSES:
        assert address.name, f"{address.route} has no name: give its path() one."
        if address.words:
            assert address.name in EXAMPLES, (
                f'{address.route}: add "{address.name}" to EXAMPLES in tests/house/examples.py: which object of the '
                f"world stands for {', '.join(address.words)}, and which actors see it."
            )


def test_no_example_outlives_its_address():
    assert set(EXAMPLES) <= {address.name for address in ADDRESSES}


def test_every_kind_of_actor_is_in_the_world(db):
    assert set(build().users) | {"anonymous"} == set(ACTORS)


@pytest.fixture
def _bare_frame(frame):
    """Pages without header, menu and footer: much faster."""
    frame({"base.html": FRAME, "errors/403.html": "refused", "errors/404.html": "not found"})


@pytest.mark.django_db
@pytest.mark.usefixtures("_bare_frame")
@pytest.mark.parametrize(
    "actor", [pytest.param(a, marks=() if a in WALK_QUICKLY else pytest.mark.load) for a in ACTORS]
)
def test_nobody_gets_further_than_they_may(actor, log_in):
    """One actor, every address, by GET and by POST. What a request changes is taken back before the next."""
    cache.clear()
    world = build()
    walk = Walk.of(actor, world, log_in)
    wrong = []
    for address in ADDRESSES:
        if address.is_open and actor not in WALK_OPEN_PAGES:
            continue
        example = EXAMPLES.get(address.name, NO_WORDS)
        url = reverse(address.name, kwargs=example.words(world))
        for method in ("GET", "POST"):
            answer = walk.ask(method, url, example.data)
            wrong += [f"{method} {url}: {words}" for words in walk.what_is_wrong(address, example, method, answer)]
    assert wrong == [], f"{actor}:\n" + "\n".join(wrong)


@dataclass
class Walk:
    """One actor on the way through the register."""

    actor: str
    client: Client
    permissions: set
    has_record: bool
    secrets: dict

    @classmethod
    def of(cls, actor, world, log_in):
        secrets = {name: world.canaries(name) for name in world.people if name not in ACTORS[actor]}
        if actor == "anonymous":
            return cls(actor, Client(raise_request_exception=False), set(), False, secrets)
        user = User.objects.get(pk=world.users[actor].pk)
        client = log_in(user, with_factor=actor != "lead_by_password_alone")
        client.raise_request_exception = False
        client.get("/")
        permissions = {permission for permission in Permission if access.can(user, permission)}
        return cls(actor, client, permissions, hasattr(user, "clinician"), secrets)

    def ask(self, method, url, data):
        """One request that leaves nothing behind, neither in the database nor among the cookies."""
        cookies = self.client.cookies.copy()
        with transaction.atomic():
            answer = self.client.post(url, data) if method == "POST" else self.client.get(url)
            content = b"".join(answer.streaming_content) if answer.streaming else answer.content
            answer.text_kept = content.decode("utf-8", "replace")
            transaction.set_rollback(True)
        self.client.cookies = cookies
        return answer

    def what_is_wrong(self, address, example, method, answer):
        """What came instead of what should have come, and whose words stood in it."""
        shown = example.shows if self.actor in example.seen_by else set()
        for name in self.secrets.keys() - shown:
            yield from (f"shows {secret}" for secret in self.secrets[name] if secret in answer.text_kept)
        came = f"{answer.status_code} {answer.get('Location', '')}".strip()
        if answer.status_code >= 500:
            yield f"{came}, an error"
        elif not address.is_open:
            expected = self.expected(address, example, method)
            if not expected.matches(came):
                yield f"{came}, not {expected.words}"

    def expected(self, address, example, method):
        """What must come, by the first rule that holds."""
        is_enrolment = getattr(address.view, "before_second_factor", False)
        reached = REACHED_OR_NO_RECORD if address.requires is Permission.OWN_RECORD else REACHED
        rules = (
            (getattr(address.view, "token_scope", None), Came("asked for a token", "401")),
            (self.actor in ("anonymous", "inactive_lead"), Came("sent to log in", f"302 {LOG_IN}")),
            (address.requires not in self.permissions, Came("refused", "403")),
            (
                self.actor == "lead_without_factor" and not is_enrolment,
                Came("sent to set up a factor", f"302 {SET_UP}"),
            ),
            (self.actor == "lead_by_password_alone", Came("sent to confirm", f"302 {CONFIRM}")),
            (address.words and self.actor not in example.seen_by, Came("not found", "404", "405")),
            (method == "POST" and self.actor not in (example.sent_by or ACTORS), Came("refused", "403")),
            (self.has_record, REACHED),
            (True, reached),
        )
        return next(came for holds, came in rules if holds)


@dataclass(frozen=True)
class Came:
    """How an answer must begin: its status and where it leads."""

    words: str
    begins: tuple

    def __init__(self, words, *begins):
        object.__setattr__(self, "words", words)
        object.__setattr__(self, "begins", begins)

    def matches(self, came):
        return came.startswith(self.begins)


class Reached(Came):
    """Anything but a refusal."""

    def matches(self, came):
        return not came.startswith((*self.begins, f"302 {LOG_IN}", f"302 {SET_UP}"))


REACHED = Reached("the page", "401", "403", "404")
REACHED_OR_NO_RECORD = Reached("the page", "401", "403")


@pytest.mark.slow
@pytest.mark.django_db
def test_a_token_opens_nothing_but_the_door_for_programs(college_admin, college):
    """To every page, a program with all scopes is a stranger."""
    made = {"name": "All", "scopes": list(Scope), "days": 30, "by": college_admin, "at": timezone.now()}
    _token, secret = tokens.create(organisation=college, **made)
    program = Client(headers={"Authorization": f"Bearer {secret}"})
    for address in ADDRESSES:
        if address.requires and not address.words:
            answer = program.get(reverse(address.name))
            assert answer.get("Location", "").startswith(LOG_IN), f"{address.route} lets a program in"
