"""Steps that a team suggests for people's own plans: built once, published in versions, answered by each person."""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from profiles.models import Clinician
from talent_register.accounts import access
from talent_register.accounts.models import User
from talent_register.audit.triggers import history_of
from talent_register.common.permissions import Permission
from talent_register.organisations.models import Organisation

from .goal import OwnQuerySet
from .plan import PlanAction
from .requirement import Requirement


class PlanTemplateQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Templates of the user's own teams; national teams see all."""
        if access.reaches_nation(user, Permission.COHORT_EDIT):
            return self
        return self.filter(owner__in=access.organisations_where(user, Permission.COHORT_EDIT))

    def published(self):
        return self.filter(state=PlanTemplate.State.PUBLISHED)


class PlanTemplate(models.Model):
    """One version of steps that belong together. `family` is the same for all its versions; one of them is in force."""

    class State(models.TextChoices):
        DRAFT = "DRAFT", _("Draft")
        PUBLISHED = "PUBLISHED", _("Published")
        REPLACED = "REPLACED", _("Replaced by a newer version")
        WITHDRAWN = "WITHDRAWN", _("Withdrawn")

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    family = models.UUIDField(default=uuid4, editable=False)
    version = models.PositiveSmallIntegerField(default=1)
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=100)
    about = models.CharField(max_length=500, blank=True, help_text="what it is for, for the people who get it")
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    created_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True, help_text="replaced or withdrawn")

    objects = PlanTemplateQuerySet.as_manager()

    class Meta:
        ordering = ["title", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["family", "version"], name="plan_template_version_once"),
            models.UniqueConstraint(
                fields=["family"], condition=Q(state="PUBLISHED"), name="plan_template_one_in_force"
            ),
            models.UniqueConstraint(fields=["family"], condition=Q(state="DRAFT"), name="plan_template_one_draft"),
        ]
        triggers = history_of()

    def __str__(self) -> str:
        return self.title


class TemplateStep(models.Model):
    """One step of a template. It never changes once the template is published."""

    template = models.ForeignKey(PlanTemplate, on_delete=models.CASCADE, related_name="steps")
    words = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, choices=PlanAction.Kind.choices)
    weeks = models.PositiveSmallIntegerField(help_text="weeks from the day somebody adds it until it is due")
    requirement = models.ForeignKey(Requirement, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    measure = models.CharField(max_length=300, blank=True, help_text="what shows that it is done")

    class Meta:
        ordering = ["template", "weeks", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(weeks__gte=1, weeks__lte=104), name="template_step_within_2_years")
        ]
        triggers = history_of()

    def __str__(self) -> str:
        return self.words


class SuggestedStepQuerySet(OwnQuerySet):
    def waiting(self):
        return self.filter(answer=SuggestedStep.Answer.WAITING)


class SuggestedStep(models.Model):
    """A step that a team suggested to one person, and what the person answered. Only the person reads the answer."""

    class Answer(models.TextChoices):
        WAITING = "WAITING", _("Not answered")
        ADDED = "ADDED", _("Added to the plan")
        DECLINED = "DECLINED", _("Not for me")
        WITHDRAWN = "WITHDRAWN", _("Taken back by the team")

    clinician = models.ForeignKey(Clinician, on_delete=models.CASCADE, related_name="suggested_steps")
    step = models.ForeignKey(TemplateStep, on_delete=models.PROTECT, related_name="suggested")
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    suggested_on = models.DateField()
    answer = models.CharField(max_length=10, choices=Answer.choices, default=Answer.WAITING)
    answered_on = models.DateField(null=True, blank=True)

    objects = SuggestedStepQuerySet.as_manager()

    class Meta:
        ordering = ["suggested_on", "step__template_id", "step__weeks", "id"]
        constraints = [
            models.UniqueConstraint(fields=["clinician", "step"], name="suggested_step_once"),
            models.CheckConstraint(
                condition=Q(answer="WAITING", answered_on__isnull=True)
                | (~Q(answer="WAITING") & Q(answered_on__isnull=False)),
                name="suggested_step_answer_dated",
            ),
        ]
        triggers = history_of()

    def __str__(self) -> str:
        return f"{self.clinician_id} {self.step_id}"
