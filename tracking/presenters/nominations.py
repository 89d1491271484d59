"""Nominations in words: all of one person folded together."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from profiles.models import Clinician
from talent_register.accounts.access import can
from talent_register.common.permissions import Permission
from tracking.models import Nomination, NominationDecision, NominationKind, NominationReply, NominationWindow
from tracking.registry import Card, Coming, Fact, Gist, Part, Todo
from tracking.rules.nominations import is_open

from .plain import Cell, Head, Plain

MOST_COMING = 3
SEEN_AT_ONCE = gettext_lazy("They see this at once")


@dataclass
class Group:
    """One person in one window: every nomination, what the person said last, and what is decided of each kind."""

    person: Clinician
    nominations: list[Nomination] = field(default_factory=list)
    reply: NominationReply | None = None
    decisions: list[NominationDecision] = field(default_factory=list)

    @property
    def kinds(self) -> list[str]:
        """Everything somebody nominated them for, in one order."""
        asked = {kind for one in self.nominations for kind in one.kinds}
        return [kind.value for kind in NominationKind if kind.value in asked]

    @property
    def kind_words(self) -> str:
        return ", ".join(str(NominationKind(kind).label) for kind in self.kinds)

    @property
    def has_declined(self) -> bool:
        return self.reply is not None and self.reply.is_declined

    @property
    def undecided(self) -> list[str]:
        done = {one.kind for one in self.decisions if one.confirmed_at}
        return [] if self.has_declined else [kind for kind in self.kinds if kind not in done]

    @property
    def stands(self) -> str:
        if self.has_declined:
            return _("Declined")
        left = len(self.undecided)
        if not left:
            return _("Decided")
        return ngettext("%(n)d decision to make", "%(n)d decisions to make", left) % {"n": left}


def kind_words(nomination: Nomination) -> str:
    return ", ".join(str(NominationKind(kind).label) for kind in nomination.kinds)


def groups(window: NominationWindow, user: Any, person: Clinician | None = None) -> list[Group]:
    """The people nominated in a window as far as the reader may see, in order of name."""
    seen = Nomination.objects.visible_to(user).standing().filter(window=window)
    if person is not None:
        seen = seen.filter(clinician=person)
    found: dict[int, Group] = {}
    for one in seen.select_related("nominator", "clinician__profession", "clinician__region"):
        found.setdefault(one.clinician_id, Group(one.clinician)).nominations.append(one)
    for reply in NominationReply.objects.filter(window=window, clinician__in=found).order_by("at", "id"):
        found[reply.clinician_id].reply = reply
    decisions = NominationDecision.objects.filter(window=window, clinician__in=found)
    for decision in decisions.select_related("proposed_by", "confirmed_by"):
        found[decision.clinician_id].decisions.append(decision)
    return sorted(found.values(), key=lambda group: (group.person.family_key, group.person.given_key))


def listed(window: NominationWindow, found: list[Group]) -> Plain:
    heads = [Head(_("Name")), Head(_("Nominated for")), Head(_("Nominations"), is_number=True), Head(_("State"))]
    rows = [
        [
            Cell(
                one.person.full_name,
                href=reverse("nomination-person", args=[window.uuid, one.person.reference]),
                quiet=", ".join(str(fact) for fact in (one.person.profession, one.person.region) if fact),
            ),
            Cell(one.kind_words),
            Cell(len(one.nominations)),
            Cell(one.stands),
        ]
        for one in found
    ]
    return Plain.of(_("People nominated"), heads, rows)


def windows(user: Any, today: date) -> Plain | None:
    found = list(NominationWindow.objects.visible_to(user).select_related("owner")[:100])
    heads = [Head(_("Window")), Head(_("Who decides")), Head(_("Open")), Head(_("State"))]
    rows = [
        [
            Cell(one.name, href=reverse("nomination-window", args=[one.uuid])),
            Cell(str(one.owner)),
            Cell(f"{date_format(one.opens_on, 'j F Y')} – {date_format(one.closes_on, 'j F Y')}"),
            Cell(state(one, today)),
        ]
        for one in found
    ]
    return Plain.of(_("Nomination windows"), heads, rows) if rows else None


def state(window: NominationWindow, today: date) -> str:
    if is_open(window.opens_on, window.closes_on, today):
        return _("Open")
    return _("Not open yet") if today < window.opens_on else _("Closed")


@dataclass(frozen=True)
class Own:
    """What the reader was nominated for in one window."""

    window: NominationWindow
    nominations: list[Nomination]
    replies: list[NominationReply]
    decisions: list[NominationDecision]

    @property
    def is_standing(self) -> bool:
        """Whether somebody still stands behind it: a nomination taken back stays to be read, as it was read."""
        return any(one.withdrawn_at is None for one in self.nominations)


def own(user: Any) -> list[Own]:
    """The reader's own nominations, those taken back too, by window. Decisions only once two people made them."""
    found: dict[int, list[Nomination]] = {}
    mine = Nomination.objects.own(user).select_related("window__owner", "nominator")
    for one in mine.order_by("-window__closes_on", "at"):
        found.setdefault(one.window_id, []).append(one)
    replies = list(NominationReply.objects.filter(clinician__user=user, window__in=found))
    decided = list(
        NominationDecision.objects.filter(clinician__user=user, window__in=found, confirmed_at__isnull=False)
    )
    return [
        Own(
            nominations[0].window,
            nominations,
            [one for one in replies if one.window_id == key],
            [one for one in decided if one.window_id == key],
        )
        for key, nominations in found.items()
    ]


