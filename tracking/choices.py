"""Words of the staff pages that no table keeps: why somebody looks, and how far a review has come."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Purpose(models.TextChoices):
    """Why staff look at people. Kept with every look; the person reads it."""

    SUPPORT = "SUPPORT", _("To offer support or development")
    COHORT = "COHORT", _("To put together a cohort or programme")
    POSTS = "POSTS", _("To plan who could fill leadership posts")
    REVIEW = "REVIEW", _("To prepare a talent discussion")
    ENQUIRY = "ENQUIRY", _("To answer a question from the person")


class ReviewState(models.TextChoices):
    OVERDUE = "OVERDUE", _("Overdue")
    DUE = "DUE", _("Due within 28 days")
    UP_TO_DATE = "UP_TO_DATE", _("Up to date")


class ProfessionFamily(models.TextChoices):
    """The families of the reference data in words."""

    MEDICAL = "medical", _("Doctors")
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
