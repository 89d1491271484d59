"""Bringing a checked list of posts into effect: a few statements, whatever the number of rows."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone

from talent_register.imports.models import ImportRow
from tracking.actions.posts import Source
from tracking.models import LeadershipPost, Tenure

from .columns import NOT_CLINICAL
from .stored import WRITTEN, place_of, posts_at, reference_data, stays_in

AT_ONCE = 1_000
READ = {"ended_on": date.fromisoformat, "whole_time": Decimal, "basis": str, "route_in": str}


def apply(run, *, by, at) -> dict[str, int]:
    """Record posts, holders who came and what changed of them; keep with each row what undo needs."""
    rows = list(run.rows.filter(state="READY").order_by("number"))
    known = reference_data()
    posts = posts_at((place_of(row.cleaned) for row in rows), lock=True)
    made = _make_posts(run, rows, posts, known, by, at)
    stays = {(one.post_id, one.started_on): one for held in stays_in(posts.values()).values() for one in held}
    new, changed = [], []
    for row in rows:
        post = posts[place_of(row.cleaned)]
        row.origin = {"post": post.pk, "made": place_of(row.cleaned) in made}
        start = date.fromisoformat(row.cleaned["started_on"]) if row.cleaned.get("started_on") else None
        if row.action == "CHANGED":
            tenure = stays[post.pk, start]
            row.origin |= {"tenure": tenure.pk, "was": snapshot(tenure)}
            _write(tenure, row.after or {}, row, run, by, known)
            changed.append(tenure)
        elif row.action == "NEW" and start:
            tenure = Tenure(post=post, started_on=start, recorded_on=timezone.localdate(at), created_at=at)
            _write(tenure, row.cleaned, row, run, by, known)
            new.append((row, tenure))
        row.state = "APPLIED"
    # Whoever left goes first: a post has one holder at a time.
    Tenure.objects.bulk_update(
        changed, [name.removesuffix("_id") for name in (*WRITTEN, "holder_name")], batch_size=AT_ONCE
    )
    Tenure.objects.bulk_create([tenure for _row, tenure in new], batch_size=AT_ONCE)
    for row, tenure in new:
        row.origin["tenure"] = tenure.pk
    written = {one.pk: one for one in (*changed, *(tenure for _row, tenure in new))}
    for row in rows:
        if "tenure" in row.origin:
            row.origin["left"] = snapshot(written[row.origin["tenure"]])
    ImportRow.objects.bulk_update(rows, ["state", "origin"], batch_size=AT_ONCE)
    return {"posts": len(made), "holders": len(new)}


def _make_posts(run, rows, posts, known, by, at) -> set[tuple]:
    """Posts that the register did not know, once each."""
    wanted = {place_of(row.cleaned): row for row in rows if place_of(row.cleaned) not in posts}
    for place, row in wanted.items():
        body = known["organisation"][place[0]]
        posts[place] = LeadershipPost(
            role=known["role"][place[1]],
            organisation=body,
            region_id=body.region_id,
            title=place[2],
            created_at=at,
            import_reference=run.reference,
            **_source(row.cleaned.get("source", "")),
        )
    LeadershipPost.objects.bulk_create([posts[place] for place in wanted], batch_size=AT_ONCE)
    return set(wanted)


def _write(tenure: Tenure, values: dict, row: ImportRow, run, by, known) -> None:
    """Put these values into a holder. A name is never among them."""
    for name, read in READ.items():
        if values.get(name):
            setattr(tenure, name, read(values[name]))
    if profession := values.get("profession"):
        tenure.profession = known["profession"].get(profession)
        tenure.is_clinical = profession != NOT_CLINICAL
    for name, several in (("qualification", "qualifications"), ("programme", "programmes")):
        if values.get(name):
            setattr(tenure, several, [*getattr(tenure, several), values[name]])
    if row.person_id and tenure.clinician_id is None:
        tenure.clinician_id, tenure.holder_name = row.person_id, ""
    for name, value in _source(values["source"]).items() if values.get("source") else ():
        setattr(tenure, name, value)
    tenure.import_reference = run.reference


def _source(text: str) -> dict[str, Any]:
    """Where it was read. That a list names a place does not mean that anybody has looked there: it is to be checked."""
    return Source(text).columns()


def snapshot(tenure: Tenure) -> dict[str, Any]:
    """What an import may write of a holder, as JSON keeps it."""
    values = {name: getattr(tenure, name) for name in (*WRITTEN, "holder_name")}
    return {name: str(value) if isinstance(value, date | Decimal) else value for name, value in values.items()}
