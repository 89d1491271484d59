"""Who of a team is to hold the next talent discussion with somebody, and who was before."""

from django.db import models
from django.db.models import Case, CharField, Q, Value, When
from django.db.models.functions import Cast

from profiles.models import Clinician
from talent_register.accounts import access
from talent_register.accounts.models import User
from talent_register.audit.triggers import history_of
from talent_register.common.permissions import Permission
from talent_register.organisations.models import Organisation
from tracking.choices import ReviewerEnd

ME = "me"  # how the reader's own stand in addresses and filters


class ReviewerQuerySet(models.QuerySet):
    def of_teams_of(self, user):
        """Those of the user's own teams, nationally of all, about other people: near and far, for those who ask apart
        whether people may be seen."""
        if not user.is_authenticated:
            return self.none()
        others = self.exclude(clinician__in=Clinician.objects.filter(user=user))
        if access.reaches_nation(user, Permission.DISCUSSION_VIEW):
            return others
        return others.filter(team__in=access.organisations_where(user, Permission.DISCUSSION_VIEW))

    def visible_to(self, user):
        """A person's own, and those of the user's teams about people whom the user may see."""
        if not user.is_authenticated:
            return self.none()
        people = Clinician.objects.visible_to(user, Permission.DISCUSSION_VIEW)
        return self.filter(
            Q(clinician__user=user) | Q(pk__in=self.of_teams_of(user).values("pk"), clinician__in=people)
        )

    def own(self, user):
        return self.filter(clinician__user=user)

    def of_others(self, user):
        return self.exclude(clinician__user=user)

    def open(self):
        return self.filter(ended_at__isnull=True)

    def one_each(self, user):
        """Of each person one: the user's own before a colleague's, then the newest. `whose` is its value in filters."""
        mine = Case(When(user=user, then=Value(ME)), default=Cast("user__uuid", CharField()), output_field=CharField())
        rows = self.filter(user__isnull=False).annotate(whose=mine)
        own_first = Case(When(user=user, then=Value(0)), default=Value(1))
        return rows.order_by("clinician_id", own_first, "-assigned_at", "-pk").distinct("clinician_id")


class Reviewer(models.Model):
    """A colleague who is to hold the next talent discussion with a person for a team, until it is held, somebody else
    is asked, or it is taken back. The rows before it are the history."""

    clinician = models.ForeignKey(Clinician, on_delete=models.CASCADE, related_name="reviewers")
    team = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    assigned_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    assigned_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    end = models.CharField(max_length=10, choices=ReviewerEnd.choices, blank=True)

    objects = ReviewerQuerySet.as_manager()

    class Meta:
        ordering = ["-assigned_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["clinician", "team"], condition=Q(ended_at__isnull=True), name="reviewer_open_once"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, end="") | (Q(ended_at__isnull=False) & ~Q(end="")),
                name="reviewer_ends_for_a_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["user"], condition=Q(ended_at__isnull=True), name="reviewer_open_of_user"),
        ]
        triggers = history_of()

    def __str__(self) -> str:
        return f"{self.clinician_id} {self.user_id}"
