"""Letters through the outbox, log-ins on record, secrets encrypted."""

import re
import time
from datetime import timedelta

import pytest
import time_machine
from allauth.account.internal.userkit import user_id_to_str
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from cryptography.fernet import InvalidToken
from django.core import mail
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from talent_register.accounts.adapter import SecondFactorAdapter
from talent_register.accounts.models import User
from talent_register.audit.models import Event
from talent_register.letters.models import Letter, OptOut
from tests.factories.accounts import PASSWORD, MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db
MOST_SECONDS_APART = 0.1
EMAIL, NEW_PASSWORD = "noor@nhs.example", "marmalade otter balcony"


def sign_up(client, **more):
    data = {"name": "Noor  New", "email": EMAIL, "password1": NEW_PASSWORD, **more}
    return client.post(reverse("account_signup"), data)


def link(kind):
    body = Letter.objects.filter(kind=f"account/{kind}").latest("id").body
    return re.search(r"https?://[^/\s]+(/\S+)", body).group(1)


def test_sign_up_writes_a_letter_and_sends_nothing_itself(client, settings):
    settings.PUBLIC_URL = "https://register.example"
    sign_up(client)
    letter = Letter.objects.get()
    assert (letter.kind, letter.to_email, letter.to_name) == ("account/email_confirmation_signup", EMAIL, "Noor New")
    assert letter.purpose == "SECURITY"
    assert "https://register.example/account/email/" in letter.body
    assert "24 hours" in letter.body
    assert mail.outbox == []
    assert Event.objects.filter(type="accounts.signed_up").count() == 1


def test_the_link_confirms_and_logs_in(client):
    sign_up(client)
    address = link("email_confirmation_signup")
    assert client.get(address).status_code == 200
    assert not EmailAddress.objects.get().verified
    client.post(address)
    assert EmailAddress.objects.get().verified
    assert client.get(reverse("account-security")).status_code == 200


def test_a_link_older_than_a_day_says_why_and_offers_a_new_one(client):
    sign_up(client)
    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        page = client.get(link("email_confirmation_signup")).content.decode()
    assert "1 day" in page
    assert reverse("account-new-link") in page
    cache.clear()
    client.post(reverse("account-new-link"), {"email": EMAIL})
    assert client.post(link("email_confirmation")).status_code == 302
    assert EmailAddress.objects.get().verified


