"""Reminders, once for each due date."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from profiles.models import Clinician
from talent_register.accounts.models import User
from talent_register.common.permissions import Permission
from tracking.rules.reminders import REVIEW_KINDS


class ReminderQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Reminders of reviews of the people whom the user may see. Plans and licences are people's own."""
        people = Clinician.objects.visible_to(user, Permission.REMINDER_VIEW)
        return self.filter(kind__in=REVIEW_KINDS, clinician__in=people)

    def standing(self):
        return self.filter(cancelled_at__isnull=True)


class Reminder(models.Model):
    """That a reminder of one kind about one due date exists, once; the letter carries its state of delivery."""

    class Kind(models.TextChoices):
        REVIEW_BEFORE = "REVIEW_BEFORE", _("28 days before")
        REVIEW_ON_DAY = "REVIEW_ON_DAY", _("On the day")
        REVIEW_AFTER = "REVIEW_AFTER", _("14 days after")
        REVIEW_LAST = "REVIEW_LAST", _("42 days after")
        PLAN_BEFORE = "PLAN_BEFORE", _("Plan: 7 days before")
        PLAN_ON_DAY = "PLAN_ON_DAY", _("Plan: on the day")
        LICENCE_BEFORE = "LICENCE_BEFORE", _("Registration: 90 days before")
        LICENCE_SOON = "LICENCE_SOON", _("Registration: 28 days before")

    clinician = models.ForeignKey(Clinician, on_delete=models.CASCADE, related_name="reminders")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    due_on = models.DateField(help_text="the day the thing is due")
    send_on = models.DateField(help_text="the day the reminder is for")
    letter_key = models.CharField(max_length=200, blank=True, db_index=True)
    created_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True, blank=True)

    objects = ReminderQuerySet.as_manager()

    class Meta:
        ordering = ["send_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["clinician", "kind", "due_on"], name="reminder_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.due_on}"


class ReminderChoiceQuerySet(models.QuerySet):
    def newest(self):
        """The one that counts of each kind."""
        return self.order_by("kind", "-at", "-id").distinct("kind")


class ReminderChoice(models.Model):
    """What staff chose for one kind of reminder, and why. The newest counts; a kind without one follows its rule."""

    kind = models.CharField(max_length=20, choices=Reminder.Kind.choices)
    is_on = models.BooleanField()
    offset_days = models.SmallIntegerField(help_text="from the due day; less than 0 is before it")
    reason = models.CharField(max_length=300)
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    objects = ReminderChoiceQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.kind} {self.offset_days if self.is_on else 'off'}"


class ReminderPauseQuerySet(models.QuerySet):
    def not_over(self, day):
        """The pause that is in force on a day or still to come. There is never more than one."""
        return self.filter(ended_at__isnull=True, until_day__gt=day)

    def in_force(self, day):
        return self.not_over(day).filter(from_day__lte=day)


class ReminderPause(models.Model):
    """That no reminder goes from one day until another, and why. It ends by itself; staff may end it sooner."""

    from_day = models.DateField(help_text="the first day without reminders")
    until_day = models.DateField(help_text="the day on which they go again")
    reason = models.CharField(max_length=300)
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    ended_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    ended_at = models.DateTimeField(null=True, help_text="when staff ended it before its day")

    objects = ReminderPauseQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(until_day__gt=F("from_day")), name="reminder_pause_has_days"),
        ]

    def __str__(self) -> str:
        return f"{self.from_day} {self.until_day}"

    def holds(self, day: date) -> bool:
        """Whether what is meant for a day has to wait."""
        return self.ended_at is None and self.from_day <= day < self.until_day
