"""Figures of cohorts, counted ahead: how many people of each kind a cohort has, for whoever may see which of them."""

from django.db import models
from django.db.models import Q

from profiles.models import Stage
from talent_register.accounts import access
from talent_register.common.permissions import Permission
from talent_register.organisations.models import Region
from tracking.choices import ReviewState

from .cohorts import Cohort


class CohortRollup(models.Model):
    """When a cohort was counted. It holds while the cohort has no `CohortTouch`."""

    cohort = models.OneToOneField(Cohort, on_delete=models.CASCADE, related_name="rollup")
    as_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.cohort_id} {self.as_at}"


class CohortCountQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Counts of cohorts the user may see, of kinds of people the user may see: as `Clinician.visible_to` says."""
        seen = Q(pk__in=[])
        if regions := access.regions_where(user, Permission.COHORT_VIEW):
            seen |= Q(by_region=True, region__in=regions)
        if access.reaches_nation(user, Permission.COHORT_VIEW):
            seen |= Q(by_nation=True)
        return self.filter(seen, cohort__in=Cohort.objects.visible_to(user))


class CohortCount(models.Model):
    """So many people of one kind in a cohort: where they are, who may see them, what they said when they joined and say
    now, and how their yearly review stands.
    """

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="counts")
    region = models.ForeignKey(Region, null=True, on_delete=models.CASCADE, related_name="+")
    by_region = models.BooleanField(help_text="they agreed to be seen by regional teams")
    by_nation = models.BooleanField(help_text="they agreed to be seen by national teams")
    before = models.CharField(max_length=15, choices=Stage.choices, blank=True)
    stage = models.CharField(max_length=15, choices=Stage.choices, blank=True)
    review = models.CharField(max_length=15, choices=ReviewState.choices, blank=True)
    people = models.IntegerField()

    objects = CohortCountQuerySet.as_manager()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.cohort_id} {self.people}"


class CohortTally(models.Model):
    """So many people of a cohort, of those in one region and shown to the same teams, of whom one thing is so.

    SKILL: `subject` is the key of a competency, `now` whether they say that they can do it by themselves. PROGRAMME:
    `subject` is the key of a programme that they took part in; both stages are what they said before it and say now.
    """

    class About(models.TextChoices):
        SKILL = "SKILL", "skill"
        PROGRAMME = "PROGRAMME", "programme"

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="tallies")
    region = models.ForeignKey(Region, null=True, on_delete=models.CASCADE, related_name="+")
    by_region = models.BooleanField(help_text="they agreed to be seen by regional teams")
    by_nation = models.BooleanField(help_text="they agreed to be seen by national teams")
    about = models.CharField(max_length=10, choices=About.choices)
    subject = models.BigIntegerField()
    before = models.CharField(max_length=15, blank=True)
    now = models.CharField(max_length=15, blank=True)
    people = models.IntegerField()

    objects = CohortCountQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["cohort", "about"], name="cohort_tally_about")]

    def __str__(self) -> str:
        return f"{self.cohort_id} {self.about} {self.people}"


class CohortTouch(models.Model):
    """That a cohort was counted before somebody came, left, or changed who may see them. Triggers write it.

    No foreign key, so that writers wait for nobody.
    """

    cohort_key = models.BigIntegerField(db_index=True)

    def __str__(self) -> str:
        return str(self.cohort_key)
