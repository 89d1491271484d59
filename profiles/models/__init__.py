from .aspiration import Aspiration, SupportWanted, place_names
from .calendar import CalendarLink
from .claim import BY_ADDRESS, ClaimRequest, ClaimToken, EndedLink, Suppression, suppression_hash
from .clinician import SHOWN, Clinician, ClinicianState, NameWords, NextStep, Stage
from .consent import Consent, ConsentWording
from .draft import Proof, RegistrationDraft
from .equality import EqualityAnswers, EqualityCategory
from .experience import ProgrammeTaken, Qualification
from .fact import Fact, FactSource, Suggestion
from .interest import Interest
from .merge import RecordMerge, SeparateRecords
from .pause import Pause
from .post import Post, Training
from .purpose import DataPurpose
from .recognition import Recognition
from .reference import Profession, Regulator, Specialty, TrainingGrade
from .registration import Licence, Registration, RegistrationCheck, RegistrationState, RegistrationStatus
from .retention import RetentionReport, RetentionRule
from .rights import DataCopy, Departure, RightsRequest
from .same_person import SamePersonQuestion
from .section import SectionMark, SentForm, UnsentAnswer
from .supply import ANY_NUMBER, Supply
from .training import OutOfProgramme, OutOfProgrammeKind, OwnTraining, WorkingPattern
from .uses import AGREED, AGREED_FOR, Audience, ConsentUse, Use, agreed_with

__all__ = [
    "AGREED",
    "AGREED_FOR",
    "ANY_NUMBER",
    "BY_ADDRESS",
    "SHOWN",
    "Aspiration",
    "Audience",
    "CalendarLink",
    "ClaimRequest",
    "ClaimToken",
    "Clinician",
    "ClinicianState",
    "Consent",
    "ConsentUse",
    "ConsentWording",
    "DataCopy",
    "DataPurpose",
    "Departure",
    "EndedLink",
    "EqualityAnswers",
    "EqualityCategory",
    "Fact",
    "FactSource",
    "Interest",
    "Licence",
    "NameWords",
    "NextStep",
    "OutOfProgramme",
    "OutOfProgrammeKind",
    "OwnTraining",
    "Pause",
    "Post",
    "Profession",
    "ProgrammeTaken",
    "Proof",
    "Qualification",
    "Recognition",
    "RecordMerge",
    "Registration",
    "RegistrationCheck",
    "RegistrationDraft",
    "RegistrationState",
    "RegistrationStatus",
    "Regulator",
    "RetentionReport",
    "RetentionRule",
    "RightsRequest",
    "SamePersonQuestion",
    "SectionMark",
    "SentForm",
    "SeparateRecords",
    "Specialty",
    "Stage",
    "Suggestion",
    "Supply",
    "SupportWanted",
    "Suppression",
    "Training",
    "TrainingGrade",
    "UnsentAnswer",
    "Use",
    "WorkingPattern",
    "agreed_with",
    "place_names",
    "suppression_hash",
]
