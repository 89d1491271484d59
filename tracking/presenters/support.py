"""Support in words, and the people who still wait for a first answer."""

from collections import Counter
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from profiles.models import Clinician
from talent_register.accounts import access
from talent_register.accounts.access import can
from talent_register.common.permissions import Permission
from talent_register.common.steady import SPREAD, shift_of, steady
from talent_register.organisations.models import Region
from tracking.models import ContactRequest, FirstContact, SupportEvent, TalentDiscussion, WorkItem
from tracking.registry import SEEN_BY_STAFF, Card, Fact, Part, Todo
from tracking.rules import support as rules

from .plain import Cell, Head, Plain

NOT_KNOWN = "not_known"
SEEN_AT_ONCE = gettext_lazy("They see this at once")


def parts(person: Clinician, user: Any) -> list[Part]:
    if not can(user, Permission.DISCUSSION_EDIT) or person.user_id == user.pk:
        return []
    return [Part(_("Support"), reverse("person-support", args=[person.reference]))]


def of_person(person: Clinician, user: Any) -> list[SupportEvent]:
    """What was offered to one person, newest first."""
    seen = SupportEvent.objects.visible_to(user).of_others(user).filter(clinician=person)
    return list(seen.select_related("by", "owner"))


def contacts(person: Clinician) -> list[tuple[date, str, str]]:
    """What a person's page says of when the programme got in touch: (day, who, what)."""
    offered = SupportEvent.objects.filter(clinician=person).select_related("owner")
    found = [(event.on, str(event.owner), event.get_kind_display()) for event in offered]
    talks = TalentDiscussion.objects.filter(clinician=person, share__isnull=False).select_related("owner")
    found += [(talk.held_on, str(talk.owner), talk.get_kind_display()) for talk in talks]
    asked = ContactRequest.objects.filter(entry__clinician=person).select_related("entry__slate__owner")
    words = _("A question about a post")
    return found + [(localdate(one.sent_at), str(one.entry.slate.owner), words) for one in asked]


def timeline(events: list[SupportEvent]) -> list[Fact]:
    return [
        {"title": one.get_kind_display(), "at": one.on, "by": one.by or one.owner, "text": one.words} for one in events
    ]


def own(user: Any) -> list[Fact]:
    """What was offered to the reader, newest first."""
    found = SupportEvent.objects.own(user).select_related("by", "owner")
    return [{"title": one.get_kind_display(), "at": one.on, "by": one.owner, "text": one.words} for one in found]


def events(person: Clinician, user: Any) -> list[Fact]:
    return timeline(of_person(person, user)) if parts(person, user) else []


def cards(person: Clinician, user: Any, today: date) -> list[Card]:
    """The newest support and what is promised next."""
    if not parts(person, user):
        return []
    address = reverse("person-support", args=[person.reference])
    facts: list[Fact] = [
        {"key": date_format(one.on, "j F Y"), "value": one.get_kind_display(), "href": address, "action": _("Read it")}
        for one in of_person(person, user)[:2]
    ]
    support = Card(_("Support"), facts, SEEN_AT_ONCE, _("Nothing offered yet."))
    open_work = WorkItem.objects.visible_to(user).open().filter(clinician=person)
    work: list[Fact] = [{"key": date_format(one.due_on, "j F Y"), "value": one.words} for one in open_work[:2]]
    return [support, Card(_("To be done"), work, SEEN_BY_STAFF)] if work else [support]


def waiting(user: Any, today: date) -> QuerySet[Clinician]:
    """Who said that they are interested, longer ago than the response standard, and heard nothing since."""
    seen = Clinician.objects.visible_to(user, Permission.PEOPLE_SEARCH).exclude(user=user)
    late = seen.filter(first_interest_on__lte=rules.raised_by(today, settings.RESPONSE_DAYS))
    return late.exclude(pk__in=FirstContact.objects.values("clinician")).select_related("profession", "region")


def regions_of(user: Any) -> list[tuple[Any, str, str]]:
    """The regions that the user's teams reach: key, name and code. Nationally also that of people without one."""
    if not access.reaches_nation(user, Permission.PEOPLE_SEARCH):
        near = Region.objects.filter(pk__in=access.regions_where(user, Permission.PEOPLE_SEARCH)).order_by("name")
        return [(one.pk, one.name, one.code) for one in near]
    regions = Region.objects.filter(kind__in=[Region.Kind.NHS_REGION, Region.Kind.NATION]).order_by("kind", "name")
    return [*((one.pk, one.name, one.code) for one in regions), (None, _("Not known"), NOT_KNOWN)]


def of_region(people: QuerySet[Clinician], code: str) -> QuerySet[Clinician]:
    """Those of one region, or of none, or all."""
    if code == NOT_KNOWN:
        return people.filter(region__isnull=True)
    return people.filter(region__code=code) if code else people


def by_region(people: QuerySet[Clinician], user: Any) -> Plain | None:
    """How many wait in each region that the user's teams reach, as it may be passed on; each leads to who they are.

    The page counts anew each day, so the figures are steady: rounded anew, a number that passes an edge would tell of
    one person. A region stands here whether somebody waits or not, and nobody is hidden like a few.
    """
    if not people.exists():
        return None
    is_wide = access.reaches_nation(user, Permission.PEOPLE_SEARCH)
    counted = Counter(dict(people.order_by().values_list("region").annotate(n=Count("pk"))))
    cells = [
        [
            Cell(name, href=f"?region={code}", hidden=_("who wait, the longest first")),
            Cell(_figure(counted[pk], f"waiting|wide={is_wide}|region={code}")),
        ]
        for pk, name, code in regions_of(user)
    ]
    heads = [Head(_("Region")), Head(_("People who wait"), is_number=True)]
    return Plain.of(_("People who wait, by region"), heads, cells)


def _figure(number: int, cell: str) -> str:
    most = settings.SUPPRESSION_THRESHOLD
    figure = steady(number, shift_of(cell, settings.HASH_KEY), most)
    return f"{figure:,}" if figure is not None else _("Hidden (0 to %(most)s)") % {"most": most + SPREAD}


def listed(people: list[Clinician], today: date) -> Plain:
    heads = [
        Head(_("Name")),
        Head(_("Profession")),
        Head(_("Region")),
        Head(_("Interested since")),
        Head(_("Days"), True),
    ]
    rows = [
        [
            Cell(one.full_name, href=reverse("person-support", args=[one.reference])),
            Cell(str(one.profession or "")),
            Cell(str(one.region or "")),
            Cell(date_format(one.first_interest_on, "j F Y") if one.first_interest_on else ""),
            Cell((today - one.first_interest_on).days if one.first_interest_on else ""),
        ]
        for one in people
    ]
    return Plain.of(_("People who wait"), heads, rows)


def attention(user: Any, today: date) -> list[Todo]:
    """How many have waited longer than the programme promised."""
    if not can(user, Permission.DISCUSSION_EDIT):
        return []
    late = waiting(user, today).order_by().count()
    words = ngettext(
        "%(n)d person has heard nothing for more than %(days)d days",
        "%(n)d people have heard nothing for more than %(days)d days",
        late,
    )
    return [Todo(words % {"n": late, "days": settings.RESPONSE_DAYS}, reverse("people-waiting"), late)] if late else []
