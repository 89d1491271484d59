"""What regulators ask for, and what people told us about their own licence."""

import uuid
from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from pathways.choices import Counted, Counts, Facet, Follows, Measure, Outcome, Stance, Window
from profiles.models import Clinician, Profession, Registration, Regulator
from talent_register.audit.triggers import history_of
from talent_register.common.models import Dated, DatedQuerySet, Sourced
from talent_register.common.wordings import LongWordsField, WordsField

from .published import Ended, Ending, PublishedQuerySet


class LicenceRuleQuerySet(PublishedQuerySet, DatedQuerySet):
    def in_force_on(self, day):
        """The version of each rule that holds on a day: the newest of those valid then, whatever it was before."""
        valid = DatedQuerySet(self.model, using=self.db).in_force_on(day)
        return self.filter(pk__in=valid.order_by("code", "-version").distinct("code").values("pk"))

    def of(self, regulator: Regulator, profession: str, day):
        """The rules of a regulator for a profession on a day."""
        found = self.filter(regulator=regulator).in_force_on(day)
        return found.filter(Q(professions=[]) | Q(professions__contains=[profession]))


class LicenceRule(Ended, Sourced, Dated):
    """One thing that a regulator asks for. A changed rule is a new version; the old one keeps its dates."""

    code = models.SlugField(max_length=40)
    version = models.PositiveSmallIntegerField(default=1)
    regulator = models.ForeignKey(Regulator, on_delete=models.PROTECT, related_name="licence_rules")
    applies_to = WordsField(max_length=150)
    professions = models.JSONField(default=list, blank=True, help_text="codes of professions; empty for all")
    title = WordsField(max_length=150)
    measure = models.CharField(max_length=15, choices=Measure.choices)
    facets = models.JSONField(default=list, blank=True, help_text="what evidence must be to count")
    quantity = models.PositiveSmallIntegerField(null=True, blank=True)
    unit = WordsField(max_length=30, blank=True)
    period_months = models.PositiveSmallIntegerField(null=True, blank=True)
    window = models.CharField(max_length=10, choices=Window.choices)
    within_months = models.PositiveSmallIntegerField(null=True, blank=True)
    away_from_months = models.PositiveSmallIntegerField(null=True, blank=True)
    away_to_months = models.PositiveSmallIntegerField(null=True, blank=True)
    lead_months = models.PositiveSmallIntegerField(null=True, blank=True)
    window_words = WordsField(max_length=300, blank=True)
    counts_in_management = models.CharField(max_length=10, choices=Counts.choices, blank=True)
    how_leaders_meet_it = LongWordsField(blank=True)
    management_note = WordsField(max_length=200, blank=True, help_text="how that was learned, if second-hand")
    evidence_to_hold = WordsField(max_length=300, blank=True)
    if_missed = WordsField(max_length=200, blank=True)
    source_covers = WordsField(max_length=200, blank=True)

    objects = LicenceRuleQuerySet.as_manager()

    class Meta:
        ordering = ["regulator", "id"]
        constraints = [models.UniqueConstraint(fields=["code", "version"], name="licence_rule_version_once")]

    def __str__(self) -> str:
        return f"{self.title}"


class RenewalWindow(Sourced, Ending):
    """A window that a regulator opens and closes on days of the year, for some of its professions."""

    code = models.SlugField(max_length=40, unique=True)
    regulator = models.ForeignKey(Regulator, on_delete=models.PROTECT, related_name="renewal_windows")
    name = WordsField(max_length=100)
    number_prefix = models.CharField(max_length=4, blank=True)
    professions = models.JSONField(default=list, blank=True)
    opens = models.CharField(max_length=5, blank=True, help_text="month-day, as 02-01")
    closes = models.CharField(max_length=5, help_text="month-day, as 04-30")
    closing_years = models.CharField(max_length=5, default="every", help_text="every, even or odd")

    objects = PublishedQuerySet.as_manager()

    class Meta:
        ordering = ["regulator", "name"]

    def __str__(self) -> str:
        return f"{self.name}"

    @property
    def closes_words(self) -> str:
        """30 April, or 30 April in even years."""
        month, day = map(int, self.closes.split("-"))
        words = date_format(date(2000, month, day), "j F")
        years = {"even": _("%(day)s in even years"), "odd": _("%(day)s in odd years")}.get(self.closing_years)
        return years % {"day": words} if years else words


