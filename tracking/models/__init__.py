"""What happened: cohorts, leadership posts, figures, slates, talent discussions, yearly reviews, reminders."""

from .cohorts import Cohort, CohortMember
from .discussions import DiscussionComment, DiscussionShare, RoleReadiness, TalentDiscussion
from .exports import Export, ExportFile
from .figures import ReportSnapshot
from .grids import Grid
from .leadership import LeadershipPost, Tenure
from .reminders import Reminder
from .reviews import YearlyReview
from .saved_views import SavedView
from .slates import ContactRequest, Slate, SlateEntry
from .snapshots import ClockStop, Snapshot
from .words import NameWord

__all__ = [
    "ClockStop",
    "Cohort",
    "CohortMember",
    "ContactRequest",
    "DiscussionComment",
    "DiscussionShare",
    "Export",
    "ExportFile",
    "Grid",
    "LeadershipPost",
    "NameWord",
    "Reminder",
    "ReportSnapshot",
    "RoleReadiness",
    "SavedView",
    "Slate",
    "SlateEntry",
    "Snapshot",
    "TalentDiscussion",
    "Tenure",
    "YearlyReview",
]
