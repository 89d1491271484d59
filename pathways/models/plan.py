"""What somebody means to do next, by when, and who may read it."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from profiles.models import Clinician
from talent_register.audit.triggers import history_of

from .goal import Goal, OwnQuerySet
from .requirement import Requirement


class PlanActionQuerySet(OwnQuerySet):
    def open(self):
        return self.filter(state__in=[PlanAction.State.NOT_STARTED, PlanAction.State.IN_PROGRESS])

    def by_date(self):
        return self.order_by("due_on", "created_at", "id")


class PlanAction(models.Model):
    """One thing to do. `sequence` grows with each change, so that calendars know the newer one."""

    class Kind(models.TextChoices):
        JOB = "JOB", _("On the job")
        OTHERS = "OTHERS", _("With others")
        COURSE = "COURSE", _("Course or programme")

    class State(models.TextChoices):
        NOT_STARTED = "NOT_STARTED", _("Not started")
        IN_PROGRESS = "IN_PROGRESS", _("In progress")
        DONE = "DONE", _("Done")
        DROPPED = "DROPPED", _("Dropped")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    clinician = models.ForeignKey(Clinician, on_delete=models.CASCADE, related_name="plan_actions")
    goal = models.ForeignKey(Goal, null=True, blank=True, on_delete=models.SET_NULL, related_name="actions")
    requirement = models.ForeignKey(Requirement, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    words = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    helper = models.CharField(max_length=150, blank=True)
    due_on = models.DateField(null=True, blank=True)
    measure = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=12, choices=State.choices, default=State.NOT_STARTED)
    outcome = models.CharField(max_length=500, blank=True, help_text="what changed, or why it was dropped")
    evidence = models.CharField(max_length=500, blank=True)
    evidence_link = models.URLField(blank=True)
    created_at = models.DateTimeField()
    closed_on = models.DateField(null=True, blank=True)
    sequence = models.PositiveIntegerField(default=0)

    objects = PlanActionQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "created_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["NOT_STARTED", "IN_PROGRESS"], closed_on__isnull=True)
                | Q(state__in=["DONE", "DROPPED"], closed_on__isnull=False),
                name="plan_action_closed_dated",
            ),
            models.CheckConstraint(condition=~Q(state="DROPPED") | ~Q(outcome=""), name="plan_action_dropped_with_why"),
        ]
        triggers = history_of()

    def __str__(self) -> str:
        return f"{self.clinician_id} {self.uuid}"

    @property
    def is_open(self) -> bool:
        return self.state in (self.State.NOT_STARTED, self.State.IN_PROGRESS)


class PlanShareQuerySet(OwnQuerySet):
    def working_on(self, day):
        """Links that open the plan today."""
        return self.filter(revoked_at__isnull=True, expires_on__gt=day)


class PlanShare(models.Model):
    """A link by which one named reader sees the plan, until it ends or is taken back. Only its hash is kept."""

    clinician = models.ForeignKey(Clinician, on_delete=models.CASCADE, related_name="plan_shares")
    token_hash = models.CharField(max_length=64, unique=True)
    to_email = models.EmailField()
    created_at = models.DateTimeField()
    expires_on = models.DateField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True, help_text="the last time it was read")

    objects = PlanShareQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]
        triggers = history_of()

    def __str__(self) -> str:
        return f"{self.clinician_id} until {self.expires_on}"
