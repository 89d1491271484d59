"""Nobody learns from log-in, sign-up, reset or a new link whether an address has an account."""

import re

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from talent_register.letters.models import Letter
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
KNOWN, UNKNOWN, CLOSED, WAITING = (
    "known@nhs.example",
    "unknown@nhs.example",
    "closed@nhs.example",
    "waiting@nhs.example",
)
NEW_PASSWORD = "marmalade otter balcony"


@pytest.fixture(autouse=True)
def _people():
    UserFactory(email=KNOWN)
    UserFactory(email=CLOSED, is_active=False)
    UserFactory(email=WAITING, verified=False)


def outcome(url, data, email):
    """Statuses, last page without its tokens, and how many letters it made."""
    client, before = Client(), Letter.objects.count()
    answer = client.post(reverse(url), data, follow=True)
    page = answer.content.decode().replace(email, "EMAIL")
    page = re.sub(r'(csrfmiddlewaretoken" value=|nonce=|name="csrf[^"]*" value=)"[^"]+"', "TOKEN", page)
    page = re.sub(r"\d+ms|[0-9a-f]{32}", "", page)
    return [status for _, status in answer.redirect_chain], answer.status_code, page, Letter.objects.count() - before


@pytest.mark.parametrize("email", [KNOWN, CLOSED, WAITING])
def test_log_in_with_a_wrong_password(email):
    def attempt(email):
        return outcome("account_login", {"login": email, "password": "wrong horse battery"}, email)

    assert attempt(email) == attempt(UNKNOWN)


@pytest.mark.parametrize("email", [KNOWN, CLOSED, WAITING])
def test_sign_up(email):
    def attempt(email):
        return outcome("account_signup", {"name": "A B", "email": email, "password1": NEW_PASSWORD}, email)

    found = attempt(email)
    assert found == attempt(UNKNOWN)
    assert found[3] == 1


@pytest.mark.parametrize("email", [KNOWN, CLOSED, WAITING])
def test_forgotten_password(email):
    def attempt(email):
        return outcome("account_reset_password", {"email": email}, email)

    found = attempt(email)
    assert found == attempt(UNKNOWN)
    assert found[3] == 1


@pytest.mark.parametrize("email", [KNOWN, CLOSED, WAITING])
def test_new_link(email):
    def attempt(email):
        return outcome("account-new-link", {"email": email}, email)

    found = attempt(email)
    assert found == attempt(UNKNOWN)
    assert found[3] == 1


@pytest.mark.parametrize(
    ("url", "data"),
    [
        ("account_login", {"login": "EMAIL", "password": "wrong horse battery"}),
        ("account_signup", {"name": "A B", "email": "EMAIL", "password1": NEW_PASSWORD}),
    ],
)
def test_a_password_is_hashed_once_whoever_asks(url, data, monkeypatch):
    """The same work is done for a known and an unknown address, so that time tells nothing."""
    hashed, encode = [], MD5PasswordHasher.encode
    monkeypatch.setattr(
        MD5PasswordHasher, "encode", lambda self, password, salt: hashed.append(1) or encode(self, password, salt)
    )
    counts = []
    for email in (KNOWN, UNKNOWN):
        hashed.clear()
        Client().post(reverse(url), {key: value.replace("EMAIL", email) for key, value in data.items()})
        counts.append(len(hashed))
    assert counts == [1, 1]


def test_ten_refusals_lock_an_address_even_without_the_cache(settings):
    for _ in range(10):
        cache.clear()
        Client().post(reverse("account_login"), {"login": KNOWN, "password": "wrong horse battery"})
    cache.clear()
    answer = Client().post(reverse("account_login"), {"login": KNOWN, "password": PASSWORD})
    assert answer.status_code == 200
    assert "Too many attempts. Wait 5 minutes" in answer.content.decode()
