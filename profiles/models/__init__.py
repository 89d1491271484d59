from .clinician import Clinician, ClinicianState, NextStep, Stage
from .consent import Audience, Consent, ConsentWording
from .fact import Fact, FactSource, Suggestion
from .post import Post, Training
from .reference import Profession, Regulator, Specialty, TrainingGrade
from .registration import Licence, Registration, RegistrationState

__all__ = [
    "Audience",
    "Clinician",
    "ClinicianState",
    "Consent",
    "ConsentWording",
    "Fact",
    "FactSource",
    "Licence",
    "NextStep",
    "Post",
    "Profession",
    "Registration",
    "RegistrationState",
    "Regulator",
    "Specialty",
    "Stage",
    "Suggestion",
    "Training",
    "TrainingGrade",
]
