"""What an organisation says somebody has earned: an award of its own, or a programme completed."""

import uuid

from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from talent_register.audit.triggers import history_of
from talent_register.organisations.models import Organisation

from .clinician import Clinician


class RecognitionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own."""
        return self.filter(clinician__user=user) if user.is_authenticated else self.none()


class Recognition(models.Model):
    """One award or completion, as the organisation that gave it says. The person may say that it is wrong."""

    class Kind(models.TextChoices):
        AWARD = "AWARD", _("Award")
        COMPLETION = "COMPLETION", _("Programme")

    class Outcome(models.TextChoices):
        COMPLETED = "COMPLETED", _("Completed")
        WITHDREW = "WITHDREW", _("Withdrew")
        NOT_COMPLETED = "NOT_COMPLETED", _("Did not complete")

    clinician = models.ForeignKey(Clinician, on_delete=models.CASCADE, related_name="recognitions")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    uuid = models.UUIDField(default=uuid.uuid4, db_default=RandomUUID(), unique=True, editable=False)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    name = models.CharField(max_length=150, help_text="the award or the programme")
    level = models.CharField(max_length=100, blank=True, help_text="of an award")
    intake = models.CharField(max_length=100, blank=True, help_text="of a programme")
    outcome = models.CharField(max_length=15, choices=Outcome.choices, blank=True)
    given_on = models.DateField(null=True, blank=True, help_text="awarded or completed")
    expires_on = models.DateField(null=True, blank=True)
    disputed_at = models.DateTimeField(null=True, blank=True, help_text="the person says that it is wrong")
    as_at = models.DateField()
    import_reference = models.CharField(max_length=20, blank=True, db_index=True)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    objects = RecognitionQuerySet.as_manager()

    class Meta:
        ordering = ["-given_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["clinician", "organisation", "kind", "name", "intake"], name="recognition_once"
            ),
            models.CheckConstraint(
                condition=Q(expires_on__isnull=True) | Q(given_on__isnull=True) | Q(expires_on__gte=F("given_on")),
                name="recognition_expires_later",
            ),
        ]
        triggers = history_of()

    def __str__(self) -> str:
        return self.name
