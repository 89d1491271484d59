"""What people ask about their own data: a copy, a correction, a restriction, and to leave."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from talent_register.accounts import access
from talent_register.accounts.models import User
from talent_register.audit.triggers import history_of
from talent_register.common.permissions import Permission

from .clinician import Clinician, ClinicianState


class DataCopy(models.Model):
    """A copy of everything about one person, made on request, encrypted, and gone after a few days."""

    class State(models.TextChoices):
        WAITING = "WAITING", _("Being made")
        READY = "READY", _("Ready")
        FAILED = "FAILED", _("Could not be made")

    clinician = models.ForeignKey(Clinician, on_delete=models.CASCADE, related_name="data_copies")
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    asked_at = models.DateTimeField()
    made_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    size = models.PositiveIntegerField(default=0, help_text="bytes of the file as the person gets it")
    content = models.BinaryField(default=b"", help_text="the file, encrypted")

    class Meta:
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="READY") | Q(made_at__isnull=False, size__gt=0), name="data_copy_ready_has_file"
            ),
            models.UniqueConstraint(fields=["clinician"], condition=Q(state="WAITING"), name="data_copy_waiting_once"),
        ]

    def __str__(self) -> str:
        return f"copy {self.pk} {self.state}"


class DepartureQuerySet(models.QuerySet):
    def open(self):
        """Asked for, neither undone nor carried out."""
        return self.filter(undone_at__isnull=True, erased_at__isnull=True)

    def due(self, day):
        """Whose last day to change their mind is over."""
        return self.open().filter(undo_until__lt=day)


class Departure(models.Model):
    """A person leaves. Hidden at once, anonymised when the days to change their mind are over."""

    clinician = models.ForeignKey(Clinician, on_delete=models.CASCADE, related_name="departures")
    was_state = models.CharField(max_length=12, choices=ClinicianState.choices)
    asked_at = models.DateTimeField()
    undo_until = models.DateField(help_text="the last day on which the person may change their mind")
    undone_at = models.DateTimeField(null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)

    objects = DepartureQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["clinician"],
                condition=Q(undone_at__isnull=True, erased_at__isnull=True),
                name="departure_open_once",
            ),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True) | Q(erased_at__isnull=True), name="departure_one_ending"
            ),
        ]

    def __str__(self) -> str:
        return f"departure of {self.clinician_id} until {self.undo_until}"


class RightsRequestQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Support answers them; nobody else sees one."""
        return self if access.can(user, Permission.RIGHTS_SUPPORT) else self.none()

    def open(self):
        return self.filter(state=RightsRequest.State.OPEN)


class RightsRequest(models.Model):
    """Something a person asks of us about their data that people must answer, within a month."""

    class Kind(models.TextChoices):
        CORRECT = "CORRECT", _("Correct something")
        OBJECT = "OBJECT", _("Object to a use")
        COMPLAIN = "COMPLAIN", _("Complain")

    class State(models.TextChoices):
        OPEN = "OPEN", _("Waiting for us")
        DONE = "DONE", _("Done")
        REFUSED = "REFUSED", _("Not done")

    reference = models.CharField(max_length=20, unique=True)
    clinician = models.ForeignKey(Clinician, on_delete=models.CASCADE, related_name="rights_requests")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    message = models.TextField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    created_at = models.DateTimeField()
    due_on = models.DateField()
    extended_because = models.CharField(max_length=500, blank=True)
    answer = models.TextField(blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    objects = RightsRequestQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="OPEN", settled_at__isnull=True) | ~Q(state="OPEN") & Q(settled_at__isnull=False),
                name="rights_request_settled_has_time",
            ),
        ]
        triggers = history_of()

    def __str__(self) -> str:
        return self.reference
