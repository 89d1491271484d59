"""Who offers to mentor, sponsor or be shadowed, and who asked whom."""

import uuid

from django.db import models
from django.db.models import Count, F, Q
from django.utils.translation import gettext_lazy as _

from pathways.choices import MentorTopic
from profiles.models import Clinician, ClinicianState
from talent_register.audit.triggers import history_of


class MentorOfferQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Open offers of registered people, for everybody with a record; nobody sees their own among them."""
        if not user.is_authenticated:
            return self.none()
        found = self.filter(
            is_open=True, clinician__state=ClinicianState.REGISTERED, clinician__restricted_at__isnull=True
        )
        return found.exclude(clinician__user=user)

    def with_room(self, day):
        """Each with the number of people it has on a day; only those that can take one more."""
        now = Q(requests__state=MentorRequest.State.ACCEPTED, requests__ends_on__gt=day)
        taken = Count("requests", filter=now)
        return self.annotate(taken=taken).filter(taken__lt=F("capacity"))


class MentorOffer(models.Model):
    """What a person offers to others. Their name and address stay hidden until both have agreed."""

    class Kind(models.TextChoices):
        MENTOR = "MENTOR", _("Mentor: talk things through")
        SPONSOR = "SPONSOR", _("Sponsor: open doors")
        SHADOW = "SHADOW", _("Shadowing: come along for a day")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    clinician = models.ForeignKey(Clinician, on_delete=models.CASCADE, related_name="mentor_offers")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    capacity = models.PositiveSmallIntegerField()
    topics = models.JSONField(default=list, blank=True)
    about = models.CharField(max_length=500, blank=True)
    is_remote = models.BooleanField(default=True)
    is_open = models.BooleanField(default=True)
    updated_at = models.DateTimeField()

    objects = MentorOfferQuerySet.as_manager()

    class Meta:
        ordering = ["-updated_at"]
        constraints = [
            models.UniqueConstraint(fields=["clinician", "kind"], name="mentor_offer_once_per_kind"),
            models.CheckConstraint(condition=Q(capacity__gte=1, capacity__lte=6), name="mentor_offer_capacity_1_to_6"),
        ]
        triggers = history_of()

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def topic_words(self) -> list[str]:
        return [str(MentorTopic(topic).label) for topic in self.topics if topic in MentorTopic.values]


class MentorRequestQuerySet(models.QuerySet):
    def asked_of(self, user):
        return self.filter(offer__clinician__user=user) if user.is_authenticated else self.none()

    def asked_by(self, user):
        return self.filter(clinician__user=user) if user.is_authenticated else self.none()

    def visible_to(self, user):
        """The two people concerned, and nobody else."""
        return self.asked_of(user) | self.asked_by(user)


class MentorRequest(models.Model):
    """One person asks another, as their first, second or third choice. Accepted, it has an end from the start."""

    class State(models.TextChoices):
        WAITING = "WAITING", _("Waiting for an answer")
        ACCEPTED = "ACCEPTED", _("Agreed")
        DECLINED = "DECLINED", _("Declined")
        WITHDRAWN = "WITHDRAWN", _("Withdrawn")
        ENDED = "ENDED", _("Ended")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    clinician = models.ForeignKey(Clinician, on_delete=models.CASCADE, related_name="mentor_requests")
    offer = models.ForeignKey(MentorOffer, on_delete=models.CASCADE, related_name="requests")
    choice = models.PositiveSmallIntegerField()
    message = models.CharField(max_length=1000)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    answer = models.CharField(max_length=500, blank=True)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)

    objects = MentorRequestQuerySet.as_manager()

    class Meta:
        ordering = ["choice", "asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["clinician", "offer"],
                condition=Q(state__in=["WAITING", "ACCEPTED"]),
                name="mentor_request_open_once",
            ),
            models.UniqueConstraint(
                fields=["clinician", "choice"], condition=Q(state="WAITING"), name="mentor_request_one_per_choice"
            ),
            models.CheckConstraint(condition=Q(choice__gte=1, choice__lte=3), name="mentor_request_choice_1_to_3"),
            models.CheckConstraint(
                condition=~Q(state__in=["ACCEPTED", "ENDED"]) | Q(starts_on__isnull=False, ends_on__gt=F("starts_on")),
                name="mentor_request_has_an_end",
            ),
        ]
        triggers = history_of()

    def __str__(self) -> str:
        return f"{self.offer_id} {self.state}"
