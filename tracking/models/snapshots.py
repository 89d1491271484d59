"""What a profile said on the day of a review, and times in which the clock of reviews stands still."""

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from profiles.models import Clinician
from talent_register.audit.triggers import history_of
from talent_register.common.languages import WELSH

from .reviews import YearlyReview


class SnapshotQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A person's own, the newest first. Nobody else reads them."""
        return self.filter(review__clinician__user=user).select_related("review").order_by("-review__due_on")


class Snapshot(models.Model):
    """Every line of a profile on the day of a review. Written once and never changed."""

    review = models.OneToOneField(YearlyReview, on_delete=models.CASCADE, related_name="snapshot")
    lines = models.JSONField(help_text="list of {section, code, key, value} in the words of that day")
    welsh = models.JSONField(default=list, help_text="the same in the Welsh of that day; empty where none was kept")
    at = models.DateTimeField()

    objects = SnapshotQuerySet.as_manager()

    class Meta:
        triggers = [pgtrigger.Protect(name="never_changed", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"{self.review_id}"

    def in_language(self, code: str) -> list[dict]:
        """The lines in a language; empty where they were not kept in it."""
        return self.welsh if code == WELSH else self.lines


class ClockStopQuerySet(models.QuerySet):
    def running_on(self, day):
        """Those of people who are away on a day; on the last they are back."""
        return self.filter(from_date__lte=day, until__gt=day)


class ClockStop(models.Model):
    """Time away, as the person states it. No reminder goes meanwhile, and the next review falls due later."""

    class Kind(models.TextChoices):
        PARENTAL = "PARENTAL", _("Parental leave")
        SICKNESS = "SICKNESS", _("Sickness")
        BREAK = "BREAK", _("Career break")

    clinician = models.ForeignKey(Clinician, on_delete=models.CASCADE, related_name="clock_stops")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    from_date = models.DateField()
    until = models.DateField()
    days_moved = models.PositiveSmallIntegerField(default=0, db_default=0, help_text="by so many the review moved")
    at = models.DateTimeField()

    objects = ClockStopQuerySet.as_manager()

    class Meta:
        ordering = ["-from_date", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(until__gte=F("from_date")), name="clock_stop_ends_after_it_begins")
        ]
        triggers = history_of()

    def __str__(self) -> str:
        return f"{self.from_date} {self.until}"
