"""What is kept long enough goes; a night takes no more of a table than one person may let go; a second one agrees."""

import json
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from profiles import rules
from profiles.actions import merges, retention
from profiles.models import Clinician, DataCopy, RetentionReport, RetentionRule, RightsRequest
from profiles.rules.retention import ALWAYS
from talent_register.audit.models import Change, Event
from talent_register.common.retention import sweeps
from talent_register.letters.models import Letter
from tests.factories.letters import LetterFactory
from tests.factories.profiles import ClinicianFactory, StubFactory


@pytest.mark.parametrize(
    ("due", "total", "is_capped", "gone_today", "goes"),
    [
        (0, 0, True, 0, 0),
        (ALWAYS, ALWAYS, True, 0, ALWAYS),
        (ALWAYS + 1, 1000, True, 0, ALWAYS),
        (500, 10_000, True, 0, 100),
        (500, 9_900, True, 100, 0),
        (40, 10_000, True, 0, 40),
        (5_000, 5_000, False, 0, 5_000),
    ],
)
def test_what_goes_in_one_night(due, total, is_capped, gone_today, goes):
    assert rules.goes_tonight(due=due, total=total, is_capped=is_capped, gone_today=gone_today) == goes


pytest_db = pytest.mark.django_db


@pytest.fixture
def rule(reference):
    return lambda code: RetentionRule.objects.get(code=code)


@pytest_db
def test_every_rule_in_force_is_carried_out_and_nothing_else(rule):
    assert set(RetentionRule.objects.in_force().values_list("code", flat=True)) == set(sweeps())


@pytest_db
def test_the_days_are_those_that_people_were_promised(rule):
    promised = {
        "unanswered": rules.STUB_DAYS,
        "drafts": rules.DRAFT_DAYS,
        "copies": rules.COPY_DAYS,
        "merges": rules.merges.MERGE_UNDO_DAYS,
    }
    assert {code: rule(code).days for code in promised} == promised


@pytest_db
def test_a_night_takes_its_share_and_a_second_person_the_rest(rule, support, auditor, log_in, monkeypatch):
    monkeypatch.setattr(rules.retention, "ALWAYS", 1)
    StubFactory.create_batch(3, erase_on=timezone.localdate())
    outcome = retention.carry_out(rule=rule("unanswered"), at=timezone.now())
    assert (outcome.due, outcome.erased, outcome.held) == (3, 1, 2)
    again = retention.carry_out(rule=rule("unanswered"), at=timezone.now())
    assert (again.erased, again.held) == (0, 2)
    report = RetentionReport.objects.get()
    assert (report.erased, report.held) == (1, 2)
    read = log_in(auditor).get(reverse("retention")).content.decode()
    assert "2 rows of 3 wait" in read
    assert "Delete 2 rows" not in read
    client = log_in(support)
    assert "Delete 2 rows" in client.get(reverse("retention")).content.decode()
    client.post(reverse("retention-approve", args=[report.pk]))
    assert not Clinician.objects.stubs().exists()
    report.refresh_from_db()
    assert (report.erased, report.held, report.approved_by) == (3, 0, support)
    assert Event.objects.filter(type="profiles.retention_approved").exists()
    page = client.post(reverse("retention-approve", args=[report.pk]), follow=True).content.decode()
    assert "Nothing waits any more" in page


@pytest_db
def test_a_dry_run_counts_and_changes_nothing(rule):
    StubFactory(erase_on=timezone.localdate())
    out = StringIO()
    call_command("retention", "--dry-run", "--json", stdout=out)
    said = {row["code"]: row for row in json.loads(out.getvalue())["rules"]}
    assert said["unanswered"] == {"code": "unanswered", "total": 1, "due": 1, "erased": 1, "held": 0}
    assert Clinician.objects.stubs().exists()
    assert not RetentionReport.objects.exists()


@pytest_db
def test_each_kind_goes_on_its_day_and_not_before(rule):
    now = timezone.now()
    old = now - timedelta(days=91)
    letter = LetterFactory(state="SENT", finished_at=old, body="Words")
    young = LetterFactory(state="SENT", finished_at=now - timedelta(days=89), body="Words")
    person = ClinicianFactory()
    DataCopy.objects.create(clinician=person, asked_at=old, expires_at=now)
    asked = RightsRequest.objects.create(
        reference="R-1", clinician=person, kind="CORRECT", message="Otterby", state="DONE",
        created_at=old, due_on=old, settled_at=now - timedelta(days=1096),
    )  # fmt: skip
    made = merges.merge(kept=person, lost=StubFactory(), take=(), reason="x", by=None, at=now - timedelta(days=32))
    retention.run(at=now)
    letter.refresh_from_db()
    young.refresh_from_db()
    made.refresh_from_db()
    assert (letter.body, young.body) == ("", "Words")
    assert (made.was, made.moved, DataCopy.objects.count()) == ({}, [], 0)
    assert not RightsRequest.objects.filter(pk=asked.pk).exists()
    assert not Change.objects.filter(table="profiles_rightsrequest", after__message="Otterby").exists()
    assert Letter.objects.filter(pk=letter.pk).exists()


@pytest_db
def test_the_rules_stand_in_the_privacy_notice_and_on_ones_own_page(rule, clinician, log_in):
    for page in ("privacy", "own-data"):
        read = log_in(clinician).get(reverse(page)).content.decode()
        assert "How long we keep things" in read
        assert "90 days, counted from:" in read
        assert "Who looked at your record" in read
