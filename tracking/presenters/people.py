"""The people list: its columns, its rows and the words around it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from profiles.models import Clinician, Post, Training
from tracking.choices import ReviewState
from tracking.rules.reminders import DUE_SOON_DAYS

SIZES = (25, 50, 100)
COLUMNS = (
    ("name", _("Name and role")),
    ("profession", _("Profession")),
    ("", _("Employer")),
    ("region", _("Region")),
    ("stage", _("Stage")),
    ("review", _("Review due")),
)


def with_work(people: QuerySet) -> QuerySet:
    """People with what the list and the record say of their work, in a constant number of queries."""
    posts = Post.objects.filter(ended_on__isnull=True).select_related("organisation")
    trainings = Training.objects.filter(ended_on__isnull=True).select_related("specialty", "grade", "organisation")
    return people.select_related("profession", "region").prefetch_related(
        Prefetch("posts", posts, to_attr="posts_now"), Prefetch("trainings", trainings, to_attr="trainings_now")
    )


@dataclass(frozen=True)
class Column:
    """A heading: a link that orders the list, unless the list cannot be ordered by it."""

    words: Promise | str
    href: str = ""
    order: str = ""


def columns(query: QueryDict, sort: str) -> list[Column]:
    """Pressing a heading orders by it; pressing it again turns the order round, always from page 1."""
    made = []
    for key, words in COLUMNS:
        if not key:
            made.append(Column(words))
            continue
        order = {key: "ascending", f"-{key}": "descending"}.get(sort, "none")
        made.append(Column(words, _with(query, sort=f"-{key}" if sort == key else key), order))
    return made


def sizes(query: QueryDict, size: int) -> list[dict[str, Any]]:
    return [{"size": one, "href": "" if one == size else _with(query, size=str(one))} for one in SIZES]


def _with(query: QueryDict, **changes: str) -> str:
    kept = query.copy()
    kept.pop("page", None)
    for name, value in changes.items():
        kept[name] = value
    return f"?{kept.urlencode()}"


@dataclass(frozen=True)
class Row:
    """One person in a list, in words."""

    reference: str
    name: str
    role: str
    profession: str
    specialty: str
    employer: str
    region: str
    stage: str
    review: "ReviewWords"
    is_close: bool = False


@dataclass(frozen=True)
class ReviewWords:
    """When the review is due, and whether that is a matter: text first, colour beside it."""

    due_on: date | None
    text: Promise | str
    colour: str


def review_words(due_on: date | None, today: date) -> ReviewWords:
    if due_on is None:
        return ReviewWords(None, "", "")
    if due_on < today:
        return ReviewWords(due_on, ReviewState.OVERDUE.label, "orange")
    if (due_on - today).days <= DUE_SOON_DAYS:
        return ReviewWords(due_on, _("Due soon"), "yellow")
    return ReviewWords(due_on, "", "")


def row(person: Clinician, today: date, close: frozenset[int] = frozenset()) -> Row:
    """One row. `person` comes from `with_work`."""
    post = person.posts_now[0] if person.posts_now else None
    specialties = dict.fromkeys(str(t.specialty) for t in person.trainings_now if t.specialty)
    return Row(
        reference=person.reference,
        name=person.full_name,
        role=post.title if post else "",
        profession=str(person.profession or ""),
        specialty=", ".join(specialties),
        employer=employer(post),
        region=str(person.region or ""),
        stage=person.get_stage_display(),
        review=review_words(person.review_due_on, today),
        is_close=person.pk in close,
    )


def employer(post: Post | None) -> str:
    if post is None:
        return ""
    return str(post.organisation) if post.organisation else post.organisation_text
