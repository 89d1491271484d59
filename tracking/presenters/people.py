"""The people list: its columns, its rows and the words around it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Prefetch, QuerySet, prefetch_related_objects
from django.http import QueryDict
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pathways.models import Goal
from profiles.models import Clinician, Post, Training
from talent_register.accounts.access import can
from talent_register.common.permissions import Permission
from tracking.choices import Agreed, Readiness, ReviewState, WorkingPattern
from tracking.models import Reviewer, TalentDiscussion
from tracking.rules.reminders import DUE_SOON_DAYS
from tracking.search import Counted
from tracking.search.agreed import what_was_agreed
from tracking.search.facets import Reader

SIZES = (25, 50, 100)
# Key of the column, its words, and the order that its heading gives. The name always stands.
COLUMNS = (
    ("name", _("Name and role"), "name"),
    ("profession", _("Profession"), "profession"),
    ("employer", _("Employer"), ""),
    ("region", _("Region"), "region"),
    ("goal", _("Goal"), ""),
    ("readiness", _("Readiness"), ""),
    ("reviewer", _("Reviewer"), ""),
    ("stage", _("Stage"), "stage"),
    ("next", _("Would like to"), ""),
    ("pattern", _("Working pattern"), ""),
    ("joined", _("Joined"), "joined"),
    ("review", _("Review due"), "review"),
    ("consent", _("Consent"), ""),
)
PLACES = ("page", "after", "before")
# The region stands below the employer while it has no column of its own.
OF_DISCUSSIONS = ("readiness", "reviewer")
USUAL = ("name", "profession", "employer", "goal", "readiness", "review", "consent")


def shown_columns(query: QueryDict, user: Any) -> tuple[str, ...]:
    """The columns that an address asks for, in our order; the usual ones when it asks for none that exist."""
    wanted, open_to = set(query.getlist("show")), _open_to(user)
    found = tuple(key for key in open_to if key in wanted)
    return ("name", *(key for key in found if key != "name")) if found else tuple(k for k in USUAL if k in open_to)


def choices_of_columns(shown: tuple[str, ...], user: Any) -> list[dict[str, Any]]:
    words = {key: words for key, words, _order in COLUMNS}
    return [{"key": key, "words": words[key], "is_shown": key in shown} for key in _open_to(user) if key != "name"]


def _open_to(user: Any) -> list[str]:
    """The columns that a user may have: what talent discussions say only whoever reads them."""
    may_read = can(user, Permission.DISCUSSION_VIEW)
    return [key for key, _words, _order in COLUMNS if key not in OF_DISCUSSIONS or may_read]


@dataclass(frozen=True)
class Judged:
    """How near somebody is, as the newest discussion that the reader may read says: whose it was, and when."""

    band: Promise | str
    team: str
    on: date


@dataclass(frozen=True)
class Said:
    """What a list says of its people beside their own row, by their keys."""

    readiness: dict[int, Judged] = field(default_factory=dict)
    goals: dict[int, list[str]] = field(default_factory=dict)
    reviewers: dict[int, str] = field(default_factory=dict)
    agreed: dict[int, str] = field(default_factory=dict)


def said_of(people: Iterable[Clinician], user: Any, shown: tuple[str, ...]) -> Said:
    """For the people of a page: what the newest discussion says that the user may read, the roles they aim for, and
    what they agreed to."""
    keys, said = [person.pk for person in people], Said()
    if "readiness" in shown:
        read = TalentDiscussion.objects.of_others_visible_to(user).filter(clinician__in=keys).newest_each()
        for person, band, team, day in read.values_list("clinician", "readiness", "owner__name", "held_on"):
            said.readiness[person] = Judged(Readiness(band).label, team, day)
    if "goal" in shown:
        goals = Goal.objects.open().filter(clinician__in=keys).exclude(clinician__user=user)
        for person, role in goals.values_list("clinician", "role__title"):
            said.goals.setdefault(person, []).append(role)
    if "reviewer" in shown:
        each = Reviewer.objects.of_teams_of(user).open().filter(clinician__in=keys).one_each(user)
        said.reviewers.update((one.clinician_id, str(one.user)) for one in each.select_related("user"))
    if "consent" in shown:
        agreed = what_was_agreed(Reader(user, timezone.localdate()))
        said.agreed.update(Clinician.objects.filter(pk__in=keys).order_by().values_list("pk", agreed))
    return said


def with_work(people: QuerySet) -> QuerySet:
    """People with what the list and the record say of their work, in a constant number of queries."""
    posts = Post.objects.filter(ended_on__isnull=True).select_related("organisation")
    trainings = Training.objects.filter(ended_on__isnull=True).select_related("specialty", "grade", "organisation")
    return people.select_related("profession", "region").prefetch_related(
        Prefetch("posts", posts, to_attr="posts_now"), Prefetch("trainings", trainings, to_attr="trainings_now")
    )


WORK_NOW: dict[str, tuple[Any, str, str]] = {
    "posts_now": (
        Post,
        "organisation",
        "SELECT id, clinician_id, title, organisation_id, organisation_text, whole_time FROM profiles_post"
        " WHERE clinician_id = ANY(%s) AND ended_on IS NULL ORDER BY started_on DESC, id DESC",
    ),
    "trainings_now": (
        Training,
        "specialty",
        "SELECT t.id, t.clinician_id, t.specialty_id FROM profiles_training t"
        " JOIN organisations_organisation body ON body.id = t.organisation_id"
        " WHERE t.clinician_id = ANY(%s) AND t.ended_on IS NULL ORDER BY body.name, t.id",
    ),
}


def in_place(people: QuerySet) -> QuerySet:
    """People with what they are and where: what `row` says of them beside their work."""
    return people.select_related("profession", "region")


def with_their_work(people: Iterable[Clinician]) -> list[Clinician]:
    """People who were read, a page of them, with what `row` says of their work and no more.

    Writing its statements took `with_work` more time than anything else took for a page of the people list.
    """
    people = list(people)
    for name, (model, beside, statement) in WORK_NOW.items():
        of_person: dict[int, list] = {person.pk: [] for person in people}
        found = list(model.objects.raw(statement, [list(of_person)]))
        prefetch_related_objects(found, beside)
        for one in found:
            of_person[one.clinician_id].append(one)
        for person in people:
            setattr(person, name, of_person[person.pk])
    return people


@dataclass(frozen=True)
class Column:
    """A heading: a link that orders the list, unless the list cannot be ordered by it."""

    words: Promise | str
    href: str = ""
    order: str = ""


def columns(query: QueryDict, sort: str, shown: tuple[str, ...] = USUAL) -> list[Column]:
    """Pressing a heading orders by it; pressing it again turns the order round, always from page 1."""
    made = []
    for key, words, order_by in COLUMNS:
        if key not in shown:
            continue
        if not order_by:
            made.append(Column(words))
            continue
        order = {order_by: "ascending", f"-{order_by}": "descending"}.get(sort, "none")
        href = address(query, sort=f"-{order_by}" if sort == order_by else order_by)
        made.append(Column(words, href, order))
    return made


def sizes(query: QueryDict, size: int) -> list[dict[str, Any]]:
    return [{"size": one, "href": "" if one == size else address(query, size=str(one))} for one in SIZES]


def address(query: QueryDict, **changes: str) -> str:
    """The same list with something changed: from its first page."""
    kept = query.copy()
    for name in PLACES:
        kept.pop(name, None)
    for name, value in changes.items():
        kept[name] = value
    return f"?{kept.urlencode()}"


def steps(page: Any, query: QueryDict) -> dict[str, str]:
    """The pages before and after, in a long list that is paged by its people."""
    found = {}
    if getattr(page, "before", ""):
        found["previous"] = address(query, page=str(max(page.number - 1, 1)), before=page.before)
    if getattr(page, "after", ""):
        found["next"] = address(query, page=str(page.number + 1), after=page.after)
    return found


def ways_out(form: Any, counted: Counted, query: QueryDict, without_words: int) -> list[dict[str, Any]]:
    """For a list that is empty: what to leave out so that somebody is left, and how many that would be."""
    ways = []
    if without_words:
        rest = query.copy()
        rest.pop("q", None)
        words = _("Search without the words “%(words)s”") % {"words": query.get("q", "").strip()}
        ways.append({"words": words, "people": without_words, "href": address(rest)})
    for name in counted.choices:
        if query.getlist(name) and (people := counted.without(name)):
            rest = query.copy()
            rest.pop(name, None)
            words = _("Remove the filter “%(label)s”") % {"label": form.fields[name].label}
            ways.append({"words": words, "people": people, "href": address(rest)})
    return ways


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
    next_step: str
    pattern: Promise | str
    joined: date | None
    review: "ReviewWords"
    goal: str = ""
    readiness: Judged | None = None
    reviewer: str = ""
    consent: Promise | str = ""
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


def row(person: Clinician, today: date, close: frozenset[int] = frozenset(), said: Said | None = None) -> Row:
    """One row. `person` comes from `with_work` or `with_their_work`, `said` from `said_of` where those columns are."""
    said = said or Said()
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
        next_step=person.get_next_step_display(),
        pattern=_pattern(post),
        joined=timezone.localdate(person.registered_at) if person.registered_at else None,
        review=review_words(person.review_due_on, today),
        goal=", ".join(said.goals.get(person.pk, [])),
        readiness=said.readiness.get(person.pk),
        reviewer=said.reviewers.get(person.pk, ""),
        consent=Agreed(said.agreed[person.pk]).label if person.pk in said.agreed else "",
        is_close=person.pk in close,
    )


def _pattern(post: Post | None) -> Promise | str:
    if post is None or post.whole_time is None:
        return ""
    return WorkingPattern.PART.label if post.whole_time < 1 else WorkingPattern.FULL.label


def employer(post: Post | None) -> str:
    if post is None:
        return ""
    return str(post.organisation) if post.organisation else post.organisation_text
