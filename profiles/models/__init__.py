from .claim import ClaimRequest, ClaimToken, Suppression, suppression_hash
from .clinician import Clinician, ClinicianState, NameWords, NextStep, Stage
from .consent import Audience, Consent, ConsentWording
from .draft import Proof, RegistrationDraft
from .fact import Fact, FactSource, Suggestion
from .interest import Interest
from .post import Post, Training
from .purpose import DataPurpose
from .reference import Profession, Regulator, Specialty, TrainingGrade
from .registration import Licence, Registration, RegistrationCheck, RegistrationState, RegistrationStatus
from .rights import DataCopy, Departure, RightsRequest

__all__ = [
    "Audience",
    "ClaimRequest",
    "ClaimToken",
    "Clinician",
    "ClinicianState",
    "Consent",
    "ConsentWording",
    "DataCopy",
    "DataPurpose",
    "Departure",
    "Fact",
    "FactSource",
    "Interest",
    "Licence",
    "NameWords",
    "NextStep",
    "Post",
    "Profession",
    "Proof",
    "Registration",
    "RegistrationCheck",
    "RegistrationDraft",
    "RegistrationState",
    "RegistrationStatus",
    "Regulator",
    "RightsRequest",
    "Specialty",
    "Stage",
    "Suggestion",
    "Suppression",
    "Training",
    "TrainingGrade",
    "suppression_hash",
]
