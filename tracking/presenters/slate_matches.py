"""Who could be put on a slate: exactly how many, in an order drawn by lot, page by page, each with every reason."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import F, QuerySet, Value
from django.db.models.functions import MD5, Concat

from pathways.models import Role
from profiles.models import Clinician
from talent_register.common.permissions import Permission
from talent_register.organisations.models import Region
from tracking import readiness
from tracking.models import Slate
from tracking.rules import slates as rules

from .people import Row, row, with_work

PAGE = 50


@dataclass(frozen=True)
class Wanted:
    """What was asked for."""

    role: Role
    region: Region | None
    bands: list[str]
    family: str = ""


@dataclass(frozen=True)
class Match:
    """Somebody who could be put on a slate, with every reason."""

    person: Clinician
    row: Row
    codes: list[str]
    why: str

    def beside(self, shared: list[str]) -> str:
        """The reasons that not everybody of a page has."""
        return rules.all_words([code for code in self.codes if code not in shared])


@dataclass(frozen=True)
class Found:
    """One page of the people who fit. `elsewhere` are ticks on other pages, which the form carries along."""

    page: Page
    matches: list[Match]
    elsewhere: list[str]
    ticked: int

    @property
    def people(self) -> list[Clinician]:
        return [match.person for match in self.matches]

    @property
    def shared(self) -> str:
        """Reasons that everybody of the page has."""
        return rules.all_words(self._shared)

    @property
    def lines(self) -> list[tuple[Match, str]]:
        """Each match with the reasons that are not said above all of them."""
        return [(match, match.beside(self._shared)) for match in self.matches]

    @property
    def _shared(self) -> list[str]:
        return rules.in_common([match.codes for match in self.matches])


def fitting(user: Any, wanted: Wanted, slate: Slate | None = None) -> QuerySet[Clinician]:
    """Everybody who fits what was asked and is not on the slate yet."""
    found = readiness.people(user, wanted.role, wanted.bands, wanted.region.pk if wanted.region else None)
    if wanted.family:
        found = found.filter(profession__family=wanted.family)
    return found.exclude(slate_places__slate=slate) if slate else found


def lot(user: Any, wanted: Wanted, today: date) -> str:
    """What the order of a slate still to be made is drawn from: another each day and for each who looks."""
    return f"{wanted.role.code}|{user.pk}|{today.isoformat()}"


def by_lot(people: QuerySet[Clinician], drawn: str) -> QuerySet[Clinician]:
    """The same order at every look, and one in which neither a name nor a number stands first more often."""
    return people.order_by(MD5(Concat(Value(drawn), F("reference"))), "pk")


def page_of(
    user: Any, wanted: Wanted, people: QuerySet[Clinician], drawn: str, number: str, chosen: list[str], today: date
) -> Found:
    """One page, with the ticks of this and of all other pages."""
    page = Paginator(with_work(by_lot(people, drawn)), PAGE).get_page(number)
    matches = matched(user, wanted.role, wanted.region, page.object_list, today)
    here = {match.row.reference for match in matches}
    elsewhere = [one for one in dict.fromkeys(chosen) if one not in here]
    return Found(page, matches, elsewhere, len(set(chosen)))


def matched(user: Any, role: Role, region: Region | None, people: Any, today: date) -> list[Match]:
    """People read by `with_work`, each with the reasons that the register has."""
    people = list(people)
    near = readiness.near(user, role, people)
    made = []
    for person in people:
        codes = rules.reasons(
            near=near[person.pk],
            next_step=person.next_step,
            family=person.profession.family if person.profession else "",
            families=role.families,
            in_region=region is not None and person.region_id == region.pk,
        )
        made.append(Match(person, row(person, today), codes, rules.all_words(codes)))
    return made


def picked(
    user: Any, role: Role, region: Region | None, people: QuerySet[Clinician], today: date
) -> dict[Clinician, list[str]]:
    """Chosen people who may be put on a slate, with reasons. Of too many only so many as it takes to refuse them."""
    seen = Clinician.objects.visible_to(user, Permission.SLATE_EDIT).order_by().values("pk")
    keys = list(people.filter(pk__in=seen).order_by("pk").values_list("pk", flat=True)[: rules.MOST_ON_A_SLATE + 1])
    found = with_work(Clinician.objects.filter(pk__in=keys).order_by("pk"))
    return {match.person: match.codes for match in matched(user, role, region, found, today)}
