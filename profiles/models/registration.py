"""Registered, licensed and verified: three facts with dates, per regulator, and what they were before."""

import pgtrigger
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from talent_register.accounts import access
from talent_register.audit.triggers import history_of
from talent_register.common.permissions import Permission
from talent_register.common.wordings import WordsField

from .clinician import Clinician, ClinicianState
from .fact import FactSource
from .reference import Reference, ReferenceQuerySet, Regulator


class RegistrationState(models.TextChoices):
    CURRENT = "CURRENT", _("Registered")
    PROVISIONAL = "PROVISIONAL", _("Provisionally registered")
    RESTRICTED = "RESTRICTED", _("Registered with restrictions")
    SUSPENDED = "SUSPENDED", _("Suspended")
    LAPSED = "LAPSED", _("No longer registered")
    UNKNOWN = "UNKNOWN", _("Not known")


class Licence(models.TextChoices):
    HELD = "HELD", _("Holds a licence to practise")
    NOT_HELD = "NOT_HELD", _("Registered without a licence")
    NOT_APPLICABLE = "NOT_APPLICABLE", _("This regulator has no separate licence")
    UNKNOWN = "UNKNOWN", _("Not known")


class RegistrationStatus(Reference):
    """The words a regulator uses on its public register, and what they mean here."""

    regulator = models.ForeignKey(Regulator, on_delete=models.PROTECT, related_name="statuses")
    code = models.SlugField(max_length=60)
    label = WordsField(max_length=120)
    state = models.CharField(max_length=12, choices=RegistrationState.choices)
    licence = models.CharField(max_length=15, choices=Licence.choices)
    sort = models.PositiveSmallIntegerField(default=0)
    disabled_on = models.DateField(null=True, blank=True)

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        ordering = ["regulator", "sort"]
        verbose_name_plural = "registration statuses"
        constraints = [models.UniqueConstraint(fields=["regulator", "code"], name="registration_status_once")]

    def __str__(self) -> str:
        return f"{self.regulator.short_name}: {self.label}"


class RegistrationQuerySet(models.QuerySet):
    def told_by(self, clinician):
        """The numbers as their person gave them: one that is to be replaced by a waiting one is not among them."""
        return self.filter(clinician=clinician, waiting__isnull=True)

    def disagreeing(self):
        """Numbers of which whoever looked last, a person or a regulator's list, found them with another name or not."""
        looks = RegistrationCheck.objects.filter(registration=OuterRef("pk")).exclude(source=FactSource.SELF)
        return self.alias(agrees=Subquery(looks.order_by("-as_at", "-id").values("is_match")[:1])).filter(agrees=False)

    def visible_to(self, user):
        """One's own, and for those who check numbers those of everybody who joined."""
        if not user.is_authenticated:
            return self.none()
        seen = Q(clinician__user=user)
        if access.can(user, Permission.REGISTRATION_VERIFY):
            seen |= Q(clinician__state__in=[ClinicianState.REGISTERED, ClinicianState.PAUSED])
        return self.filter(seen)

    def never_checked(self):
        return self.filter(verified_on__isnull=True)

    def due_again_by(self, day):
        """Checked once, and to be checked again on or before a day."""
        return self.filter(verified_on__isnull=False, recheck_on__lte=day)


class StandingManager(models.Manager.from_queryset(RegistrationQuerySet)):
    """Without the numbers that wait for support: for everybody but their own person they are not there."""

    def get_queryset(self):
        return super().get_queryset().filter(is_waiting=False)


class Registration(models.Model):
    """A number on a regulator's register. A number that fits the pattern is not thereby verified.

    One that stands on another record waits until support has looked (`profiles.actions.waiting`). It stands under a
    key of its own (`rules.waiting_key`), which no list and no search can name. `given` has these too: it is for pages
    of their own person, who must not be able to tell them from others.
    """

    clinician = models.ForeignKey(Clinician, on_delete=models.CASCADE, related_name="registrations")
    regulator = models.ForeignKey(  # registration_number_once begins with it
        Regulator, on_delete=models.PROTECT, related_name="registrations", db_index=False
    )
    number = models.CharField(max_length=30, help_text="as typed")
    number_key = models.CharField(max_length=60, help_text="normalised: profiles.rules.normalise_number")
    state = models.CharField(max_length=12, choices=RegistrationState.choices, default=RegistrationState.UNKNOWN)
    status = models.ForeignKey(
        RegistrationStatus, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    registered_on = models.DateField(null=True, blank=True)
    provisional_on = models.DateField(
        null=True, blank=True, help_text="provisional registration, as the regulator says"
    )
    specialist_on = models.DateField(null=True, blank=True, help_text="joined the specialist register")
    gp_on = models.DateField(null=True, blank=True, help_text="joined the GP register")
    licence = models.CharField(max_length=15, choices=Licence.choices, default=Licence.UNKNOWN)
    licence_checked_on = models.DateField(null=True, blank=True)
    verified_on = models.DateField(null=True, blank=True)
    verified_by = models.CharField(max_length=100, blank=True, help_text="a user, or a regulator extract")
    recheck_on = models.DateField(null=True, blank=True, help_text="the day the number is to be checked again")
    is_waiting = models.BooleanField(default=False, db_default=False, help_text="stands on another record")
    replaces = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="waiting", db_index=False
    )
    created_at = models.DateTimeField()

    objects = StandingManager()
    given = RegistrationQuerySet.as_manager()

    class Meta:
        ordering = ["clinician", "id"]
        constraints = [
            models.UniqueConstraint(fields=["regulator", "number_key"], name="registration_number_once"),
            models.CheckConstraint(
                condition=Q(verified_on__isnull=True) | ~Q(verified_by=""), name="registration_verified_by_somebody"
            ),
        ]
        indexes = [
            models.Index(fields=["recheck_on"], condition=Q(verified_on__isnull=False), name="registration_recheck"),
            models.Index(fields=["created_at"], condition=Q(verified_on__isnull=True), name="registration_unchecked"),
            # What a list writes has neither.
            models.Index(fields=["status"], condition=Q(status__isnull=False), name="registration_status"),
            models.Index(fields=["replaces"], condition=Q(replaces__isnull=False), name="registration_replaces"),
        ]
        triggers = history_of()

    def __str__(self) -> str:
        return f"{self.regulator_id} {self.number_key[-3:]}"

    @property
    def is_due_again(self) -> bool:
        """Whether what was checked is looked up again: after a year, or since the last name changed."""
        is_due = self.recheck_on is not None and self.recheck_on <= timezone.localdate()
        return is_due and self.verified_on is not None


class RegistrationCheck(models.Model):
    """What was known of a registration on one day, and from whom. Never changed; a new look is a new row."""

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="checks")
    state = models.CharField(max_length=12, choices=RegistrationState.choices)
    status = models.ForeignKey(RegistrationStatus, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    licence = models.CharField(max_length=15, choices=Licence.choices)
    as_at = models.DateField(help_text="the day on which this was so")
    source = models.CharField(max_length=10, choices=FactSource.choices)
    by = models.CharField(max_length=100, blank=True, help_text="who looked, or which extract; empty: the person")
    is_match = models.BooleanField(default=True, help_text="name and number stood together on the public register")
    note = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-as_at", "-id"]
        triggers = [*history_of(), pgtrigger.Protect(name="never_changed", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"{self.registration_id} {self.as_at}"