def parts(person: Clinician, user: Any) -> list[Part]:
    if not can(user, Permission.DISCUSSION_EDIT) or person.user_id == user.pk:
        return []
    return [Part(_("Nominate"), reverse("person-nominate", args=[person.reference]))]


def cards(person: Clinician, user: Any, today: date) -> list[Card]:
    """Where somebody is nominated, and the way to nominate them."""
    if not can(user, Permission.DISCUSSION_VIEW) or person.user_id == user.pk:
        return []
    seen = Nomination.objects.visible_to(user).standing().filter(clinician=person).select_related("window")
    facts: list[Fact] = [
        {
            "key": one.window.name,
            "value": kind_words(one),
            "href": reverse("nomination-person", args=[one.window.uuid, person.reference]),
            "action": _("Open"),
        }
        for one in seen.order_by("-at")[:3]
    ]
    return [Card(_("Nominations"), facts, SEEN_AT_ONCE, _("Not nominated."))]


def attention(user: Any, today: date) -> list[Todo]:
    """Windows that have closed and still wait for decisions of the user's team."""
    if not can(user, Permission.DISCUSSION_EDIT):
        return []
    closed = NominationWindow.objects.visible_to(user).decided_by(user).filter(closes_on__lt=today)
    todo = []
    for window in closed.order_by("-closes_on")[:3]:
        left = sum(len(group.undecided) for group in groups(window, user))
        words = ngettext("%(n)d nomination to decide in %(name)s", "%(n)d nominations to decide in %(name)s", left)
        if left:
            href = reverse("nomination-window", args=[window.uuid])
            gist = Gist(undecided_said, reverse("nomination-list"))
            todo.append(Todo(words % {"n": left, "name": window.name}, href, left, gist))
    return todo


def undecided_said(number: int) -> str:
    return ngettext("%(n)d nomination to decide", "%(n)d nominations to decide", number) % {"n": number}


def coming(user: Any, today: date) -> list[Coming]:
    """Windows in which the user may still nominate somebody, on their last day."""
    if not can(user, Permission.DISCUSSION_EDIT):
        return []
    gist = Gist(windows_said, reverse("nomination-list"))
    ahead = NominationWindow.objects.visible_to(user).open_on(today).order_by("closes_on")[:MOST_COMING]
    return [
        Coming(
            one.closes_on,
            _("last day to nominate: %(window)s") % {"window": one.name},
            reverse("nomination-window", args=[one.uuid]),
            gist,
        )
        for one in ahead
    ]


def windows_said(number: int) -> str:
    words = ngettext(
        "%(n)d window for nominations closes within 7 days",
        "%(n)d windows for nominations close within 7 days",
        number,
    )
    return words % {"n": number}
