"""Looks go after 6 years, all but their day; the seals hold; a young look goes for nobody."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from profiles.actions import retention
from profiles.models import RetentionReport, RetentionRule
from talent_register.audit import seals
from talent_register.audit.models import View

pytestmark = pytest.mark.django_db
EMPTY = {"actor": "", "actor_name": "", "organisation": "", "role": "", "page": "", "purpose": "", "request_id": ""}


def look(days_ago, **fields):
    said = {"actor": "user:1", "actor_name": "Rita Lead", "organisation": "South West", "role": "Lead"}
    at = timezone.now() - timedelta(days=days_ago)
    return View.objects.create(**{**said, "page": "person", "people": ["K7QX-42MN"], "at": at, **fields})


def seal_all():
    seals.seal(at=timezone.now())
    return seals.seal(at=timezone.now() + timedelta(minutes=5))


def test_old_looks_go_and_the_seals_hold(reference, auditor, log_in):
    old, young = look(2191), look(2189, purpose="Talent \u201creview\u201d, with a comma")
    seal_all()
    assert seals.verify() is None
    outcome = retention.carry_out(rule=RetentionRule.objects.get(code="views"), at=timezone.now())

    old.refresh_from_db()
    young.refresh_from_db()
    assert (outcome.total, outcome.due, outcome.erased) == (2, 1, 1)
    assert (old.actor, old.actor_name, old.people, old.page) == ("", "", [], "")
    assert (young.people, young.forgotten) == (["K7QX-42MN"], None)
    assert seals.verify() is None, "the digest stands in for what went"
    assert RetentionReport.objects.get(rule__code="views").erased == 1
    assert list(View.objects.visible_to(auditor)) == [young]
    assert log_in(auditor).get(reverse("audit-view-list")).status_code == 200
    again = retention.carry_out(rule=RetentionRule.objects.get(code="views"), at=timezone.now())
    assert (again.total, again.due, again.erased) == (1, 0, 0)


@pytest.mark.parametrize(
    ("days_ago", "changes"),
    [
        (1800, {**EMPTY, "people": []}),
        (3000, {**EMPTY, "people": ["K7QX-42MN"]}),
        (3000, {**EMPTY, "people": [], "page": "another"}),
        (3000, {"actor": "user:2"}),
    ],
    ids=["too young", "in part", "with other words", "rewritten"],
)
def test_nothing_else_changes(days_ago, changes):
    one = look(days_ago)
    with pytest.raises(DatabaseError, match="only grows"), transaction.atomic():
        View.objects.filter(pk=one.pk).update(**changes)
    with pytest.raises(DatabaseError), transaction.atomic():
        View.objects.filter(pk=one.pk).delete()


def test_a_digest_that_was_made_up_breaks_the_seal():
    one = look(3000)
    seal_all()
    View.objects.filter(pk=one.pk).update(**EMPTY, people=[], forgotten="0" * 64)
    one.refresh_from_db()
    assert one.forgotten != "0" * 64, "the trigger writes its own"
    assert seals.verify() is None
