"""What is on offer: frameworks, leadership roles and the routes between them. A file per noun."""

from .framework import Competency, Crosswalk, Framework, Level
from .licence import (
    GuidanceNote,
    LicenceEvidence,
    LicenceProgress,
    LicenceRule,
    OutOfProgrammeKind,
    PracticeSetting,
    RenewalWindow,
    TrainingOutcome,
)
from .opportunity import Application, Opportunity, SavedOpportunity
from .participation import Participation, RecognitionDecision, RecognitionDispute
from .pathway import Pathway, PathwayStep, Route
from .pay import PayAward, PayPoint
from .programme import Programme
from .role import Role

__all__ = [
    "Application",
    "Competency",
    "Crosswalk",
    "Framework",
    "GuidanceNote",
    "Level",
    "LicenceEvidence",
    "LicenceProgress",
    "LicenceRule",
    "Opportunity",
    "OutOfProgrammeKind",
    "Participation",
    "Pathway",
    "PathwayStep",
    "PayAward",
    "PayPoint",
    "PracticeSetting",
    "Programme",
    "RecognitionDecision",
    "RecognitionDispute",
    "RenewalWindow",
    "Role",
    "Route",
    "SavedOpportunity",
    "TrainingOutcome",
]
