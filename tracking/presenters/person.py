"""One person's record as staff see it. What the person can see of it too is said beside it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from profiles.models import Audience, Clinician, Licence, Registration, RegistrationState
from profiles.rules import number_ending
from tracking import registry
from tracking.models import CohortMember
from tracking.registry import SEEN_BY_STAFF, Card, Fact, Part

from .people import employer, review_words, with_work

SHARES = {
    Audience.REGION: ("shares_with_region", gettext_lazy("Regional teams")),
    Audience.NATION: ("shares_with_nation", gettext_lazy("National teams")),
    Audience.COLLEGE: ("shares_with_college", gettext_lazy("Their college")),
    Audience.RECRUITERS: ("shares_with_recruiters", gettext_lazy("Recruiters")),
}


@dataclass(frozen=True)
class Overview:
    name: str
    reference: str
    facts: str
    tags: list[dict[str, Any]]
    cards: list[Card]
    parts: list[Part]
    actions: list[dict[str, Any]]


def overview(person: Clinician, user: Any, today: date) -> Overview:
    """Everything a three-minute discussion needs. `person` comes from `people.with_work`."""
    post = person.posts_now[0] if person.posts_now else None
    facts = [post.title if post else "", employer(post), str(person.profession or ""), str(person.region or "")]
    return Overview(
        name=person.full_name,
        reference=person.reference,
        facts=", ".join(fact for fact in facts if fact),
        tags=registry.person_tags(person, user, today),
        cards=registry.person_cards(person, user, today),
        parts=[
            Part(_("Overview"), reverse("person", args=[person.reference])),
            *registry.person_parts(person, user),
            Part(_("History"), reverse("person-history", args=[person.reference])),
        ],
        actions=[
            {"words": _("Add to a cohort"), "href": f"{reverse('cohort-add')}?person={person.reference}"},
            {"words": _("Add to a meeting"), "href": f"{reverse('meeting-add')}?person={person.reference}"},
        ],
    )


def own_cards(person: Clinician, user: Any, today: date) -> list[Card]:
    places = CohortMember.objects.visible_to(user).now().filter(clinician=person).select_related("cohort")
    review = review_words(person.review_due_on, today)
    post = person.posts_now[0] if person.posts_now else None
    return [
        Card(_("Work"), _work(person, post)),
        Card(_("Leadership"), _leadership(person)),
        Card(_("Registration"), _registrations(person), empty=_("No registration number is known.")),
        Card(_("Yearly review"), _review(person, review)),
        Card(_("Who may see this profile"), _consents(person)),
        Card(_("Cohorts"), [_place(p) for p in places], SEEN_BY_STAFF, _("In none of your cohorts.")),
    ]


def brief_cards(person: Clinician) -> list[Card]:
    """What a meeting reads of somebody's work and wishes. No address and no number: the page stands on a screen."""
    person = with_work(Clinician.objects.filter(pk=person.pk)).get()
    post = person.posts_now[0] if person.posts_now else None
    return [Card(_("Work"), _work(person, post)), Card(_("Leadership"), _leadership(person))]


def own_tags(person: Clinician, user: Any, today: date) -> list[Fact]:
    """The state, what teams may do with the profile, and the review only when it is a matter."""
    state = {"text": person.get_state_display(), "colour": "green"}
    return [state, *_consent_tags(person), *_review_tag(review_words(person.review_due_on, today))]


def _consent_tags(person: Clinician) -> list[Fact]:
    """Whom they share with, and whether they said no to being planned with for leadership posts."""
    shares = {
        (True, True): _("Shares with regional and national teams"),
        (True, False): _("Shares with regional teams"),
        (False, True): _("Shares with national teams"),
    }
    found = shares.get((person.shares_with_region, person.shares_with_nation), "")
    refuses = (person.shares_with_region and person.no_posts_with_region) or (
        person.shares_with_nation and person.no_posts_with_nation
    )
    tags = [{"text": found, "colour": "white"}] if found else []
    return tags + ([{"text": _("Not for planning posts"), "colour": "grey"}] if refuses else [])


