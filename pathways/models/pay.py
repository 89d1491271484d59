"""What posts pay, point by point, and how sure we are of each figure."""

from django.db import models
from django.db.models import Q

from pathways.choices import PayBasis
from talent_register.common.models import Sourced
from talent_register.common.wordings import WordsField

from .published import Ending, PublishedQuerySet


class PayPoint(Sourced, Ending):
    """One point of one pay scheme from a day on: full-time, a year, before anything is added."""

    scheme = models.SlugField(max_length=40)
    point = models.CharField(max_length=30)
    name = WordsField(max_length=120)
    from_date = models.DateField(null=True, blank=True)
    amount = models.PositiveIntegerField(null=True, blank=True, help_text="pounds a year")
    reached = WordsField(max_length=80, blank=True)
    nation = models.CharField(max_length=20)
    covers = WordsField(max_length=80, blank=True)
    basis = models.CharField(max_length=10, choices=PayBasis.choices)
    how = WordsField(max_length=250, blank=True)

    objects = PublishedQuerySet.as_manager()

    class Meta:
        ordering = ["scheme", "from_date", "amount", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "point", "from_date", "nation"], nulls_distinct=False, name="pay_point_once"
            ),
            models.CheckConstraint(
                condition=Q(is_verified=False) | Q(basis="PUBLISHED"), name="pay_point_verified_only_if_published"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}"


class PayAward(Sourced, Ending):
    """By how much a group's pay rose in a year."""

    year = models.CharField(max_length=7)
    group = WordsField(max_length=80)
    award = WordsField(max_length=80)

    objects = PublishedQuerySet.as_manager()

    class Meta:
        ordering = ["year", "group"]
        constraints = [models.UniqueConstraint(fields=["year", "group"], name="pay_award_once")]

    def __str__(self) -> str:
        return f"{self.group} {self.year}"
