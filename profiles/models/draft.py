"""Answers given so far by somebody who has not yet confirmed."""

from django.db import models

from talent_register.accounts.models import User

from .clinician import Clinician


class Proof(models.TextChoices):
    """What showed that a supplied record is this person's, beside the link or the number."""

    EMAIL = "EMAIL"
    NUMBER = "NUMBER"
    BIRTH_DATE = "BIRTH_DATE"


class RegistrationDraft(models.Model):
    """Saved at every page, so that logging out or a time-out loses nothing. Gone once confirmed."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="registration_draft")
    answers = models.JSONField(default=dict, help_text="question → what was answered")
    claims = models.ForeignKey(
        Clinician,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="the supplied record that this person proved to be theirs",
    )
    proof = models.CharField(max_length=12, choices=Proof.choices, blank=True)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(claims__isnull=True) | ~models.Q(proof=""), name="draft_claims_with_proof"
            )
        ]

    def __str__(self) -> str:
        return f"draft {self.pk}"
