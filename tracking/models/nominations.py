"""Nominations: a window, who was put forward for what and why, what the person says, and what two people decide."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from profiles.models import Clinician, Use
from talent_register.accounts import access
from talent_register.accounts.models import User
from talent_register.audit.triggers import history_of
from talent_register.common.permissions import Permission
from talent_register.organisations.models import Organisation

from .kept import never_overwritten


class NominationKind(models.TextChoices):
    """What somebody can be nominated for. Each is decided by itself."""

    ADVANCEMENT = "ADVANCEMENT", _("A bigger role")
    MOVE = "MOVE", _("A sideways move")
    DEVELOPMENT = "DEVELOPMENT", _("Development")


class NominationWindowQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Windows of the user's own organisations and of national bodies; national teams see all."""
        if not access.can(user, Permission.DISCUSSION_VIEW):
            return self.none()
        if access.reaches_nation(user, Permission.DISCUSSION_VIEW):
            return self
        own = Q(owner__in=access.organisations_where(user, Permission.DISCUSSION_VIEW))
        return self.filter(own | Q(owner__kind=Organisation.Kind.NATIONAL))

    def decided_by(self, user):
        """Windows in which the user reads all nominations and may decide."""
        if access.reaches_nation(user, Permission.DISCUSSION_EDIT):
            return self
        return self.filter(owner__in=access.organisations_where(user, Permission.DISCUSSION_EDIT))

    def open_on(self, day):
        return self.filter(opens_on__lte=day, closes_on__gte=day)


class NominationWindow(models.Model):
    """The days on which people can be nominated, and what for."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=100)
    about = models.TextField(help_text="what people are nominated for; the nominated read it")
    opens_on = models.DateField()
    closes_on = models.DateField(help_text="the last day, which counts")
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    created_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField()

    objects = NominationWindowQuerySet.as_manager()

    class Meta:
        ordering = ["-closes_on", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(closes_on__gte=F("opens_on")), name="nomination_window_closes_later")
        ]

    def __str__(self) -> str:
        return self.name


class NominationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Of people the user may see, never about themselves: their own, and all in windows they decide.

        A person's own nominations are `own`.
        """
        if not user.is_authenticated:
            return self.none()
        people = Clinician.objects.visible_to(user, Permission.DISCUSSION_VIEW, use=Use.POSTS).exclude(user=user)
        reach = Q(nominator=user) | Q(window__in=NominationWindow.objects.decided_by(user))
        return self.filter(reach, clinician__in=people)

    def own(self, user):
        return self.filter(clinician__user=user)

    def standing(self):
        return self.filter(withdrawn_at__isnull=True)


class Nomination(models.Model):
    """One nominator puts one person forward. Changed or withdrawn until the window closes; history keeps the rest."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    window = models.ForeignKey(NominationWindow, on_delete=models.CASCADE, related_name="nominations")
    clinician = models.ForeignKey(Clinician, on_delete=models.CASCADE, related_name="+")
    nominator = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    kinds = ArrayField(models.CharField(max_length=12, choices=NominationKind.choices))
    words = models.TextField()
    referee_name = models.CharField(max_length=200)
    referee_email = models.EmailField()
    at = models.DateTimeField()
    changed_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = NominationQuerySet.as_manager()

    class Meta:
        ordering = ["window", "at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["window", "clinician", "nominator"],
                condition=Q(withdrawn_at__isnull=True),
                name="nomination_once_per_nominator",
            )
        ]
        triggers = history_of()

    def __str__(self) -> str:
        return f"{self.window_id} {self.clinician_id}"


class NominationReply(models.Model):
    """What the nominated person says to it. The newest counts; none is overwritten."""

    window = models.ForeignKey(NominationWindow, on_delete=models.CASCADE, related_name="+")
    clinician = models.ForeignKey(Clinician, on_delete=models.CASCADE, related_name="+")
    words = models.TextField(blank=True)
    is_declined = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-id"]
        triggers = [*history_of(), *never_overwritten()]

    def __str__(self) -> str:
        return f"{self.window_id} {self.clinician_id}"


class NominationDecision(models.Model):
    """What is decided of one kind for one person: proposed by one, in force once a second one confirms."""

    class Outcome(models.TextChoices):
        SUPPORTED = "SUPPORTED", _("Supported")
        NOT_NOW = "NOT_NOW", _("Not now")

    window = models.ForeignKey(NominationWindow, on_delete=models.CASCADE, related_name="+")
    clinician = models.ForeignKey(Clinician, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12, choices=NominationKind.choices)
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    reason = models.TextField(help_text="the person reads it")
    proposed_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    proposed_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["window", "clinician", "kind"]
        constraints = [
            models.UniqueConstraint(fields=["window", "clinician", "kind"], name="nomination_decided_once"),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("proposed_by")),
                name="nomination_decided_by_two",
            ),
        ]
        triggers = history_of()

    def __str__(self) -> str:
        return f"{self.window_id} {self.clinician_id} {self.kind}"
