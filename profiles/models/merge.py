"""Two records of one person made one, so that it can be taken back; and two that are not the same person."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from talent_register.accounts import access
from talent_register.accounts.models import User
from talent_register.audit.triggers import history_of
from talent_register.common.permissions import Permission

from .clinician import Clinician


class RecordMergeQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those who merge records see what was merged; nobody else sees any of it."""
        return self if access.can(user, Permission.RECORD_MERGE) else self.none()

    def in_force(self):
        return self.filter(state=RecordMerge.State.MERGED)


class RecordMerge(models.Model):
    """One record was put into another. `moved` and `was` hold what undoing needs, until the last day for it."""

    class State(models.TextChoices):
        MERGED = "MERGED", _("Merged")
        UNDONE = "UNDONE", _("Undone")

    reference = models.CharField(max_length=20, unique=True)
    kept = models.ForeignKey(Clinician, on_delete=models.CASCADE, related_name="merges")
    lost = models.ForeignKey(Clinician, on_delete=models.CASCADE, related_name="merged_into")
    state = models.CharField(max_length=8, choices=State.choices, default=State.MERGED)
    reason = models.CharField(max_length=500, help_text="how staff know that it is one person")
    moved = models.JSONField(default=list, blank=True, help_text="rows that were moved or ended: table, column, keys")
    was = models.JSONField(default=dict, blank=True, help_text="both records before, and the kept one after")
    merged_at = models.DateTimeField()
    merged_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    undo_until = models.DateField(help_text="the last day on which it can be undone")
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    objects = RecordMergeQuerySet.as_manager()

    class Meta:
        ordering = ["-merged_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["lost"], condition=Q(state="MERGED"), name="record_merged_once"),
            models.CheckConstraint(
                condition=Q(state="MERGED", undone_at__isnull=True) | Q(state="UNDONE", undone_at__isnull=False),
                name="record_merge_undone_has_time",
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class SeparateRecords(models.Model):
    """Somebody looked at two records and found two people. Holds until what either says of its person changes."""

    first = models.ForeignKey(Clinician, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Clinician, on_delete=models.CASCADE, related_name="+")
    fingerprint = models.CharField(max_length=64, help_text="keyed hash of what both said")
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name_plural = "separate records"
        constraints = [models.UniqueConstraint(fields=["first", "second"], name="separate_records_once")]
        triggers = history_of()

    def __str__(self) -> str:
        return f"{self.first_id} {self.second_id}"
