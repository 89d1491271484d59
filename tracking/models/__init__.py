"""What happened: cohorts, yearly reviews, reminders."""

from .cohorts import Cohort, CohortMember
from .leadership import LeadershipPost, Tenure
from .reminders import Reminder
from .reviews import YearlyReview
from .snapshots import ClockStop, Snapshot
from .words import NameWord

__all__ = [
    "ClockStop",
    "Cohort",
    "CohortMember",
    "LeadershipPost",
    "NameWord",
    "Reminder",
    "Snapshot",
    "Tenure",
    "YearlyReview",
]
