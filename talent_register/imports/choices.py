"""The words in which an import speaks of its states and rows."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where a run stands, in the words people see. TRANSITIONS in rules.py says what may follow what."""

    STARTED = "STARTED", _("Waiting for a file")
    CHECKING = "CHECKING", _("Checking")
    NEEDS_ANSWERS = "NEEDS_ANSWERS", _("Needs your answers")
    PROBLEMS = "PROBLEMS", _("Problems to fix")
    READY = "READY", _("Ready to import")
    IMPORTING = "IMPORTING", _("Importing")
    IMPORTED = "IMPORTED", _("Imported")
    IMPORTED_PARTLY = "IMPORTED_PARTLY", _("Imported, some rows left out")
    UNDOING = "UNDOING", _("Undoing")
    UNDONE = "UNDONE", _("Undone")
    CANCELLED = "CANCELLED", _("Cancelled")
    REFUSED = "REFUSED", _("File refused")
    FAILED = "FAILED", _("Failed")


class Mode(models.TextChoices):
    ADD = "ADD", _("Add and update people")
    REPLACE = "REPLACE", _("Replace the current list for this intake")
    CHECK = "CHECK", _("Check a file without importing")


class RowState(models.TextChoices):
    READY = "READY", _("Ready")
    PROBLEM = "PROBLEM", _("Has a problem")
    QUESTION = "QUESTION", _("Needs an answer")
    LEFT_OUT = "LEFT_OUT", _("Left out")
    APPLIED = "APPLIED", _("Imported")
    REVERSED = "REVERSED", _("Undone")
    KEPT = "KEPT", _("Kept")


class Action(models.TextChoices):
    NEW = "NEW", _("New")
    CHANGED = "CHANGED", _("Changed")
    UNCHANGED = "UNCHANGED", _("No change")
    LEAVER = "LEAVER", _("Left the list")
    BLOCKED = "BLOCKED", _("Blocked")


class Answer(models.TextChoices):
    """What somebody decided about a possible match."""

    SAME_ADD = "SAME_ADD", _("Same person, add new details")
    SAME_KEEP = "SAME_KEEP", _("Same person, keep the register as it is")
    DIFFERENT = "DIFFERENT", _("Different people, add a new record")
    ASK = "ASK", _("Ask both whether they are the same person")
    TEAM = "TEAM", _("Ask the programme team whose number it is")
    LEAVE_OUT = "LEAVE_OUT", _("Leave this row out")


# Answers after which a row waits for somebody else's.
WAITING = (Answer.ASK, Answer.TEAM)


class Zeros(models.TextChoices):
    ADD = "ADD", _("Add the 0s back")
    LEAVE_OUT = "LEAVE_OUT", _("Leave these rows out")


class Letters(models.TextChoices):
    """What somebody decided about the letters to the people of a list, once it was imported."""

    UNDECIDED = "UNDECIDED", _("Not decided")
    SEND = "SEND", _("Send")
    NONE = "NONE", _("Do not send")


class NoLetter(models.TextChoices):
    """Why somebody of a list gets no letter. What a person wishes is one reason: which wish is theirs alone."""

    NO_ADDRESS = "NO_ADDRESS", _("We have no email address for them")
    WISHES = "WISHES", _("They paused or stopped letters like this, restricted their record or objected")
    TOLD = "TOLD", _("They have been told already")
    BOUNCED = "BOUNCED", _("Letters to their address came back")
    NOT_THEIRS = "NOT_THEIRS", _("Whoever has their address says that they are somebody else")
    GONE = "GONE", _("They declined or left")


class Leavers(models.TextChoices):
    """What becomes of people of the list who are not in the file."""

    END = "END", _("Mark them as left")
    KEEP = "KEEP", _("Keep them on the list")
