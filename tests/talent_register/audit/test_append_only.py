"""Rows of the record can be added, and nothing else, whoever tries."""

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError
from django.utils import timezone

from profiles.models import Clinician, Consent
from profiles.models.consent import ConsentWording
from talent_register.audit import actions as audit
from talent_register.audit.models import Change, Event, View
from tests.factories.profiles import ClinicianFactory

pytestmark = pytest.mark.django_db
TABLES = ("audit_event", "audit_view", "audit_change", "profiles_consent")


@pytest.fixture(autouse=True)
def rows(national_lead):
    """One row in each table."""
    audit.record("test.thing_done", by=national_lead)
    audit.viewed(["TEST-1"], page="test", by=national_lead, organisation="NHS England", role="National lead")
    wording = ConsentWording.objects.create(audience="REGION", version=99, text="x", from_date="2026-01-01")
    now = timezone.now()
    Consent.objects.create(
        clinician=ClinicianFactory(), audience="REGION", wording=wording, is_given=True, at=now, how="test"
    )


def _refused(statement):
    with pytest.raises(ProgrammingError, match="pgtrigger"):
        _run(statement)


@transaction.atomic
def _run(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize("table", TABLES)
def test_update_is_refused(table):
    _refused(f"UPDATE {table} SET at = now()")


@pytest.mark.parametrize("table", TABLES)
def test_delete_is_refused(table):
    _refused(f"DELETE FROM {table}")


@pytest.mark.parametrize("table", TABLES)
def test_truncate_is_refused(table):
    """Tests let the flush through (see conftest), so the trigger is put back for a moment."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass AND tgtype & 32 > 0", [table])
        (name,) = cursor.fetchone()
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER {name}")
    _refused(f"TRUNCATE {table} CASCADE")


@pytest.mark.parametrize("model", [Event, View, Change, Consent])
def test_the_orm_is_refused_too(model):
    with pytest.raises(ProgrammingError), transaction.atomic():
        model.objects.all().update(at=timezone.now())


def test_what_the_history_says_of_a_person_can_be_forgotten_but_not_that_it_changed():
    person = Clinician.objects.get()
    before = Change.objects.filter(table="profiles_clinician").values("id", "at", "verb", "row_id", "login").get()
    assert audit.forget(rows={"profiles_clinician": [person.pk]}, reason="The person left.") == 1
    change = Change.objects.get(table="profiles_clinician")
    assert (change.before, change.after) == (None, None)
    assert len(change.forgotten) == 64
    assert {name: getattr(change, name) for name in before} == before
    assert Event.objects.get(type="audit.history_forgotten").details == {"rows": 1}


def test_forgetting_cannot_rewrite():
    _refused("""UPDATE audit_change SET after = '{"family_name": "Somebody else"}'""")
    _refused("UPDATE audit_change SET before = NULL, after = NULL, actor = 'user:other'")
    Change.objects.update(before=None, after=None)
    _refused("UPDATE audit_change SET before = NULL, after = NULL")
