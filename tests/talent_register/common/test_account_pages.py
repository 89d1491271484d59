"""The pages of allauth in the register's dress: every one renders, in our words, without a script in the page."""

import re

import pytest
from django.test import Client
from django.urls import reverse

pytestmark = pytest.mark.django_db

ENTRANCE = ["account_login", "account_signup", "account_reset_password", "account_reset_password_done"]
ENTRANCE += ["account_email_verification_sent", "account_reset_password_from_key_done", "account_inactive"]
OWN = ["account_email", "account_change_password", "usersessions_list", "mfa_index", "mfa_list_webauthn"]
OWN += ["mfa_activate_totp", "mfa_add_webauthn", "account_reauthenticate", "account_logout"]
THEIR_WORDS = re.compile(r"\b(sign in|sign up|sign out|please|successfully|invalid|two-factor)\b", re.IGNORECASE)


@pytest.fixture
def owner(clinician):
    clinician.set_password("correct horse battery")
    clinician.save()
    clinician.emailaddress_set.get_or_create(email=clinician.email, defaults={"verified": True, "primary": True})
    client = Client()
    client.post(reverse("account_login"), {"login": clinician.email, "password": "correct horse battery"})
    return client


def check(response):
    page = response.content.decode()
    assert response.status_code == 200
    assert page.count("<h1") == 1
    assert "nhsuk-header" in page
    assert not re.search(r'<script(?![^>]*(\bsrc=|type="application/json"))', page)
    assert not re.search(r"\sstyle=|\son[a-z]+=", page)
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    text = re.sub(r"<script.*?</script>|<[^>]+>", " ", page, flags=re.S)
    assert not THEIR_WORDS.search(text), THEIR_WORDS.search(text)
    return page


@pytest.mark.parametrize("name", ENTRANCE)
def test_page_before_log_in(client, name):
    check(client.get(reverse(name)))


@pytest.mark.parametrize("name", OWN)
def test_page_of_ones_own_account(owner, name):
    check(owner.get(reverse(name)))


@pytest.mark.parametrize("name", ["account_login", "account_signup", "account_reset_password"])
def test_mistake_is_summed_up_and_in_the_title(client, name):
    page = check(client.post(reverse(name), {}))
    assert "<title>Error: " in page
    assert "There is a problem" in page


def test_dead_links_say_why_and_offer_a_new_one(client):
    page = check(client.get(reverse("account_confirm_email", args=["no-such-key"])))
    assert "This link does not work any more" in page
    page = check(client.get(reverse("account_reset_password_from_key", args=["1", "no-such-key"])))
    assert "Send me a new link" in page
