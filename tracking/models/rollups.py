"""Figures of cohorts, counted ahead: how many people of each kind a cohort has, for whoever may see which of them."""

from django.contrib.postgres.fields import ArrayField
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
    tallied_at = models.DateTimeField(null=True, help_text="when answers of its people were last looked at, in a night")

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


class CohortMonth(models.Model):
    """How many yearly reviews of people of one kind in a cohort fell due in a month, and how many of those are done."""

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="months")
    region = models.ForeignKey(Region, null=True, on_delete=models.CASCADE, related_name="+")
    by_region = models.BooleanField(help_text="they agreed to be seen by regional teams")
    by_nation = models.BooleanField(help_text="they agreed to be seen by national teams")
    month = models.DateField(help_text="its first day")
    due = models.IntegerField()
    done = models.IntegerField()

    objects = CohortCountQuerySet.as_manager()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.cohort_id} {self.month}"


class CohortTallyQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Tallies of cohorts the user may see: of the whole nation for national teams, else of the user's regions."""
        shown = self.filter(cohort__in=Cohort.objects.visible_to(user))
        if access.reaches_nation(user, Permission.COHORT_VIEW):
            return shown.filter(region__isnull=True)
        return shown.filter(region__in=access.regions_where(user, Permission.COHORT_VIEW))

    def current(self):
        return self.filter(is_current=True)


class CohortTally(models.Model):
    """What people of a cohort say of one thing, as it was counted in one night: only numbers.

    SKILL: `subject` is the key of a competency, and `figures` say how many can do it by themselves (YES). PROGRAMME:
    `subject` is the key of a programme that they took part in, by what they said before it and say now. Those counted
    are who agreed to be seen by the teams of `region`, or without one by national teams.

    One that is not current is kept so that no later one comes too close to it. `buckets` and `mark` are its sketch.
    """

    class About(models.TextChoices):
        SKILL = "SKILL", "skill"
        PROGRAMME = "PROGRAMME", "programme"

    cohort = models.ForeignKey(Cohort, null=True, on_delete=models.SET_NULL, related_name="tallies")
    region = models.ForeignKey(Region, null=True, on_delete=models.CASCADE, related_name="+")
    about = models.CharField(max_length=10, choices=About.choices)
    subject = models.BigIntegerField()
    at = models.DateTimeField()
    is_current = models.BooleanField(default=True)
    figures = models.JSONField(help_text="[before, now, people], as often as there are such pairs")
    people = models.IntegerField()
    buckets = ArrayField(models.IntegerField())
    mark = models.BigIntegerField()

    objects = CohortTallyQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["cohort", "about"], condition=Q(is_current=True), name="cohort_tally_current"),
            models.Index(fields=["about", "subject", "people"], name="cohort_tally_near"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["cohort", "region", "about", "subject"],
                condition=Q(is_current=True),
                nulls_distinct=False,
                name="cohort_tally_current_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.cohort_id} {self.about} {self.people}"


class CohortTouch(models.Model):
    """That a cohort was counted before somebody came, left, or changed who may see them. Triggers write it.

    No foreign key, so that writers wait for nobody.
    """

    cohort_key = models.BigIntegerField(db_index=True)

    def __str__(self) -> str:
        return str(self.cohort_key)
