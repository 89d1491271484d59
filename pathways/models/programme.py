"""Courses, schemes and fellowships."""

from django.db import models

from talent_register.common.models import Sourced

from .published import PublishedQuerySet


class Programme(Sourced):
    """A course, scheme or fellowship that helps people on their way."""

    code = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=150)
    provider = models.CharField(max_length=150, blank=True)
    career_stage = models.CharField(max_length=100, blank=True)
    months = models.PositiveSmallIntegerField(null=True, blank=True)
    commitment = models.CharField(max_length=100, blank=True)
    cost = models.CharField(max_length=100, blank=True)
    award = models.CharField(max_length=100, blank=True)
    status = models.CharField(max_length=150, blank=True)

    objects = PublishedQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
