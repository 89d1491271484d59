"""Review meetings in words. Everything about people comes from the items that the reader may see."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Prefetch
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from profiles.models import Clinician, Post
from talent_register.accounts.access import can
from talent_register.common.permissions import Permission
from tracking.models import (
    AgendaItem,
    ConflictOfInterest,
    Decision,
    FirstRating,
    ReviewMeeting,
    TalentDiscussion,
    WorkItem,
)
from tracking.registry import Card, Coming, Fact, Gist, Todo

from .discussions import readiness
from .plain import Cell, Head, Plain

COLOURS = {"PLANNED": "blue", "RUNNING": "green", "FINISHED": "grey", "CANCELLED": "grey"}
SEEN_WHEN_TOLD = gettext_lazy("They read the decision at the latest 28 days after the meeting")


@dataclass(frozen=True)
class Line:
    """One person of an agenda."""

    item: AgendaItem
    name: str
    facts: str
    decisions: list[Decision]

    @property
    def decision(self) -> Decision | None:
        """What stands: the newest."""
        return self.decisions[0] if self.decisions else None

    @property
    def before(self) -> str:
        one = self.decision
        return rating_words(one.before_readiness, one.before_place, self.item) if one else ""

    @property
    def agreed(self) -> str:
        one = self.decision
        return rating_words(one.readiness, one.place, self.item) if one else ""

    @property
    def has_moved(self) -> bool:
        return bool(self.decision and self.decision.readiness) and self.agreed != self.before


def stands(earlier: TalentDiscussion | None, user: Any) -> dict[str, str]:
    """Where the team put somebody last, as a form's first answers; nothing to whoever kept out when it was said."""
    if not earlier or not TalentDiscussion.objects.of_teams_of(user).filter(pk=earlier.pk).exists():
        return {}
    return {"readiness": earlier.readiness, "place": earlier.place}


def meetings(user: Any):
    """The meetings a user may see, the coming ones first."""
    return (
        ReviewMeeting.objects.visible_to(user)
        .select_related("owner")
        .order_by(F("ended_at").desc(nulls_first=True), "on", "pk")
    )


def listed(found: list[ReviewMeeting]) -> Plain:
    heads = [Head(_("Meeting")), Head(_("Day")), Head(_("Team")), Head(_("State"))]
    rows = [
        [
            Cell(one.name, href=reverse("meeting", args=[one.uuid])),
            Cell(date_format(one.on, "j F Y")),
            Cell(str(one.owner)),
            Cell("", tag=one.get_state_display(), colour=COLOURS[one.state]),
        ]
        for one in found
    ]
    return Plain.of(_("Review meetings"), heads, rows)


def items_of(meeting: ReviewMeeting, user: Any) -> list[AgendaItem]:
    """The agenda as one member sees it, in order, with what people do now and what was decided."""
    posts = Post.objects.filter(ended_on__isnull=True).order_by("-started_on", "-id")
    seen = AgendaItem.objects.visible_to(user).filter(meeting=meeting)
    seen = seen.select_related("meeting__grid", "clinician__profession", "clinician__region")
    decisions = Decision.objects.select_related("by")
    return list(
        seen.prefetch_related(
            Prefetch("decisions", decisions), Prefetch("clinician__posts", posts, to_attr="posts_now")
        )
    )


def lines(items: list[AgendaItem]) -> list[Line]:
    return [_line(item) for item in items]


def _line(item: AgendaItem) -> Line:
    person = item.clinician
    role = person.posts_now[0].title if person.posts_now else ""
    facts = ", ".join(dict.fromkeys(str(fact) for fact in (role, person.profession, person.region) if fact))
    return Line(item, person.full_name, facts, list(item.decisions.all()))


def what_next(meeting: ReviewMeeting) -> str:
    """What comes after people were put on an agenda."""
    day = {"day": date_format(meeting.on, "j F Y")}
    if meeting.is_blind:
        return _("Next: rate each person below before %(day)s") % day
    return _("Next: the meeting talks about each person on %(day)s. Nothing more is needed until then") % day


def around(items: list[AgendaItem], item: AgendaItem) -> tuple[AgendaItem | None, AgendaItem | None, int]:
    """Who comes before and after on the agenda, and which number this is."""
    place = [one.pk for one in items].index(item.pk)
    before = items[place - 1] if place else None
    after = items[place + 1] if place + 1 < len(items) else None
    return before, after, place + 1


def rating_words(band: str, place: str, item: AgendaItem) -> str:
    if not band:
        return _("Not rated.")
    where = item.meeting.grid.words(place)
    return f"{readiness(band)}. {where}." if where else f"{readiness(band)}."


def ratings_of(meeting: ReviewMeeting, user: Any) -> list[FirstRating]:
    """The first ratings of a meeting that the user may see, of people they may see."""
    seen = FirstRating.objects.visible_to(user).filter(item__meeting=meeting)
    return list(seen.select_related("user", "item__meeting__grid", "item__clinician__region"))


