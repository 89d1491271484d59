import datetime

import pytest
from django.utils import timezone

from profiles import reference
from profiles.actions import retention
from profiles.models import RegistrationDraft
from profiles.tasks import let_go
from talent_register.audit.models import Event
from tests.factories.profiles import StubFactory

pytestmark = pytest.mark.django_db


@pytest.mark.slow
def test_all_that_is_due_is_erased_however_many_batches(monkeypatch):
    monkeypatch.setattr(retention, "BATCH", 2)
    reference.load()
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    due = StubFactory.create_batch(5, erase_on=yesterday)
    waiting = StubFactory(erase_on=timezone.localdate() + datetime.timedelta(days=1))
    let_go()
    for stub in due:
        stub.refresh_from_db()
        assert (stub.state, stub.family_name) == ("DECLINED", "")
    waiting.refresh_from_db()
    assert waiting.state == "STUB"
    assert {event.actor for event in Event.objects.filter(type="profiles.record_expired")} == {"job:profiles.retention"}


@pytest.mark.parametrize(("days", "kept"), [(89, True), (91, False)])
def test_answers_never_confirmed_are_forgotten(newcomer, days, kept):
    at = timezone.now() - datetime.timedelta(days=days)
    RegistrationDraft.objects.create(user=newcomer, answers={"stage": {}}, created_at=at, updated_at=at)
    let_go()
    assert RegistrationDraft.objects.exists() == kept
    assert Event.objects.filter(type="profiles.retention_carried_out", object_ref="drafts").exists() != kept
