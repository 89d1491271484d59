"""What somebody of the staff has promised to do about a person, by a day."""

import uuid

from django.db import models
from django.db.models import Q

from profiles.models import Clinician
from talent_register.accounts.models import User
from talent_register.audit.triggers import history_of
from talent_register.common.permissions import Permission

from .meetings import AgendaItem


class WorkItemQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Their own, and those of meetings whose person they may see there; only of people they may see today."""
        if not user.is_authenticated:
            return self.none()
        people = Clinician.objects.visible_to(user, Permission.DISCUSSION_VIEW).exclude(user=user)
        seen = Q(item__in=AgendaItem.objects.visible_to(user))
        return self.filter(seen | Q(owner=user, item__isnull=True), clinician__in=people)

    def of(self, user):
        return self.filter(owner=user)

    def open(self):
        return self.filter(done_at__isnull=True)


class WorkItem(models.Model):
    """One action: whom it is about, what is to be done, by whom and until when."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    clinician = models.ForeignKey(Clinician, on_delete=models.CASCADE, related_name="+")
    item = models.ForeignKey(AgendaItem, null=True, blank=True, on_delete=models.CASCADE, related_name="work")
    words = models.CharField(max_length=200)
    owner = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    due_on = models.DateField()
    created_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)

    objects = WorkItemQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "id"]
        indexes = [
            models.Index(fields=["owner", "due_on"], condition=Q(done_at__isnull=True), name="work_item_open_of_owner")
        ]
        triggers = history_of()

    def __str__(self) -> str:
        return self.words