def work_of(items: list[AgendaItem], user: Any) -> dict[int, list[WorkItem]]:
    """What is to be done, by item."""
    found: dict[int, list[WorkItem]] = {}
    for one in WorkItem.objects.visible_to(user).filter(item__in=items).select_related("owner", "clinician"):
        found.setdefault(one.item_id or 0, []).append(one)
    return found


def kept_out(items: list[AgendaItem]) -> dict[int, list[str]]:
    """Who keeps out of which item. Only of items that the reader may see, which are none of their own."""
    found: dict[int, list[str]] = {}
    for one in ConflictOfInterest.objects.filter(item__in=items).select_related("user"):
        found.setdefault(one.item_id, []).append(str(one.user))
    return found


def own(user: Any) -> list[Fact]:
    """What meetings decided about the reader, newest first, in the words of the timeline."""
    items = AgendaItem.objects.own(user).select_related("meeting__owner").prefetch_related("decisions")
    return [
        {
            "title": _("%(team)s talked about you") % {"team": item.meeting.owner},
            "at": item.meeting.on,
            "text": _decided(next(iter(item.decisions.all()), None)),
        }
        for item in items.order_by("-meeting__on", "-pk")
    ]


def _decided(decision: Decision | None) -> str:
    if decision is None:
        return ""
    return ". ".join(part for part in (str(decision.get_outcome_display()), decision.words.rstrip(".")) if part) + "."


def cards(person: Clinician, user: Any, today: date) -> list[Card]:
    """Review meetings on the person's record, by what this reader may see of them."""
    if not can(user, Permission.DISCUSSION_VIEW) or person.user_id == user.pk:
        return []
    items = AgendaItem.objects.visible_to(user).filter(clinician=person).select_related("meeting")
    facts = [
        {
            "key": item.meeting.name,
            "value": _card_words(item),
            "href": reverse("meeting-person", args=[item.meeting.uuid, person.reference]),
            "action": _("Open"),
        }
        for item in items.exclude(meeting__state="CANCELLED").prefetch_related("decisions").order_by("-meeting__on")[:3]
    ]
    return [Card(_("Review meetings"), facts, SEEN_WHEN_TOLD, _("On no agenda."))]


def _card_words(item: AgendaItem) -> str:
    day = date_format(item.meeting.on, "j F Y")
    decision = next(iter(item.decisions.all()), None)
    return f"{day}. {decision.get_outcome_display()}" if decision else day


def events(person: Clinician, user: Any) -> list[Fact]:
    items = AgendaItem.objects.visible_to(user).filter(clinician=person)
    decisions = Decision.objects.filter(item__in=items).select_related("by", "item__meeting")
    return [
        {
            "title": _("Decided at %(meeting)s") % {"meeting": one.item.meeting.name},
            "at": one.at,
            "by": one.by,
            "text": _decided(one),
        }
        for one in decisions
    ]


def attention(user: Any, today: date) -> list[Todo]:
    """Actions that are due, and people whom the user has still to rate before the next meeting."""
    if not can(user, Permission.DISCUSSION_VIEW):
        return []
    todo = []
    due = WorkItem.objects.visible_to(user).of(user).open().filter(due_on__lte=today).count()
    if due:
        words = ngettext("%(n)d action of yours is due", "%(n)d actions of yours are due", due)
        todo.append(Todo(words % {"n": due}, reverse("work-list"), due))
    meeting = _next(user, today)
    if meeting and meeting.is_blind:
        rated = FirstRating.objects.filter(user=user, item__meeting=meeting).values("item")
        left = AgendaItem.objects.visible_to(user).filter(meeting=meeting).exclude(pk__in=rated).count()
        words = ngettext("%(n)d person to rate before %(meeting)s", "%(n)d people to rate before %(meeting)s", left) % {
            "n": left,
            "meeting": meeting.name,
        }
        gist = Gist(to_rate_said, reverse("meeting-list"))
        todo += [Todo(words, reverse("meeting", args=[meeting.uuid]), left, gist)] if left else []
    return todo


def to_rate_said(number: int) -> str:
    words = ngettext("%(n)d person to rate before a meeting", "%(n)d people to rate before a meeting", number)
    return words % {"n": number}


def meetings_said(number: int) -> str:
    return ngettext("%(n)d meeting within 7 days", "%(n)d meetings within 7 days", number) % {"n": number}


def coming(user: Any, today: date) -> list[Coming]:
    if not can(user, Permission.DISCUSSION_VIEW):
        return []
    meeting = _next(user, today)
    gist = Gist(meetings_said, reverse("meeting-list"))
    return [Coming(meeting.on, meeting.name, reverse("meeting", args=[meeting.uuid]), gist)] if meeting else []


def _next(user: Any, today: date) -> ReviewMeeting | None:
    ahead = ReviewMeeting.objects.visible_to(user).ahead().filter(members__user=user, on__gte=today)
    return ahead.order_by("on", "pk").first()


def work(user: Any) -> list[WorkItem]:
    """The user's own open actions, about people they may still see."""
    own = WorkItem.objects.visible_to(user).of(user).open()
    return list(own.select_related("clinician", "item__meeting"))


def work_table(found: list[WorkItem], today: date) -> list[dict[str, Any]]:
    return [{"work": one, "is_late": one.due_on < today} for one in found]
