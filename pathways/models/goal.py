"""The roles somebody aims for, and what they say they meet in another way."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from profiles.models import Clinician
from talent_register.audit.triggers import history_of

from .requirement import Requirement
from .role import Role


class OwnQuerySet(models.QuerySet):
    """Rows about one person, which only that person may reach here."""

    def visible_to(self, user):
        return self.filter(clinician__user=user) if user.is_authenticated else self.none()


class GoalQuerySet(OwnQuerySet):
    def open(self):
        return self.filter(ended_on__isnull=True)


class Goal(models.Model):
    """One role that somebody aims for. Ended goals stay: they show where somebody wanted to go, and when."""

    class Horizon(models.TextChoices):
        ONE = "ONE", _("Within a year")
        THREE = "THREE", _("In 1 to 3 years")
        FIVE = "FIVE", _("In 3 to 5 years")
        LATER = "LATER", _("Later than that")
        UNSURE = "UNSURE", _("I am not sure")

    clinician = models.ForeignKey(Clinician, on_delete=models.CASCADE, related_name="goals")
    role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="+")
    horizon = models.CharField(max_length=10, choices=Horizon.choices)
    chosen_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    objects = GoalQuerySet.as_manager()

    class Meta:
        ordering = ["chosen_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["clinician", "role"], condition=Q(ended_on__isnull=True), name="goal_role_once_open"
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("chosen_on")), name="goal_ends_after_start"
            ),
        ]
        triggers = history_of()

    def __str__(self) -> str:
        return f"{self.clinician_id} {self.role_id}"


class OtherWay(models.Model):
    """Somebody's own word that they meet a requirement in a way that the rules do not see."""

    clinician = models.ForeignKey(Clinician, on_delete=models.CASCADE, related_name="other_ways")
    requirement = models.ForeignKey(Requirement, on_delete=models.CASCADE, related_name="+")
    note = models.CharField(max_length=500)
    said_on = models.DateField()

    objects = OwnQuerySet.as_manager()

    class Meta:
        ordering = ["clinician", "requirement"]
        constraints = [models.UniqueConstraint(fields=["clinician", "requirement"], name="other_way_once")]
        triggers = history_of()

    def __str__(self) -> str:
        return f"{self.clinician_id} {self.requirement_id}"
