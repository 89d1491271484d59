"""Slates of people for a post, and writing to them without giving their address away."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pathways.models import Role
from profiles.models import Clinician, RecordMerge
from talent_register.accounts import access
from talent_register.accounts.models import User
from talent_register.audit.triggers import history_of
from talent_register.common.permissions import Permission
from talent_register.organisations.models import Organisation, Region


class SlateQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Slates of the user's own organisations; national teams see all."""
        if access.reaches_nation(user, Permission.SLATE_EDIT):
            return self
        return self.filter(owner__in=access.organisations_where(user, Permission.SLATE_EDIT))

    def open(self):
        return self.filter(closed_at__isnull=True)


class Slate(models.Model):
    """People who could take a post, put together by open reasons and never ranked."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=100)
    role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="+")
    region = models.ForeignKey(Region, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    about = models.TextField(help_text="what the post is, as the people on the slate will read it")
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="slates")
    created_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = SlateQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.name


class SlateEntryQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Places on slates the user may see, of people the user may see today."""
        return self.filter(
            slate__in=Slate.objects.visible_to(user),
            clinician__in=Clinician.objects.visible_to(user, Permission.SLATE_EDIT),
        )


class SlateEntry(models.Model):
    """One person on a slate, with the reasons for which they matched that day."""

    slate = models.ForeignKey(Slate, on_delete=models.CASCADE, related_name="entries")
    clinician = models.ForeignKey(Clinician, on_delete=models.CASCADE, related_name="slate_places")
    reasons = models.JSONField(default=list, help_text="why the person matched, as codes with their words")
    note = models.CharField(max_length=500, blank=True, help_text="why they were added, as the person reads it too")
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")

    objects = SlateEntryQuerySet.as_manager()

    class Meta:
        ordering = ["slate", "id"]
        constraints = [models.UniqueConstraint(fields=["slate", "clinician"], name="slate_entry_once")]
        triggers = history_of()

    def __str__(self) -> str:
        return f"{self.slate_id} {self.clinician_id}"


class ContactRequestQuerySet(models.QuerySet):
    def own(self, user):
        """What was written to the user, newest first."""
        return self.filter(entry__clinician__user=user)

    def in_place_of(self, uuid, user):
        """The user's question in force on the slate of one that a merge of their records has put aside."""
        merged = RecordMerge.objects.in_force().filter(kept__user=user)
        aside = Slate.objects.filter(entries__request__uuid=uuid, entries__clinician__merged_into__in=merged)
        return self.own(user).filter(entry__slate__in=aside).first()

    def visible_to(self, user):
        """A person's own, and those of slates whose people the user may see."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(Q(entry__clinician__user=user) | Q(entry__in=SlateEntry.objects.visible_to(user)))


class ContactRequest(models.Model):
    """A question through the relay: would you talk about this post? Nobody's address is shown before a yes."""

    class State(models.TextChoices):
        WAITING = "WAITING", _("Waiting for an answer")
        ACCEPTED = "ACCEPTED", _("Would like to talk")
        DECLINED = "DECLINED", _("Not this time")
        PAUSED = "PAUSED", _("Not now")

    class Reason(models.TextChoices):
        TIMING = "TIMING", _("The time is not right")
        PLACE = "PLACE", _("The place does not suit me")
        PATTERN = "PATTERN", _("The hours or pattern do not suit me")
        ROLE = "ROLE", _("It is not the role I want")
        NOT_READY = "NOT_READY", _("I am not ready for it yet")
        OTHER = "OTHER", _("Another reason, or I would rather not say")

    class Outcome(models.TextChoices):
        TALKING = "TALKING", _("In conversation")
        APPLIED = "APPLIED", _("Applied")
        SHORTLISTED = "SHORTLISTED", _("Shortlisted")
        APPOINTED = "APPOINTED", _("Appointed")
        NOT_APPOINTED = "NOT_APPOINTED", _("Not appointed")
        WITHDREW = "WITHDREW", _("Withdrew")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    entry = models.OneToOneField(SlateEntry, on_delete=models.CASCADE, related_name="request")
    message = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=10, choices=Reason.choices, blank=True)
    paused_until = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=15, choices=Outcome.choices, blank=True)
    outcome_at = models.DateTimeField(null=True, blank=True)

    objects = ContactRequestQuerySet.as_manager()

    class Meta:
        ordering = ["-sent_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="WAITING", answered_at__isnull=True)
                | (~Q(state="WAITING") & Q(answered_at__isnull=False)),
                name="contact_request_answered_has_time",
            ),
            models.CheckConstraint(
                condition=Q(state="PAUSED", paused_until__isnull=False)
                | (~Q(state="PAUSED") & Q(paused_until__isnull=True)),
                name="contact_request_paused_has_day",
            ),
            models.CheckConstraint(
                condition=Q(outcome="", outcome_at__isnull=True)
                | (Q(state="ACCEPTED", outcome_at__isnull=False) & ~Q(outcome="")),
                name="contact_request_outcome_after_yes",
            ),
        ]
        triggers = history_of()

    def __str__(self) -> str:
        return str(self.uuid)
