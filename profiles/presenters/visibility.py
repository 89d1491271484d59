"""Who has opened somebody's profile, as the person reads it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from profiles.choices import Look
from profiles.models import Clinician
from talent_register.audit.actions import EXPORT
from talent_register.audit.models import View

FEW = 5  # so many lines need no filter
# Pages that show many people at once: to stand in a list is not the same as to be opened.
LISTS = {"people search", "cohort", "adding to a cohort", "leadership posts", "pipeline", "slate"}
LISTS |= {"talent grid", "trainees", "possible matches"}


def teams(references: list[str]) -> list[str]:
    """Every team that has looked, by name."""
    found = View.objects.of_people(references).exclude(organisation="").order_by("organisation")
    return list(found.values_list("organisation", flat=True).distinct())


def narrowed(references: list[str], at: datetime, *, by: str = "", kind: str = "", days: str = "") -> QuerySet[View]:
    """The looks that a filter lets through: a team's name, a code of choices.Look, a number of days."""
    views = View.objects.of_people(references)
    if by:
        views = views.filter(organisation=by)
    if days:
        views = views.filter(at__gte=at - timedelta(days=int(days)))
    kinds = {Look.OPENED: ~Q(page__in=[*LISTS, EXPORT]), Look.LISTED: Q(page__in=LISTS), Look.TAKEN: Q(page=EXPORT)}
    return views.filter(kinds[Look(kind)]) if kind else views


def looks(found_views: QuerySet[View]) -> list[dict]:
    """One line a team, day and kind of look: {by, on, is_opened, times, purposes}, newest day first."""
    views = sorted(found_views.order_by("-at"), key=_line_of, reverse=True)
    lines = []
    for (day, by, is_opened, is_exported), group in groupby(views, key=_line_of):
        found = list(group)
        lines.append(
            {
                "by": by or _("The register"),
                "role": ", ".join(sorted({view.role for view in found if view.role})),
                "on": day,
                "is_opened": is_opened,
                "is_exported": is_exported,
                "times": len(found),
                "purposes": sorted({view.purpose for view in found if view.purpose}),
            }
        )
    return lines


@dataclass(frozen=True)
class Ledger:
    """What the programme did with a raised hand: when it last got in touch, and how often in a year."""

    contacts: list[tuple[date, str, str]]
    waits_since: date | None

    @property
    def last(self) -> tuple[date, str, str] | None:
        return self.contacts[0] if self.contacts else None

    def in_a_year(self, today: date) -> int:
        return sum(day > today - timedelta(days=365) for day, _by, _words in self.contacts)


def ledger(clinician: Clinician) -> Ledger:
    """Contacts as the storeys above know them (settings.CONTACTS): (day, who, what), newest first."""
    found = [contact for name in settings.CONTACTS for contact in import_string(name)(clinician)]
    registered = clinician.registered_at
    waits = timezone.localdate(registered) if registered and not found else None
    return Ledger(sorted(found, reverse=True), waits)


def _line_of(view: View) -> tuple:
    return (
        timezone.localdate(view.at),
        view.organisation or view.actor_name,
        view.page not in LISTS,
        view.page == EXPORT,
    )
