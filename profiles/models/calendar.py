"""The link under which a person's calendar program fetches their days."""

from django.db import models
from django.db.models import Q

from .clinician import Clinician


class CalendarLink(models.Model):
    """One secret address. Only the hash of its token is kept; a new link ends the one before."""

    clinician = models.ForeignKey(Clinician, on_delete=models.CASCADE, related_name="calendar_links")
    token_hash = models.CharField(max_length=64, unique=True)
    hides_titles = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    fetched_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["clinician"], condition=Q(revoked_at__isnull=True), name="calendar_link_open_once"
            )
        ]

    def __str__(self) -> str:
        return f"calendar link {self.pk}"
