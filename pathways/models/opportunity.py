"""What is open to apply for: intakes of programmes, secondments, shadowing, posts; who saved and who applied."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from profiles.models import Clinician
from talent_register.accounts import access
from talent_register.accounts.models import User
from talent_register.audit.triggers import history_of
from talent_register.common.models import Sourced
from talent_register.common.permissions import Permission
from talent_register.common.wordings import LongWordsField, WordsField
from talent_register.organisations.models import Organisation, Region

from .programme import Programme
from .published import PublishedQuerySet


class OpportunityQuerySet(PublishedQuerySet):
    def open_on(self, day):
        """Neither closed nor still to open."""
        opened = Q(opens_on__isnull=True) | Q(opens_on__lte=day)
        return self.filter(opened).filter(Q(closes_on__isnull=True) | Q(closes_on__gte=day))

    def for_family(self, family: str):
        return self.filter(Q(families=[]) | Q(families__contains=[family]))

    def run_by(self, user):
        """Those whose applications a user decides."""
        if access.reaches_nation(user, Permission.PROGRAMME_RUN):
            return self
        return self.filter(organisation__in=access.organisations_where(user, Permission.PROGRAMME_RUN))


class Opportunity(Sourced):
    """One chance with a closing date. An intake of a programme is one that names its programme."""

    class Kind(models.TextChoices):
        INTAKE = "INTAKE", _("Intake of a programme")
        FELLOWSHIP = "FELLOWSHIP", _("Fellowship")
        SECONDMENT = "SECONDMENT", _("Secondment")
        SHADOWING = "SHADOWING", _("Shadowing")
        POST = "POST", _("Post")

    slug = models.SlugField(max_length=80, unique=True)
    title = WordsField(max_length=150)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    programme = models.ForeignKey(
        Programme, null=True, blank=True, on_delete=models.PROTECT, related_name="opportunities"
    )
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="opportunities")
    summary = LongWordsField(blank=True)
    who_can_apply = WordsField(max_length=300, blank=True)
    families = models.JSONField(default=list, blank=True, help_text="families of professions; empty for all")
    stages = models.JSONField(default=list, blank=True, help_text="stages in leadership; empty for all")
    region = models.ForeignKey(Region, null=True, blank=True, on_delete=models.PROTECT, related_name="opportunities")
    funder = WordsField(max_length=150, blank=True)
    cost = WordsField(max_length=100, blank=True)
    places = models.PositiveSmallIntegerField(null=True, blank=True)
    opens_on = models.DateField(null=True, blank=True)
    closes_on = models.DateField(null=True, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    link = models.URLField(blank=True)
    created_at = models.DateTimeField()

    objects = OpportunityQuerySet.as_manager()

    class Meta:
        ordering = [F("closes_on").asc(nulls_last=True), "title"]
        verbose_name_plural = "opportunities"
        indexes = [models.Index(fields=["closes_on"], name="opportunity_closes")]
        constraints = [
            models.CheckConstraint(
                condition=Q(opens_on__isnull=True) | Q(closes_on__isnull=True) | Q(closes_on__gte=F("opens_on")),
                name="opportunity_closes_after_it_opens",
            )
        ]

    def __str__(self) -> str:
        return self.title


class SavedQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(clinician__user=user) if user.is_authenticated else self.none()


class SavedOpportunity(models.Model):
    """What a person wants to come back to."""

    clinician = models.ForeignKey(Clinician, on_delete=models.CASCADE, related_name="saved_opportunities")
    opportunity = models.ForeignKey(Opportunity, on_delete=models.CASCADE, related_name="saved_by")
    saved_at = models.DateTimeField()

    objects = SavedQuerySet.as_manager()

    class Meta:
        ordering = ["-saved_at"]
        constraints = [models.UniqueConstraint(fields=["clinician", "opportunity"], name="opportunity_saved_once")]

    def __str__(self) -> str:
        return f"{self.clinician_id} saved {self.opportunity_id}"


class ApplicationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own, and those to opportunities that one runs."""
        if not user.is_authenticated:
            return self.none()
        own = Q(clinician__user=user)
        if not access.can(user, Permission.PROGRAMME_RUN):
            return self.filter(own)
        return self.filter(own | Q(opportunity__in=Opportunity.objects.run_by(user)))


class Application(models.Model):
    """A person applied. The outcome comes with a reason that the person reads."""

    class State(models.TextChoices):
        APPLIED = "APPLIED", _("Applied")
        OFFERED = "OFFERED", _("Offered a place")
        NOT_OFFERED = "NOT_OFFERED", _("Not offered a place")
        WITHDRAWN = "WITHDRAWN", _("Withdrawn")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    clinician = models.ForeignKey(Clinician, on_delete=models.CASCADE, related_name="applications")
    opportunity = models.ForeignKey(Opportunity, on_delete=models.PROTECT, related_name="applications")
    state = models.CharField(max_length=12, choices=State.choices, default=State.APPLIED)
    statement = models.TextField(blank=True)
    reason = models.TextField(blank=True, help_text="why, in words for the person")
    applied_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        ordering = ["-applied_at"]
        constraints = [
            models.UniqueConstraint(fields=["clinician", "opportunity"], name="application_once"),
            models.CheckConstraint(
                condition=~Q(state__in=["OFFERED", "NOT_OFFERED"]) | (Q(decided_at__isnull=False) & ~Q(reason="")),
                name="application_decided_with_a_reason",
            ),
        ]
        triggers = history_of()

    def __str__(self) -> str:
        return f"{self.opportunity_id} {self.state}"
