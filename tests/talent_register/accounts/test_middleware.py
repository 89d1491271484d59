"""Sessions end in time; second factors come first; unmarked views are refused."""

import time
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.urls import reverse
from django.utils import timezone

from talent_register.accounts import middleware
from talent_register.accounts.models import Membership
from tests.factories.accounts import PASSWORD, TOTP_SECRET, MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db
SECURITY = "/account/security/"


def code():
    return format_hotp_value(hotp_value(TOTP_SECRET, next(yield_hotp_counters_from_time())))


def after(minutes=0, hours=0):
    return time_machine.travel(timezone.now() + timedelta(minutes=minutes, hours=hours), tick=True)


@pytest.mark.parametrize(("minutes", "status"), [(14, 200), (16, 302)])
def test_staff_are_logged_out_after_15_idle_minutes(minutes, status, log_in, regional_lead):
    client = log_in(regional_lead)
    client.get(SECURITY)
    with after(minutes=minutes):
        assert client.get(SECURITY).status_code == status


@pytest.mark.parametrize(("minutes", "status"), [(29, 200), (31, 302)])
def test_clinicians_are_logged_out_after_30_idle_minutes(minutes, status, log_in):
    client = log_in(UserFactory())
    client.get(SECURITY)
    with after(minutes=minutes):
        assert client.get(SECURITY).status_code == status


def test_everybody_logs_in_again_after_12_hours(log_in):
    client = log_in(UserFactory())
    start = timezone.now()
    for minutes in range(0, 12 * 60, 20):
        with time_machine.travel(start + timedelta(minutes=minutes), tick=False):
            assert client.get(SECURITY).status_code == 200
    with time_machine.travel(start + timedelta(hours=12, seconds=1), tick=False):
        assert client.get(SECURITY).status_code == 302


def test_an_ended_session_says_why_and_comes_back_to_the_same_page(log_in):
    client = log_in(UserFactory())
    client.get(SECURITY)
    with after(minutes=31):
        answer = client.get(SECURITY + "?a=1", follow=True)
    assert parse_qs(urlsplit(answer.redirect_chain[0][0]).query)["next"] == [SECURITY + "?a=1"]
    assert "did nothing for 30 minutes" in answer.content.decode()


def test_pages_that_ask_by_themselves_do_not_keep_a_session_alive(log_in):
    client = log_in(UserFactory())
    client.get(SECURITY)
    with after(minutes=20):
        client.get(SECURITY, headers={"X-Requested-With": "fetch"})
    with after(minutes=31):
        assert client.get(SECURITY).status_code == 302


def test_the_session_key_changes_when_somebody_confirms_who_they_are(client):
    user = UserFactory()
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    before = client.session.session_key
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    assert client.session.session_key != before


def test_a_role_that_ends_is_gone_at_the_next_request(log_in, regional_lead, regional_team):
    client = log_in(regional_lead)
    url = reverse("team", args=[regional_team.slug])
    assert client.get(url).status_code == 200
    Membership.objects.update(to_date=timezone.localdate())
    assert client.get(url).status_code == 403


def test_somebody_made_inactive_is_out_at_the_next_request(log_in):
    user = UserFactory()
    client = log_in(user)
    user.is_active = False
    user.save()
    assert client.get(SECURITY).status_code == 302


def test_staff_without_a_second_factor_reach_only_its_enrolment(log_in, regional_team):
    user = UserFactory()
    MembershipFactory(user=user, organisation=regional_team, role="regional_lead")
    client, url = log_in(user), reverse("team", args=[regional_team.slug])
    answer = client.get(url)
    assert answer.url == reverse("account-second-factor")
    assert client.get(answer.url).status_code == 200
    assert client.get(SECURITY).status_code == 200


def test_enrolling_opens_the_page_that_was_wanted(client, regional_team):
    user = UserFactory()
    MembershipFactory(user=user, organisation=regional_team, role="regional_lead")
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    url = reverse("team", args=[regional_team.slug])
    client.get(url)
    client.get(reverse("mfa_activate_totp"))
    secret = client.session["mfa.totp.secret"]
    value = format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))
    assert client.post(reverse("mfa_activate_totp"), {"code": value}).status_code == 302
    assert client.get(reverse("account-second-factor")).url == url
    assert client.get(url).status_code == 200


