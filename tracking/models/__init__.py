"""What happened: cohorts, leadership posts, talent discussions, yearly reviews, reminders."""

from .cohorts import Cohort, CohortMember
from .discussions import DiscussionComment, DiscussionShare, RoleReadiness, TalentDiscussion
from .grids import Grid
from .leadership import LeadershipPost, Tenure
from .reminders import Reminder
from .reviews import YearlyReview
from .snapshots import ClockStop, Snapshot
from .words import NameWord

__all__ = [
    "ClockStop",
    "Cohort",
    "CohortMember",
    "DiscussionComment",
    "DiscussionShare",
    "Grid",
    "LeadershipPost",
    "NameWord",
    "Reminder",
    "RoleReadiness",
    "Snapshot",
    "TalentDiscussion",
    "Tenure",
    "YearlyReview",
]
