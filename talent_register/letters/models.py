"""The outbox: every letter exists as a committed row before anything tries to deliver it."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    PENDING = "PENDING", _("Waiting")
    SENDING = "SENDING", _("Sending")
    SENT = "SENT", _("Sent")
    FAILED = "FAILED", _("Failed")
    CANCELLED = "CANCELLED", _("Cancelled")


class Purpose(models.TextChoices):
    """Why a letter is written. Each is its own opt-out, but security cannot be turned off."""

    SECURITY = "SECURITY", _("Account and security")
    REVIEW = "REVIEW", _("My review and plan")
    OPPORTUNITIES = "OPPORTUNITIES", _("Opportunities")
    MESSAGES = "MESSAGES", _("Messages from the programme team")
    NEWS = "NEWS", _("News and research")


class LetterQuerySet(models.QuerySet):
    def waiting(self, at):
        """Letters that may leave now."""
        return self.filter(state=State.PENDING, not_before__lte=at)

    def due_to_people(self, person_refs):
        return self.filter(person_ref__in=person_refs, state=State.PENDING)


class Letter(models.Model):
    """One letter to one address. `key` makes it exist once; `reference` finds it again at the provider."""

    key = models.CharField(max_length=200, unique=True, help_text="the fact it comes from, so it is written once")
    reference = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=60, help_text="app.noun, the template's name")
    purpose = models.CharField(max_length=20, choices=Purpose.choices)
    to_email = models.EmailField()
    to_name = models.CharField(max_length=200, blank=True)
    person_ref = models.CharField(max_length=20, blank=True, db_index=True)
    language = models.CharField(max_length=10, default="en-gb")
    subject = models.CharField(max_length=200)
    body = models.TextField()
    related = models.CharField(max_length=80, blank=True, db_index=True, help_text="reference of what caused it")
    state = models.CharField(max_length=10, choices=State.choices, default=State.PENDING)
    not_before = models.DateTimeField()
    created_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    outcome = models.CharField(max_length=300, blank=True, help_text="what the provider said, or why it was cancelled")

    objects = LetterQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["not_before"], condition=models.Q(state="PENDING"), name="letter_waiting"),
            models.Index(fields=["claimed_at"], condition=models.Q(state="SENDING"), name="letter_in_doubt"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state__in=["SENT", "FAILED", "CANCELLED"]) | models.Q(finished_at__isnull=False),
                name="letter_finished_has_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.reference}"
