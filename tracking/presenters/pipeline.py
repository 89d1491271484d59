"""The pipeline in words: posts, expected vacancies and people ready for them, by role and region."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Prefetch
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from pathways.models import Programme, Role
from profiles.models import Clinician
from talent_register.common.permissions import Permission
from talent_register.common.trust import Trust, trust_of
from talent_register.organisations.models import Region
from tracking.choices import Band, LeaderQualification
from tracking.models import LeadershipPost, Tenure
from tracking.readiness import Supply
from tracking.rules.pipeline import Cover, last_day_counted

from .plain import Cell, Head, Plain

BANDS = (Band.NOW, Band.SOON, Band.LATER)
COUNTS = (
    Head(gettext_lazy("Posts"), is_number=True),
    Head(gettext_lazy("Vacant or expected"), is_number=True),
    Head(gettext_lazy("Ready now"), is_number=True),
    Head(gettext_lazy("Ready soon"), is_number=True),
    Head(gettext_lazy("Ready later"), is_number=True),
    Head(gettext_lazy("Cover")),
)
Place = tuple[int, int | None]  # role, region


def posts_by_place(user: Any, today: date) -> dict[Place, tuple[int, int]]:
    """Posts, and those among them that need somebody, by role and region: two statements."""
    posts = LeadershipPost.objects.visible_to(user).in_being(today).order_by()
    grouped = posts.values_list("role", "region").annotate(n=Count("pk"))
    free = posts.free_soon(today, last_day_counted(today)).values_list("role", "region").annotate(n=Count("pk"))
    needed = {(role, region): n for role, region, n in free}
    return {(role, region): (n, needed.get((role, region), 0)) for role, region, n in grouped}


def cover_of(found: dict[Place, tuple[int, int]], places: list[Place], ready: Counter) -> Cover:
    """Posts of these places against the people counted for them."""
    pairs = [found[place] for place in places]
    return Cover(
        posts=sum(posts for posts, _needed in pairs),
        needed=sum(needed for _posts, needed in pairs),
        **{name: ready[band] for name, band in (("now", Band.NOW), ("soon", Band.SOON), ("later", Band.LATER))},
    )


def overview(user: Any, today: date, region: Region | None) -> Plain | None:
    """A row for each role that has posts, the most senior first."""
    found = posts_by_place(user, today)
    places: dict[int, list[Place]] = defaultdict(list)
    for place in found:
        if region is None or place[1] == region.pk:
            places[place[0]].append(place)
    supply = Supply(user)
    rows = []
    for role in Role.objects.filter(pk__in=places).order_by("-tier", "title"):
        cover = cover_of(found, places[role.pk], supply.of(role, region.pk if region else None))
        rows.append([Cell(role.title, _address("pipeline", role, region)), *_counts(role, cover, region, role.title)])
    heads = (Head(_("Role")), *COUNTS)
    return Plain.of(_("Posts and people by role"), heads, rows) if rows else None


def _counts(role: Role, cover: Cover, region: Region | None, of: str) -> list[Cell]:
    """Figures of one row. Each leads to exactly what it counts."""
    ready = [
        Cell(n, _people(role, band, region), f"{band.label.lower()}, {of}") if n else Cell(0)
        for band, n in zip(BANDS, (cover.now, cover.soon, cover.later), strict=True)
    ]
    posts = Cell(cover.posts, _address("pipeline", role, region) + "#posts", _("posts, %(of)s") % {"of": of})
    needed = Cell(
        cover.needed,
        _address("pipeline", role, region, "free=1") + "#posts" if cover.needed else "",
        _("vacant or expected, %(of)s") % {"of": of},
    )
    return [posts, needed, *ready, Cell(cover.words, tag=cover.warning, colour="orange" if cover.warning else "")]


def _address(name: str, role: Role, region: Region | None, *more: str) -> str:
    query = [*([f"region={region.code}"] if region else []), *more]
    return reverse(name, args=[role.slug]) + (f"?{'&'.join(query)}" if query else "")


def _people(role: Role, band: Band, region: Region | None) -> str:
    return _address("pipeline-people", role, region, f"band={band}")


def assumptions(today: date) -> str:
    """What the figures rest on, in two sentences."""
    until = date_format(last_day_counted(today), "F Y")
    return _(
        "A post counts as vacant or expected when nobody holds it or its holder is expected to leave before %(until)s. "
        "Readiness is what the newest talent discussion says of a role, or else what people said of their own stage."
    ) % {"until": until}


@dataclass(frozen=True)
class RolePipeline:
    """Everything the page of one role shows."""

    role: Role
    cover: Cover
    counts: list[dict[str, Any]]
    by_region: Plain | None
    chart: dict[str, Any]
    by_year: list[tuple[str, int]]
    posts: Plain | None
    seen: list[Clinician]


def of_role(user: Any, role: Role, today: date, region: Region | None, *, only_free: bool) -> RolePipeline:
    found = {place: n for place, n in posts_by_place(user, today).items() if place[0] == role.pk}
    supply = Supply(user)
    places = [place for place in found if region is None or place[1] == region.pk]
    cover = cover_of(found, places, supply.of(role, region.pk if region else None))
    held = _with_holder(LeadershipPost.objects.visible_to(user).in_being(today).filter(role=role), today)
    if region:
        held = held.filter(region=region)
    years = _years(held, today)
    listed = held.free_soon(today, last_day_counted(today)) if only_free else held
    table, chart = _regions(role, found, supply) if region is None else (None, {})
    posts, seen = _posts(user, listed)
    return RolePipeline(role, cover, _cards(role, cover, region), table, chart, years, posts, seen)


def _cards(role: Role, cover: Cover, region: Region | None) -> list[dict[str, Any]]:
    """The figures at the head of the page."""
    words = (
        ngettext("person ready now", "people ready now", cover.now),
        ngettext("person ready soon", "people ready soon", cover.soon),
        ngettext("person ready later", "people ready later", cover.later),
    )
    counted = zip(BANDS, words, (cover.now, cover.soon, cover.later), strict=True)
    cards = [{"number": n, "words": w, "href": _people(role, band, region) if n else ""} for band, w, n in counted]
    posts = ngettext("post", "posts", cover.posts)
    needed = ngettext("vacant or expected to be", "vacant or expected to be", cover.needed)
    return [
        {"number": cover.posts, "words": posts, "href": _address("pipeline", role, region) + "#posts"},
        {
            "number": cover.needed,
            "words": needed,
            "href": _address("pipeline", role, region, "free=1") + "#posts" if cover.needed else "",
        },
        *cards,
    ]


def _regions(role: Role, found: dict[Place, tuple[int, int]], supply: Supply) -> tuple[Plain | None, dict[str, Any]]:
    """The role in each region: where there is cover and where there is none."""
    ready = supply.by_region(role)
    rows, names, now, soon, needed = [], [], [], [], []
    for region in Region.objects.filter(pk__in=[place[1] for place in found if place[1]]).order_by("name"):
        cover = cover_of(found, [(role.pk, region.pk)], ready.get(region.pk, Counter()))
        link = Cell(region.name, _address("pipeline", role, region))
        rows.append([link, *_counts(role, cover, region, region.name)])
        free = ngettext("%(n)d vacancy expected", "%(n)d vacancies expected", cover.needed) % {"n": cover.needed}
        names.append(f"{region.name}, {free}")
        now.append(cover.now)
        soon.append(cover.soon)
        needed.append(cover.needed)
    if len(rows) < 2:
        return None, {}
    table = Plain.of(_("Posts and people by region"), (Head(_("Region")), *COUNTS), rows)
    series = [(str(Band.NOW.label), now), (str(Band.SOON.label), soon)]
    return table, {"rows": names, "series": series, "mark": (_("Vacant or expected to be"), needed)}


def _with_holder(posts: Any, today: date) -> Any:
    tenures = Tenure.objects.in_force_on(today).select_related("clinician", "profession")
    return posts.select_related("organisation", "region", "role").prefetch_related(
        Prefetch("tenures", tenures, to_attr="held")
    )


def _years(posts: Any, today: date) -> list[tuple[str, int]]:
    """Expected vacancies by year, as far as anybody knows."""
    counted: Counter = Counter()
    for post in posts:
        tenure = post.held[0] if post.held else None
        if tenure is None:
            counted[_("Vacant now")] += 1
        elif tenure.expected_end_on:
            counted[str(max(tenure.expected_end_on.year, today.year))] += 1
    return sorted(counted.items(), key=lambda pair: (pair[0].isdigit(), pair[0]))


def seen_by(user: Any, tenures: list[Tenure]) -> dict[int, Clinician]:
    """Holders on the register whom the user may see, by key."""
    keys = [tenure.clinician_id for tenure in tenures if tenure.clinician_id]
    seen = Clinician.objects.visible_to(user, Permission.PERSON_VIEW).filter(pk__in=keys)
    return {person.pk: person for person in seen}


def holder(tenure: Tenure | None, seen: dict[int, Clinician]) -> Cell:
    """Who holds a post: a person one may see, a published name, or no more than a profession."""
    if tenure is None:
        return Cell(_("Nobody"), tag=_("Vacant"), colour="yellow")
    background = str(tenure.profession or (_("Not a clinician") if tenure.is_clinical is False else ""))
    if tenure.clinician_id in seen:
        person = seen[tenure.clinician_id]
        return Cell(person.full_name, reverse("person", args=[person.reference]), quiet=background)
    if tenure.holder_name:
        return Cell(tenure.holder_name, quiet=background)
    if tenure.clinician_id:
        return Cell(_("On the register, name not shared with you"), quiet=background)
    return Cell(_("Name not kept"), quiet=background)


def _posts(user: Any, posts: Any) -> tuple[Plain | None, list[Clinician]]:
    found = list(posts.order_by("organisation__name", "title"))
    seen = seen_by(user, [tenure for post in found for tenure in post.held])
    rows = []
    for post in found:
        tenure = post.held[0] if post.held else None
        leaves = date_format(tenure.expected_end_on, "F Y") if tenure and tenure.expected_end_on else _("Not known")
        link = Cell(post.organisation.name, reverse("leadership-post", args=[post.uuid]), post.name, quiet=post.title)
        region = str(post.region or _("Not known"))
        rows.append([link, Cell(region), holder(tenure, seen), Cell(leaves if tenure else _("Vacant now"))])
    heads = [Head(_("Organisation")), Head(_("Region")), Head(_("Holder")), Head(_("Expected to leave"))]
    return (Plain.of(_("Posts"), heads, rows) if rows else None), list(seen.values())


@dataclass(frozen=True)
class Stay:
    """One stay in a post, in words, newest first."""

    tenure: Tenure
    holder: Cell
    facts: list[dict[str, Any]]


def stays(user: Any, post: LeadershipPost, today: date) -> list[Stay]:
    tenures = list(post.tenures.select_related("clinician", "profession", "specialty", "came_from"))
    seen = seen_by(user, tenures)
    programmes = dict(Programme.objects.values_list("code", "name"))
    return [Stay(tenure, holder(tenure, seen), _facts(tenure, programmes, today)) for tenure in tenures]


def _facts(tenure: Tenure, programmes: dict[str, str], today: date) -> list[dict[str, Any]]:
    words = dict(LeaderQualification.choices)
    dates = _("From %(day)s") % {"day": date_format(tenure.started_on, "j F Y")}
    if tenure.ended_on:
        dates += " " + _("until %(day)s") % {"day": date_format(tenure.ended_on, "j F Y")}
    expected = date_format(tenure.expected_end_on, "F Y") if tenure.expected_end_on else _("Not known")
    background = tenure.profession or (
        _("Not a clinical profession") if tenure.is_clinical is False else _("Not known")
    )
    rows = [
        {"key": _("When"), "value": dates},
        {"key": _("Basis"), "value": tenure.get_basis_display()},
        {"key": _("Profession when appointed"), "value": str(background)},
        {"key": _("Specialty"), "value": str(tenure.specialty) if tenure.specialty else ""},
        {"key": _("Qualifications"), "value": ", ".join(str(words.get(q, q)) for q in tenure.qualifications)},
        {"key": _("Programmes"), "value": ", ".join(programmes.get(code, code) for code in tenure.programmes)},
        {"key": _("Came from"), "value": _came_from(tenure)},
        {"key": _("Expected to leave"), "value": "" if tenure.ended_on else expected},
        {"key": _("Why"), "value": tenure.get_end_reason_display() if tenure.end_reason else ""},
        {"key": _("Source"), "value": source_words(tenure, today)},
    ]
    return [row for row in rows if row["value"]]


def _came_from(tenure: Tenure) -> str:
    return ", ".join(part for part in (str(tenure.came_from or ""), str(tenure.get_route_in_display())) if part)


def source_words(fact: Any, today: date) -> str:
    """Where a fact was read and the day it was checked; that it was not, or too long ago, where that is so."""
    trust = trust_of(is_verified=fact.is_verified, checked_on=fact.checked_on, today=today)
    if not fact.source:
        return _("No source recorded. Not checked")
    if trust is Trust.UNCHECKED:
        return _("%(source)s. Not checked yet") % {"source": fact.source}
    words = (
        _("%(source)s. Checked on %(day)s")
        if trust is Trust.CHECKED
        else _("%(source)s. Checked too long ago: %(day)s")
    )
    return words % {"source": fact.source, "day": date_format(fact.checked_on, "j F Y")}
