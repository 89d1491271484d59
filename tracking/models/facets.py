"""What the filters of the people list count by: one bit a person, kept in blocks, and whoever changed since."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models

BLOCK = 65_536


class Bits(models.Field):
    """What the column of bits was at first: the migration that made it names this."""

    def db_type(self, connection: Any) -> str:
        return "bit(8192)"


class FacetBits(models.Model):
    """Of the people whose keys fall into a block: a bit for each who has the value of a filter.

    The bit of a person is their key modulo BLOCK, and the block is the key divided by it. The first bit is the highest
    of the first byte. Who may be seen by which audience, and for what, is kept in the same way.
    """

    block = models.IntegerField()
    facet = models.CharField(max_length=30)
    value = models.CharField(max_length=100, blank=True)
    bits = models.BinaryField()
    made_at = models.DateTimeField(db_index=True, help_text="as in FacetRun.made")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["block", "facet", "value"], name="facet_bits_once")]

    def __str__(self) -> str:
        return f"{self.facet}={self.value} {self.block}"


class FacetChange(models.Model):
    """Somebody whose bits may be wrong. Triggers write it with the change; until their bits are made anew nobody reads
    them.

    No foreign key: it stands for people who are gone, too.
    """

    person = models.BigIntegerField()

    def __str__(self) -> str:
        return str(self.person)


class FacetRun(models.Model):
    """The day for which the bits hold, in the only row; no day when they must not be used.

    `made` says when bits were made, beginning with the moment when all were. Whoever holds the bits of one of these
    moments lacks only what was made later; whoever holds those of another moment holds nothing of use.
    """

    day = models.DateField(null=True)
    made = ArrayField(models.DateTimeField(), default=list, db_default=[])

    def __str__(self) -> str:
        return str(self.day)
