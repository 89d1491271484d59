"""Who is to hold the next talent discussion: before it is decided, on a record, and for those who are to hold it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from profiles.models import Clinician
from talent_register.accounts.access import can
from talent_register.accounts.models import User
from talent_register.common.permissions import Permission
from talent_register.organisations.models import Organisation
from tracking import reviewing
from tracking.actions.reviewers import Assigned
from tracking.models import Reviewer
from tracking.registry import Card, Fact, Todo
from tracking.rules.reviewers import MOST_ASSIGNED

from .cohorts import SHOWN
from .people import Row, row, with_work


@dataclass(frozen=True)
class Check:
    """Whom a colleague gets and who is left out, and why: everybody chosen is in one of the numbers."""

    people: list[Row]
    to_assign: int
    moved: int
    already: list[Row]
    already_count: int
    beyond: list[Row]
    beyond_count: int
    missing: int
    is_too_many: bool
    most: int = MOST_ASSIGNED

    @property
    def more(self) -> int:
        return self.to_assign - len(self.people)

    @property
    def more_already(self) -> int:
        return self.already_count - len(self.already)

    @property
    def more_beyond(self) -> int:
        return self.beyond_count - len(self.beyond)


def check(chosen: QuerySet, missing: int, team: Organisation, to: User | None, today: date) -> Check:
    """For a colleague; for nobody, whose discussions are taken back."""
    of_team = Reviewer.objects.open().filter(team=team)
    if to is None:
        fit, beyond = chosen, chosen.none()
        already = chosen.exclude(pk__in=of_team.values("clinician"))
    else:
        fit = reviewing.within_reach(chosen, to)
        beyond = chosen.exclude(pk__in=fit.order_by().values("pk"))
        already = fit.filter(pk__in=of_team.filter(user=to).values("clinician"))
    new = fit.exclude(pk__in=already.order_by().values("pk"))
    return Check(
        people=_rows(new, today),
        to_assign=new.count(),
        moved=new.filter(pk__in=of_team.values("clinician")).count(),
        already=_rows(already, today),
        already_count=already.count(),
        beyond=_rows(beyond, today),
        beyond_count=beyond.count(),
        missing=missing,
        is_too_many=fit.count() > MOST_ASSIGNED,
    )


def _rows(people: QuerySet, today: date) -> list[Row]:
    return [row(one, today) for one in with_work(people.order_by("family_key", "given_key", "pk"))[:SHOWN]]


def told(to: User, done: Assigned) -> str:
    words = ngettext(
        "%(name)s is to hold the next talent discussion with %(n)d person",
        "%(name)s is to hold the next talent discussion with %(n)d people",
        done.people,
    )
    return words % {"name": to, "n": done.people}


def told_back(people: int) -> str:
    words = ngettext("%(n)d person has no reviewer now", "%(n)d people have no reviewer now", people)
    return words % {"n": people}


def attention(user: Any, today: date) -> list[Todo]:
    """With whom the user is to talk: as many as the list that the line leads to."""
    if not can(user, Permission.DISCUSSION_EDIT):
        return []
    seen = Clinician.objects.visible_to(user, Permission.PEOPLE_SEARCH)
    number = Reviewer.objects.visible_to(user).of_others(user).open().filter(user=user, clinician__in=seen)
    people = number.values("clinician").distinct().count()
    words = ngettext(
        "You are to hold a talent discussion with %(n)d person",
        "You are to hold a talent discussion with %(n)d people",
        people,
    )
    return [Todo(words % {"n": people}, f"{reverse('people')}?reviewer=me", people)] if people else []


def _of(person: Clinician, user: Any) -> QuerySet[Reviewer]:
    found = Reviewer.objects.visible_to(user).of_others(user).filter(clinician=person)
    return found.select_related("user", "team", "assigned_by", "ended_by")


def cards(person: Clinician, user: Any, today: date) -> list[Card]:
    """Who is to hold the next discussion, for each team that asked somebody."""
    if not can(user, Permission.DISCUSSION_VIEW) or person.user_id == user.pk:
        return []
    choose = f"{reverse('people-reviewer')}?person={person.reference}"
    facts: list[Fact] = [
        {"key": str(one.team), "value": _who(one), "href": choose, "action": _("Change")}
        for one in _of(person, user).open()
    ]
    nobody: Fact = {"key": _("Reviewer"), "value": _("Nobody yet"), "href": choose, "action": _("Choose")}
    return [Card(_("Next talent discussion"), facts or [nobody])]


def _who(one: Reviewer) -> str:
    words = {"name": one.user or _("Somebody who has left"), "day": date_format(localtime(one.assigned_at), "j F Y")}
    if one.user and not reviewing.members(one.team).filter(pk=one.user_id).exists():
        return _("%(name)s, since %(day)s. No longer in this team") % words
    return _("%(name)s, since %(day)s") % words


def events(person: Clinician, user: Any) -> list[Fact]:
    """When somebody was asked to hold the next discussion, and what ended it."""
    if not can(user, Permission.DISCUSSION_VIEW) or person.user_id == user.pk:
        return []
    found: list[Fact] = []
    for one in _of(person, user):
        name = {"name": one.user or _("Somebody who has left")}
        begun = _("%(name)s is to hold the next talent discussion") % name
        found.append({"title": begun, "at": one.assigned_at, "by": one.assigned_by, "text": str(one.team)})
        if one.ended_at:
            over = _("%(name)s no longer has the next talent discussion") % name
            found.append({"title": over, "at": one.ended_at, "by": one.ended_by, "text": one.get_end_display()})
    return found


def own(user: Any) -> list[dict[str, Any]]:
    """Who is to talk with the reader next: names and teams."""
    found = Reviewer.objects.visible_to(user).own(user).open().select_related("user", "team")
    return [{"name": str(one.user or ""), "team": str(one.team)} for one in found]
