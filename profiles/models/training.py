"""Training as the person tells it: where they are, time out of programme, less than full time."""

import uuid

from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from talent_register.audit.triggers import history_of
from talent_register.common.wordings import WordsField

from .clinician import Clinician
from .reference import Reference, ReferenceQuerySet, Specialty, TrainingGrade


class OwnTraining(models.Model):
    """What somebody says of their own training. What a college's list says stands beside it, in Training."""

    class Standing(models.TextChoices):
        IN_TRAINING = "IN_TRAINING", _("I am in training")
        OUT = "OUT", _("I am in training, and out of programme now")
        FINISHED = "FINISHED", _("I have finished training")
        NONE = "NONE", _("My profession has no such training, or it does not apply to me")

    clinician = models.OneToOneField(Clinician, on_delete=models.CASCADE, related_name="own_training")
    standing = models.CharField(max_length=12, choices=Standing.choices, blank=True)
    specialty = models.ForeignKey(Specialty, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    grade = models.ForeignKey(TrainingGrade, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    programme = models.CharField(max_length=150, blank=True)
    number = models.CharField(max_length=60, blank=True, help_text="may hold the registration number: never export")
    start_date = models.DateField(null=True, blank=True, help_text="the first of the month")
    expected_completion_date = models.DateField(null=True, blank=True, help_text="the first of the month")
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(expected_completion_date__isnull=True)
                | Q(start_date__isnull=True)
                | Q(expected_completion_date__gte=F("start_date")),
                name="own_training_completes_after_start",
            ),
        ]
        triggers = history_of()

    def __str__(self) -> str:
        return self.standing


class OutOfProgrammeKind(Reference):
    """A kind of time out of programme that people choose. Whether it counts is said by settings.TIME_OUT_COUNTS."""

    code = models.SlugField(max_length=20, unique=True)
    name = WordsField(max_length=80)
    disabled_on = models.DateField(null=True, blank=True)

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        verbose_name = "time out to choose"
        verbose_name_plural = "kinds of time out to choose"

    def __str__(self) -> str:
        return f"{self.name}"


class OutOfProgramme(models.Model):
    """Time out of programme, of one kind, from a month to a month. The end may lie ahead."""

    clinician = models.ForeignKey(Clinician, on_delete=models.CASCADE, related_name="out_of_programme")
    uuid = models.UUIDField(default=uuid.uuid4, db_default=RandomUUID(), unique=True, editable=False)
    kind = models.ForeignKey(OutOfProgrammeKind, on_delete=models.PROTECT, related_name="+")
    what = models.CharField(max_length=150, blank=True)
    started_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["-started_on", "-id"]
        verbose_name_plural = "time out of programme"
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(started_on__isnull=True) | Q(ended_on__gte=F("started_on")),
                name="out_of_programme_ends_after_start",
            ),
        ]
        triggers = history_of()

    def __str__(self) -> str:
        return self.what or str(self.kind)


class WorkingPattern(models.Model):
    """How much of full time somebody trained or worked, from a month to a month. No reason is asked."""

    clinician = models.ForeignKey(Clinician, on_delete=models.CASCADE, related_name="working_patterns")
    uuid = models.UUIDField(default=uuid.uuid4, db_default=RandomUUID(), unique=True, editable=False)
    percent = models.PositiveSmallIntegerField()
    started_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["-ended_on", "-started_on", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(percent__gte=1, percent__lte=100), name="working_pattern_percent"),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(started_on__isnull=True) | Q(ended_on__gte=F("started_on")),
                name="working_pattern_ends_after_start",
            ),
        ]
        triggers = history_of()

    def __str__(self) -> str:
        return f"{self.percent}%"
