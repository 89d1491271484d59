"""Titles that several jobs share: nobody can know which is meant before it is asked."""

from django.db import models

from talent_register.common.models import Sourced
from talent_register.common.wordings import ManyWordsField, WordsField

from .published import Ending, PublishedQuerySet


class SharedTitle(Sourced, Ending):
    """What several jobs are called, and which they are. Whoever types it is asked which they mean."""

    slug = models.SlugField(max_length=60, unique=True)
    title = WordsField(max_length=120)
    other_titles = ManyWordsField(default=list, blank=True, help_text="other ways to write it")
    roles = models.JSONField(default=list, help_text="codes of the roles that may be meant, in order")
    family = models.CharField(
        max_length=40, blank=True, help_text="family of professions whose page shows how the roles relate"
    )

    objects = PublishedQuerySet.as_manager()

    class Meta:
        ordering = ["title"]

    def __str__(self) -> str:
        return f"{self.title}"

    @property
    def names(self) -> list[str]:
        """Every way to write it, as it is stored."""
        return [self.title, *self.other_titles]
