"""Talent discussions: what was said of somebody, on what evidence, when they read it, and what they answered."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length, Trim
from django.db.models.lookups import GreaterThanOrEqual
from django.utils.translation import gettext_lazy as _

from pathways.models import Role
from profiles.models import Clinician
from talent_register.accounts import access
from talent_register.accounts.models import User
from talent_register.audit.triggers import history_of
from talent_register.common.permissions import Permission
from talent_register.organisations.models import Organisation
from tracking.choices import Readiness
from tracking.rules.discussions import LEAST_EVIDENCE

from .grids import Grid
from .kept import never_overwritten


def _repeats_what(**of_a_meeting) -> Q:
    """Repeats a meeting, of a person of whom some meeting's outcome is of that kind.

    Of whichever meeting: a copy may rest on a meeting that rests on another, and so on.
    """
    any_outcome = {f"clinician__talent_discussions__{name}": value for name, value in of_a_meeting.items()}
    return Q(rests_on__isnull=False, **any_outcome)


def _of_their_teams(user) -> Q:
    """What staff may read about others, if they may see the people: what their teams said, nationally what any did."""
    # What a meeting said, without those who kept out of it.
    said = ~Q(decision__item__conflicts__user=user) & ~_repeats_what(decision__item__conflicts__user=user)
    if not access.reaches_nation(user, Permission.DISCUSSION_VIEW):
        said &= Q(owner__in=access.organisations_where(user, Permission.DISCUSSION_VIEW))
    return said & ~Q(clinician__in=Clinician.objects.filter(user=user))


def _of_staff(user) -> Q:
    """What staff may read about others."""
    return Q(clinician__in=Clinician.objects.visible_to(user, Permission.DISCUSSION_VIEW)) & _of_their_teams(user)


class TalentDiscussionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Staff: those of their own organisations about people they may see, nationally all; never about themselves.

        Everybody: those about themselves, once they are shown.
        """
        if not user.is_authenticated:
            return self.none()
        return self.filter(Q(clinician__user=user, share__isnull=False) | _of_staff(user))

    def of_others_visible_to(self, user):
        """Of those visible to a user the ones about other people: the same rule, said so that long lists stay fast."""
        return self.filter(_of_staff(user)) if user.is_authenticated else self.none()

    def of_teams_of(self, user):
        """As `of_others_visible_to`, of people near and far: for those who ask apart whether people may be seen."""
        return self.filter(_of_their_teams(user)) if user.is_authenticated else self.none()

    def that_nobody_kept_out_of(self):
        """Without what a meeting said of people of whom some member kept out: for lists that a whole team reads."""
        copies = _repeats_what(decision__item__conflicts__isnull=False)
        return self.filter(~copies, decision__item__conflicts__isnull=True)

    def own(self, user):
        return self.filter(clinician__user=user)

    def of_others(self, user):
        return self.exclude(clinician__user=user)

    def newest_each(self):
        """The newest of each person: where they stand now."""
        return self.order_by("clinician_id", "-held_on", "-id").distinct("clinician_id")

    def to_show_by(self, day):
        """Not shown yet, although the day has come."""
        return self.filter(share__isnull=True, show_by__lte=day)

    def review_due_by(self, day):
        return self.filter(review_on__lte=day)


class TalentDiscussion(models.Model):
    """What one team said of one person on one day. A new view is a new row; none is overwritten."""

    class Kind(models.TextChoices):
        CONVERSATION = "CONVERSATION", _("Talent discussion")
        PLACEMENT = "PLACEMENT", _("Placed on the grid")
        MEETING = "MEETING", _("Review meeting")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    clinician = models.ForeignKey(Clinician, on_delete=models.CASCADE, related_name="talent_discussions")
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    grid = models.ForeignKey(Grid, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.CONVERSATION)
    held_on = models.DateField()
    they_place = models.CharField(max_length=60, blank=True, help_text="down/across, as the person sees it")
    we_place = models.CharField(max_length=60, blank=True)
    place = models.CharField(max_length=60, blank=True, help_text="as agreed; empty for not placed")
    they_said = models.TextField(blank=True)
    we_said = models.TextField(blank=True)
    agreed = models.TextField(blank=True)
    readiness = models.CharField(max_length=10, choices=Readiness.choices)
    evidence = models.TextField()
    review_on = models.DateField()
    show_by = models.DateField(help_text="the last day on which the person is shown this")
    rests_on = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
        help_text="what a meeting said, where this repeats it: who kept out of that reads neither",
    )
    recorded_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    recorded_at = models.DateTimeField()

    objects = TalentDiscussionQuerySet.as_manager()

    class Meta:
        ordering = ["-held_on", "-id"]
        indexes = [models.Index(fields=["clinician", "-held_on", "-id"], name="discussion_newest")]
        constraints = [
            models.CheckConstraint(
                condition=GreaterThanOrEqual(Length(Trim("evidence")), LEAST_EVIDENCE), name="discussion_has_evidence"
            ),
            models.CheckConstraint(condition=Q(review_on__gt=F("held_on")), name="discussion_reviewed_later"),
            models.CheckConstraint(condition=Q(show_by__gte=F("held_on")), name="discussion_shown_later"),
        ]
        triggers = [*history_of(), *never_overwritten("recorded_by")]

    def __str__(self) -> str:
        return f"{self.clinician_id} {self.held_on}"

    @property
    def source(self):
        """Whose outcome it is, if it is a meeting's: itself, or the one it repeats."""
        return self if self.kind == self.Kind.MEETING else self.rests_on

    @property
    def shown_at(self):
        """When the person could first read it; nothing before that. Needs `share` fetched."""
        return self.share.at if hasattr(self, "share") else None


class RoleReadiness(models.Model):
    """How near somebody was to one particular role, in the words of one discussion."""

    discussion = models.ForeignKey(TalentDiscussion, on_delete=models.CASCADE, related_name="roles")
    role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="+")
    readiness = models.CharField(max_length=10, choices=Readiness.choices)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["discussion", "role"], name="role_readiness_once")]
        triggers = [*history_of(), *never_overwritten()]

    def __str__(self) -> str:
        return f"{self.role_id} {self.readiness}"


class DiscussionShare(models.Model):
    """That a discussion was shown to its person, once."""

    class Why(models.TextChoices):
        AT_ONCE = "AT_ONCE", _("At once")
        TALKED = "TALKED", _("After the conversation")
        DAY_CAME = "DAY_CAME", _("The last day came")

    discussion = models.OneToOneField(TalentDiscussion, on_delete=models.CASCADE, related_name="share")
    why = models.CharField(max_length=10, choices=Why.choices)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at"]
        triggers = [*history_of(), *never_overwritten()]

    def __str__(self) -> str:
        return f"{self.discussion_id} {self.why}"


class DiscussionComment(models.Model):
    """What the person answered. They may say that they see it differently."""

    discussion = models.ForeignKey(TalentDiscussion, on_delete=models.CASCADE, related_name="comments")
    words = models.TextField()
    is_dissent = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
        triggers = [*history_of(), *never_overwritten()]

    def __str__(self) -> str:
        return f"{self.discussion_id} {self.at:%Y-%m-%d}"
