"""Searches that staff keep, for themselves or for their team."""

import uuid

from django.contrib.postgres.fields import ArrayField
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


class ViewWatchQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A user's own, of views that they may still open."""
        return self.filter(user=user, view__in=SavedView.objects.visible_to(user)) if user.pk else self.none()


class ViewWatch(models.Model):
    """That somebody wants the changes of a saved view in their digest, under their own scope.

    `before` are the keys of whom they found with it when their last digest but the present one was written, `latest`
    when the present one was. The letter compares with `before` until the next one is written, so that one that is held
    and looked at again says the same changes. No keys of long lists: of those only the totals are compared.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="view_watches")
    view = models.ForeignKey(SavedView, on_delete=models.CASCADE, related_name="watches")
    before = ArrayField(models.BigIntegerField(), default=list)
    before_total = models.PositiveIntegerField()
    before_on = models.DateField()
    latest = ArrayField(models.BigIntegerField(), default=list)
    latest_total = models.PositiveIntegerField()
    latest_on = models.DateField()

    objects = ViewWatchQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "view"], name="view_watch_once")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.view_id}"
