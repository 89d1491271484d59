"""Tokens of programs: made, shown once, stopped; and the rule that says when one works."""

import itertools
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from talent_register.accounts import bearer, rules
from talent_register.accounts.actions import tokens
from talent_register.accounts.models import ApiToken
from talent_register.audit.models import Event
from talent_register.common.permissions import Scope
from tests.factories.accounts import MembershipFactory, UserFactory

FINE = {"is_known": True, "is_revoked": False, "is_over": False, "is_backed": True, "is_covered": True}
REASONS = {
    "is_known": "token_unknown",
    "is_revoked": "token_revoked",
    "is_over": "token_expired",
    "is_backed": "token_without_owner",
    "is_covered": "token_scope",
}


@pytest.mark.parametrize("wrong", list(itertools.product([False, True], repeat=len(FINE))))
def test_the_first_reason_in_order_is_given(wrong):
    facts = {name: fine is not bad for (name, fine), bad in zip(FINE.items(), wrong, strict=True)}
    reasons = [REASONS[name] for name, bad in zip(FINE, wrong, strict=True) if bad]
    if not reasons:
        rules.check_token(**facts, scope="x")
        return
    with pytest.raises(rules.CannotUseToken) as no:
        rules.check_token(**facts, scope="x")
    assert (no.value.code, no.value.status) == (reasons[0], 403 if reasons[0] == "token_scope" else 401)


def recognised(secret, at, scope=Scope.IMPORTS_READ):
    """As a call would be."""
    return tokens.recognise(secret=secret, scope=scope, at=at, may_make=bearer.may_make)


@pytest.fixture
def make(college, college_admin):
    def make(**more):
        wanted = {"name": "Records", "scopes": [Scope.IMPORTS_READ], "days": 30, "by": college_admin, **more}
        return tokens.create(organisation=college, at=more.pop("at", timezone.now()), **wanted)

    return make


def test_a_token_is_kept_as_a_hash_and_recognised(db, make, college):
    token, secret = make()
    assert secret not in str(ApiToken.objects.values().get())
    later = timezone.now() + timedelta(minutes=5)
    assert recognised(secret, later) == token
    assert ApiToken.objects.get().last_used_at == later
    event = Event.objects.get(type="accounts.token_created")
    assert (event.organisation, event.object_ref) == (college.code, str(token.uuid))


def test_a_token_ends_when_stopped_when_over_and_when_its_maker_leaves(db, make, college_admin):
    token, secret = make()
    _other, other_secret = make()
    now = timezone.now()

    def why(text, at=now):
        with pytest.raises(rules.CannotUseToken) as no:
            recognised(text, at)
        return no.value.code

    assert why("tlr_guess") == "token_unknown"
    assert why(other_secret, now + timedelta(days=31)) == "token_expired"
    tokens.revoke(token=token, by=college_admin, at=now)
    tokens.revoke(token=token, by=college_admin, at=now)
    assert why(secret) == "token_revoked"
    assert Event.objects.filter(type="accounts.token_revoked").count() == 1
    college_admin.memberships.update(to_date=now.date())
    assert why(other_secret) == "token_without_owner"
    assert Event.objects.filter(type="accounts.token_refused").count() == 3


def test_only_the_team_of_the_organisation_reaches_its_tokens(db, make, log_in, college):
    token, _secret = make()
    client = log_in(UserFactory(second_factor=True))
    assert client.get(reverse("api-token-stop", args=[college.slug, token.uuid])).status_code == 403


def test_the_page_shows_a_new_token_once(db, log_in, college):
    admin = UserFactory(second_factor=True)
    MembershipFactory(user=admin, organisation=college)
    client, address = log_in(admin), reverse("api-tokens", args=[college.slug])
    assert "No tokens yet." in client.get(address).content.decode()
    empty = client.post(address, {}).content.decode()
    assert "Enter the name of the program" in empty
    page = client.post(address, {"name": "Records", "scopes": ["imports.write"], "days": "90"})
    text = page.content.decode()
    secret = text.split('id="token">')[1].split("<")[0]
    token = recognised(secret, timezone.now(), Scope.IMPORTS_WRITE)
    assert token.created_by == admin
    assert "no-store" in page["Cache-Control"]
    assert secret not in client.get(address).content.decode()
    client.post(reverse("api-token-stop", args=[college.slug, token.uuid]))
    assert "Stopped" in client.get(address).content.decode()


def test_the_page_asks_for_a_second_factor(db, log_in, college):
    admin = UserFactory(second_factor=True)
    MembershipFactory(user=admin, organisation=college)
    answer = log_in(admin, with_factor=False).get(reverse("api-tokens", args=[college.slug]))
    assert "reauthenticate" in answer["Location"]
