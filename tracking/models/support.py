"""Support: what was offered to whom, a copy of every message, and when the programme first got in touch."""

import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length, Trim
from django.db.models.lookups import GreaterThan
from django.utils.translation import gettext_lazy as _

from profiles.models import Clinician
from talent_register.accounts.models import User
from talent_register.audit.triggers import history_of
from talent_register.common.permissions import Permission
from talent_register.organisations.models import Organisation

from .kept import never_overwritten


class SupportEventQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A person's own, and those of people whom staff may see."""
        if not user.is_authenticated:
            return self.none()
        staff = Clinician.objects.visible_to(user, Permission.PERSON_VIEW)
        return self.filter(Q(clinician__user=user) | Q(clinician__in=staff))

    def own(self, user):
        return self.filter(clinician__user=user)

    def of_others(self, user):
        return self.exclude(clinician__user=user)


class SupportEvent(models.Model):
    """One thing that a team offered or did for a person. The person reads it at once. Never overwritten."""

    class Kind(models.TextChoices):
        TALK = "TALK", _("A talk")
        COACHING = "COACHING", _("Coaching")
        MENTORING = "MENTORING", _("A mentor")
        PROGRAMME = "PROGRAMME", _("A programme or fellowship")
        PROJECT = "PROJECT", _("A project or secondment")
        MESSAGE = "MESSAGE", _("A message")
        OTHER = "OTHER", _("Something else")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    clinician = models.ForeignKey(Clinician, on_delete=models.CASCADE, related_name="support_events")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    on = models.DateField()
    words = models.TextField(help_text="what was offered or done; of a message its full text")
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    objects = SupportEventQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "-id"]
        indexes = [models.Index(fields=["clinician", "-on"], name="support_event_of_person")]
        constraints = [
            models.CheckConstraint(condition=GreaterThan(Length(Trim("words")), 0), name="support_event_says_something")
        ]
        triggers = [*history_of(), *never_overwritten("by")]

    def __str__(self) -> str:
        return f"{self.clinician_id} {self.kind}"


class FirstContact(models.Model):
    """The day on which the programme first got in touch with somebody: the other end of the response standard."""

    clinician = models.OneToOneField(Clinician, on_delete=models.CASCADE, related_name="first_contact")
    on = models.DateField()

    class Meta:
        ordering = ["on", "id"]
        triggers = history_of()

    def __str__(self) -> str:
        return f"{self.clinician_id} {self.on}"
