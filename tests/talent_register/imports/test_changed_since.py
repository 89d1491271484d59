"""What a match need not look for again: rows that were nobody's, to which nobody leads who changed since."""

from datetime import date

import pytest
from django.db import connection, transaction
from django.utils import timezone

from profiles.models import Clinician, Registration
from profiles.resources import candidates, changed
from talent_register.accounts.models import User
from talent_register.imports import staging
from talent_register.imports.actions import rows, runs
from talent_register.imports.models import ImportRun
from talent_register.imports.resources import list_type_of
from tests.factories.profiles import ClinicianFactory, RegistrationFactory, RegulatorFactory, TrainingFactory

from .conftest import step

# Only what was committed has a transaction of its own.
pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

BORN = date(1984, 5, 17)
LINES = {
    "birth date": ",Haylings,Poppy,r2@x.example,1984-05-17",
    "address": ",Okoro,Ada,r3@x.example,1971-01-01",
    "names": ",Beavan,Rhys,r4@x.example,",
    "swapped": ",Brontë,Anne,r5@x.example,",
    "a rare name": ",Kowalski,Stanislawa,r6@x.example,1972-02-02",
    "log-in": ",Ng,Li,r7@x.example,1973-03-03",
    "listed": ",Shah,Reena,r8@x.example,1974-04-04",
    "number": "7000009,Baker,Tom,r9@x.example,1975-05-05",
    "nobody": ",Quill,Zebedee,r10@x.example,1976-06-06",
}


@pytest.fixture
def looked_for(monkeypatch):
    """What the latest long match looked for: numbers of rows. Every list counts as long."""
    found = []

    def leave_out(cursor, *args, **more):
        left = plain(cursor, *args, **more)
        cursor.execute("SELECT r.number FROM import_asked a JOIN imports_importrow r ON r.id = a.row_id ORDER BY 1")
        found[:] = [number for (number,) in cursor.fetchall()]
        return left

    plain = changed.leave_out
    monkeypatch.setattr(changed, "leave_out", leave_out)
    monkeypatch.setattr(candidates, "FEW", 0)
    # The oldest open transaction may be another database's, as of a test beside this one: more is looked for then.
    monkeypatch.setattr(changed, "MARK", changed.MARK.replace("pg_snapshot_xmin", "pg_snapshot_xmax"))
    return found


def csv(*lines):
    return "\n".join(["GMC number,Last name,First names,Email,Date of birth", *lines]).encode()


def match_again(run, looked_for) -> set[str]:
    """Which lines a match would look for now; it leaves no trace."""
    run = ImportRun.objects.get(pk=run.pk)
    looked_for.clear()
    with transaction.atomic():
        list_type_of(run.list_type).match_again(run, staging.NOBODYS)
        transaction.set_rollback(True)
    return {[*LINES][number - 2] for number in looked_for}


def somebody(**more):
    return ClinicianFactory(**{"family_name": "Other", "given_names": "Person", "work_email": "o@own.example", **more})


def save(person, **values):
    for name, value in values.items():
        setattr(person, name, value)
    person.save()


def test_rows_are_looked_for_again_where_somebody_changed_who_comes_into_question(
    upload, approve, college, looked_for, monkeypatch
):
    people = [somebody() for _one in range(5)]
    user = somebody().user
    listed = somebody(family_name="Shah", given_names="Leila", birth_date=date(1974, 4, 4))
    vetoed = somebody(family_name="Baker", given_names="Tom", birth_date=date(1975, 5, 5))
    number = RegistrationFactory(clinician=vetoed, regulator=RegulatorFactory(code="gmc"), number="7000001")
    run = runs.settle_all(run=upload(csv(*LINES.values())), at=timezone.now())
    assert run.counts["new"] == len(LINES)

    expected = set()
    assert match_again(run, looked_for) == expected
    for line, change in {
        "birth date": lambda: save(people[0], birth_date=BORN, family_key="hughes", given_key="popy"),
        "address": lambda: save(people[1], personal_email="r3@x.example"),
        "names": lambda: save(people[2], family_key="beavan", given_key="rhys"),
        "swapped": lambda: save(people[3], family_key="anne", given_key="bronte"),
        "a rare name": lambda: save(people[4], family_key="kowalskii", given_key="stanislawa"),
        "log-in": lambda: User.objects.filter(pk=user.pk).update(email="r7@x.example"),
        "listed": lambda: TrainingFactory(clinician=listed, organisation=college),
        "number": lambda: Registration.objects.filter(pk=number.pk).update(number_key="7000002"),
    }.items():
        change()
        expected.add(line)
        assert match_again(run, looked_for) == expected

    monkeypatch.setattr(changed, "MOST", 1)
    assert match_again(run, looked_for) == {*LINES}
    monkeypatch.undo()
    run = approve(run)
    assert (run.state, run.counts["stale"] > 0, run.approved_at) == ("READY", True, None)
    assert not Clinician.objects.filter(import_reference=run.reference).exists()


def test_nothing_is_said_of_the_time_before_a_restart(upload):
    run = upload(csv(*LINES.values()))
    with connection.cursor() as cursor:
        assert changed.age(cursor, run.matched_as_of) >= 0
        assert changed.age(cursor, run.matched_as_of + "1") is None
        assert changed.age(cursor, "") is None


def test_a_second_check_looks_only_for_rows_that_say_something_else(upload, college_admin, looked_for):
    run = upload(csv(*LINES.values(), ",Fry,Bo,no address,1977-07-07"))
    assert run.counts["problems"] == 1
    number = run.rows.get(state="PROBLEM").number
    run = step(runs.check_again(run=run, by=college_admin))
    assert looked_for == []
    rows.fix(run=run, number=number, column="work_email", value="fry@x.example", by=college_admin)
    run = step(run)
    assert (looked_for, run.counts["new"]) == ([number], len(LINES) + 1)


def test_somebody_who_came_since_is_noticed_when_the_list_takes_effect(upload, approve, looked_for):
    run = runs.settle_all(run=upload(csv(*LINES.values())), at=timezone.now())
    somebody(family_name="Quill", given_names="Zebedee", birth_date=date(1976, 6, 6), state="STUB", user=None)
    run = approve(run)
    assert (run.state, run.counts["stale"], run.counts["questions"]) == ("READY", 1, 1)
    assert len(looked_for) == 1
