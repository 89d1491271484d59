"""Review meetings: who meets, whom they talk about, who keeps out, what each thought first, and what was decided."""

import uuid

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Length, Trim
from django.db.models.lookups import GreaterThan
from django.utils.translation import gettext_lazy as _

from profiles.models import Clinician, Use
from talent_register.accounts import access
from talent_register.accounts.models import User
from talent_register.audit.triggers import history_of
from talent_register.common.permissions import Permission
from talent_register.organisations.models import Organisation
from tracking.choices import Readiness

from .discussions import TalentDiscussion
from .grids import Grid
from .kept import never_overwritten


class ReviewMeetingQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Meetings of the user's own organisations and those they are a member of; national teams see all."""
        if not user.is_authenticated:
            return self.none()
        if access.reaches_nation(user, Permission.DISCUSSION_VIEW):
            return self
        own = Q(owner__in=access.organisations_where(user, Permission.DISCUSSION_VIEW))
        if access.can(user, Permission.DISCUSSION_VIEW):
            own |= Q(pk__in=MeetingMember.objects.filter(user=user).values("meeting"))
        return self.filter(own)

    def ahead(self):
        """Those that can still take people."""
        return self.filter(state__in=[ReviewMeeting.State.PLANNED, ReviewMeeting.State.RUNNING])


class ReviewMeeting(models.Model):
    """A team sits down, talks about one person at a time and says what should happen."""

    class State(models.TextChoices):
        PLANNED = "PLANNED", _("Planned")
        RUNNING = "RUNNING", _("Running")
        FINISHED = "FINISHED", _("Finished")
        CANCELLED = "CANCELLED", _("Cancelled")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=100)
    on = models.DateField()
    papers = models.TextField(blank=True, help_text="what the members read before: words and addresses")
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    grid = models.ForeignKey(Grid, on_delete=models.PROTECT, related_name="+")
    is_blind = models.BooleanField(default=True, help_text="each member rates before seeing the ratings of others")
    state = models.CharField(max_length=10, choices=State.choices, default=State.PLANNED)
    created_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = ReviewMeetingQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["PLANNED", "RUNNING"], ended_at__isnull=True)
                | Q(state__in=["FINISHED", "CANCELLED"], ended_at__isnull=False),
                name="review_meeting_over_has_time",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["RUNNING", "FINISHED"]) | Q(started_at__isnull=False),
                name="review_meeting_run_has_start",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class MeetingMember(models.Model):
    """Somebody who sits in a meeting."""

    meeting = models.ForeignKey(ReviewMeeting, on_delete=models.CASCADE, related_name="members")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")

    class Meta:
        ordering = ["meeting", "id"]
        constraints = [models.UniqueConstraint(fields=["meeting", "user"], name="meeting_member_once")]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.user_id}"


class AgendaItemQuerySet(models.QuerySet):
    def visible_to(self, user):
        """People of meetings the user may see, whom they may see today; never themselves, never in a conflict.

        This is the only door: the page of a person, the agenda, the minutes, the ratings and every count use it.
        """
        found = self.filter(
            meeting__in=ReviewMeeting.objects.visible_to(user),
            clinician__in=Clinician.objects.visible_to(user, Permission.DISCUSSION_VIEW, use=Use.POSTS),
        )
        conflicts = ConflictOfInterest.objects.filter(item=OuterRef("pk"), user=user)
        return found.exclude(clinician__user=user).exclude(Exists(conflicts))

    def own(self, user):
        """What was decided about the user, once it is shown to them."""
        return self.filter(clinician__user=user, shown_at__isnull=False)

    def to_show_by(self, day):
        """Talked about, not shown yet, although the day has come."""
        return self.filter(shown_at__isnull=True, show_by__lte=day)


class AgendaItem(models.Model):
    """One person on the agenda of one meeting."""

    meeting = models.ForeignKey(ReviewMeeting, on_delete=models.CASCADE, related_name="items")
    clinician = models.ForeignKey(Clinician, on_delete=models.CASCADE, related_name="+")
    position = models.PositiveIntegerField()
    show_by = models.DateField(null=True, blank=True, help_text="the last day on which the person is told")
    shown_at = models.DateTimeField(null=True, blank=True)

    objects = AgendaItemQuerySet.as_manager()

    class Meta:
        ordering = ["meeting", "position", "id"]
        constraints = [models.UniqueConstraint(fields=["meeting", "clinician"], name="agenda_item_once")]
        triggers = history_of()

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.clinician_id}"


class ConflictOfInterest(models.Model):
    """A member keeps out of one person's item: they see the person nowhere in the meeting any more."""

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="conflicts")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["item", "id"]
        constraints = [models.UniqueConstraint(fields=["item", "user"], name="conflict_of_interest_once")]
        triggers = history_of()

    def __str__(self) -> str:
        return f"{self.item_id} {self.user_id}"


class FirstRatingQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Of people the user may see in the meeting: their own; those of others once they have rated, or it is decided.

        The same as rules.meetings.may_see_ratings, as a set.
        """
        mine = FirstRating.objects.filter(item=OuterRef("item"), user=user)
        decided = Decision.objects.filter(item=OuterRef("item"))
        found = self.filter(item__in=AgendaItem.objects.visible_to(user))
        return found.filter(Q(user=user) | Q(item__meeting__is_blind=False) | Exists(mine) | Exists(decided))


class FirstRating(models.Model):
    """What one member thought of one person before hearing the others. Given once, never overwritten."""

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="ratings")
    user = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    readiness = models.CharField(max_length=10, choices=Readiness.choices)
    place = models.CharField(max_length=60, blank=True, help_text="down/across on the grid of the meeting")
    words = models.TextField(blank=True)
    at = models.DateTimeField()

    objects = FirstRatingQuerySet.as_manager()

    class Meta:
        ordering = ["item", "id"]
        constraints = [models.UniqueConstraint(fields=["item", "user"], name="first_rating_once")]
        triggers = [*history_of(), *never_overwritten("user")]

    def __str__(self) -> str:
        return f"{self.item_id} {self.readiness}"


class Decision(models.Model):
    """What a meeting decided about one person, with the rating before and the one agreed. A new view is a new row."""

    class Outcome(models.TextChoices):
        SUPPORT = "SUPPORT", _("Offer support or development")
        FORWARD = "FORWARD", _("Put forward for a programme or a post")
        AS_NOW = "AS_NOW", _("Go on as now")
        LATER = "LATER", _("Talk about them again")

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="decisions")
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    words = models.TextField(blank=True)
    before_readiness = models.CharField(max_length=10, choices=Readiness.choices, blank=True)
    before_place = models.CharField(max_length=60, blank=True)
    readiness = models.CharField(max_length=10, choices=Readiness.choices, blank=True)
    place = models.CharField(max_length=60, blank=True)
    reason = models.TextField(blank=True, help_text="why the rating moved")
    discussion = models.OneToOneField(TalentDiscussion, null=True, on_delete=models.CASCADE, related_name="decision")
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["item", "-at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(readiness="")
                | Q(before_readiness=F("readiness"), before_place=F("place"))
                | GreaterThan(Length(Trim("reason")), 0),
                name="decision_move_has_reason",
            ),
        ]
        triggers = [*history_of(), *never_overwritten("by")]

    def __str__(self) -> str:
        return f"{self.item_id} {self.outcome}"
