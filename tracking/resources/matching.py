"""Which post each staged row is about, who its holder is, and what would change."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from pathways.models import Role
from profiles.models import Clinician, Registration, Use
from profiles.rules import fold_name, split_name
from talent_register.common.permissions import Permission
from talent_register.imports.checking.issues import WARNING
from talent_register.imports.models import ImportRow
from talent_register.organisations.models import Organisation
from tracking.models import Tenure

from .stored import VALUES, place_of, posts_at, stays_in, values_of

OURS = {"other_region", "role_ended", "overlap", "holder_unknown", "holder_differs", "region_differs"}
FIELDS = ["person_id", "person_version", "state", "action", "before", "after", "issues"]
AT_ONCE = 1_000


def note_duplicates(run) -> None:
    """Rows that are the same post from the same day as an earlier row have a problem."""
    first: dict[tuple, int] = {}
    wrong = []
    for row in _staged(run):
        key = (*place_of(row.cleaned), row.cleaned.get("started_on", ""))
        other = first.setdefault(key, row.number)
        if other != row.number:
            row.state, row.action = "PROBLEM", ""
            details = {"row": row.number, "other_row": other}
            row.issues = [*row.issues, _issue("role", "duplicate_in_file", details=details)]
            wrong.append(row)
    ImportRow.objects.bulk_update(wrong, ["state", "action", "issues"], batch_size=AT_ONCE)


def match(run) -> int:
    """Compare every row without a problem with what is held now. Returns how many rows are news."""
    rows = _staged(run)
    posts = posts_at(place_of(row.cleaned) for row in rows)
    stays = stays_in(posts.values())
    bodies = Organisation.objects.select_related("region").in_bulk(
        {row.cleaned["organisation"] for row in rows}, field_name="code"
    )
    holders = _holders(run, rows)
    ended = set(Role.objects.filter(valid_to__lte=run.as_at).values_list("code", flat=True))
    verdicts = {}
    for row in rows:
        post = posts.get(place_of(row.cleaned))
        held = stays.get(post.pk, []) if post else []
        verdicts[row.pk] = _verdict(run, row, post, held, bodies[row.cleaned["organisation"]], holders, ended)
    for row in _overlapping(rows, posts, stays):
        verdicts[row.pk] = {
            **verdicts[row.pk],
            "state": "PROBLEM",
            "action": "",
            "issues": [*verdicts[row.pk]["issues"], _issue("started_on", "overlap", row)],
        }
    news = [row for row in rows if any(getattr(row, name) != verdicts[row.pk][name] for name in FIELDS)]
    for row in news:
        for name, value in verdicts[row.pk].items():
            setattr(row, name, value)
    ImportRow.objects.bulk_update(news, FIELDS, batch_size=AT_ONCE)
    return len(news)


def _staged(run) -> list[ImportRow]:
    return list(run.rows.filter(state="READY").order_by("number"))


def _verdict(run, row, post, held, body, holders, ended) -> dict[str, Any]:
    """What becomes of one row: who the holder is, whether it is new, and what it would change."""
    person, doubt = holders.get(row.pk, (None, ""))
    tenure = next((one for one in held if one.started_on.isoformat() == row.cleaned.get("started_on")), None)
    issues = [issue for issue in row.issues if issue["code"] not in OURS]
    if doubt:
        issues.append(_issue("registration_number", doubt, level=WARNING))
    region = row.cleaned.get("region")
    if region and body.region and body.region.code != region:
        issues.append(_issue("region", "region_differs", row, WARNING, {"region": body.region.name}))
    verdict = {"state": "READY", "before": None, "after": None, "issues": issues, "person_id": person}
    if refusals := list(_refusals(run, row, post, body, ended)):
        issues += refusals
        verdict |= {"state": "PROBLEM"}
    verdict["action"] = "" if verdict["state"] == "PROBLEM" else _action(row, post, tenure)
    verdict["person_version"] = _version(post, tenure)
    if verdict["action"] == "CHANGED" or (tenure and verdict["state"] == "READY"):
        now = values_of(tenure)
        wanted = _wanted(row, tenure)
        differs = {name: value for name, value in wanted.items() if now.get(name) != value}
        links = person is not None and tenure.clinician_id is None
        verdict["action"] = "CHANGED" if differs or links else "UNCHANGED"
        if verdict["action"] == "CHANGED":
            verdict |= {"before": {name: now.get(name) for name in differs}, "after": differs}
    return verdict


def _refusals(run, row, post, body, ended: set[str]) -> Iterator[dict[str, Any]]:
    """What a row may not be. A post that the register knows stays, also where its role has ended since."""
    if run.organisation.kind == Organisation.Kind.REGION and body.region_id != run.organisation.region_id:
        yield _issue("organisation", "other_region", row)
    if post is None and row.cleaned["role"] in ended:
        yield _issue("role", "role_ended", row)


def _wanted(row, tenure: Tenure) -> dict[str, str]:
    """The values of a row that are not already among several that the register holds."""
    wanted = {name: row.cleaned[name] for name in VALUES if row.cleaned.get(name)}
    for name, held in (("qualification", tenure.qualifications), ("programme", tenure.programmes)):
        if wanted.get(name) in held:
            del wanted[name]
    return wanted


def _action(row, post, tenure) -> str:
    if not row.cleaned.get("started_on"):
        return "UNCHANGED" if post else "NEW"
    return "CHANGED" if tenure else "NEW"


def _version(post, tenure) -> str:
    """The post and its holder as they are now, as one short hash."""
    if tenure is None:
        return f"post {post.pk}" if post else ""
    said = json.dumps([tenure.pk, tenure.clinician_id, values_of(tenure)], sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()[:40]


def _holders(run, rows) -> dict[int, tuple[int | None, str]]:
    """By row, the person of the register to link, or why nobody is. Only whom whoever imports may see, or
    from the shell the team for whom it is.

    Somebody who may not be seen and somebody who is not here get the same answer.
    """
    asked = {row.pk: row.cleaned["number_key"] for row in rows if row.cleaned.get("number_key")}
    if not asked:
        return {}
    seen = Clinician.objects.shown_to_team(run.organisation, Use.POSTS)
    if run.uploaded_by:
        seen = Clinician.objects.visible_to(run.uploaded_by, Permission.PIPELINE_VIEW)
    numbers = Registration.objects.filter(number_key__in=set(asked.values()), clinician__in=seen)
    people = {
        (regulator, number): (key, family)
        for regulator, number, key, family in numbers.values_list(
            "regulator__code", "number_key", "clinician_id", "clinician__family_key"
        )
    }
    found: dict[int, tuple[int | None, str]] = {}
    for row in rows:
        if row.pk in asked:
            person, family = people.get((row.cleaned["regulator"], asked[row.pk]), (None, ""))
            name = fold_name(split_name(row.cleaned.get("holder_name", ""))[1])
            is_other = person is not None and name and name != family
            found[row.pk] = (None, "holder_differs") if is_other else (person, "" if person else "holder_unknown")
    return found


def _overlapping(rows, posts, stays) -> list[ImportRow]:
    """Rows whose holder would hold a post together with another, counting what the rest of the file says."""
    by_place: dict[tuple, list[ImportRow]] = defaultdict(list)
    for row in rows:
        if row.cleaned.get("started_on"):
            by_place[place_of(row.cleaned)].append(row)
    found = []
    for place, own in by_place.items():
        post = posts.get(place)
        held = stays.get(post.pk, []) if post else []
        ends = {one.started_on.isoformat(): one.ended_on and one.ended_on.isoformat() for one in held}
        for row in own:
            start = row.cleaned["started_on"]
            ends[start] = row.cleaned.get("ended_on") or ends.get(start)
        days = sorted(ends)
        clash = set()
        for day, following in pairwise(days):
            if ends[day] is None or ends[day] > following:
                clash |= {day, following}
        found += [row for row in own if row.cleaned["started_on"] in clash]
    return found


def _issue(column, code, row=None, level="problem", details=None) -> dict[str, Any]:
    value = str(row.cleaned.get(column, ""))[:60] if row else ""
    return {"column": column, "value": value, "code": code, "level": level, "details": details or {}}
