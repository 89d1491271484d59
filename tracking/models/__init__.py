"""What happened: cohorts, yearly reviews, reminders."""

from .cohorts import Cohort, CohortMember
from .leadership import LeadershipPost, Tenure
from .reminders import Reminder
from .reviews import YearlyReview
from .words import NameWord

__all__ = [
    "Cohort",
    "CohortMember",
    "LeadershipPost",
    "NameWord",
    "Reminder",
    "Tenure",
    "YearlyReview",
]
