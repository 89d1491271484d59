"""Who took part in which programme or holds which fellowship, and whether that counts towards their training."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from pathways.choices import Counted
from profiles.models import Clinician, FactSource
from talent_register.accounts import access
from talent_register.accounts.models import User
from talent_register.audit.triggers import history_of
from talent_register.common.permissions import Permission
from talent_register.organisations.models import Organisation

from .programme import Programme


class ParticipationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own; those of people on one's lists; those of people whom programme staff may see."""
        if not user.is_authenticated:
            return self.none()
        seen = Q(clinician__user=user) | Q(clinician__in=Clinician.objects.visible_to(user))
        if access.can(user, Permission.TRAINEE_VIEW):
            seen |= Q(clinician__in=Clinician.objects.visible_to(user, Permission.TRAINEE_VIEW))
        return self.filter(seen)

    def finished(self):
        return self.filter(state__in=[Participation.State.COMPLETED, Participation.State.AWARDED])


class Participation(models.Model):
    """A person in a programme or with a fellowship. One row a person, programme and start."""

    class State(models.TextChoices):
        APPLIED = "APPLIED", _("Applied")
        ON_PROGRAMME = "ON_PROGRAMME", _("On programme")
        COMPLETED = "COMPLETED", _("Completed")
        AWARDED = "AWARDED", _("Awarded")
        WITHDRAWN = "WITHDRAWN", _("Withdrawn")
        REMOVED = "REMOVED", _("Removed")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    clinician = models.ForeignKey(Clinician, on_delete=models.CASCADE, related_name="participations")
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="participations")
    state = models.CharField(max_length=15, choices=State.choices)
    started_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True, help_text="completed, awarded or withdrawn on this day")
    award = models.CharField(max_length=100, blank=True, help_text="level, as FFMLM")
    award_reference = models.CharField(max_length=60, blank=True)
    expires_on = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=10, choices=FactSource.choices, default=FactSource.SELF)
    organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    as_at = models.DateField(null=True, blank=True)
    import_reference = models.CharField(max_length=20, blank=True, db_index=True)
    recognition = models.UUIDField(
        null=True, blank=True, unique=True, help_text="profiles.Recognition that it follows; never written by hand"
    )
    disputed_at = models.DateTimeField(null=True, blank=True)
    dispute = models.CharField(max_length=500, blank=True, help_text="what the person says is wrong")
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    TOOK_PART = (State.ON_PROGRAMME, State.COMPLETED, State.AWARDED)

    objects = ParticipationQuerySet.as_manager()

    class Meta:
        ordering = ["clinician", "-started_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["clinician", "programme", "started_on"], nulls_distinct=False, name="participation_once"
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(started_on__isnull=True) | Q(ended_on__gte=F("started_on")),
                name="participation_ends_after_start",
            ),
            models.CheckConstraint(
                condition=~Q(source="COLLEGE") | Q(organisation__isnull=False), name="participation_college_is_named"
            ),
        ]
        indexes = [models.Index(fields=["programme", "state"], name="participation_alumni")]
        triggers = history_of()

    def __str__(self) -> str:
        return f"{self.programme_id} {self.state}"

    @property
    def state_words(self) -> str:
        """The state as everywhere: a dispute shows before anything else."""
        return str(_("Disputed")) if self.disputed_at else self.get_state_display()


class RecognitionDecisionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Decisions on programmes are for all; those on a person as that person's participation."""
        general = Q(participation__isnull=True)
        return self.filter(general | Q(participation__in=Participation.objects.visible_to(user)))

    def newest_first(self):
        return self.order_by("-decided_on", "-id")


class RecognitionDecision(models.Model):
    """Whether a programme counts towards training: decided by a body, for everybody or for one fellow. Only grows."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="decisions")
    participation = models.ForeignKey(
        Participation, null=True, blank=True, on_delete=models.CASCADE, related_name="decisions"
    )
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="recognition_decisions")
    counts = models.CharField(max_length=15, choices=Counted.choices)
    months_counted = models.PositiveSmallIntegerField(null=True, blank=True)
    curriculum = models.CharField(max_length=150, blank=True, help_text="specialty or curriculum it holds for")
    reason = models.TextField()
    evidence = models.CharField(max_length=300, help_text="letter, minute or approval that it rests on")
    evidence_link = models.URLField(blank=True)
    decided_on = models.DateField()
    answers_dispute = models.ForeignKey(
        "RecognitionDispute", null=True, blank=True, on_delete=models.CASCADE, related_name="answers"
    )
    recorded_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    recorded_at = models.DateTimeField()

    objects = RecognitionDecisionQuerySet.as_manager()

    class Meta:
        ordering = ["-decided_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(counts="PARTLY") | Q(months_counted__isnull=False), name="recognition_part_says_how_much"
            )
        ]
        indexes = [models.Index(fields=["programme", "organisation"], name="recognition_of_programme")]
        triggers = history_of()

    def __str__(self) -> str:
        return f"{self.programme_id}: {self.counts}"


class RecognitionDispute(models.Model):
    """What a fellow says against a decision about them. Answered by a further decision, never by an edit."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    decision = models.ForeignKey(RecognitionDecision, on_delete=models.CASCADE, related_name="disputes")
    words = models.TextField()
    opened_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-opened_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["decision"], condition=Q(answered_at__isnull=True), name="recognition_dispute_open_once"
            )
        ]
        triggers = history_of()

    def __str__(self) -> str:
        return f"dispute of {self.decision_id}"
