"""Figures as they were frozen: suppressed before they are written, never changed afterwards, served from here only."""

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from talent_register.accounts import access
from talent_register.accounts.models import User
from talent_register.audit.triggers import history_of, never_truncated
from talent_register.common.permissions import Permission
from tracking.rules.reports import RESPONSE


class FigureRunQuerySet(models.QuerySet):
    def visible_to(self, user):
        """For those who publish: what is being prepared says no more than the draft that it becomes."""
        return self if access.can(user, Permission.REPORT_PUBLISH) else self.none()

    def waiting(self):
        """The queue: earlier quarters first, for each is hidden against those before it."""
        return self.filter(state=FigureRun.State.WAITING).order_by("as_at", "family")


class FigureRun(models.Model):
    """That somebody asked for the figures of a quarter. Gone once they are frozen: the tables say the rest."""

    class State(models.TextChoices):
        WAITING = "WAITING", _("Being prepared")
        FAILED = "FAILED", _("Not prepared")

    class Problem(models.TextChoices):
        TOO_LONG = "TOO_LONG", _("The check of what readers could work out took longer than it may")
        NO_WORLD = "NO_WORLD", _("The figures do not go together with those that were prepared before")
        TOO_LATE = "TOO_LATE", _("Later figures were frozen meanwhile")
        STOPPED = "STOPPED", _("The work was stopped several times")

    family = models.CharField(max_length=10)
    as_at = models.DateField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    problem = models.CharField(max_length=10, choices=Problem.choices, blank=True)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    attempts = models.PositiveSmallIntegerField(default=0)

    objects = FigureRunQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["family", "as_at"], name="figure_run_once"),
            models.CheckConstraint(
                condition=Q(state="WAITING", problem="") | Q(state="FAILED") & ~Q(problem=""),
                name="figure_run_failed_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.family} {self.as_at}"


class ReportSnapshotQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Drafts are for those who publish, published figures for all staff of programmes, some for everybody."""
        if access.can(user, Permission.REPORT_PUBLISH):
            return self
        return self.published() if access.can(user, Permission.REPORT_VIEW) else self.for_everybody()

    def for_everybody(self):
        """Published figures on leaders, and how soon the programme gets in touch, as it promised in public."""
        return self.published().filter(Q(family=ReportSnapshot.Family.LEADERS) | Q(code=RESPONSE))

    def published(self):
        return self.filter(state=ReportSnapshot.State.PUBLISHED)

    def newest_publication(self):
        """When something was last published, and how much there is: another after each publication."""
        found = self.published().aggregate(last=models.Max("published_at"), n=models.Count("pk"))
        return f"{found['last']} {found['n']}"

    def edition(self, family, as_at):
        """All the tables that were frozen together."""
        return self.filter(family=family, as_at=as_at)


class ReportSnapshot(models.Model):
    """One table as at one day. `table` holds figures that may be shown, never counts."""

    class Family(models.TextChoices):
        LEADERS = "leaders", _("Backgrounds of leaders")
        PROGRESS = "progress", _("Progress and fairness")

    class State(models.TextChoices):
        DRAFT = "DRAFT", _("Draft")
        PUBLISHED = "PUBLISHED", _("Published")

    family = models.CharField(max_length=10, choices=Family.choices)
    code = models.SlugField(max_length=60)
    as_at = models.DateField()
    position = models.PositiveSmallIntegerField(default=0)
    title = models.CharField(max_length=150)
    method = models.TextField()
    table = models.JSONField(help_text="rows, columns, what each cell counts, and the figures that may be shown")
    held_back = models.JSONField(default=list, help_text="cells hidden although they are not small")
    most_change = models.PositiveIntegerField(default=1, help_text="by how much a cell moved at most since the last")
    digest = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    built_at = models.DateTimeField()
    built_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    objects = ReportSnapshotQuerySet.as_manager()

    class Meta:
        ordering = ["family", "-as_at", "position"]
        constraints = [
            models.UniqueConstraint(fields=["code", "as_at"], name="report_snapshot_once"),
            models.CheckConstraint(
                condition=Q(state="DRAFT", published_at__isnull=True)
                | Q(state="PUBLISHED", published_at__isnull=False),
                name="report_snapshot_published_has_time",
            ),
            models.CheckConstraint(
                condition=Q(published_by__isnull=True) | Q(built_by__isnull=True) | ~Q(published_by=F("built_by")),
                name="report_snapshot_two_people",
            ),
        ]
        triggers = [
            *history_of(),
            never_truncated(),
            pgtrigger.Protect(
                name="frozen",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(
                    "family", "code", "as_at", "title", "method", "table", "held_back", "digest"
                ),
            ),
            pgtrigger.Protect(
                name="published_stays", operation=pgtrigger.Delete, condition=pgtrigger.Q(old__state="PUBLISHED")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.as_at}"
