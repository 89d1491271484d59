"""Times in which somebody does not want to be found or written to."""

from django.db import models
from django.db.models import F, Q

from talent_register.audit.triggers import history_of

from .clinician import Clinician


class Pause(models.Model):
    """From a day until a day, for a reason or none. Ends earlier when the person comes back."""

    clinician = models.ForeignKey(Clinician, on_delete=models.CASCADE, related_name="pauses")
    from_date = models.DateField()
    until = models.DateField()
    reason = models.CharField(max_length=200, blank=True)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-from_date", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(until__gt=F("from_date")), name="pause_ends_after_it_begins"),
            models.UniqueConstraint(
                fields=["clinician"], condition=Q(ended_on__isnull=True), name="pause_one_at_a_time"
            ),
        ]
        triggers = history_of()

    def __str__(self) -> str:
        return f"{self.from_date} {self.until}"
