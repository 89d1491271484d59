"""Slates in words: who matches and why, who was asked, what they said."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from profiles.models import Clinician
from talent_register.common import disclosure
from tracking.choices import ProfessionFamily
from tracking.models import ContactRequest, Slate, SlateEntry
from tracking.rules import slates as rules

from .people import Row, row, with_work
from .plain import Cell, Head, Plain

State = ContactRequest.State
COLOURS = {State.ACCEPTED: "green", State.WAITING: "blue", State.DECLINED: "grey", State.PAUSED: "grey"}


def listed(slates: Any) -> Plain | None:
    rows = []
    for slate in slates:
        state = Cell("", tag=_("Closed"), colour="grey") if slate.closed_at else Cell(_("Open"))
        rows.append(
            [
                Cell(slate.name, reverse("slate", args=[slate.uuid])),
                Cell(slate.role.title),
                Cell(slate.owner.name),
                Cell(slate.people),
                Cell(slate.asked),
                Cell(slate.accepted),
                state,
            ]
        )
    heads = [Head(_("Name")), Head(_("Role")), Head(_("Team")), Head(_("People"), is_number=True)]
    heads += [Head(_("Asked"), is_number=True), Head(_("Would talk"), is_number=True), Head(_("Status"))]
    return Plain.of(_("Slates"), heads, rows) if rows else None


@dataclass(frozen=True)
class Place:
    """One person on a slate. The address is there only after a yes."""

    entry: SlateEntry
    row: Row
    why: str
    state: str
    colour: str
    said: str
    email: str
    outcome: str


@dataclass(frozen=True)
class Shown:
    places: list[Place]
    hidden: int
    spread: list[str]
    may_write: int
    shared: str = ""

    @property
    def people(self) -> list[Clinician]:
        return [place.entry.clinician for place in self.places]


def of_slate(slate: Slate, user: Any, today: date) -> Shown:
    """Everybody on the slate who shares with the user today; the rest are counted, never named."""
    entries = list(SlateEntry.objects.visible_to(user).filter(slate=slate).select_related("request"))
    people = with_work(
        Clinician.objects.filter(pk__in=[entry.clinician_id for entry in entries]).select_related("user")
    )
    known = {person.pk: person for person in people}
    shared = rules.in_common([entry.reasons for entry in entries])
    made = (_place(entry, known[entry.clinician_id], today, shared) for entry in entries)
    places = sorted(made, key=lambda place: place.row.name)
    families = [place.entry.clinician.profession.family if place.entry.clinician.profession else "" for place in places]
    return Shown(
        places=places,
        hidden=slate.entries.count() - len(places),
        spread=rules.spread_words([place.row.employer for place in places], families),
        may_write=sum(1 for place in places if not place.state),
        shared=rules.all_words(shared),
    )


def _place(entry: SlateEntry, person: Clinician, today: date, shared: list[str]) -> Place:
    entry.clinician = person
    request = getattr(entry, "request", None)
    return Place(
        entry=entry,
        row=row(person, today),
        why=why_words(entry, shared),
        state=request.get_state_display() if request else "",
        colour=COLOURS[State(request.state)] if request else "",
        said=_said(request),
        email=person.email if request and request.state == State.ACCEPTED else "",
        outcome=request.get_outcome_display() if request and request.outcome else "",
    )


def why_words(entry: SlateEntry, shared: list[str]) -> str:
    """Why somebody is on a slate beside what is true of all: what the register found, and what was noted of them."""
    words = rules.all_words([code for code in entry.reasons if code not in shared])
    return ". ".join(part for part in (words, entry.note) if part)


def _said(request: ContactRequest | None) -> str:
    if request is None:
        return ""
    if request.state == State.DECLINED:
        return str(request.get_reason_display())
    if request.state == State.PAUSED and request.paused_until:
        return _("Do not ask before %(day)s") % {"day": date_format(request.paused_until, "j F Y")}
    return _("Asked on %(day)s") % {"day": date_format(request.sent_at, "j F Y")}


def diversity(places: list[Place]) -> Plain | None:
    """Profession groups on the slate, as tables that may be passed on are: small numbers hidden, none on a small base.

    Answers about protected characteristics never reach a slate.
    """
    if len(places) < disclosure.SMALLEST_BASE:
        return None
    counted: dict[str, int] = {}
    for place in places:
        profession = place.entry.clinician.profession
        family = profession.family if profession else ""
        counted[family] = counted.get(family, 0) + 1
    labels, threshold = dict(ProfessionFamily.choices), settings.SUPPRESSION_THRESHOLD
    rows = [
        [
            Cell(labels.get(family, family) or _("Not known")),
            Cell(disclosure.in_words(disclosure.published(n, threshold), threshold)),
        ]
        for family, n in sorted(counted.items())
    ]
    heads = [Head(_("Profession group")), Head(_("People"), is_number=True)]
    return Plain.of(_("Profession groups on this slate"), heads, rows)
