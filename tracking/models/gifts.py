"""Which templates of steps a team gave to which cohort, by whom and why."""

import uuid

from django.db import models

from pathways.models import PlanTemplate
from talent_register.accounts.models import User
from talent_register.audit.triggers import history_of

from .cohorts import Cohort


class TemplateGiftQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What was given to cohorts that the user may see."""
        return self.filter(cohort__in=Cohort.objects.visible_to(user))

    def standing(self):
        """Those that people who enter the cohort get too."""
        return self.filter(cohort__closed_at__isnull=True, given_by__is_active=True)


class TemplateGift(models.Model):
    """A template given to a cohort: whoever is in it, or enters it later, is offered the steps once.

    It stands for the family of the template, in the version that is in force. Whom it reaches is whom `given_by`
    may see on the day.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="gifts")
    template = models.ForeignKey(PlanTemplate, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300)
    given_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    given_at = models.DateTimeField()

    objects = TemplateGiftQuerySet.as_manager()

    class Meta:
        ordering = ["-given_at", "-id"]
        constraints = [models.UniqueConstraint(fields=["cohort", "template"], name="template_given_once")]
        triggers = history_of()

    def __str__(self) -> str:
        return f"{self.template_id} to {self.cohort_id}"
