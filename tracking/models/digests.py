"""How often staff are told what waits for them, and that it was looked at, once a week or day."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from talent_register.accounts.models import User
from tracking.choices import Rhythm


class DigestChoice(models.Model):
    """How often somebody wants their digest: weekly without a choice. That they want none is kept with letters."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="digest_choice")
    rhythm = models.CharField(_("how often"), max_length=6, choices=Rhythm.choices)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.user_id} {self.rhythm}"


class Digest(models.Model):
    """That what waits for somebody was looked at for one week or day. Nothing waited: no letter."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="digests")
    period = models.CharField(max_length=10, help_text="2026-W48 or 2026-11-23")
    number = models.PositiveIntegerField(default=0, help_text="how many things waited")
    letter_key = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "period"], name="digest_once")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.period}"
