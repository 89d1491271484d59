"""Yearly reviews of profiles."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from profiles.models import Clinician
from talent_register.audit.triggers import history_of
from talent_register.common.permissions import Permission


class YearlyReviewQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A person's own reviews, and those of the people whom staff may see."""
        if not user.is_authenticated:
            return self.none()
        staff = Clinician.objects.visible_to(user, Permission.PERSON_VIEW)
        return self.filter(Q(clinician__user=user) | Q(clinician__in=staff))

    def own(self, user):
        return self.filter(clinician__user=user)

    def to_do(self):
        return self.filter(done_at__isnull=True)


class YearlyReview(models.Model):
    """One year's check of one person's profile: due on a day, done on a day."""

    class Outcome(models.TextChoices):
        NOTHING_CHANGED = "NOTHING_CHANGED", _("Nothing has changed")
        CHANGED = "CHANGED", _("Some things changed")

    clinician = models.ForeignKey(Clinician, on_delete=models.CASCADE, related_name="yearly_reviews")
    due_on = models.DateField()
    done_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=20, choices=Outcome.choices, blank=True)

    objects = YearlyReviewQuerySet.as_manager()

    class Meta:
        ordering = ["-due_on"]
        constraints = [
            models.UniqueConstraint(fields=["clinician", "due_on"], name="yearly_review_once"),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True, outcome="") | (Q(done_at__isnull=False) & ~Q(outcome="")),
                name="yearly_review_done_has_outcome",
            ),
        ]
        triggers = history_of()

    def __str__(self) -> str:
        return f"{self.clinician_id} {self.due_on}"
