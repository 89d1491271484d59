"""The lists that people choose from, as they see them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

# What the first question shows: code, words, the families of professions behind it.
GROUPS = (
    ("doctor", _("Doctor"), ("medical",)),
    ("dentist", _("Dentist or dental care professional"), ("dental",)),
    ("nurse", _("Nurse"), ("nursing",)),
    ("midwife", _("Midwife"), ("midwifery",)),
    ("pharmacist", _("Pharmacist or pharmacy technician"), ("pharmacy",)),
    ("ahp", _("Allied health professional"), ("ahp",)),
    ("scientist", _("Healthcare scientist"), ("healthcare science",)),
    ("psychologist", _("Psychologist or psychological professional"), ("psychological",)),
    ("public_health", _("Public health specialist"), ("public health",)),
    ("other", _("Other registered professional"), ("medical associate", "optical", "other", "social care")),
)
STUDENT, NOT_REGISTERED = "student", "not_registered"

REASONS = (
    ("NOT_YET", _("I am waiting to join or rejoin a register")),
    ("RETIRED", _("I am retired from clinical practice")),
    ("OVERSEAS", _("I am registered in another country")),
    ("NONE", _("My work does not need registration")),
)

STAGE_HINTS = {
    "NOT_STARTED": _("You do not lead others yet, or only now and then"),
    "TEAM": _("For example a ward team, a clinic, an audit or a teaching programme"),
    "SERVICE": _("For example clinical lead, ward manager or head of a service"),
    "ORGANISATION": _("For example divisional director, chief nurse or chief pharmacist"),
    "SYSTEM": _("For example an integrated care board, a network or a national role"),
}
NEXT_HINTS = {
    "GROW": _("Go deeper where you are"),
    "BROADEN": _("Move sideways, or add another kind of work"),
    "STEP_UP": _("Lead more people, or a larger service"),
}
PURPOSE_HINTS = {
    "REVIEW": _("Once a year we ask you to check your profile. News of mentoring that you offer or asked for, too"),
    "OPPORTUNITIES": _("Programmes, fellowships and posts that fit what you told us"),
    "MESSAGES": _("When a programme team writes to you, or decides on your application"),
    "NEWS": _("A few times a year"),
}
LANGUAGES = (("en-gb", "English"), ("cy", "Cymraeg"))


class Look(models.TextChoices):
    """What somebody did who has seen a person."""

    OPENED = "OPENED", _("Opened my profile")
    LISTED = "LISTED", _("Saw me in a list")
    TAKEN = "TAKEN", _("Put me in a file")


class Reply(models.TextChoices):
    """What somebody says of themselves when they are asked whether it is them."""

    YES = "YES", _("Yes")
    NO = "NO", _("No")
    UNSURE = "UNSURE", _("I do not know")


class SameState(models.TextChoices):
    """What came of asking two people whether they are one, as the organisation that asked reads it."""

    WAITING = "WAITING", _("We asked them. Not everybody has answered")
    SAME = "SAME", _("Both say that they are the same person")
    DIFFERENT = "DIFFERENT", _("Both say that they are different people")
    UNSETTLED = "UNSETTLED", _("We asked them. They do not agree, or do not know")
    OVER = "OVER", _("We asked them. Not everybody answered in time")
    WITHDRAWN = "WITHDRAWN", _("The question was taken back")