class GuidanceNote(Sourced, Ending):
    """What a regulator's guidance says to clinicians who lead, in our words."""

    code = models.SlugField(max_length=40, unique=True)
    regulator = models.ForeignKey(Regulator, null=True, blank=True, on_delete=models.PROTECT, related_name="guidance")
    body = WordsField(max_length=120, blank=True, help_text="when it is no regulator of a profession")
    question = WordsField(max_length=200)
    summary = LongWordsField()
    stance = models.CharField(max_length=10, choices=Stance.choices)
    url = models.URLField(blank=True)
    source_covers = WordsField(max_length=200, blank=True)

    objects = PublishedQuerySet.as_manager()

    class Meta:
        ordering = ["regulator", "code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(regulator__isnull=False) | ~Q(body=""), name="guidance_note_names_its_body"
            )
        ]

    def __str__(self) -> str:
        return f"{self.question}"


class ConsequenceQuerySet(PublishedQuerySet):
    def of(self, outcome: Outcome, regulator: Regulator | None):
        """What holds for a regulator, or for all that are like it, and where somebody stands."""
        found = self.filter(Q(outcome="") | Q(outcome=outcome)).filter(Q(regulator=None) | Q(regulator=regulator))
        is_apart = bool(regulator and regulator.separates_licence)
        return found.exclude(licence_apart=not is_apart)


class LicenceConsequence(Sourced, Ending):
    """One thing that follows for a registration from where somebody stands. Never what they are to do."""

    code = models.SlugField(max_length=40, unique=True)
    follows = models.CharField(max_length=10, choices=Follows.choices)
    outcome = models.CharField(max_length=15, choices=Outcome.choices, blank=True, help_text="empty for every answer")
    regulator = models.ForeignKey(
        Regulator, null=True, blank=True, on_delete=models.PROTECT, related_name="licence_consequences"
    )
    licence_apart = models.BooleanField(
        null=True,
        blank=True,
        help_text="only where registration and licence are two things, or only where they are one",
    )
    sort = models.PositiveSmallIntegerField(default=0)
    says = WordsField(max_length=300)
    url = models.URLField(blank=True)

    objects = ConsequenceQuerySet.as_manager()

    class Meta:
        ordering = ["follows", "sort", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(follows="ANSWER") | ~Q(outcome=""), name="licence_consequence_answers_something"
            )
        ]

    def __str__(self) -> str:
        return f"{self.says}"


class OutOfProgrammeKind(Sourced, Ending):
    """A kind of time out of a training programme, and whether it counts."""

    code = models.SlugField(max_length=10, unique=True)
    name = WordsField(max_length=80)
    counts = models.CharField(max_length=15, choices=Counted.choices)
    counts_words = WordsField(max_length=100, blank=True)
    approval_words = WordsField(max_length=150, blank=True)
    longest_months = models.PositiveSmallIntegerField(null=True, blank=True)
    keeps_number = WordsField(max_length=60, blank=True)
    typical_use = WordsField(max_length=200, blank=True)
    review_outcomes = models.JSONField(default=list, blank=True)

    objects = PublishedQuerySet.as_manager()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.name}"


class TrainingOutcome(Sourced, Ending):
    """An outcome of the yearly review of training, as a word to understand. Nobody's own outcome is ever stored."""

    code = models.CharField(max_length=10, unique=True)
    name = WordsField(max_length=120)
    short_label = WordsField(max_length=40, blank=True)
    satisfactory = models.CharField(max_length=10, blank=True)
    effect = WordsField(max_length=120, blank=True)
    is_legacy = models.BooleanField(default=False)
    source_covers = WordsField(max_length=200, blank=True)

    objects = PublishedQuerySet.as_manager()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.name}"


