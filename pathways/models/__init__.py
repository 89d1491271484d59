"""What is on offer, and what people aim for: frameworks, roles, routes, goals, plans. A file per noun."""

from .assessment import Answer, Evidence, SelfAssessment
from .content import ContentChange, ContentVersion, LinkCheck
from .feedback import FeedbackRater, FeedbackReply, FeedbackRound
from .framework import Competency, Crosswalk, Framework, Level
from .goal import Goal, OtherWay
from .holiday import BankHoliday
from .licence import (
    GuidanceNote,
    LicenceConsequence,
    LicenceEvidence,
    LicenceProgress,
    LicenceRule,
    OutOfProgrammeKind,
    PracticeSetting,
    RenewalWindow,
    TrainingOutcome,
)
from .mentoring import MentorOffer, MentorRequest
from .opportunity import Application, Opportunity, SavedOpportunity
from .outside import OutsideCode
from .participation import Participation, RecognitionDecision, RecognitionDispute
from .pathway import Pathway, PathwayStep, Route
from .pay import PayAward, PayPoint
from .plan import PlanAction, PlanShare
from .programme import Programme
from .requirement import Requirement, StatutoryNote
from .role import Role
from .template import PlanTemplate, SuggestedStep, TemplateStep
from .title import SharedTitle
from .wording import Wording

__all__ = [
    "Answer",
    "Application",
    "BankHoliday",
    "Competency",
    "ContentChange",
    "ContentVersion",
    "Crosswalk",
    "Evidence",
    "FeedbackRater",
    "FeedbackReply",
    "FeedbackRound",
    "Framework",
    "Goal",
    "GuidanceNote",
    "Level",
    "LicenceConsequence",
    "LicenceEvidence",
    "LicenceProgress",
    "LicenceRule",
    "LinkCheck",
    "MentorOffer",
    "MentorRequest",
    "Opportunity",
    "OtherWay",
    "OutOfProgrammeKind",
    "OutsideCode",
    "Participation",
    "Pathway",
    "PathwayStep",
    "PayAward",
    "PayPoint",
    "PlanAction",
    "PlanShare",
    "PlanTemplate",
    "PracticeSetting",
    "Programme",
    "RecognitionDecision",
    "RecognitionDispute",
    "RenewalWindow",
    "Requirement",
    "Role",
    "Route",
    "SavedOpportunity",
    "SelfAssessment",
    "SharedTitle",
    "StatutoryNote",
    "SuggestedStep",
    "TemplateStep",
    "TrainingOutcome",
    "Wording",
]
