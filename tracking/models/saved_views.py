"""Searches that staff keep, for themselves or for their team."""

import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from talent_register.accounts import access
from talent_register.accounts.models import User
from talent_register.common.permissions import Permission
from talent_register.organisations.models import Organisation


class SavedViewQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A user's own, and those that their teams share. What a view finds follows from whoever opens it."""
        if not user.is_authenticated:
            return self.none()
        teams = access.organisations_where(user, Permission.PEOPLE_SEARCH)
        return self.filter(Q(owner=user) | Q(team__in=teams, is_shared=True))

    def own(self, user):
        return self.filter(owner=user)


class SavedView(models.Model):
    """The filters, words, order and columns of a people list, under a name. Never the people it found."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=60)
    query = models.CharField(max_length=2000, blank=True, help_text="as in the address of the list")
    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="saved_views")
    team = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    is_shared = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        ordering = [Lower("name"), "id"]
        constraints = [models.UniqueConstraint("owner", Lower("name"), name="saved_view_name_once_per_owner")]

    def __str__(self) -> str:
        return self.name
