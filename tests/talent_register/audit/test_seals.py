"""Any change of a sealed row is found, by whoever it was made and whatever it was."""

import random
import time
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone

from talent_register.audit import actions as audit
from talent_register.audit import seals
from talent_register.audit.models import Change, Seal, SealMark
from talent_register.audit.tasks import seal as seal_task
from tests.factories.profiles import ClinicianFactory

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def record(national_lead):
    """record() adds a few rows to each table; the clock of the sealer is moved on by a minute each time."""
    clock = [timezone.now()]

    def record():
        audit.record("test.thing_done", by=national_lead, details={"rows": 3})
        audit.viewed(["TEST-1"], page="test", by=national_lead, organisation="NHS England", role="National lead")
        ClinicianFactory()

    def seal(*, others_end=True):
        clock[0] += timedelta(minutes=1)
        if others_end:
            _wait_for_transactions_of_other_tests()
        with transaction.atomic():
            return seals.seal(at=clock[0])

    record.seal = seal
    return record


def _wait_for_transactions_of_other_tests():
    """PostgreSQL counts transactions for the whole server, and tests of other processes run on the same one."""
    begun = SealMark.objects.aggregate(last=Max("transaction_id"))["last"] or 0
    for _try in range(1200):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint >= %s", [begun])
            if cursor.fetchone()[0]:
                return
        time.sleep(0.1)
    pytest.fail("Another transaction on this server ran for two minutes.")


@pytest.fixture
def sealed(record):
    """Two stretches of each table, sealed."""
    for _ in range(3):
        record()
        record.seal()
    assert Seal.objects.count() == 6
    return record


def test_a_sound_record_verifies(sealed):
    assert seals.verify() is None
    call_command("audit_verify")


def test_what_is_sealed_can_be_added_to(sealed):
    sealed()
    assert seals.verify() is None


def test_nothing_new_makes_no_seal(sealed):
    sealed.seal()
    before = Seal.objects.count()
    assert sealed.seal() == []
    assert Seal.objects.count() == before


def test_an_empty_table_seals_nothing(record):
    with connection.cursor() as cursor:
        cursor.execute("ALTER SEQUENCE audit_view_id_seq RESTART")
    record.seal()
    record.seal()
    record()
    assert seals.verify() is None


def test_forgetting_what_a_change_said_keeps_the_seal(sealed):
    assert audit.forget(rows={"profiles_clinician": Change.objects.values_list("row_id", flat=True)}, reason="x") > 0
    assert seals.verify() is None


def test_a_transaction_still_running_is_waited_for(record):
    """It may hold a lower id than rows that others see already."""
    record()
    record.seal()
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("BEGIN")
            cursor.execute("CREATE TEMP TABLE has_begun (id int)")
            record()
            record.seal()
            assert record.seal(others_end=False) == []
            cursor.execute("ROLLBACK")
    finally:
        other.close()
    assert len(record.seal()) == 3


TAMPERING = [
    "UPDATE {table} SET request_id = 'somebody-else' WHERE id = {id}",
    "UPDATE {table} SET actor = actor || 'x' WHERE id = {id}",
    "UPDATE {table} SET at = at + interval '1 microsecond' WHERE id = {id}",
    "DELETE FROM {table} WHERE id = {id}",
    "UPDATE {table} SET id = -id WHERE id = {id}",
]


@pytest.mark.parametrize("table", list(seals.COLUMNS))
def test_tampering_with_any_sealed_row_is_found(sealed, table):
    to_id = Seal.objects.filter(table=table).last().to_id
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id FROM {table} WHERE id <= %s", [to_id])
        ids = [row[0] for row in cursor.fetchall()]
    for statement in TAMPERING:
        assert _found(table, statement.format(table=table, id=random.choice(ids))), statement


def test_a_change_that_says_something_else_is_found(sealed):
    assert _found(
        "audit_change", """UPDATE audit_change SET after = '{"family_name": "Other"}' WHERE after IS NOT NULL"""
    )


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM audit_seal WHERE id = (SELECT min(id) FROM audit_seal)",
        "UPDATE audit_seal SET rows = rows + 1",
        "UPDATE audit_seal SET digest = previous WHERE id = (SELECT max(id) FROM audit_seal)",
    ],
)
def test_tampering_with_the_chain_is_found(sealed, statement):
    assert _found("audit_seal", statement)


def test_the_command_names_the_place(sealed):
    with pytest.raises(CommandError, match=r"a row was changed\. It covers audit_event"):
        _tamper(
            "audit_event", "UPDATE audit_event SET type = 'test.other' WHERE id IN (SELECT min(id) FROM audit_event)"
        )


@transaction.atomic
def _tamper(table, statement):
    """As a superuser would: triggers off, then the command."""
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(statement)
    try:
        call_command("audit_verify")
    finally:
        transaction.set_rollback(True)


def _found(table, statement):
    try:
        _tamper(table, statement)
    except CommandError:
        return True
    return False


def test_the_task_seals():
    seal_task()
    assert seals.verify() is None
