"""Courses, schemes and fellowships."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from pathways.choices import Counted
from talent_register.common.models import Sourced
from talent_register.common.wordings import WordsField

from .published import Ending, PublishedQuerySet


class ProgrammeQuerySet(PublishedQuerySet):
    def open_to(self, family: str):
        """Programmes for a family of professions; one that names no family is for all."""
        return self.filter(models.Q(families=[]) | models.Q(families__contains=[family]))


class Programme(Sourced, Ending):
    """A course, scheme or fellowship that helps people on their way."""

    class Kind(models.TextChoices):
        COURSE = "COURSE", _("Course")
        FELLOWSHIP_SCHEME = "FELLOWSHIP_SCHEME", _("Fellowship scheme")
        FELLOWSHIP_AWARD = "FELLOWSHIP_AWARD", _("Fellowship award")
        TALENT_POOL = "TALENT_POOL", _("Talent pool")

    code = models.SlugField(max_length=60, unique=True)
    name = WordsField(max_length=150)
    kind = models.CharField(max_length=20, choices=Kind.choices, default=Kind.COURSE)
    provider = WordsField(max_length=150, blank=True)
    families = models.JSONField(default=list, blank=True, help_text="families of professions; empty for all")
    profession_scope = WordsField(max_length=150, blank=True)
    career_stage = WordsField(max_length=100, blank=True)
    tier = models.PositiveSmallIntegerField(null=True, blank=True, help_text="1 learning to lead … 7 chief executive")
    months = models.PositiveSmallIntegerField(null=True, blank=True)
    commitment = WordsField(max_length=100, blank=True)
    cost = WordsField(max_length=100, blank=True)
    counts = models.CharField(max_length=15, choices=Counted.choices, default=Counted.NOT_KNOWN)
    out_of_programme = models.CharField(max_length=10, blank=True, help_text="code of the kind of time out, if any")
    award = WordsField(max_length=100, blank=True)
    status = WordsField(max_length=150, blank=True)
    opens = WordsField(max_length=60, blank=True)
    link = models.URLField(blank=True)
    source_covers = WordsField(max_length=200, blank=True, help_text="which of these facts the source says")

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
