"""How long things are kept, why, and what each night let go."""

from django.db import models

from talent_register.accounts import access
from talent_register.accounts.models import User
from talent_register.common.models import Sourced
from talent_register.common.permissions import Permission
from talent_register.common.wordings import WordsField


class RetentionRuleQuerySet(models.QuerySet):
    def in_force(self):
        return self.filter(is_active=True)


class RetentionRule(Sourced):
    """What goes, how many days after what, and the reason in law. Carried out by the sweep of the same code."""

    code = models.SlugField(max_length=40, unique=True)
    what = WordsField(max_length=200)
    days = models.PositiveIntegerField()
    event = WordsField(max_length=200, help_text="the days count from then")
    reason = WordsField(max_length=300, help_text="why so long and no longer")
    is_capped = models.BooleanField(default=True, help_text="a night takes 1 % of the table without a second person")
    is_active = models.BooleanField(default=True)
    sort = models.PositiveSmallIntegerField(default=0)

    objects = RetentionRuleQuerySet.as_manager()

    class Meta:
        ordering = ["sort", "code"]

    def __str__(self) -> str:
        return self.code


class RetentionReportQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Support and auditors read what was erased. The reports name nobody."""
        return self if access.can(user, Permission.RETENTION_VIEW) else self.none()

    def latest_held(self):
        """Of each rule the latest report, where more was due than a night may take."""
        later = self.model.objects.filter(rule=models.OuterRef("rule"), on__gt=models.OuterRef("on"))
        return self.filter(~models.Exists(later), held__gt=0)


class RetentionReport(models.Model):
    """What one rule let go on one day, and what waits for a second person."""

    rule = models.ForeignKey(RetentionRule, on_delete=models.PROTECT, related_name="reports")
    on = models.DateField()
    at = models.DateTimeField(help_text="when it last ran on that day")
    total = models.PositiveIntegerField(help_text="rows of the table when it ran")
    due = models.PositiveIntegerField(help_text="rows that were to go when it last ran")
    erased = models.PositiveIntegerField(default=0)
    held = models.PositiveIntegerField(default=0, help_text="rows above the cap, waiting for a second person")
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    objects = RetentionReportQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "rule__sort"]
        constraints = [models.UniqueConstraint(fields=["rule", "on"], name="retention_report_once_a_day")]

    def __str__(self) -> str:
        return f"{self.rule_id} {self.on}"
