"""Cohorts, and who was in them from when to when."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from profiles.models import Clinician
from talent_register.accounts import access
from talent_register.accounts.models import User
from talent_register.audit.triggers import history_of
from talent_register.common.permissions import Permission
from talent_register.organisations.models import Organisation


class CohortQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Cohorts of the user's own organisations; national teams see all."""
        if access.reaches_nation(user, Permission.COHORT_VIEW):
            return self
        return self.filter(owner__in=access.organisations_where(user, Permission.COHORT_VIEW))

    def open(self):
        return self.filter(closed_at__isnull=True)

    def by_rule(self):
        """Open cohorts whose people follow from filters."""
        return self.open().exclude(rule="")

    def standing_still(self):
        """Those whose rule moves nobody, and why that is was noted."""
        return self.by_rule().exclude(rule_problem="")

    def with_size(self):
        """Each cohort with the number of people in it today."""
        return self.annotate(size=models.Count("members", filter=Q(members__to_date__isnull=True)))


class Cohort(models.Model):
    """A group that programme staff follow together."""

    class RuleProblem(models.TextChoices):
        """Why a rule moves nobody, although it was asked to."""

        NO_REACH = "NO_REACH", _("Nobody has its reach any more")
        TOO_MANY = "TOO_MANY", _("It finds too many people")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(max_length=100, unique=True)
    name = models.CharField(max_length=80)
    purpose = models.CharField(max_length=500, blank=True)
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="cohorts")
    created_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    rule = models.CharField(max_length=2000, blank=True, help_text="filters as in the address of the people list")
    rule_of = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", help_text="whose reach the rule has"
    )
    rule_checked_at = models.DateTimeField(null=True, blank=True)
    rule_problem = models.CharField(max_length=10, choices=RuleProblem.choices, blank=True)
    rule_problem_on = models.DateField(null=True, blank=True, help_text="the day since which it is so")
    rule_found = models.IntegerField(null=True, blank=True, help_text="how many it found, when these are too many")

    objects = CohortQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "name"], name="cohort_name_once_per_owner"),
            models.CheckConstraint(
                condition=Q(rule_problem="", rule_problem_on__isnull=True)
                | (~Q(rule_problem="") & Q(rule_problem_on__isnull=False)),
                name="cohort_rule_problem_has_day",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class CohortMemberQuerySet(models.QuerySet):
    def now(self):
        return self.filter(to_date__isnull=True)

    def moved_by_rule_since(self, day):
        """Places that a rule began or ended since a day."""
        came = Q(by_rule=True, from_date__gte=day)
        return self.filter(came | Q(by_rule=True, to_date__gte=day, removed_by__isnull=True))

    def visible_to(self, user):
        """Places in cohorts the user may see, of people the user may see today."""
        return self.filter(
            cohort__in=Cohort.objects.visible_to(user),
            clinician__in=Clinician.objects.visible_to(user, Permission.COHORT_VIEW),
        )


class CohortMember(models.Model):
    """A person in a cohort, from a day to a day, with the reason in and out."""

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="members")
    clinician = models.ForeignKey(Clinician, on_delete=models.CASCADE, related_name="cohort_places")
    from_date = models.DateField()
    to_date = models.DateField(null=True, blank=True)
    why_in = models.CharField(max_length=300, blank=True)
    why_out = models.CharField(max_length=300, blank=True)
    by_rule = models.BooleanField(default=False, help_text="the cohort's rule brought them, and may take them out")
    added_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    removed_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    objects = CohortMemberQuerySet.as_manager()

    class Meta:
        ordering = ["cohort", "from_date", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["cohort", "clinician"], condition=Q(to_date__isnull=True), name="cohort_member_open_once"
            ),
            models.CheckConstraint(
                condition=Q(to_date__isnull=True) | Q(to_date__gte=F("from_date")), name="cohort_member_leaves_later"
            ),
        ]
        triggers = history_of()

    def __str__(self) -> str:
        return f"{self.cohort_id} {self.clinician_id}"
