"""The bank holidays that editors keep, for whoever sends letters, and what is missing of them."""

from datetime import date

from django.utils.translation import gettext as _

from talent_register.organisations.models import Nation

from .models import BankHoliday
from .rules import holidays as rules

NATIONS = [nation for nation in Nation if nation != Nation.UK]


def by_nation() -> dict[str, frozenset[date]]:
    """As common.holidays goes by them. Named in settings.BANK_HOLIDAYS."""
    found: dict[str, set[date]] = {}
    for nation, day in BankHoliday.objects.current().values_list("nation", "day"):
        found.setdefault(nation, set()).add(day)
    return {nation: frozenset(days) for nation, days in found.items()}


def missing(today: date) -> list[tuple[str, int]]:
    """Nations and years that somebody has to add."""
    return rules.missing(BankHoliday.objects.current().values_list("nation", "day"), NATIONS, today)


def warnings(today: date) -> list[str]:
    """What is missing, in words."""
    words = _("Bank holidays of %(year)d are missing for %(nation)s")
    return [words % {"year": year, "nation": Nation(nation).label} for nation, year in missing(today)]


def are_checked(today: date) -> bool:
    """Whether everything that is needed is there and was checked against its source."""
    needed = BankHoliday.objects.current().filter(day__year__in=rules.years_needed(today))
    return not missing(today) and not needed.filter(is_verified=False).exists()
