"""What is kept long enough goes; a night takes no more of a table than one person may let go; a second one agrees."""

import json
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from profiles import rules
from profiles.actions import departures, merges, retention
from profiles.models import Clinician, DataCopy, RetentionReport, RetentionRule, RightsRequest
from profiles.rules.retention import ALWAYS
from profiles.tasks import carry_out_departures
from talent_register.accounts.actions import former_addresses
from talent_register.accounts.models import Invitation
from talent_register.accounts.rules import PUT_BACK_WITHIN
from talent_register.audit.models import Change, Event
from talent_register.common.retention import sweeps
from talent_register.letters.models import Letter
from tests.factories.accounts import UserFactory
from tests.factories.letters import LetterFactory
from tests.factories.organisations import OrganisationFactory
from tests.factories.profiles import ClinicianFactory, StubFactory

from .canary import dump


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
        "former_addresses": PUT_BACK_WITHIN.days,
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


@pytest_db
def test_a_former_address_goes_when_its_link_stops_and_its_letters_are_still_found(rule):
    now, own = timezone.now(), ClinicianFactory()
    user, hours = own.user, timedelta(hours=1)
    for n, age in enumerate([71 * hours, 73 * hours, 73 * hours]):
        former_addresses.changed(user=user, former=f"Old{n}@nhs.example", at=now - age)
    LetterFactory(to_email="OLD1@nhs.example", person_ref="", subject="Before accounts wrote whose it is")
    Invitation.objects.create(
        email="old2@nhs.example", organisation=OrganisationFactory(), role="college_admin", invited_by=UserFactory(),
        token_hash="x", created_at=now, expires_at=now,
    )  # fmt: skip
    outcome = retention.carry_out(rule=rule("former_addresses"), at=now)
    assert (outcome.total, outcome.due, outcome.erased) == (3, 1, 1)
    assert set(user.former_addresses.values_list("email", flat=True)) == {"old0@nhs.example", "", "old2@nhs.example"}
    assert RetentionReport.objects.get().erased == 1
    departures.leave(clinician=own, by=user, at=now - timedelta(days=rules.UNDO_DAYS + 1))
    carry_out_departures()
    assert "old1@nhs.example" not in "".join(dump().values()).lower()
