"""The grids on which talent discussions place people: axes, steps and cells are data."""

from typing import NamedTuple

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from talent_register.common.models import Sourced
from talent_register.common.wordings import ManyWordsField, WordsField


class Step(NamedTuple):
    """One step of an axis."""

    code: str
    name: str
    hint: str = ""


class GridQuerySet(models.QuerySet):
    def offered(self):
        return self.filter(is_on=True)

    def default(self) -> "Grid | None":
        return self.filter(is_default=True).first()


class Grid(Sourced):
    """One grid. The steps of `down` are listed from the lowest; cells describe support, never people."""

    slug = models.SlugField(max_length=60, unique=True)
    name = WordsField(max_length=80)
    about = WordsField(max_length=300)
    caution = WordsField(max_length=400, blank=True)
    is_on = models.BooleanField(default=False)
    is_default = models.BooleanField(default=False)
    down_name = WordsField(max_length=40)
    across_name = WordsField(max_length=40)
    down = ManyWordsField(default=list, help_text="[code, name, hint] of each step")
    across = ManyWordsField(default=list, help_text="[code, name, hint] of each step")
    cells = ManyWordsField(default=dict, help_text="down code/across code → the support that fits")

    objects = GridQuerySet.as_manager()

    class Meta:
        ordering = ["-is_default", "name"]
        constraints = [
            models.UniqueConstraint(fields=["is_default"], condition=Q(is_default=True), name="grid_one_default"),
            models.CheckConstraint(condition=Q(is_on=True) | Q(is_default=False), name="grid_default_is_on"),
        ]

    def __str__(self) -> str:
        return f"{self.name}"

    def down_steps(self) -> list[Step]:
        return [Step(*step) for step in self.down]

    def across_steps(self) -> list[Step]:
        return [Step(*step) for step in self.across]

    def places(self) -> list[str]:
        """Every cell as "down/across", from the highest row to the lowest."""
        return [f"{d.code}/{a.code}" for d in reversed(self.down_steps()) for a in self.across_steps()]

    def words(self, place: str) -> str:
        """ "strong/stretch" as "Strong impact, Stretch"; nowhere as nothing."""
        down, _slash, across = place.partition("/")
        names = {step.code: step.name for step in self.down_steps()}, {s.code: s.name for s in self.across_steps()}
        if down not in names[0] or across not in names[1]:
            return ""
        one = _("%(step)s %(axis)s") % {"step": names[0][down], "axis": self.down_name.lower()}
        return f"{one}, {names[1][across]}"
