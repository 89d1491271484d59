"""What happened: cohorts, yearly reviews, reminders."""

from .cohorts import Cohort, CohortMember
from .reminders import Reminder
from .reviews import YearlyReview

__all__ = ["Cohort", "CohortMember", "Reminder", "YearlyReview"]
