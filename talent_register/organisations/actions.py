"""Bringing the published list of organisations into the database, and keeping those that are on no such list.

Nothing is ever deleted.
"""

from collections import Counter
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from django.utils.text import slugify

from talent_register.audit import actions as audit

from . import published, rules
from .models import Organisation, OrganisationName, Region

MARKS = ["source", "checked", "checked_on", "is_verified"]
REGION_FACTS = ["kind", "name", "ods_code", "training_number_prefix", "nation", *MARKS]
ORGANISATION_FACTS = [
    "name",
    "kind",
    "nation",
    "region_id",
    "town",
    "postcode",
    "opened_on",
    "disabled_on",
    *MARKS,
]
NAME_FACTS = ["search_key", "from_date", "to_date", "seen_on", "is_official"]
BATCH = 2000
LINK = """
    UPDATE organisations_organisation o
    SET parent_id = parent.id, successor_id = successor.id
    FROM unnest(%s::text[], %s::text[], %s::text[]) AS wanted (code, parent, successor)
    LEFT JOIN organisations_organisation parent ON parent.code = wanted.parent
    LEFT JOIN organisations_organisation successor ON successor.code = wanted.successor
    WHERE o.code = wanted.code
        AND (o.parent_id, o.successor_id) IS DISTINCT FROM (parent.id, successor.id)
"""


class DryRun(Exception):
    """Raised to leave nothing behind."""


def sync(*, by: object = None, dry_run: bool = False) -> Counter:
    """Write what is new or different in the published list; count new, changed and unchanged organisations."""
    counts: Counter = Counter()
    try:
        with transaction.atomic():
            regions = _sync_regions(counts)
            wanted = published.organisations()
            _sync_organisations(wanted, regions, counts)
            _link(wanted, counts)
            ids = dict(Organisation.objects.values_list("code", "id"))
            _sync_names(wanted, ids, counts)
            if dry_run:
                raise DryRun
            audit.record("organisations.organisations_synced", by=by, details=dict(counts))
    except DryRun:
        pass
    return counts


@transaction.atomic
def keep(*, organisation: Organisation, is_published: bool, by: Any, at: datetime) -> Organisation:
    """Record a body that is on no published list, or what has changed of it. Its name can be searched for."""
    rules.check_can_keep(code=organisation.code, kind=organisation.kind, is_published=is_published)
    is_new = organisation.pk is None
    if is_new:
        name = slugify(organisation.name)
        taken = set(Organisation.objects.filter(slug=name[:100].strip("-")).values_list("slug", flat=True))
        organisation.slug = rules.slug_for(name, organisation.code, taken)
    organisation.checked_on = timezone.localdate(at)
    organisation.checked = organisation.checked_on.isoformat()
    organisation.save()
    organisation.names.filter(is_official=True).exclude(name=organisation.name).update(is_official=False)
    key = rules.search_key(organisation.name)
    organisation.names.update_or_create(name=organisation.name, defaults={"search_key": key, "is_official": True})
    audit.record(
        "organisations.organisation_recorded",
        by=by,
        object_type="organisation",
        object_ref=organisation.code,
        organisation=organisation.code,
        details={"is_new": is_new},
    )
    return organisation


def _different(row: dict, stored: Any, facts: list[str]) -> bool:
    return stored is None or any(stored[fact] != row[fact] for fact in facts)


def _sync_regions(counts: Counter) -> dict[str, int]:
    """Write the regions, parents after the rows they point to; return their ids by code."""
    wanted = published.regions()
    stored = {row["code"]: row for row in Region.objects.values()}
    fresh = [row for code, row in wanted.items() if _different(row, stored.get(code), REGION_FACTS)]
    Region.objects.bulk_create(
        [Region(code=row["code"], **{fact: row[fact] for fact in REGION_FACTS}) for row in fresh],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=REGION_FACTS,
    )
    counts["regions written"] = len(fresh)
    found = {region.code: region for region in Region.objects.all()}
    moved = []
    for code, row in wanted.items():
        parent_id = found[row["parent"]].id if row["parent"] else None
        if found[code].parent_id != parent_id:
            found[code].parent_id = parent_id
            moved.append(found[code])
    Region.objects.bulk_update(moved, ["parent"])
    return {code: region.id for code, region in found.items()}


def _sync_organisations(wanted: dict[str, dict], regions: dict[str, int], counts: Counter) -> None:
    """Write the organisations without what points from one to another. Page addresses never change once given."""
    stored = {row["code"]: row for row in Organisation.objects.values("code", "slug", *ORGANISATION_FACTS)}
    taken = {row["slug"] for row in stored.values()}
    fresh = []
    for code, row in wanted.items():
        row["region_id"] = regions[row["region"]] if row["region"] else None
        if not _different(row, stored.get(code), ORGANISATION_FACTS):
            counts["unchanged"] += 1
            continue
        counts["changed" if code in stored else "new"] += 1
        slug = stored[code]["slug"] if code in stored else rules.slug_for(slugify(row["name"]), code, taken)
        taken.add(slug)
        fresh.append(Organisation(code=code, slug=slug, **{fact: row[fact] for fact in ORGANISATION_FACTS}))
    Organisation.objects.bulk_create(
        fresh,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=[fact.removesuffix("_id") for fact in ORGANISATION_FACTS],
        batch_size=BATCH,
    )
    if fresh:  # else the statement that links them is planned for an empty table
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {Organisation._meta.db_table}")


def _link(wanted: dict[str, dict], counts: Counter) -> None:
    """Point organisations to their parent and successor where that is new or different, in one statement."""
    rows = [(code, row["parent"], row["successor"]) for code, row in wanted.items()]
    with connection.cursor() as cursor:
        cursor.execute(LINK, [list(column) for column in zip(*rows, strict=True)])
        counts["links written"] = cursor.rowcount


def _sync_names(wanted: dict[str, dict], ids: dict[str, int], counts: Counter) -> None:
    """Write the official name of each organisation and the other names its sources used."""
    rows = [
        {"code": code, "name": row["official_name"], "is_official": True, **_no_days()} for code, row in wanted.items()
    ]
    rows += [{**row, "is_official": False} for row in published.other_names()]
    stored = {(row["organisation_id"], row["name"]): row for row in OrganisationName.objects.values()}
    fresh = []
    for row in rows:
        row["search_key"] = rules.search_key(row["name"])
        organisation_id = ids[row.pop("code")]
        if _different(row, stored.get((organisation_id, row["name"])), NAME_FACTS):
            fresh.append(OrganisationName(organisation_id=organisation_id, **row))
    OrganisationName.objects.bulk_create(
        fresh,
        update_conflicts=True,
        unique_fields=["organisation", "name"],
        update_fields=NAME_FACTS,
        batch_size=BATCH,
    )
    present = {(ids[code], row["official_name"]) for code, row in wanted.items()}
    past = [row["id"] for key, row in stored.items() if row["is_official"] and key not in present]
    OrganisationName.objects.filter(id__in=past).update(is_official=False)
    counts["names written"] = len(fresh) + len(past)


def _no_days() -> dict[str, None]:
    return {"from_date": None, "to_date": None, "seen_on": None}
