"""What somebody does now and did before, and the training they are in."""

import uuid

from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from talent_register.accounts import access
from talent_register.audit.triggers import history_of
from talent_register.common.permissions import Permission
from talent_register.organisations.models import Organisation, Region

from .clinician import Clinician
from .reference import Specialty, TrainingGrade


class Post(models.Model):
    """One post, clinical or leading or both. Several may be held at once.

    Months are exact enough: days are always the first of the month.
    """

    clinician = models.ForeignKey(Clinician, on_delete=models.CASCADE, related_name="posts")
    uuid = models.UUIDField(default=uuid.uuid4, db_default=RandomUUID(), unique=True, editable=False)
    title = models.CharField(max_length=150)
    organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    organisation_text = models.CharField(max_length=200, blank=True, help_text="when the organisation is not listed")
    band = models.CharField(max_length=40, blank=True)
    started_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    whole_time = models.DecimalField(max_digits=3, decimal_places=2, null=True, blank=True)
    is_leadership = models.BooleanField(null=True, blank=True, help_text="empty: nobody has said")
    duties = models.CharField(max_length=500, blank=True, help_text="what was led, in the person's words")
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["-ended_on", "-started_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(started_on__isnull=True) | Q(ended_on__gte=F("started_on")),
                name="post_ends_after_start",
            ),
        ]
        indexes = [models.Index(fields=["clinician"], condition=Q(ended_on__isnull=True), name="post_now")]
        triggers = history_of()

    def __str__(self) -> str:
        return self.title


class TrainingQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Places on the present lists of the organisations whose trainees the user may see."""
        places = access.organisations_where(user, Permission.TRAINEE_VIEW)
        return self.filter(organisation__in=places, ended_on__isnull=True)


class Training(models.Model):
    """A person's place on one organisation's list: programme, grade and dates as that organisation gave them."""

    class Status(models.TextChoices):
        ACTIVE = "ACTIVE", _("Active")
        OUT_OF_PROGRAMME = "OUT_OF_PROGRAMME", _("Out of programme")
        LEAVE = "LEAVE", _("On leave")
        LEFT = "LEFT", _("Left")

    class Relationship(models.TextChoices):
        TRAINEE = "TRAINEE", _("Trainee")
        FELLOW = "FELLOW", _("Fellow")
        ALUMNUS = "ALUMNUS", _("Alumnus")
        MEMBER = "MEMBER", _("Member")

    # Neither has an index of its own: one of those below begins with it, and a list writes into each.
    clinician = models.ForeignKey(Clinician, on_delete=models.CASCADE, related_name="trainings", db_index=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="trainings", db_index=False)
    organisation_ref = models.CharField(max_length=60, blank=True, help_text="the organisation's own number for them")
    scope = models.CharField(max_length=80, blank=True, help_text="year or intake of the list")
    relationship = models.CharField(max_length=10, choices=Relationship.choices, default=Relationship.TRAINEE)
    status = models.CharField(max_length=20, choices=Status.choices, default=Status.ACTIVE)
    status_date = models.DateField(null=True, blank=True)
    programme = models.CharField(max_length=150, blank=True)
    programme_ref = models.CharField(max_length=60, blank=True, help_text="holds the registration number: never export")
    specialty = models.ForeignKey(Specialty, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    # Nobody looks for all places of one grade, or of one region: people's own region is asked for.
    grade = models.ForeignKey(
        TrainingGrade, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    region = models.ForeignKey(
        Region, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    employer = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    cohort = models.CharField(max_length=100, blank=True)
    start_date = models.DateField(null=True, blank=True)
    expected_completion_date = models.DateField(null=True, blank=True)
    whole_time = models.DecimalField(max_digits=3, decimal_places=2, null=True, blank=True)
    as_at = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True, help_text="no longer on the list from this day")
    import_reference = models.CharField(max_length=20, blank=True)
    updated_at = models.DateTimeField()

    objects = TrainingQuerySet.as_manager()

    class Meta:
        ordering = ["organisation", "clinician"]
        constraints = [
            models.UniqueConstraint(fields=["clinician", "organisation"], name="training_once_per_organisation"),
        ]
        indexes = [
            models.Index(fields=["organisation", "ended_on"], name="training_list"),
            models.Index(fields=["import_reference"], name="training_import"),
        ]
        triggers = history_of()

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.clinician_id}"
