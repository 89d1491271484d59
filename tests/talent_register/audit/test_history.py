"""The change history, by every way a row can be written."""

import psycopg
import pytest
from django.conf import settings
from django.db import connection, transaction

from profiles.models import Clinician
from talent_register.audit.context import acting
from talent_register.audit.models import Change
from tests.factories.profiles import ClinicianFactory

pytestmark = pytest.mark.django_db
TABLE = "profiles_clinician"


@pytest.fixture
def person():
    return ClinicianFactory(family_name="Old")


def _changes(verb="UPDATE"):
    return list(Change.objects.filter(table=TABLE, verb=verb).order_by("id"))


def by_save(person):
    person.family_name = "New"
    person.save()


def by_update(person):
    Clinician.objects.filter(pk=person.pk).update(family_name="New")


def by_bulk_update(person):
    person.family_name = "New"
    Clinician.objects.bulk_update([person], ["family_name"])


def by_raw_sql(person):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE profiles_clinician SET family_name = 'New' WHERE id = %s", [person.pk])


def by_executemany(person):
    with connection.cursor() as cursor:
        cursor.executemany("UPDATE profiles_clinician SET family_name = %s WHERE id = %s", [("New", person.pk)])


@pytest.mark.parametrize("write", [by_save, by_update, by_bulk_update, by_raw_sql, by_executemany])
def test_an_update_is_caught_with_only_what_changed(person, write):
    write(person)
    (change,) = _changes()
    assert (change.row_id, change.before, change.after) == (
        str(person.pk),
        {"family_name": "Old"},
        {"family_name": "New"},
    )
    assert change.login == settings.DATABASES["default"]["USER"]


def test_an_update_that_changes_nothing_is_not_kept(person):
    person.save()
    Clinician.objects.update(family_name="Old")
    assert _changes() == []


def test_a_column_that_becomes_null_is_kept(person):
    Clinician.objects.update(region=None)
    (change,) = _changes()
    assert change.before == {"region_id": person.region_id}
    assert change.after == {"region_id": None}


def test_of_many_rows_each_change_is_its_own():
    people = ClinicianFactory.create_batch(3)
    Clinician.objects.filter(pk=people[0].pk).update(family_name="New")
    Clinician.objects.update(family_name="New")
    assert len(_changes()) == 3


def test_a_row_whose_key_changes_shows_whole(person):
    from_id = person.pk
    person.registrations.all().delete()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE profiles_clinician SET id = -1 WHERE id = %s", [from_id])
    went, came = sorted(_changes(), key=lambda change: change.before is None)
    assert (went.row_id, went.before["family_name"], went.after) == (str(from_id), "Old", None)
    assert (came.row_id, came.before, came.after["family_name"]) == ("-1", None, "Old")


def test_bulk_create_and_deletion_are_caught_whole(person):
    new = ClinicianFactory.build(region=person.region, profession=person.profession, user=None)
    Clinician.objects.bulk_create([new])
    assert [c.after["reference"] for c in _changes("INSERT")] == [person.reference, new.reference]
    Clinician.objects.filter(reference=new.reference).delete()
    (gone,) = _changes("DELETE")
    assert (gone.before["family_name"], gone.after) == (new.family_name, None)


def test_copy_is_caught_with_its_actor(person):
    with acting("job:test.copy", acting_for="user:x", request_id="r1"), connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE twin AS SELECT * FROM profiles_clinician")
        cursor.execute("UPDATE twin SET id = id + 1000000, reference = 'COPY-1', user_id = NULL")
        rows = "".join(_read(cursor, "COPY twin TO STDOUT"))
        with cursor.copy("COPY profiles_clinician FROM STDIN") as copy:
            copy.write(rows)
    change = _changes("INSERT")[-1]
    assert change.after["reference"] == "COPY-1"
    assert (change.actor, change.acting_for, change.request_id) == ("job:test.copy", "user:x", "r1")


def _read(cursor, statement):
    with cursor.copy(statement) as copy:
        return [bytes(part).decode() for part in copy]


@pytest.mark.django_db(transaction=True)
def test_another_program_is_caught_too(person):
    """As psql would do it: its own connection, no Python of ours, no actor said."""
    database = connection.get_connection_params()
    names = ("host", "port", "user", "password", "dbname")
    with psycopg.connect(**{name: database[name] for name in names}) as other:
        other.execute("UPDATE profiles_clinician SET family_name = 'New' WHERE id = %s", [person.pk])
    (change,) = _changes()
    assert (change.actor, change.login) == ("", settings.DATABASES["default"]["USER"])


def test_the_actor_ends_with_its_block(person):
    with acting("user:outer"):
        with acting("job:inner"):
            by_update(person)
        Clinician.objects.update(family_name="Again")
    Clinician.objects.update(family_name="Nobody")
    assert [change.actor for change in _changes()] == ["job:inner", "user:outer", ""]


def test_the_actor_outlives_an_inner_failure(person):
    with acting("user:outer"):
        with pytest.raises(ZeroDivisionError):
            _fail_inside()
        by_update(person)
    assert [change.actor for change in _changes()] == ["user:outer"]


def _fail_inside():
    with acting("job:inner"):
        raise ZeroDivisionError


def test_what_is_rolled_back_leaves_no_history(person):
    with transaction.atomic():
        by_update(person)
        transaction.set_rollback(True)
    assert _changes() == []
