"""Bank holidays: the days on which people of a nation get no letters of ours."""

from django.db import models

from talent_register.common.models import Sourced
from talent_register.organisations.models import Nation

from .published import Ending, PublishedQuerySet


class BankHoliday(Sourced, Ending):
    """One day off in one nation."""

    nation = models.CharField(max_length=20, choices=[one for one in Nation.choices if one[0] != Nation.UK])
    day = models.DateField()
    name = models.CharField(max_length=80)

    objects = PublishedQuerySet.as_manager()

    class Meta:
        ordering = ["day", "nation"]
        verbose_name = "bank holiday"
        constraints = [models.UniqueConstraint(fields=["nation", "day"], name="bank_holiday_once")]

    def __str__(self) -> str:
        return f"{self.get_nation_display()}: {self.day.isoformat()}, {self.name}"