class PracticeSetting(Sourced, Ending):
    """A work setting or a scope of practice, in the words of a regulator's own log of hours."""

    class Kind(models.TextChoices):
        SETTING = "nmc_work_setting", _("Where you worked")
        SCOPE = "nmc_scope_of_practice", _("What kind of work")

    code = models.SlugField(max_length=60)
    kind = models.CharField(max_length=25, choices=Kind.choices)
    name = WordsField(max_length=80)
    sort = models.PositiveSmallIntegerField(default=0)

    objects = PublishedQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "sort"]
        constraints = [models.UniqueConstraint(fields=["kind", "code"], name="practice_setting_once")]

    def __str__(self) -> str:
        return f"{self.name}"


class OwnQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A person's own, and nobody else's."""
        return self.filter(clinician__user=user) if user.is_authenticated else self.none()


class OwnProgressQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A person's own, and nobody else's."""
        return self.filter(registration__clinician__user=user) if user.is_authenticated else self.none()


class LicenceProgress(models.Model):
    """What a person told us about one registration: the last renewal, and any day the regulator gave them."""

    class Keeping(models.TextChoices):
        KEEP = "KEEP", _("I am keeping it up")
        THINKING = "THINKING", _("I am thinking about it")
        WITHOUT = "WITHOUT", _("I am registered without a licence")
        NOT_REGISTERED = "NOT_REGISTERED", _("I am no longer registered")

    registration = models.OneToOneField(Registration, on_delete=models.CASCADE, related_name="licence_progress")
    profession = models.ForeignKey(
        Profession,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="as which somebody is on this register, where it holds several and the number does not say",
    )
    renewed_on = models.DateField(null=True, blank=True)
    told_due_on = models.DateField(null=True, blank=True, help_text="the day the regulator gave the person")
    parts = models.JSONField(default=list, blank=True, help_text="two things renewed at once: nurse and midwife")
    last_practised_on = models.DateField(null=True, blank=True)
    keeping = models.CharField(max_length=15, choices=Keeping.choices, blank=True)
    updated_at = models.DateTimeField()

    objects = OwnProgressQuerySet.as_manager()

    class Meta:
        ordering = ["registration"]
        constraints = [
            models.CheckConstraint(
                condition=Q(renewed_on__isnull=True) | Q(told_due_on__isnull=True) | Q(told_due_on__gt=F("renewed_on")),
                name="licence_progress_due_after_renewal",
            )
        ]
        triggers = history_of()

    def __str__(self) -> str:
        return f"progress of {self.registration_id}"


class LicenceEvidence(models.Model):
    """One thing somebody did. It may serve several rules of several regulators at once."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    clinician = models.ForeignKey(Clinician, on_delete=models.CASCADE, related_name="licence_evidence")
    on = models.DateField()
    title = models.CharField(max_length=150)
    facets = models.JSONField(default=list, blank=True)
    practice_hours = models.DecimalField(max_digits=6, decimal_places=1, default=0)
    cpd_hours = models.DecimalField(max_digits=5, decimal_places=1, default=0)
    points = models.DecimalField(max_digits=4, decimal_places=1, default=0)
    part = models.CharField(max_length=20, blank=True)
    setting = models.CharField(max_length=60, blank=True)
    scope = models.CharField(max_length=60, blank=True)
    notes = models.TextField(blank=True)
    created_at = models.DateTimeField()

    objects = OwnQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "-id"]
        indexes = [models.Index(fields=["clinician", "on"], name="licence_evidence_when")]
        constraints = [
            models.CheckConstraint(
                condition=Q(practice_hours__gte=0, cpd_hours__gte=0, points__gte=0),
                name="licence_evidence_not_negative",
            )
        ]
        triggers = history_of()

    def __str__(self) -> str:
        return self.title

    @property
    def facet_words(self) -> list[str]:
        return [str(Facet(facet).label) for facet in self.facets if facet in Facet.values]
