"""What somebody has learnt: qualifications, and leadership programmes and fellowships they took part in."""

import uuid

from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from talent_register.audit.triggers import history_of

from .clinician import Clinician


class Qualification(models.Model):
    """One qualification. Held from a month, or still being studied for."""

    class Kind(models.TextChoices):
        DEGREE = "DEGREE", _("Degree or diploma")
        POSTGRADUATE = "POSTGRADUATE", _("Master’s, doctorate or other postgraduate")
        MEMBERSHIP = "MEMBERSHIP", _("Membership or fellowship of a college")
        LEADERSHIP = "LEADERSHIP", _("Leadership or management qualification")
        OTHER = "OTHER", _("Another kind")

    clinician = models.ForeignKey(Clinician, on_delete=models.CASCADE, related_name="qualifications")
    uuid = models.UUIDField(default=uuid.uuid4, db_default=RandomUUID(), unique=True, editable=False)
    title = models.CharField(max_length=150)
    kind = models.CharField(max_length=15, choices=Kind.choices)
    awarded_by = models.CharField(max_length=150, blank=True)
    is_held = models.BooleanField(null=True, blank=True)
    awarded_on = models.DateField(null=True, blank=True, help_text="the first of the month")
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["-awarded_on", "-id"]
        triggers = history_of()

    def __str__(self) -> str:
        return self.title


class ProgrammeTaken(models.Model):
    """A leadership programme, fellowship or award, as the person names it."""

    class Kind(models.TextChoices):
        PROGRAMME = "PROGRAMME", _("Programme or course")
        FELLOWSHIP = "FELLOWSHIP", _("Fellowship")
        AWARD = "AWARD", _("Award or recognition")

    class Outcome(models.TextChoices):
        ON = "ON", _("I am on it now")
        COMPLETED = "COMPLETED", _("I completed it")
        LEFT = "LEFT", _("I left before the end")

    clinician = models.ForeignKey(Clinician, on_delete=models.CASCADE, related_name="programmes_taken")
    uuid = models.UUIDField(default=uuid.uuid4, db_default=RandomUUID(), unique=True, editable=False)
    name = models.CharField(max_length=150)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    provider = models.CharField(max_length=150, blank=True)
    started_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=12, choices=Outcome.choices, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["-started_on", "-id"]
        verbose_name_plural = "programmes taken"
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(started_on__isnull=True) | Q(ended_on__gte=F("started_on")),
                name="programme_taken_ends_after_start",
            ),
        ]
        triggers = history_of()

    def __str__(self) -> str:
        return self.name
