"""What waits for support: numbers that are due again, and deletions that a night may not do alone."""

from datetime import timedelta

import pytest
from django.utils import timezone

from profiles.models import RetentionReport, RetentionRule
from tests.factories.profiles import RegistrationFactory
from tracking.registry import waiting

pytestmark = pytest.mark.django_db


def said(user):
    return {line.words: (line.number, line.href) for line in waiting(user, timezone.localdate())}


def checked(days):
    today = timezone.localdate()
    RegistrationFactory(
        verified_on=today - timedelta(days=365), verified_by="Sam", recheck_on=today + timedelta(days=days)
    )


def test_numbers_that_are_due_again_are_told_to_who_checks_them(support, regional_lead):
    for days in (-3, 0, 1):
        checked(days)
    RegistrationFactory()  # never checked
    found = said(support)
    assert found["2 registration numbers are to be checked again"] == (2, "/support/registrations/?heap=again")
    assert not [words for words in said(regional_lead) if "registration" in words]


@pytest.mark.parametrize(
    ("held", "words"), [(40, "1 deletion is larger than a night may do and waits for approval"), (0, "")]
)
def test_what_a_night_may_not_delete_is_told_to_who_may_approve_it(support, auditor, held, words):
    rule, today = RetentionRule.objects.create(code="test", days=90), timezone.localdate()
    for on, rows in ((today - timedelta(days=1), 90), (today, held)):
        RetentionReport.objects.create(rule=rule, on=on, at=timezone.now(), total=100, due=rows, held=rows)
    found = [line for line in said(support) if "deletion" in line]
    assert found == ([words] if words else [])
    assert not [line for line in said(auditor) if "deletion" in line]