def test_a_session_by_password_alone_is_asked_for_the_factor(log_in, regional_lead, regional_team):
    client = log_in(regional_lead, with_factor=False)
    url = reverse("team", args=[regional_team.slug])
    answer = client.get(url)
    assert answer.url.startswith(reverse("mfa_reauthenticate"))
    assert client.get(reverse("mfa_activate_totp")).url.startswith(reverse("mfa_reauthenticate"))
    assert client.post(answer.url, {"code": code()}).url == url
    assert client.get(url).status_code == 200


def test_logging_in_asks_for_the_factor(client, regional_lead, regional_team):
    answer = client.post(reverse("account_login"), {"login": regional_lead.email, "password": PASSWORD})
    assert answer.url == reverse("mfa_authenticate")
    assert client.get(reverse("team", args=[regional_team.slug])).status_code == 302
    client.post(reverse("mfa_authenticate"), {"code": code()})
    assert client.get(reverse("team", args=[regional_team.slug])).status_code == 200


def test_staff_keep_their_last_factor(log_in, regional_lead):
    client = log_in(regional_lead)
    answer = client.post(reverse("mfa_deactivate_totp"))
    assert answer.status_code == 200
    assert "Your role needs a second step" in answer.content.decode()


def test_staff_who_remove_their_last_passkey_set_up_another(log_in, regional_lead, regional_team):
    Authenticator.objects.all().delete()
    credential = {"authenticator_attachment": "platform", "response": {}}
    passkey = Authenticator.objects.create(
        user=regional_lead, type="webauthn", data={"name": "Phone", "passwordless": True, "credential": credential}
    )
    client = log_in(regional_lead)
    assert client.get(reverse("team", args=[regional_team.slug])).status_code == 200
    session = client.session
    session["account_authentication_methods"] += [{"method": "password", "at": time.time(), "reauthenticated": True}]
    session.save()
    assert client.post(reverse("mfa_remove_webauthn", args=[passkey.pk])).status_code == 302
    assert client.get(reverse("team", args=[regional_team.slug])).url == reverse("account-second-factor")


def test_the_admin_is_for_staff_with_a_second_factor(client, log_in, regional_lead):
    assert client.get("/admin/").url.startswith(reverse("account_login"))
    assert client.get("/admin/login/").url.startswith(reverse("account_login"))
    assert log_in(regional_lead).get("/admin/").status_code == 403
    assert log_in(UserFactory(is_staff=True, is_superuser=True)).get("/admin/").url == reverse("account-second-factor")
    with_factor = UserFactory(is_staff=True, is_superuser=True, second_factor=True)
    assert log_in(with_factor).get("/admin/").status_code == 200


def unmarked(request):
    return None


def test_an_unmarked_view_is_refused_by_name(rf, settings):
    with pytest.raises(ImproperlyConfigured, match=r"test_middleware\.unmarked declares no permission"):
        middleware.refuse_unmarked(unmarked)
    settings.TESTING = False
    with pytest.raises(PermissionDenied):
        middleware.refuse_unmarked(unmarked)


def test_libraries_are_few_and_each_has_a_reason():
    assert len(middleware.LIBRARIES) <= 10
    assert all(middleware.LIBRARIES.values())


def test_a_sent_form_comes_back_to_its_page(rf):
    request = rf.post("/somewhere/", headers={"Referer": "http://testserver/form/?a=1"})
    assert middleware.where(request) == "http://testserver/form/?a=1"
    request = rf.post("/somewhere/", headers={"Referer": "http://elsewhere.example/"})
    assert middleware.where(request) == "/"


def test_the_page_of_sessions_shows_when_each_was_last_used(log_in):
    user = UserFactory()
    client = log_in(user)
    client.get(SECURITY)
    first = user.usersession_set.get().last_seen_at
    client.get(SECURITY)
    assert user.usersession_set.get().last_seen_at == first, "one write a minute is enough"
    with after(minutes=2):
        client.get(SECURITY)
    assert user.usersession_set.get().last_seen_at > first


def test_a_session_under_a_new_key_is_among_the_sessions(client):
    user = UserFactory()
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    assert client.session.session_key in user.usersession_set.values_list("session_key", flat=True)


def test_a_known_session_costs_few_statements(log_in, django_assert_max_num_queries):
    client = log_in(UserFactory())
    client.get("/privacy/")
    # Session, user, roles, transaction, actor; of the notice its purposes, uses, and how long things are kept.
    with django_assert_max_num_queries(10):
        client.get("/privacy/")
