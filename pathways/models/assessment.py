"""How somebody sees their own leadership, year by year, and what shows it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from profiles.models import Clinician
from talent_register.audit.triggers import history_of

from .framework import Competency, Framework, Level
from .goal import OwnQuerySet


class SelfAssessmentQuerySet(OwnQuerySet):
    def finished(self):
        return self.filter(completed_on__isnull=False)

    def unfinished(self):
        return self.filter(completed_on__isnull=True)


class SelfAssessment(models.Model):
    """One look at oneself by one version of a framework. A newer version of the framework leaves it as it was."""

    clinician = models.ForeignKey(Clinician, on_delete=models.CASCADE, related_name="self_assessments")
    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="+")
    started_on = models.DateField()
    completed_on = models.DateField(null=True, blank=True)

    objects = SelfAssessmentQuerySet.as_manager()

    class Meta:
        ordering = ["-started_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["clinician", "framework"],
                condition=Q(completed_on__isnull=True),
                name="self_assessment_one_unfinished",
            ),
        ]
        triggers = history_of()

    def __str__(self) -> str:
        return f"{self.clinician_id} {self.framework_id} {self.started_on}"


class AnswerQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(assessment__clinician__user=user) if user.is_authenticated else self.none()


class Answer(models.Model):
    """One competency: a level, or the reason why there is none. Having no level is not the lowest level."""

    class Unknown(models.TextChoices):
        UNSURE = "UNSURE", _("I am not sure")
        NO_CHANCE = "NO_CHANCE", _("I have had no chance to show this")

    assessment = models.ForeignKey(SelfAssessment, on_delete=models.CASCADE, related_name="answers")
    competency = models.ForeignKey(Competency, on_delete=models.PROTECT, related_name="+")
    level = models.ForeignKey(Level, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    unknown = models.CharField(max_length=10, choices=Unknown.choices, blank=True)
    answered_on = models.DateField()

    objects = AnswerQuerySet.as_manager()

    class Meta:
        ordering = ["assessment", "competency__position"]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "competency"], name="answer_once"),
            models.CheckConstraint(
                condition=Q(level__isnull=True, unknown__gt="") | Q(level__isnull=False, unknown=""),
                name="answer_level_or_reason",
            ),
        ]
        triggers = history_of()

    def __str__(self) -> str:
        return f"{self.competency_id}: {self.level_id or self.unknown}"


class Evidence(models.Model):
    """Something that shows a skill. Told once; the crosswalk carries it to other frameworks."""

    clinician = models.ForeignKey(Clinician, on_delete=models.CASCADE, related_name="evidence")
    title = models.CharField(max_length=150)
    text = models.TextField(max_length=2000, blank=True)
    link = models.URLField(blank=True)
    happened_on = models.DateField(null=True, blank=True)
    competencies = models.ManyToManyField(Competency, related_name="+")
    created_at = models.DateTimeField()

    objects = OwnQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]
        verbose_name_plural = "evidence"
        triggers = history_of()

    def __str__(self) -> str:
        return f"{self.clinician_id} {self.pk}"
