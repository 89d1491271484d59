"""Registered, licensed and verified: three facts with dates, per regulator."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from talent_register.audit.triggers import history_of

from .clinician import Clinician
from .reference import Regulator


class RegistrationState(models.TextChoices):
    CURRENT = "CURRENT", _("Registered")
    PROVISIONAL = "PROVISIONAL", _("Provisionally registered")
    LAPSED = "LAPSED", _("No longer registered")
    UNKNOWN = "UNKNOWN", _("Not known")


class Licence(models.TextChoices):
    HELD = "HELD", _("Holds a licence to practise")
    NOT_HELD = "NOT_HELD", _("Registered without a licence")
    NOT_APPLICABLE = "NOT_APPLICABLE", _("This regulator has no separate licence")
    UNKNOWN = "UNKNOWN", _("Not known")


class Registration(models.Model):
    """A number on a regulator's register. A number that fits the pattern is not thereby verified."""

    clinician = models.ForeignKey(Clinician, on_delete=models.CASCADE, related_name="registrations")
    regulator = models.ForeignKey(Regulator, on_delete=models.PROTECT, related_name="registrations")
    number = models.CharField(max_length=30, help_text="as typed")
    number_key = models.CharField(max_length=30, help_text="normalised: profiles.rules.normalise_number")
    state = models.CharField(max_length=12, choices=RegistrationState.choices, default=RegistrationState.UNKNOWN)
    registered_on = models.DateField(null=True, blank=True)
    licence = models.CharField(max_length=15, choices=Licence.choices, default=Licence.UNKNOWN)
    licence_checked_on = models.DateField(null=True, blank=True)
    verified_on = models.DateField(null=True, blank=True)
    verified_by = models.CharField(max_length=100, blank=True, help_text="a user, or a regulator extract")
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["clinician", "id"]
        constraints = [
            models.UniqueConstraint(fields=["regulator", "number_key"], name="registration_number_once"),
            models.CheckConstraint(
                condition=Q(verified_on__isnull=True) | ~Q(verified_by=""), name="registration_verified_by_somebody"
            ),
        ]
        triggers = history_of()

    def __str__(self) -> str:
        return f"{self.regulator_id} {self.number_key[-3:]}"
