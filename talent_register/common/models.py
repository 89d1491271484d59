"""Abstract models only: what every table of outside facts carries. No table lives here."""

from django.db import models
from django.db.models import Q

from .wordings import WordsField


class Sourced(models.Model):
    """A fact from outside: where it was read, when it was checked, and whether somebody may call it official."""

    source = WordsField(max_length=300, blank=True)
    checked = WordsField(max_length=100, blank=True, help_text="the day it was checked, or why it was not")
    checked_on = models.DateField(null=True, blank=True)
    checked_by = models.CharField(max_length=200, blank=True)
    is_verified = models.BooleanField(default=False, help_text="unverified facts are shown as not yet checked")

    class Meta:
        abstract = True


class DatedQuerySet(models.QuerySet):
    def in_force_on(self, day):
        """Rows valid on a day."""
        return self.filter(Q(valid_from__isnull=True) | Q(valid_from__lte=day)).filter(
            Q(valid_to__isnull=True) | Q(valid_to__gt=day)
        )


class Dated(models.Model):
    """A fact that is true from a day to a day."""

    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        abstract = True
