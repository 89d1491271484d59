"""Every word that somebody is called by, for finding names with slips in them."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models

from profiles.rules import LONGEST_KEY


class NameWordQuerySet(models.QuerySet):
    def close_to(self, slips: list[str]) -> models.QuerySet:
        """Words that share a slip: those that may be meant, and some more."""
        return self.filter(slips__overlap=slips)


class NameWord(models.Model):
    """A word of names, with what is left of it after slips. Triggers on people write it; a nightly task tidies.

    A word may stand here twice: a unique key would make one writer of a new name wait for another.
    """

    word = models.CharField(max_length=LONGEST_KEY, db_collation="C", db_index=True)
    slips = ArrayField(models.CharField(max_length=LONGEST_KEY))

    objects = NameWordQuerySet.as_manager()

    class Meta:
        indexes = [
            GinIndex(fields=["slips"], name="name_word_slips"),
            GinIndex(OpClass("word", name="gin_trgm_ops"), name="name_word_parts"),
        ]

    def __str__(self) -> str:
        return self.word
