"""What the filters of the people list count by: one bit a person, kept in blocks, and whoever changed since."""

from typing import Any

from django.db import models

BLOCK = 8192


class Bits(models.Field):
    """So many bits, one for each person of a block. PostgreSQL alone reads and writes them."""

    def db_type(self, connection: Any) -> str:
        return f"bit({BLOCK})"


class FacetBits(models.Model):
    """Of the people whose keys fall into a block: a bit for each who has the value of a filter.

    The bit of a person is their key modulo BLOCK, and the block is the key divided by it. Who may be seen by which
    audience is kept in the same way.
    """

    block = models.IntegerField()
    facet = models.CharField(max_length=30)
    value = models.CharField(max_length=60, blank=True)
    bits = Bits()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["block", "facet", "value"], name="facet_bits_once")]

    def __str__(self) -> str:
        return f"{self.facet}={self.value} {self.block}"


class FacetChange(models.Model):
    """Somebody whose bits may be wrong. Triggers write it with the change; until their block is made anew nobody reads
    their bits.

    No foreign key: it stands for people who are gone, too.
    """

    person = models.BigIntegerField()

    def __str__(self) -> str:
        return str(self.person)


class FacetRun(models.Model):
    """The day for which the bits hold, in the only row; no day when they must not be used."""

    day = models.DateField(null=True)

    def __str__(self) -> str:
        return str(self.day)