def _review_tag(review: Any) -> list[Fact]:
    if not review.text:
        return []
    return [{"text": _("Review: %(state)s") % {"state": review.text}, "colour": review.colour}]


def day(value: date | datetime | None) -> str:
    if isinstance(value, datetime):
        value = timezone.localdate(value)
    return date_format(value, "j F Y") if value else ""


def _work(person: Clinician, post: Any) -> list[Fact]:
    facts = [
        {"key": _("Role"), "value": post.title if post else ""},
        {"key": _("Employer"), "value": employer(post)},
        {"key": _("Profession"), "value": str(person.profession or "")},
        {"key": _("Region"), "value": str(person.region or "")},
    ]
    for training in person.trainings_now:
        parts = [training.programme, str(training.specialty or ""), str(training.grade or "")]
        words = ", ".join(part for part in parts if part) or _("On its list")
        listed = _("From its list of %(day)s") % {"day": day(training.as_at)} if training.import_reference else ""
        facts.append({"key": str(training.organisation), "value": "\n".join(filter(None, [words, listed]))})
    return facts


def _leadership(person: Clinician) -> list[Fact]:
    return [
        {"key": _("Stage"), "value": person.get_stage_display()},
        {"key": _("Would like to"), "value": person.get_next_step_display()},
        {"key": _("Interested since"), "value": day(person.first_interest_on)},
    ]


def _registrations(person: Clinician) -> list[Fact]:
    return [
        {"key": registration.regulator.short_name, "value": _registration(registration)}
        for registration in person.registrations.select_related("regulator")
    ]


def _registration(registration: Registration) -> str:
    """How the number ends, then the three facts: registered, licensed, verified. In full only those read it who check
    it; a search for all of it finds its person."""
    known = registration.state != RegistrationState.UNKNOWN
    lines = [
        _("Ending %(end)s") % {"end": number_ending(registration.number_key)},
        registration.get_state_display() if known else _("Registration not checked"),
        _licence(registration) if registration.regulator.separates_licence and known else "",
        _("Verified on %(day)s") % {"day": day(registration.verified_on)}
        if registration.verified_on
        else _("Not verified"),
        _("To be checked again") if registration.is_due_again else "",
    ]
    return "\n".join(str(line) for line in lines if line)


def _licence(registration: Registration) -> str:
    """What is known of the licence, and whether a register says so or the person."""
    said = str(registration.get_licence_display())
    if registration.licence not in (Licence.HELD, Licence.NOT_HELD):
        return said
    if registration.licence_checked_on:
        return _("%(licence)s, checked on %(day)s") % {"licence": said, "day": day(registration.licence_checked_on)}
    return _("%(licence)s, as the person says") % {"licence": said}


def _review(person: Clinician, review: Any) -> list[Fact]:
    done = person.yearly_reviews.filter(done_at__isnull=False).first()
    due = day(person.review_due_on)
    return [
        {"key": _("Next due"), "value": f"{due} ({review.text})" if review.text else due},
        {"key": _("Last done"), "value": day(done.done_at) if done else _("Not yet")},
    ]


def _consents(person: Clinician) -> list[Fact]:
    newest = {}
    for consent in person.consents.order_by("at", "id"):
        newest[consent.audience] = consent
    facts = []
    for audience, (field, label) in SHARES.items():
        words = _("Yes") if getattr(person, field) else _("No")
        since = newest.get(audience)
        facts.append({"key": label, "value": f"{words}, {day(since.at)}" if since else words})
    return facts


def _place(place: CohortMember) -> Fact:
    return {
        "key": place.cohort.name,
        "value": _("Since %(day)s") % {"day": day(place.from_date)},
        "href": reverse("cohort", args=[place.cohort.slug]),
        "action": _("Open"),
    }
