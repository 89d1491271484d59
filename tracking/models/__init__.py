"""What happened: cohorts, yearly reviews, reminders."""

from .cohorts import Cohort, CohortMember
from .leadership import LeadershipPost, Tenure
from .reminders import Reminder
from .reviews import YearlyReview

__all__ = ["Cohort", "CohortMember", "LeadershipPost", "Reminder", "Tenure", "YearlyReview"]
