"""Why the register holds what it holds: what the privacy notice shows."""

from django.db import models

from talent_register.common.models import Dated, Sourced
from talent_register.common.wordings import LongWordsField, WordsField


class DataPurpose(Sourced, Dated):
    """One purpose for which personal data is used, with its lawful basis, as the notice words it."""

    code = models.SlugField(max_length=40)
    version = models.PositiveSmallIntegerField(default=1)
    name = WordsField(max_length=120)
    basis = WordsField(max_length=200)
    text = LongWordsField(help_text="why, in plain words")
    data = LongWordsField(help_text="which details")
    seen_by = LongWordsField(help_text="who sees them")
    retention = WordsField(max_length=300)
    sort = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["sort"]
        constraints = [models.UniqueConstraint(fields=["code", "version"], name="data_purpose_version_once")]

    def __str__(self) -> str:
        return f"{self.name}"
