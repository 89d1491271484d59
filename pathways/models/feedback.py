"""How others see somebody lead: whom the person asked, what they said, and what may be shown of it."""

import uuid

from django.db import models
from django.db.models import Q

from pathways.choices import RaterGroup
from profiles.models import Clinician
from talent_register.audit.triggers import history_of
from talent_register.common.permissions import Permission

from .assessment import SelfAssessment
from .framework import Framework


class FeedbackRoundQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own, and what people let programme teams read who may see them anyway."""
        if not user.is_authenticated:
            return self.none()
        people = Clinician.objects.visible_to(user, Permission.PERSON_VIEW)
        released = Q(staff_since__isnull=False, closed_at__isnull=False, clinician__in=people.values("pk"))
        return self.filter(Q(clinician__user=user) | released)

    def own(self, user):
        return self.filter(clinician__user=user) if user.is_authenticated else self.none()

    def open(self):
        return self.filter(closed_at__isnull=True)

    def closed(self):
        return self.filter(closed_at__isnull=False)

    def ended_before(self, day):
        """Those whose last day to answer is over, and which nobody closed."""
        return self.open().filter(closes_on__lt=day)


class FeedbackRound(models.Model):
    """One question to several people, beside one finished look at oneself. Its version of the framework stays.

    `smallest_group` is what the raters were promised: a group with fewer answers is never shown. `results` is all
    that is left when the round closes: it holds only what may be shown, and no longer who said what.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    clinician = models.ForeignKey(Clinician, on_delete=models.CASCADE, related_name="feedback_rounds")
    assessment = models.ForeignKey(SelfAssessment, on_delete=models.CASCADE, related_name="feedback_rounds")
    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="+")
    smallest_group = models.PositiveSmallIntegerField()
    begun_at = models.DateTimeField()
    closes_on = models.DateField(help_text="the last day to answer")
    closed_at = models.DateTimeField(null=True, blank=True)
    results = models.JSONField(default=dict, blank=True)
    staff_since = models.DateTimeField(null=True, blank=True, help_text="since when programme teams may read it")
    readers_since = models.DateTimeField(null=True, blank=True, help_text="since when readers of the plan may read it")

    objects = FeedbackRoundQuerySet.as_manager()

    class Meta:
        ordering = ["-begun_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["clinician"], condition=Q(closed_at__isnull=True), name="feedback_round_one_open"
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=False) | Q(staff_since__isnull=True, readers_since__isnull=True),
                name="feedback_round_released_when_closed",
            ),
        ]
        triggers = history_of()

    def __str__(self) -> str:
        return f"{self.clinician_id} {self.begun_at:%Y-%m-%d}"


class FeedbackRaterQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(round__clinician__user=user) if user.is_authenticated else self.none()

    def waiting(self):
        """Those who may still answer."""
        return self.filter(answered_on__isnull=True, declined_on__isnull=True, round__closed_at__isnull=True)


class FeedbackRater(models.Model):
    """Somebody who was asked. They need no account: a link that works once is enough, and only its hash is kept.

    The link is made from `uuid` and the key of the register, so that a reminder can bring the same one again.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    round = models.ForeignKey(FeedbackRound, on_delete=models.CASCADE, related_name="raters")
    group = models.CharField(max_length=10, choices=RaterGroup.choices)
    email = models.EmailField(blank=True, help_text="empty once the round is closed")
    token_hash = models.CharField(max_length=64, unique=True)
    asked_on = models.DateField()
    reminders = models.PositiveSmallIntegerField(default=0)
    answered_on = models.DateField(null=True, blank=True)
    declined_on = models.DateField(null=True, blank=True)

    objects = FeedbackRaterQuerySet.as_manager()

    class Meta:
        ordering = ["round", "group", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "email"], condition=~Q(email=""), name="feedback_rater_asked_once"
            ),
            models.CheckConstraint(condition=Q(reminders__lte=2), name="feedback_rater_two_reminders"),
            models.CheckConstraint(
                condition=Q(answered_on__isnull=True) | Q(declined_on__isnull=True), name="feedback_rater_one_answer"
            ),
        ]
        triggers = history_of()

    def __str__(self) -> str:
        return f"{self.round_id} {self.group} {self.pk}"


class FeedbackReplyQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Nobody reads a single reply, not even the person it is about."""
        return self.none()


class FeedbackReply(models.Model):
    """What one rater said, until the round closes and it goes into the results of its group.

    It has no change history on purpose: that would keep who said what.
    """

    rater = models.OneToOneField(FeedbackRater, on_delete=models.CASCADE, related_name="reply")
    answers = models.JSONField(default=dict)
    comment = models.TextField(max_length=2000, blank=True)

    objects = FeedbackReplyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "feedback replies"

    def __str__(self) -> str:
        return f"{self.rater_id}"
