"""Offers with the reasons why they may suit; who is behind them only once both have agreed."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pathways.choices import MentorReason
from pathways.models import MentorOffer, MentorRequest
from pathways.rules.mentoring import CannotMentor, Person, suggested
from profiles.models import Clinician

REASONS = {
    "full": gettext_lazy("You have as many people as you offered to take. End one, or offer more places."),
    "closed": gettext_lazy("This offer is closed now."),
    "three": gettext_lazy("You wait for 3 answers already. Withdraw one to ask somebody else."),
    "again": gettext_lazy("You have asked this person already."),
    "decided": gettext_lazy("This has been answered already."),
    "self": gettext_lazy("This is your own offer."),
    "gone": gettext_lazy("They are not on the register now, so nobody can say yes to them."),
}
COLOURS = {"WAITING": "yellow", "ACCEPTED": "green"}


def refusal(reason: CannotMentor) -> str:
    return str(REASONS[reason.code])


@dataclass
class OfferRow:
    offer: MentorOffer
    reasons: list[MentorReason]

    @property
    def why(self) -> str:
        return ". ".join(str(reason.label) for reason in self.reasons)

    @property
    def who(self) -> str:
        """Profession and region: enough to choose, too little to know the person by."""
        person = self.offer.clinician
        return ", ".join(f"{part}" for part in (person.profession, person.region) if part) or _("A clinician")


@dataclass
class RequestRow:
    """One request as one of the two sees it."""

    request: MentorRequest
    is_mine: bool
    today: date

    @property
    def colour(self) -> str:
        return COLOURS.get(self.request.state, "grey")

    @property
    def is_agreed(self) -> bool:
        """Agreed, and the time is not over."""
        ends = self.request.ends_on
        return self.request.state == MentorRequest.State.ACCEPTED and ends is not None and self.today < ends

    @property
    def other(self) -> Clinician:
        return self.request.offer.clinician if self.is_mine else self.request.clinician

    @property
    def contact(self) -> str:
        """Name and address of the other, once both have agreed, while it lasts and while the other is here."""
        return f"{self.other.full_name}, {self.other.email}" if self.is_agreed and self.other.is_here else ""

    @property
    def who(self) -> str:
        other = self.other
        return ", ".join(f"{part}" for part in (other.profession, other.region) if part) or _("A clinician")


def offer_rows(offers, clinician: Clinician, topics: list[str]) -> list[OfferRow]:
    """Open offers, those with the most reasons first."""
    known = {offer.pk: offer for offer in offers}
    people = [_person(offer.clinician, offer.pk, offer.topics, offer.is_remote) for offer in known.values()]
    return [OfferRow(known[person.key], why) for person, why in suggested(people, _person(clinician, 0, topics, True))]


def _person(clinician: Clinician, key: int, topics: list[str], is_remote: bool) -> Person:
    return Person(
        key,
        clinician.profession.family if clinician.profession else "",
        clinician.stage,
        clinician.region.code if clinician.region else "",
        tuple(topics),
        is_remote,
    )


def request_rows(requests, *, is_mine: bool, today: date) -> list[RequestRow]:
    return [RequestRow(request, is_mine, today) for request in requests]
