from datetime import UTC, datetime

import pytest
from django.db import connection

from talent_register.audit import actions as audit
from talent_register.audit.context import acting, current, shell
from talent_register.audit.models import Event, Heartbeat, View

pytestmark = pytest.mark.django_db


def test_record_names_the_user(national_lead):
    event = audit.record("test.thing_done", by=national_lead, object_ref="R1", details={"rows": 3})
    assert (event.actor, event.actor_name) == (national_lead.audit_name, "Nadia Lead")
    assert (event.object_ref, event.details) == ("R1", {"rows": 3})


def test_record_without_a_user_names_the_job():
    with acting("job:letters.send_waiting", acting_for="user:1") as now:
        event = audit.record("test.thing_done")
    assert (event.actor, event.acting_for) == ("job:letters.send_waiting", "user:1")
    assert event.request_id == now.request_id
    assert current().actor == ""


@acting("job:test.decorated")
def _decorated():
    return audit.record("test.thing_done").request_id


def test_acting_decorates_tasks_and_each_run_is_its_own():
    assert _decorated() != _decorated()
    assert set(Event.objects.values_list("actor", flat=True)) == {"job:test.decorated"}


def test_the_shell_is_named_after_the_login(monkeypatch):
    monkeypatch.setenv("LOGNAME", "ada")
    assert shell() == "shell:ada"


def test_viewed_writes_whom(national_lead):
    audit.viewed(["A-1", "B-2"], page="people", by=national_lead, organisation="NHS England", role="National lead")
    view = View.objects.get()
    assert (view.people, view.page, view.organisation, view.role) == (
        ["A-1", "B-2"],
        "people",
        "NHS England",
        "National lead",
    )


def test_viewed_nobody_writes_nothing(national_lead):
    audit.viewed([], page="people", by=national_lead, organisation="", role="")
    assert not View.objects.exists()


def test_who_has_seen_me(national_lead):
    for people in (["A-1", "B-2"], ["B-2"], ["A-1"]):
        audit.viewed(people, page="people", by=national_lead, organisation="", role="")
    assert [view.people for view in View.objects.of_person("A-1")] == [["A-1"], ["A-1", "B-2"]]


def test_who_has_seen_me_uses_its_index():
    with connection.cursor() as cursor:
        # A table with next to nothing in it is read in the order of its key, whatever else there is.
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_indexscan = off")
        plan = View.objects.of_person("A-1").order_by("pk").explain()
    assert "view_people" in plan


def test_beat_keeps_one_row_a_name():
    for hour in (9, 10):
        audit.beat(name="worker", at=datetime(2026, 3, 2, hour, tzinfo=UTC))
    assert Heartbeat.objects.get().at.hour == 10
