"""A new key for second factors."""

from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command

from talent_register.accounts.adapter import SecondFactorAdapter
from talent_register.audit.models import Event
from tests.factories.accounts import TOTP_SECRET, UserFactory

pytestmark = pytest.mark.django_db
NEW_KEY = b"MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="


def test_secrets_are_read_with_the_old_key_and_written_with_the_new(settings):
    UserFactory(second_factor=True)
    old, settings.FIELD_KEY = settings.FIELD_KEY, NEW_KEY
    settings.OLD_FIELD_KEYS = [old]
    out = StringIO()
    call_command("reencrypt_second_factors", stdout=out)
    assert "present key: 1." in out.getvalue()
    settings.OLD_FIELD_KEYS = []
    assert SecondFactorAdapter().decrypt(Authenticator.objects.get().data["secret"]) == TOTP_SECRET
    assert Event.objects.get(type="accounts.second_factors_reencrypted").details == {"number": 1}


def test_without_the_old_key_nothing_changes(settings):
    UserFactory(second_factor=True)
    before = Authenticator.objects.get().data
    settings.FIELD_KEY, settings.OLD_FIELD_KEYS = NEW_KEY, []
    with pytest.raises(CommandError, match="REGISTER_OLD_FIELD_KEYS"):
        call_command("reencrypt_second_factors")
    assert Authenticator.objects.get().data == before
