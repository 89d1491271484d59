"""Published figures of the demo: a year and a half of quarters on leaders, the newest quarter on progress."""

from datetime import date, timedelta

from django.utils import timezone

from talent_register.accounts.models import User
from tracking.actions import figures as snapshots
from tracking.models import ReportSnapshot
from tracking.reports import editions
from tracking.rules.reports import quarter_ends

QUARTERS = {ReportSnapshot.Family.LEADERS: 5, ReportSnapshot.Family.PROGRESS: 2}


def add(users: dict[str, User], today: date) -> None:
    """Prepared by the analyst, published by the national lead; the newest progress waits for her."""
    now = timezone.now()
    days = quarter_ends(today - timedelta(days=800), today)
    for family, count in QUARTERS.items():
        for day in days[-count:]:
            ready = editions.make(family, day)
            snapshots.freeze(
                family=family,
                as_at=day,
                tables=ready.tables,
                most_change=ready.most_change,
                by=users["analyst@demo.example"],
                at=now,
            )
            if family == ReportSnapshot.Family.LEADERS or day != days[-1]:
                snapshots.publish(family=family, as_at=day, by=users["national.lead@demo.example"], at=now)