def test_a_known_address_takes_as_long_as_a_new_one(client, settings):
    """With the hasher of production. In time of the processor, which nobody else on the machine changes."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    UserFactory(email=EMAIL)
    took = {"known": [], "new": []}
    for turn in range(5):
        for kind, email in (("known", EMAIL), ("new", f"{turn}{EMAIL}")):
            cache.clear()
            began = time.process_time()
            assert sign_up(client, email=email).status_code == 302
            took[kind].append(time.process_time() - began)
            client.logout()
    assert abs(min(took["known"]) - min(took["new"])) < MOST_SECONDS_APART


def test_a_letter_speaks_the_language_of_its_reader(client):
    client.post("/cy" + reverse("account_signup"), {"name": "N", "email": EMAIL, "password1": NEW_PASSWORD})
    assert User.objects.get().language == "cy"
    assert Letter.objects.get().language == "cy"


def test_a_forgotten_password_is_changed_by_link_and_told(client):
    user = UserFactory(email=EMAIL)
    client.post(reverse("account_reset_password"), {"email": EMAIL})
    page = client.get(link("password_reset_key"), follow=True)
    client.post(page.redirect_chain[-1][0], {"password1": NEW_PASSWORD})
    user.refresh_from_db()
    assert user.check_password(NEW_PASSWORD)
    assert Letter.objects.filter(kind="account/password_reset", to_email=EMAIL).exists()


@pytest.mark.parametrize(
    ("password", "words"),
    [
        ("short", "at least 12 characters"),
        ("password1234", "too common"),
        ("nhs leadership register 2026", "do not belong to the NHS"),
        (EMAIL, "too similar"),
        ("x1" * 65, "at most 128 characters"),
    ],
)
def test_a_weak_password_is_refused_and_nothing_typed_is_lost(client, password, words):
    page = sign_up(client, password1=password).content.decode()
    assert words in page
    assert EMAIL in page
    assert not User.objects.exists()


def test_a_new_device_is_told_and_a_known_one_is_not(client):
    user = UserFactory()
    for device in ("first", "first", "second"):
        client.logout()
        client.post(
            reverse("account_login"), {"login": user.email, "password": PASSWORD}, headers={"User-Agent": device}
        )
    assert Letter.objects.filter(kind="account/new_device").count() == 1
    assert Event.objects.filter(type="accounts.logged_in").count() == 3
    assert "first" not in str(list(Event.objects.values_list("details", flat=True)))


def test_logging_out_is_recorded(client):
    user = UserFactory()
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    client.post(reverse("account_logout"))
    assert Event.objects.filter(type="accounts.logged_out", object_ref=str(user.uuid)).count() == 1


def test_next_never_leads_elsewhere(client):
    user = UserFactory()
    url = reverse("account_login") + "?next=https://elsewhere.example/"
    data = {"login": user.email, "password": PASSWORD, "next": "https://elsewhere.example/"}
    assert "elsewhere" not in client.post(url, data).url


def test_secrets_are_encrypted_and_earlier_keys_still_read_them(settings):
    adapter = SecondFactorAdapter()
    hidden = adapter.encrypt("JBSWY3DPEHPK3PXP")
    assert "JBSWY3DPEHPK3PXP" not in hidden
    old, settings.FIELD_KEY = settings.FIELD_KEY, b"MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="
    with pytest.raises(InvalidToken):
        adapter.decrypt(hidden)
    settings.OLD_FIELD_KEYS = [old]
    assert adapter.decrypt(hidden) == "JBSWY3DPEHPK3PXP"


def test_no_secret_of_an_app_stands_in_the_table(client, django_capture_on_commit_callbacks):
    user = UserFactory()
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    client.get(reverse("mfa_activate_totp"))
    secret = client.session["mfa.totp.secret"]
    code = format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("mfa_activate_totp"), {"code": code})
    assert all(secret not in str(data) for data in Authenticator.objects.values_list("data", flat=True))
    assert Letter.objects.filter(kind="account/totp_activated").exists()


@pytest.mark.parametrize(
    ("persona", "page"),
    [
        ("regional_lead", "staff-home"),
        ("college_admin", "college-home"),
        ("auditor", "audit-event-list"),
        ("clinician", "home"),
    ],
)
def test_everybody_begins_at_their_own_home(persona, page, request, log_in):
    client = log_in(request.getfixturevalue(persona))
    assert client.get(reverse("account-second-factor")).url == reverse(page)


@pytest.mark.parametrize("role", ["national_analyst", "content_editor"])
def test_who_has_no_pages_of_their_own_begins_with_the_pathways(role, national_team, log_in):
    user = MembershipFactory(user=UserFactory(second_factor=True), organisation=national_team, role=role).user
    assert log_in(user).get(reverse("account-second-factor")).url == reverse("pathways")


def test_who_only_keeps_the_admin_begins_there(log_in):
    user = UserFactory(second_factor=True, is_staff=True, is_superuser=True)
    assert log_in(user).get(reverse("account-second-factor")).url == reverse("admin:index")


@pytest.mark.parametrize("second_factor", [True, False])
def test_an_address_changes_once_the_new_one_is_confirmed_and_the_old_one_is_told(log_in, second_factor):
    user = UserFactory(email="old@nhs.example", second_factor=second_factor)
    OptOut.objects.create(email="old@nhs.example", purpose="MESSAGES", at=timezone.now())
    client = log_in(user)
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "at": time.time(), "reauthenticated": True}]
    session["account_authentication_methods_user"] = user_id_to_str(user)
    session.save()
    client.post(reverse("account_email"), {"action_add": "", "email": EMAIL})
    user.refresh_from_db()
    assert user.email == "old@nhs.example"
    client.post(link("email_confirmation"))
    user.refresh_from_db()
    assert user.email == EMAIL
    assert Letter.objects.filter(kind="account/email_changed", to_email="old@nhs.example").count() == 1
    assert OptOut.objects.filter(email=EMAIL, purpose="MESSAGES", lifted_at=None).exists()


def test_an_address_is_not_changed_without_proof_of_who_asks(log_in):
    user = UserFactory(email="old@nhs.example")
    answer = log_in(user).post(reverse("account_email"), {"action_add": "", "email": EMAIL})
    assert answer.url.startswith(reverse("account_reauthenticate"))
    assert not Letter.objects.exists()
