"""What was said of somebody: for the team that said it, and for the person, from the same rows."""

from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from profiles.models import Clinician
from tracking.choices import NOT_YET_DISCUSSED, Readiness
from tracking.models import DiscussionComment, TalentDiscussion


@dataclass(frozen=True)
class Standing:
    """Where somebody stands now, by the newest discussion that the reader may see."""

    readiness: str
    place: str = ""
    held_on: date | None = None
    review_on: date | None = None
    is_due: bool = False


@dataclass(frozen=True)
class Sides:
    """One line of "they said, we said, agreed"."""

    label: str
    they: str
    we: str
    agreed: str


def of_person(person: Clinician, user: Any):
    """The discussions of one person that staff may see, newest first."""
    seen = TalentDiscussion.objects.visible_to(user).of_others(user).filter(clinician=person)
    return with_all(seen)


def with_all(discussions):
    fetched = discussions.select_related("grid", "owner", "recorded_by", "share", "clinician")
    return fetched.prefetch_related("roles__role", "comments")


def newest(person: Clinician, user: Any) -> TalentDiscussion | None:
    """Where somebody stands, by what the reader may see."""
    seen = TalentDiscussion.objects.visible_to(user).of_others(user).filter(clinician=person)
    return seen.select_related("grid").first()


def stands(latest: TalentDiscussion | None, today: date) -> Standing:
    if latest is None:
        return Standing(str(NOT_YET_DISCUSSED))
    return Standing(
        readiness=latest.get_readiness_display(),
        place=latest.grid.words(latest.place),
        held_on=latest.held_on,
        review_on=latest.review_on,
        is_due=latest.review_on <= today,
    )


def sides(discussion: TalentDiscussion) -> list[Sides]:
    """Both views beside what was agreed, left out where nobody said anything."""
    words = discussion.grid.words
    place = (words(discussion.they_place), words(discussion.we_place), words(discussion.place))
    said = (discussion.they_said, discussion.we_said, discussion.agreed)
    lines = [Sides(_("On the grid"), *place), Sides(_("In words"), *said)]
    return [line for line in lines if line.they or line.we or line.agreed]


def support(discussion: TalentDiscussion) -> str:
    """What the cell stands for: the support that fits."""
    return discussion.grid.cells.get(discussion.place, "")


def facts(discussion: TalentDiscussion) -> list[dict[str, Any]]:
    """The facts of one discussion that both sides read."""
    return [
        {"key": _("How soon for a bigger role"), "value": readiness(discussion.readiness)},
        *({"key": one.role.title, "value": readiness(one.readiness)} for one in discussion.roles.all()),
        {"key": _("Place on the grid"), "value": discussion.grid.words(discussion.place) or _("Not placed")},
        {"key": _("Support that fits"), "value": support(discussion) or _("Not said")},
        {"key": _("Evidence"), "value": discussion.evidence},
        {"key": _("To be looked at again"), "value": _day(discussion.review_on)},
    ]


def readiness(code: str) -> str:
    return str(Readiness(code).label)


def changes(discussions: list[TalentDiscussion]) -> list[dict[str, Any]]:
    """One line for each, with what was different from the one before."""
    older = {one.pk: before for one, before in pairwise(discussions)}
    return [
        {
            "discussion": one,
            "readiness": readiness(one.readiness),
            "place": one.grid.words(one.place) or _("Not placed"),
            "was": _was(one, older.get(one.pk)),
            "shown": one.shown_at,
            "answers": len(one.comments.all()),
        }
        for one in discussions
    ]


def _was(one: TalentDiscussion, before: TalentDiscussion | None) -> str:
    if before is None:
        return ""
    was = [readiness(before.readiness)] if before.readiness != one.readiness else []
    if before.place != one.place:
        was.append(before.grid.words(before.place) or _("Not placed"))
    return ", ".join(was)


def answers(comments: list[DiscussionComment], name: str) -> list[dict[str, Any]]:
    """What the person answered, newest first, in the words of the timeline."""
    return [
        {
            "title": _("%(name)s sees this differently") % {"name": name} if one.is_dissent else name,
            "at": one.at,
            "text": one.words,
        }
        for one in reversed(comments)
    ]


def own(user: Any) -> list[TalentDiscussion]:
    """What the reader may read about themselves, newest first."""
    return list(with_all(TalentDiscussion.objects.visible_to(user).own(user)))


def in_short(discussion: TalentDiscussion) -> str:
    place = discussion.grid.words(discussion.place)
    return ". ".join(part for part in (readiness(discussion.readiness), place) if part) + "."


def due(user: Any, today: date) -> list[TalentDiscussion]:
    """The newest discussion of each person who is to be talked about again, the longest waiting first."""
    seen = TalentDiscussion.objects.visible_to(user).of_others(user)
    waiting = TalentDiscussion.objects.filter(pk__in=seen.newest_each().values("pk")).review_due_by(today)
    return list(waiting.select_related("clinician", "grid").order_by("review_on", "pk"))


def card(person: Clinician, latest: TalentDiscussion | None, today: date) -> list[dict[str, Any]]:
    """The part of the record that says where somebody stands."""
    if latest is None:
        return []
    now = stands(latest, today)
    return [
        {"key": _("How soon for a bigger role"), "value": now.readiness},
        {"key": _("Place on the grid"), "value": now.place or _("Not placed")},
        {
            "key": _("Said on"),
            "value": _day(now.held_on),
            "href": reverse("discussion-list", args=[person.reference]),
            "action": _("Read it"),
        },
        {"key": _("To be looked at again"), "value": _day(now.review_on)},
    ]


def _day(value: date | None) -> str:
    return date_format(value, "j F Y") if value else ""
