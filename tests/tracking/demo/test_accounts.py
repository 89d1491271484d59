import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import validate_totp_code

from talent_register.accounts import access
from talent_register.accounts.models import User
from talent_register.accounts.roles import ROLES
from talent_register.common.permissions import Permission
from tracking.demo.accounts import LOG_INS, PASSWORD

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


def test_every_role_has_a_log_in():
    assert {log_in.role for log_in in LOG_INS} - {""} == set(ROLES) - {"clinician"}
    assert any(log_in.is_superuser for log_in in LOG_INS)


def test_every_log_in_works_with_the_printed_password_and_code(demo):
    for log_in in LOG_INS:
        user = User.objects.get(email=log_in.email)
        assert user.check_password(PASSWORD)
        assert access.needs_second_factor(user) == log_in.needs_code
        factor = Authenticator.objects.filter(user=user, type="totp").first()
        assert bool(factor) == log_in.needs_code
        if factor:
            assert validate_totp_code(get_adapter().decrypt(factor.data["secret"]), log_in.code())


def test_nobody_else_has_a_password(demo):
    others = User.objects.exclude(email__in=[log_in.email for log_in in LOG_INS])
    assert others.exists()
    assert not any(user.has_usable_password() for user in others)


def test_the_regional_lead_reaches_a_region(demo):
    user = User.objects.get(email="regional.lead@demo.example")
    assert access.regions_where(user, Permission.PERSON_VIEW)
