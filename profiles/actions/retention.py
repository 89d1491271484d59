"""Letting go what is due: a part a transaction, no more of a table a night than one person may let go."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from profiles import rules
from profiles.models import RetentionReport, RetentionRule
from talent_register.audit import actions as audit
from talent_register.common.retention import Sweep, sweeps

BATCH = 200


@dataclass(frozen=True)
class Outcome:
    """What one rule did, or would do: rows of the table, due, gone, and held for a second person."""

    code: str
    total: int
    due: int
    erased: int
    held: int


def run(*, at: datetime, dry_run: bool = False, only_uncapped: bool = False) -> list[Outcome]:
    """Carry out every rule in force. A dry run counts and changes nothing."""
    found = RetentionRule.objects.in_force()
    return [carry_out(rule=rule, at=at, dry_run=dry_run) for rule in found if not (only_uncapped and rule.is_capped)]


def carry_out(*, rule: RetentionRule, at: datetime, dry_run: bool = False) -> Outcome:
    """One rule. What was due and what went stands in the day's report."""
    sweep = sweeps()[rule.code]
    today = timezone.localdate(at)
    gone_today = sum(rule.reports.filter(on=today).values_list("erased", flat=True))
    total, due = sweep.total(), sweep.due(at, rule.days).count()
    goes = rules.goes_tonight(due=due, total=total, is_capped=rule.is_capped, gone_today=gone_today)
    if dry_run:
        return Outcome(rule.code, total, due, goes, due - goes)
    erased = _erase(rule, sweep, goes, at)
    left = sweep.due(at, rule.days).count()
    if due or erased:
        _report(rule, at, total=total, due=due, erased=erased, held=left if rule.is_capped else 0)
    return Outcome(rule.code, total, due, erased, left)


@transaction.atomic
def approve(*, report: RetentionReport, by: Any, at: datetime) -> int:
    """A second person lets go what is held. Returns how many rows went; raises rules.CannotApprove."""
    report = RetentionReport.objects.select_for_update(of=("self",)).select_related("rule").get(pk=report.pk)
    if not report.held:
        raise rules.CannotApprove(rules.NOTHING_HELD)
    audit.record(
        "profiles.retention_approved",
        by=by,
        object_type="retention_report",
        object_ref=str(report.pk),
        details={"rule": report.rule.code, "rows": report.held},
    )
    erased = _erase(report.rule, sweeps()[report.rule.code], report.held, at)
    report.erased, report.held = report.erased + erased, 0
    report.approved_at, report.approved_by = at, by
    report.save()
    return erased


def _erase(rule: RetentionRule, sweep: Sweep, most: int, at: datetime) -> int:
    """Up to so many rows, each part in a transaction. What somebody holds just now waits for the next time."""
    keys = list(sweep.due(at, rule.days).values_list("pk", flat=True)[:most])
    if not keys:
        return 0
    with transaction.atomic():
        sweep.before(keys, at)
    erased = 0
    for start in range(0, len(keys), BATCH):
        with transaction.atomic():
            part = sweep.due(at, rule.days).filter(pk__in=keys[start : start + BATCH])
            still = list(part.select_for_update(skip_locked=True, of=("self",)).values_list("pk", flat=True))
            if still:
                sweep.erase(still, at, rule.days)
            erased += len(still)
    with transaction.atomic():
        sweep.after()
    return erased


@transaction.atomic
def _report(rule: RetentionRule, at: datetime, *, total: int, due: int, erased: int, held: int) -> None:
    report, is_new = RetentionReport.objects.get_or_create(
        rule=rule,
        on=timezone.localdate(at),
        defaults={"at": at, "total": total, "due": due, "erased": erased, "held": held},
    )
    if not is_new:
        RetentionReport.objects.filter(pk=report.pk).update(
            at=at, total=total, due=due, erased=F("erased") + erased, held=held
        )
    if erased:
        audit.record(
            "profiles.retention_carried_out",
            object_type="retention_rule",
            object_ref=rule.code,
            details={"rows": erased, "held": held},
        )
