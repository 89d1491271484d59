"""Who lost the authenticator app logs in with a recovery code, once."""

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.urls import reverse

from tests.factories.accounts import PASSWORD

pytestmark = pytest.mark.django_db


def log_in_with(client, user, code):
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    return client.post(reverse("mfa_authenticate"), {"code": code}, follow=True)


def test_a_recovery_code_logs_in_once(client, regional_lead):
    code = RecoveryCodes.activate(regional_lead).get_unused_codes()[0]
    client.post(reverse("account_login"), {"login": regional_lead.email, "password": PASSWORD})
    assert "recovery code" in client.get(reverse("mfa_authenticate")).content.decode().lower()

    page = client.post(reverse("mfa_authenticate"), {"code": code}, follow=True)
    assert page.wsgi_request.user == regional_lead
    assert client.get(reverse("people")).status_code == 200

    client.post(reverse("account_logout"))
    again = log_in_with(client, regional_lead, code)
    assert not again.wsgi_request.user.is_authenticated


def test_a_wrong_code_is_told(client, regional_lead):
    page = log_in_with(client, regional_lead, "12345678")
    assert not page.wsgi_request.user.is_authenticated
    assert "<title>Error: " in page.content.decode()
