"""Words of the staff pages that no table keeps: why somebody looks, and how far a review has come."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Purpose(models.TextChoices):
    """Why staff look at people. Kept with every look; the person reads it."""

    SUPPORT = "SUPPORT", _("To offer support or development")
    COHORT = "COHORT", _("To put together a cohort or programme")
    POSTS = "POSTS", _("To plan who could fill leadership posts")
    REVIEW = "REVIEW", _("To prepare a talent discussion")
    MEETING = "MEETING", _("For a review meeting")
    ENQUIRY = "ENQUIRY", _("To answer a question from the person")


class ReviewState(models.TextChoices):
    OVERDUE = "OVERDUE", _("Overdue")
    DUE = "DUE", _("Due within 28 days")
    UP_TO_DATE = "UP_TO_DATE", _("Up to date")


class Joined(models.TextChoices):
    NEW = "NEW", _("In the last 28 days")
    YEAR = "YEAR", _("In the last year, but not the last 28 days")
    BEFORE = "BEFORE", _("More than a year ago")


class WorkingPattern(models.TextChoices):
    FULL = "FULL", _("Full time")
    PART = "PART", _("Part time")


class Agreed(models.TextChoices):
    """What somebody on a list agreed that the team of the reader does: each names what the one behind it names, too."""

    CONTACT = "CONTACT", _("Support, planning and being asked")
    PLANNING = "PLANNING", _("Support and planning")
    SUPPORT = "SUPPORT", _("Support only")


class Readiness(models.TextChoices):
    """How soon somebody could take a bigger role. Whoever has no discussion yet is "not yet discussed"."""

    NOW = "NOW", _("Ready now")
    SOON = "SOON", _("Ready soon")
    LATER = "LATER", _("Ready later")
    EXPLORING = "EXPLORING", _("Exploring")


NOT_YET_DISCUSSED = _("Not yet discussed")
READINESS_HINTS = {
    Readiness.NOW: _("Could take it within 12 months"),
    Readiness.SOON: _("In 1 to 3 years, with a set of experiences that can be named"),
    Readiness.LATER: _("In more than 3 years"),
    Readiness.EXPLORING: _("Finding out what they would like"),
}


class ExportColumn(models.TextChoices):
    """What a list of people may take along. Addresses and numbers stay in the register."""

    REFERENCE = "reference", _("Reference")
    NAME = "name", _("Name")
    PROFESSION = "profession", _("Profession")
    REGION = "region", _("Region")
    SPECIALTY = "specialty", _("Specialty")
    ROLE = "role", _("Role")
    EMPLOYER = "employer", _("Employer")
    STAGE = "stage", _("Stage in leadership")
    NEXT = "next", _("Would like to")
    PATTERN = "pattern", _("Working pattern")
    JOINED = "joined", _("Joined the register")
    REVIEW = "review", _("Yearly review due")


class ProfessionFamily(models.TextChoices):
    """The families of the reference data in words."""

    MEDICAL = "medical", _("Medicine")
    MEDICAL_ASSOCIATE = "medical associate", _("Physician and anaesthesia associates")
    NURSING = "nursing", _("Nursing")
    MIDWIFERY = "midwifery", _("Midwifery")
    PHARMACY = "pharmacy", _("Pharmacy")
    AHP = "ahp", _("Allied health professions")
    SCIENCE = "healthcare science", _("Healthcare science")
    PSYCHOLOGICAL = "psychological", _("Psychological professions")
    PUBLIC_HEALTH = "public health", _("Public health")
    DENTAL = "dental", _("Dental team")
    OPTICAL = "optical", _("Optical professions")
    SOCIAL_CARE = "social care", _("Social care")
    OTHER = "other", _("Other professions")


class Band(models.TextChoices):
    """How soon somebody could take a role: the columns of the pipeline."""

    NOW = "NOW", _("Ready now")
    SOON = "SOON", _("Ready soon")
    LATER = "LATER", _("Ready later")


class HolderBasis(models.TextChoices):
    """On what footing somebody holds a leadership post."""

    SUBSTANTIVE = "SUBSTANTIVE", _("Permanent")
    ACTING = "ACTING", _("Acting or interim")
    SECONDED = "SECONDED", _("On secondment")


class RouteIn(models.TextChoices):
    """From where somebody came into a leadership post."""

    WITHIN = "WITHIN", _("From the same organisation")
    NHS = "NHS", _("From another NHS organisation")
    NATIONAL = "NATIONAL", _("From a national or regional body")
    OUTSIDE = "OUTSIDE", _("From outside the NHS")
    ABROAD = "ABROAD", _("From another country")
    UNKNOWN = "UNKNOWN", _("Not known")


class EndReason(models.TextChoices):
    """Why a holder left, or is expected to leave."""

    TERM = "TERM", _("Term of office ends")
    RETIRES = "RETIRES", _("Retires")
    MOVES = "MOVES", _("Moves to another post")
    CLINICAL = "CLINICAL", _("Returns to clinical work")
    REORGANISED = "REORGANISED", _("The organisation changes")
    OTHER = "OTHER", _("Another reason")


class LeaderQualification(models.TextChoices):
    """What leaders bring besides their clinical training. Kinds, not titles: titles would name people."""

    MASTERS = "MASTERS", _("Master’s degree in leadership or management")
    MBA = "MBA", _("Master of business administration")
    DOCTORATE = "DOCTORATE", _("Research doctorate")
    FELLOWSHIP = "FELLOWSHIP", _("Fellowship of a leadership faculty")
    CERTIFICATE = "CERTIFICATE", _("Certificate or diploma in leadership")
    NONE = "NONE", _("None of these")


class ReviewerEnd(models.TextChoices):
    """Why somebody is no longer to hold the next talent discussion with a person."""

    HELD = "HELD", _("The discussion was held")
    OTHER = "OTHER", _("Somebody else was asked")
    TAKEN_BACK = "TAKEN_BACK", _("Taken back")
    LEFT = "LEFT", _("Handed over by somebody who left")


class Rhythm(models.TextChoices):
    """How often staff are told what waits for them."""

    WEEKLY = "WEEKLY", _("Weekly")
    DAILY = "DAILY", _("On each working day")
