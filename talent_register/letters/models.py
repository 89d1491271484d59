"""The outbox: every letter exists as a committed row before anything tries to deliver it."""

import uuid
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Case, Count, IntegerField, Q, Value, When
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _

from .choices import Purpose, State
from .rules import BOUNCES_ALLOWED


class LetterQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "LetterQuerySet":
        """Every letter: who may read the list at all is decided by its permission, and bodies are never shown."""
        return self if user.is_authenticated else self.none()

    def by_reference(self, reference: str) -> "Letter | None":
        """The letter with this reference; None when there is none, or the text is no reference."""
        try:
            return self.filter(reference=uuid.UUID(reference)).first()
        except ValueError:
            return None

    def waiting(self, at: datetime) -> "LetterQuerySet":
        """Letters that may leave now."""
        return self.overdue(at).filter(Q(next_try_at__isnull=True) | Q(next_try_at__lte=at))

    def overdue(self, at: datetime) -> "LetterQuerySet":
        """Letters that should have left, whether or not they are being tried just now."""
        return self.filter(state=State.PENDING, not_before__lte=at)

    def count_by_state(self) -> dict[str, int]:
        """How many letters are in each state."""
        return dict(self.order_by().values_list("state").annotate(Count("id")))

    def urgent_first(self) -> "LetterQuerySet":
        """A password reset does not stand behind 20,000 invitations."""
        urgency = Case(When(purpose=Purpose.SECURITY, then=Value(0)), default=Value(1), output_field=IntegerField())
        return self.order_by(urgency, "not_before", "id")

    def untouched_since(self, at: datetime) -> "LetterQuerySet":
        """Claimed by a sender that then never came to them: certainly not sent."""
        return self.filter(state=State.SENDING, handed_at__isnull=True, claimed_at__lt=at)

    def unanswered_since(self, at: datetime) -> "LetterQuerySet":
        """Handed to the provider, and the sender never wrote down what came of it."""
        return self.filter(state=State.SENDING, handed_at__lt=at)

    def asked_for(self) -> "LetterQuerySet":
        """Those that are counted and held: all but letters about an account and its security."""
        return self.exclude(purpose=Purpose.SECURITY)

    def to_address(self, email: str) -> "LetterQuerySet":
        return self.filter(to_email__iexact=email)

    def left_since(self, at: datetime) -> "LetterQuerySet":
        """Those that left, or may have."""
        gone = [State.SENT, State.SENDING, State.IN_DOUBT]
        return self.filter(handed_at__gte=at, state__in=gone)

    def due_to_people(self, person_refs: list[str]) -> "LetterQuerySet":
        return self.filter(person_ref__in=person_refs, state=State.PENDING)


class Letter(models.Model):
    """One letter to one address. `key` makes it exist once; `reference` finds it again at the provider."""

    key = models.CharField(max_length=200, unique=True, help_text="the fact it comes from, so it is written once")
    reference = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=60, help_text="app/noun, the template's name")
    purpose = models.CharField(_("purpose"), max_length=20, choices=Purpose.choices)
    to_email = models.EmailField()
    to_name = models.CharField(max_length=200, blank=True)
    person_ref = models.CharField(max_length=20, blank=True, db_index=True)
    language = models.CharField(max_length=10, default="en-gb")
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField()
    related = models.CharField(max_length=80, blank=True, db_index=True, help_text="reference of what caused it")
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.PENDING)
    not_before = models.DateTimeField(help_text="when its writer wants it to leave")
    next_try_at = models.DateTimeField(null=True, blank=True, help_text="later than that, when the provider put it off")
    created_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True, blank=True, help_text="when a sender took it")
    handed_at = models.DateTimeField(null=True, blank=True, help_text="when that sender began to hand it over")
    finished_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    doubts = models.PositiveSmallIntegerField(default=0, help_text="how often nobody could say whether it had left")
    outcome = models.CharField(max_length=300, blank=True, help_text="what the provider said, or why it was cancelled")
    carrier = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="carried",
        help_text="it left with this one",
    )

    objects = LetterQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["not_before"], condition=Q(state="PENDING"), name="letter_waiting"),
            models.Index(fields=["claimed_at"], condition=Q(state="SENDING"), name="letter_claimed"),
            models.Index(fields=["state", "-id"], name="letter_by_state"),
            models.Index(Upper("to_email"), "handed_at", name="letter_by_address"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=["SENT", "FAILED", "CANCELLED"]) | Q(finished_at__isnull=False),
                name="letter_finished_has_time",
            ),
            models.CheckConstraint(
                condition=Q(state="CARRIED") | Q(carrier__isnull=True), name="letter_carried_by_another"
            ),
            models.CheckConstraint(
                condition=~Q(state="SENDING") | Q(claimed_at__isnull=False), name="letter_sending_has_claim"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.reference}"


class OptOutQuerySet(models.QuerySet):
    def in_force_at(self, email: str) -> "OptOutQuerySet":
        """What is stopped at an address."""
        return self.filter(email=email.lower(), lifted_at__isnull=True)

    def in_force_for(self, letter: Letter) -> "OptOutQuerySet":
        """What stops this letter. Letters of the purpose SECURITY always go: a constraint keeps them out of here."""
        return self.in_force_at(letter.to_email).filter(purpose=letter.purpose)


class OptOut(models.Model):
    """An address of nobody we know that wants no more letters of one purpose. Lifted when its owner changes their mind.

    What a person on the register wants is kept with the person: see `wishes`.
    """

    email = models.EmailField(help_text="lower case")
    purpose = models.CharField(max_length=20, choices=Purpose.choices)
    at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True, blank=True)

    objects = OptOutQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["email", "purpose"], condition=Q(lifted_at__isnull=True), name="opt_out_open_once"
            ),
            models.CheckConstraint(condition=~Q(purpose="SECURITY"), name="opt_out_never_of_security"),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.pk}"


class TroubleQuerySet(models.QuerySet):
    def in_force(self) -> "TroubleQuerySet":
        """Addresses that do not work, as far as we know."""
        return self.filter(mended_at__isnull=True, times__gt=BOUNCES_ALLOWED)

    def in_force_for(self, *emails: str) -> "TroubleQuerySet":
        """Addresses among these that do not work, as far as we know."""
        return self.in_force().filter(email__in={email.lower() for email in emails if email})


class Trouble(models.Model):
    """An address from which letters came back. After the second, only letters about security are tried."""

    email = models.EmailField(unique=True, help_text="lower case")
    times = models.PositiveSmallIntegerField(default=0, help_text="letters that came back since one last arrived")
    last_at = models.DateTimeField()
    words = models.CharField(max_length=300, blank=True, help_text="what the provider said of the last")
    mended_at = models.DateTimeField(null=True, blank=True, help_text="when its owner said that it works again")

    objects = TroubleQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.pk}: {self.times}"
