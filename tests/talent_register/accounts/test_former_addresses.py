"""A changed log-in address comes back to its owner for 72 hours, and whoever changed it is shut out."""

import re
from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.urls import reverse
from django.utils import timezone

from talent_register.accounts.actions import former_addresses
from talent_register.accounts.models import ApiToken, FormerAddress
from talent_register.audit.models import Event
from talent_register.letters.models import Letter
from tests.factories.accounts import ApiTokenFactory, UserFactory

pytestmark = pytest.mark.django_db
OLD, NEW = "old@nhs.example", "thief@mail.example"


@pytest.fixture
def robbed():
    """Somebody whose address was changed a moment ago, by somebody who also added a second step."""
    user = UserFactory(email=NEW)
    EmailAddress.objects.filter(user=user).delete()
    EmailAddress.objects.create(user=user, email=NEW, verified=True, primary=True)
    former_addresses.changed(user=user, former=OLD, at=timezone.now())
    Authenticator.objects.create(user=user, type="totp", data={})
    return user


def link():
    body = Letter.objects.get(kind="account/email_changed", to_email=OLD).body
    return re.search(r"https?://[^/\s]+(/account/email/not-me/\S+)", body).group(1)


def test_opening_the_link_changes_nothing_yet(client, robbed):
    page = client.get(link()).content.decode()
    assert "This was not me" in page
    robbed.refresh_from_db()
    assert robbed.email == NEW


def test_the_address_comes_back_and_everybody_is_logged_out(client, robbed, log_in):
    thief = log_in(robbed)
    assert thief.get(reverse("account-security")).status_code == 200
    page = client.post(link()).content.decode()
    assert "Your address is back" in page
    robbed.refresh_from_db()
    assert robbed.email == OLD
    assert list(robbed.emailaddress_set.values_list("email", "verified", "primary")) == [(OLD, True, True)]
    assert thief.get(reverse("account-security")).status_code == 302, "the thief is still in"
    assert not robbed.has_usable_password()
    assert not Authenticator.objects.filter(user=robbed).exists()


def test_the_owner_and_support_are_told_and_it_is_on_record(client, robbed, settings):
    client.post(link())
    assert reverse("account_reset_password") in Letter.objects.get(kind="account/address_put_back", to_email=OLD).body
    told = Letter.objects.get(kind="account/address_not_mine", to_email=settings.REPLY_EMAIL)
    assert robbed.audit_name in told.body
    assert OLD not in told.body + told.subject
    for event in ("accounts.address_changed", "accounts.address_put_back"):
        assert Event.objects.filter(type=event, object_ref=str(robbed.uuid)).count() == 1


def test_the_owner_sets_a_new_password_by_letter(client, robbed):
    client.post(link())
    client.post(reverse("account_reset_password"), {"email": OLD})
    assert Letter.objects.filter(kind="account/password_reset_key", to_email=OLD).exists()


def test_tokens_of_the_thief_stop_and_older_ones_stay(client, robbed):
    new = ApiTokenFactory(created_by=robbed)
    old = ApiTokenFactory(created_by=robbed, created_at=timezone.now() - timedelta(days=4))
    other = ApiTokenFactory()
    client.post(link())
    assert set(ApiToken.objects.working(timezone.now())) == {old, other}
    assert Event.objects.filter(type="accounts.token_revoked", object_ref=str(new.uuid)).exists()


def test_a_step_that_the_owner_had_long_before_stays(client, robbed):
    Authenticator.objects.filter(user=robbed).update(created_at=timezone.now() - timedelta(days=4))
    client.post(link())
    assert Authenticator.objects.filter(user=robbed).count() == 1


def dead(client, address, method="get"):
    answer = getattr(client, method)(address)
    page = answer.content.decode()
    assert answer.status_code == 410
    assert "Nothing was changed" in page
    assert "mailto:" in page
    return page


@pytest.mark.parametrize("method", ["get", "post"])
def test_an_old_link_says_why_and_what_to_do(client, robbed, method):
    address = link()
    with time_machine.travel(timezone.now() + timedelta(hours=72, minutes=1)):
        assert "more than 72 hours old" in dead(client, address, method)
    robbed.refresh_from_db()
    assert robbed.email == NEW


def test_it_works_until_the_72_hours_are_over(client, robbed):
    address = link()
    with time_machine.travel(timezone.now() + timedelta(hours=71, minutes=59)):
        assert client.post(address).status_code == 200


def test_a_link_works_once_and_an_unknown_one_never(client, robbed):
    address = link()
    client.post(address)
    assert "has been used" in dead(client, address, "post")
    assert "do not know this link" in dead(client, reverse("account-address-back", args=["no-such-token"]))


def test_a_thief_cannot_take_it_back_with_a_later_link(client, robbed):
    """The thief changed it once more, and so holds a link to an address of theirs."""
    first = link()
    former_addresses.changed(user=robbed, former=NEW, at=timezone.now())
    body = Letter.objects.get(kind="account/email_changed", to_email=NEW).body
    second = re.search(r"https?://[^/\s]+(/account/email/not-me/\S+)", body).group(1)
    assert client.post(first).status_code == 200
    assert "has been used" in dead(client, second, "post")


def test_an_address_that_another_account_has_stays_there(client, robbed):
    address = link()
    UserFactory(email=OLD)
    assert "Another account uses this address" in dead(client, address, "post")
    assert not FormerAddress.objects.exclude(put_back_at=None).exists()
