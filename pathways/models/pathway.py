"""Pathways through roles, and the routes that they imply."""

from django.db import models
from django.utils.timezone import localdate

from pathways.choices import Commonness
from talent_register.common.models import Sourced
from talent_register.common.wordings import ManyWordsField, WordsField

from .published import Ending, PublishedQuerySet, lasts
from .role import Role


class Pathway(Sourced, Ending):
    """A way through roles that people of a profession take. An example, never a ladder."""

    code = models.SlugField(max_length=60, unique=True)
    name = WordsField(max_length=120)
    family = models.CharField(max_length=40, db_index=True, help_text="family of professions it speaks to")

    objects = PublishedQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return f"{self.name}"


class PathwayStepQuerySet(PublishedQuerySet):
    def current(self):
        """Steps of pathways that have not ended, to roles that have not."""
        day = localdate()
        return self.filter(lasts(day), lasts(day, "pathway__"), lasts(day, "role__"))


class PathwayStep(Sourced, Ending):
    pathway = models.ForeignKey(Pathway, on_delete=models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField()
    role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="steps")
    usual_years = models.CharField(max_length=20, blank=True)
    entry_condition = WordsField(max_length=200, blank=True)
    programmes = models.JSONField(default=list, blank=True, help_text="programme codes that help here")
    is_optional = models.BooleanField(default=False)
    reached = models.CharField(max_length=10, choices=Commonness.choices, default=Commonness.COMMON)
    alternatives = models.JSONField(default=list, blank=True, help_text="codes of roles that people hold instead")
    other_ways = ManyWordsField(
        default=list, blank=True, help_text="titles that people hold instead, without a page here"
    )

    objects = PathwayStepQuerySet.as_manager()

    class Meta:
        ordering = ["pathway", "position"]
        constraints = [models.UniqueConstraint(fields=["pathway", "position"], name="pathway_step_once")]

    def __str__(self) -> str:
        return f"{self.pathway}, step {self.position}: {self.role}"


class RouteQuerySet(PublishedQuerySet):
    def current(self):
        """Routes between roles that have not ended."""
        day = localdate()
        return self.filter(lasts(day), lasts(day, "from_role__"), lasts(day, "to_role__"))


class Route(Sourced, Ending):
    """One arrow of the explorer: people go from a role to a role, commonly, sometimes or rarely."""

    from_role = models.ForeignKey(Role, on_delete=models.CASCADE, related_name="routes_out")
    to_role = models.ForeignKey(Role, on_delete=models.CASCADE, related_name="routes_in")
    family = models.CharField(max_length=40, help_text="family of professions whose route this is")
    commonness = models.CharField(max_length=10, choices=Commonness.choices)
    basis = WordsField(max_length=200, help_text="expert view, or observed in the register")

    objects = RouteQuerySet.as_manager()

    class Meta:
        ordering = ["from_role", "to_role"]
        constraints = [models.UniqueConstraint(fields=["from_role", "to_role", "family"], name="route_once")]

    def __str__(self) -> str:
        return f"{self.from_role} to {self.to_role}"
