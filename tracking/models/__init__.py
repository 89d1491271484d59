"""What happened: cohorts, leadership posts, figures, slates, talent discussions, yearly reviews, reminders."""

from .cohorts import Cohort, CohortMember
from .digests import Digest, DigestChoice
from .discussions import DiscussionComment, DiscussionShare, RoleReadiness, TalentDiscussion
from .exports import Export, ExportFile
from .facets import FacetBits, FacetChange, FacetRun
from .figures import FigureRun, ReportSnapshot
from .gifts import TemplateGift
from .grids import Grid
from .leadership import LeadershipPost, Tenure
from .meetings import AgendaItem, ConflictOfInterest, Decision, FirstRating, MeetingMember, ReviewMeeting
from .nominations import Nomination, NominationDecision, NominationKind, NominationReply, NominationWindow
from .reminders import Reminder, ReminderChoice, ReminderPause
from .reviewers import Reviewer
from .reviews import YearlyReview
from .rollups import CohortCount, CohortMonth, CohortRollup, CohortTally, CohortTouch
from .saved_views import SavedView, ViewWatch
from .slates import ContactRequest, Slate, SlateEntry
from .snapshots import ClockStop, Snapshot
from .support import FirstContact, SupportEvent
from .words import NameWord
from .work import WorkItem

__all__ = [
    "AgendaItem",
    "ClockStop",
    "Cohort",
    "CohortCount",
    "CohortMember",
    "CohortMonth",
    "CohortRollup",
    "CohortTally",
    "CohortTouch",
    "ConflictOfInterest",
    "ContactRequest",
    "Decision",
    "Digest",
    "DigestChoice",
    "DiscussionComment",
    "DiscussionShare",
    "Export",
    "ExportFile",
    "FacetBits",
    "FacetChange",
    "FacetRun",
    "FigureRun",
    "FirstContact",
    "FirstRating",
    "Grid",
    "LeadershipPost",
    "MeetingMember",
    "NameWord",
    "Nomination",
    "NominationDecision",
    "NominationKind",
    "NominationReply",
    "NominationWindow",
    "Reminder",
    "ReminderChoice",
    "ReminderPause",
    "ReportSnapshot",
    "ReviewMeeting",
    "Reviewer",
    "RoleReadiness",
    "SavedView",
    "Slate",
    "SlateEntry",
    "Snapshot",
    "SupportEvent",
    "TalentDiscussion",
    "TemplateGift",
    "Tenure",
    "ViewWatch",
    "WorkItem",
    "YearlyReview",
]
