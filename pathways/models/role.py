"""Leadership roles. Facts with their source."""

from django.db import models
from django.utils.timezone import localdate

from pathways.choices import Lane, Needs, Stage
from talent_register.common.models import Dated, DatedQuerySet, Sourced
from talent_register.common.wordings import LongWordsField, ManyWordsField, WordsField

from .published import Ended, PublishedQuerySet


class RoleQuerySet(PublishedQuerySet, DatedQuerySet):
    def current(self):
        return self.in_force_on(localdate())

    def open_to(self, family: str):
        """Roles that a family of professions may hold; a role that names no family is open to all."""
        return self.filter(models.Q(families=[]) | models.Q(families__contains=[family]))


class Role(Ended, Sourced, Dated):
    """A leadership role as the field knows it: what it is, where it sits, what people usually bring."""

    code = models.SlugField(max_length=60, unique=True)
    slug = models.SlugField(max_length=60, unique=True)
    title = WordsField(max_length=120)
    other_titles = ManyWordsField(default=list, blank=True)
    purpose = LongWordsField(blank=True)
    stage = models.CharField(max_length=15, choices=Stage.choices)
    lane = models.CharField(max_length=15, choices=Lane.choices)
    tier = models.PositiveSmallIntegerField(help_text="1 learning to lead … 7 chief executive or national")
    tier_name = WordsField(max_length=80)
    setting = WordsField(max_length=80, blank=True)
    is_board_role = models.BooleanField(default=False)
    families = models.JSONField(
        default=list, blank=True, help_text="families of professions that may hold it; empty for all"
    )
    needs_registration = models.CharField(max_length=20, choices=Needs.choices, default=Needs.ASK)
    needs_licence = models.CharField(max_length=20, choices=Needs.choices, default=Needs.ASK)
    pay = WordsField(max_length=120, blank=True)
    sessions = WordsField(max_length=60, blank=True)
    years_qualified = WordsField(max_length=40, blank=True)
    responsibilities = LongWordsField(blank=True)
    experience = LongWordsField(blank=True)
    notes = LongWordsField(blank=True)
    source_covers = WordsField(max_length=200, blank=True, help_text="which of these facts the source says")

    objects = RoleQuerySet.as_manager()

    class Meta:
        ordering = ["tier", "title"]

    def __str__(self) -> str:
        return f"{self.title}"
