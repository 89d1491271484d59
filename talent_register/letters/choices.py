"""The states a letter passes through, and the purposes a letter can have."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    PENDING = "PENDING", _("Waiting")
    SENDING = "SENDING", _("Sending")
    SENT = "SENT", _("Sent")
    FAILED = "FAILED", _("Failed")
    IN_DOUBT = "IN_DOUBT", _("In doubt")
    CANCELLED = "CANCELLED", _("Cancelled")
    CARRIED = "CARRIED", _("Sent with another")


class Purpose(models.TextChoices):
    """Why a letter is written. Each is its own opt-out, but security cannot be turned off."""

    SECURITY = "SECURITY", _("Account and security")
    REVIEW = "REVIEW", _("My review and plan")
    OPPORTUNITIES = "OPPORTUNITIES", _("Opportunities")
    MESSAGES = "MESSAGES", _("Messages from the programme team")
    NEWS = "NEWS", _("News and research")
    FEEDBACK = "FEEDBACK", _("Feedback that somebody asks you for")
    READER = "READER", _("Plans that somebody lets you read")
    DIGEST = "DIGEST", _("What waits for you as staff")
    MEETING = "MEETING", _("Review meetings you take part in")


# These go to people whom somebody named, or to staff. Nobody chooses them for their own profile; each can stop them by
# their link.
NOT_ABOUT_A_PROFILE = frozenset({Purpose.FEEDBACK, Purpose.READER, Purpose.DIGEST, Purpose.MEETING})

WHY_YOU_GET_THIS = {
    Purpose.SECURITY: _("You are getting this because it is about your account or its security."),
    Purpose.REVIEW: _("You are getting this because it is about your own record, review or plan."),
    Purpose.OPPORTUNITIES: _("You are getting this because you chose to hear about opportunities."),
    Purpose.MESSAGES: _("You are getting this because the programme team wrote to you."),
    Purpose.NEWS: _("You are getting this because you chose to hear news and research."),
    Purpose.FEEDBACK: _("You are getting this because somebody named you as a person to ask for feedback."),
    Purpose.READER: _("You are getting this because somebody named you as a reader of their plan."),
    Purpose.DIGEST: _("You are getting this because you have a role in the register."),
    Purpose.MEETING: _("You are getting this because you take part in a review meeting."),
}
