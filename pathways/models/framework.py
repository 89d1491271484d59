"""What good leadership looks like, as others and the register word it. Versions are kept: old answers need theirs."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from talent_register.common.models import Dated, DatedQuerySet, Sourced
from talent_register.common.wordings import ManyWordsField, WordsField

from .published import Ended, Ending, PublishedQuerySet


class FrameworkQuerySet(PublishedQuerySet, DatedQuerySet):
    def for_self_assessment(self, day):
        """Those in force that people may look at themselves by: with levels, and with something to answer."""
        return self.in_force_on(day).filter(is_for_self_assessment=True, status=Framework.Status.CURRENT)


class Framework(Ended, Sourced, Dated):
    """One version of a framework. Titles and our own short words; the publisher's text stays with the publisher."""

    class Status(models.TextChoices):
        ANNOUNCED = "ANNOUNCED", _("Announced, not published yet")
        CURRENT = "CURRENT", _("In use")
        SUPERSEDED = "SUPERSEDED", _("Replaced by a newer one")

    class Permission(models.TextChoices):
        OPEN = "OPEN", _("May be quoted")
        OWN_WORDS = "OWN_WORDS", _("Titles, and our own short words")
        TITLES = "TITLES", _("Titles only")
        ASK = "ASK", _("Not asked yet")

    code = models.SlugField(max_length=30)
    version = models.SlugField(max_length=20)
    name = WordsField(max_length=120)
    publisher = WordsField(max_length=120)
    status = models.CharField(max_length=12, choices=Status.choices)
    audience = WordsField(max_length=200, blank=True)
    permission = models.CharField(max_length=10, choices=Permission.choices, default=Permission.ASK)
    permission_note = WordsField(max_length=300, blank=True)
    url = models.URLField(blank=True)
    is_for_self_assessment = models.BooleanField(default=False)

    objects = FrameworkQuerySet.as_manager()

    class Meta:
        ordering = ["name", "version"]
        constraints = [models.UniqueConstraint(fields=["code", "version"], name="framework_version_once")]

    def __str__(self) -> str:
        return f"{self.name} ({self.version})"


class Competency(Sourced):
    """One part of a framework. `wordings` says what each level looks like here: level code → "You …"."""

    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="competencies")
    code = models.SlugField(max_length=40)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="parts")
    kind = models.CharField(max_length=30)
    title = WordsField(max_length=150)
    summary = WordsField(max_length=300, blank=True)
    position = models.PositiveSmallIntegerField()
    wordings = ManyWordsField(default=dict, blank=True)

    objects = PublishedQuerySet.as_manager()

    class Meta:
        ordering = ["framework", "position"]
        verbose_name_plural = "competencies"
        constraints = [models.UniqueConstraint(fields=["framework", "code"], name="competency_once")]

    def __str__(self) -> str:
        return self.title


class Level(Sourced):
    """One step of a framework's scale. Rank 0 is no step at all: "no chance to show this" says nothing is known."""

    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="levels")
    code = models.SlugField(max_length=40)
    name = WordsField(max_length=80)
    rank = models.PositiveSmallIntegerField()
    description = WordsField(max_length=200, blank=True)

    objects = PublishedQuerySet.as_manager()

    class Meta:
        ordering = ["framework", "rank"]
        constraints = [models.UniqueConstraint(fields=["framework", "code"], name="level_once")]

    def __str__(self) -> str:
        return f"{self.name}"


class Crosswalk(Sourced, Ending):
    """Two competencies that speak of much the same. `is_official` only when both publishers say so."""

    from_competency = models.ForeignKey(Competency, on_delete=models.CASCADE, related_name="related_to")
    to_competency = models.ForeignKey(Competency, on_delete=models.CASCADE, related_name="related_from")
    strength = models.CharField(max_length=20)
    basis = WordsField(max_length=200)
    is_official = models.BooleanField(default=False)

    objects = PublishedQuerySet.as_manager()

    class Meta:
        ordering = ["from_competency", "to_competency"]
        constraints = [models.UniqueConstraint(fields=["from_competency", "to_competency"], name="crosswalk_once")]

    def __str__(self) -> str:
        return f"{self.from_competency} and {self.to_competency}"
