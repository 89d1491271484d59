"""Two records that may be one person: who they may be, side by side, and what a merge would do."""

from dataclasses import dataclass
from itertools import combinations
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Lower
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from profiles import rules
from profiles.actions import merges
from profiles.models import ClaimRequest, Clinician, place_names
from profiles.rights import joining
from talent_register.audit import actions as audit

MOST = 50
PREVIOUS = 20
MOST_OF_A_KIND = 4
LABELS: dict[str, Promise] = {
    "given_names": gettext_lazy("First names"),
    "family_name": gettext_lazy("Last name"),
    "preferred_name": gettext_lazy("Name they go by"),
    "birth_date": gettext_lazy("Date of birth"),
    "personal_email": gettext_lazy("Private email address"),
    "work_email": gettext_lazy("Work email address"),
    "profession": gettext_lazy("Profession"),
    "career_stage": gettext_lazy("Standing"),
    "place": gettext_lazy("Nation and region"),
    "stage": gettext_lazy("Stage in leadership"),
    "next_step": gettext_lazy("What next"),
    "language": gettext_lazy("Language"),
}


@dataclass(frozen=True)
class Pair:
    """Two records and why they may be one person."""

    left: Clinician
    right: Clinician
    why: str


def candidates(records: QuerySet[Clinician]) -> list[Pair]:
    """Pairs that nobody has kept apart: a number on both, then an address on both, then name and date of birth."""
    found: dict[tuple[int, int], Pair] = {}
    for left, right, why in (*_by_number(records), *_by_address(records), *_by_name(records)):
        if left.pk != right.pk:
            found.setdefault((min(left.pk, right.pk), max(left.pk, right.pk)), Pair(left, right, why))
    apart = merges.apart_among(found)
    return [pair for key, pair in found.items() if key not in apart][:MOST]


def _by_number(records: QuerySet[Clinician]) -> list[tuple[Clinician, Clinician, str]]:
    why = {
        ClaimRequest.Kind.NUMBER_HELD: _("The same registration number"),
        ClaimRequest.Kind.TWICE: _("The person says so"),
    }
    asked = ClaimRequest.objects.filter(kind__in=why, record__in=records, asked_by__clinician__in=records)
    rows = asked.select_related("record", "asked_by__clinician").order_by("-created_at")[:MOST]
    return [(row.record, row.asked_by.clinician, why[ClaimRequest.Kind(row.kind)]) for row in rows if row.asked_by]


def _by_address(records: QuerySet[Clinician]) -> list[tuple[Clinician, Clinician, str]]:
    why = _("The same email address")
    pairs = []
    for column in ("work_email", "personal_email"):
        known = records.exclude(**{column: ""}).annotate(key=Lower(column)).order_by()
        pairs += _pairs(records, known.values("key"))
    return [(left, right, why) for left, right in pairs]


def _by_name(records: QuerySet[Clinician]) -> list[tuple[Clinician, Clinician, str]]:
    why = _("The same name and date of birth")
    known = records.exclude(Q(birth_date=None) | Q(family_key="")).order_by()
    return [(*pair, why) for pair in _pairs(records, known.values("family_key", "given_key", "birth_date"))]


def _pairs(records: QuerySet[Clinician], groups: Any) -> list[tuple[Clinician, Clinician]]:
    found = groups.annotate(n=Count("pk"), ids=ArrayAgg("pk", order_by="pk")).filter(n__gt=1)[:MOST]
    pairs = [pair for group in found for pair in combinations(group["ids"][:MOST_OF_A_KIND], 2)]
    people = records.select_related("user").in_bulk({pk for pair in pairs for pk in pair})
    return [(people[first], people[second]) for first, second in pairs]


def sides(left: Clinician, right: Clinician) -> dict[str, Any]:
    """The rows of the comparison, the questions of the form, and which of the two can stay."""
    both = [_said(record) for record in (left, right)]
    one, other = (joining.columns_of(record) for record in (left, right))
    rows = [{"label": LABELS[code], "left": both[0][code], "right": both[1][code]} for code in rules.CHOICES]
    rows += [
        {"label": label, "left": words(left), "right": words(right)}
        for label, words in (
            (_("Registration numbers"), _numbers),
            (_("On the list of"), _lists),
            (_("Log-in address"), lambda record: record.user.email if record.user_id else _("No account")),
            (_("State"), lambda record: record.get_state_display()),
            (_("On the register since"), lambda record: date_format(record.created_at)),
        )
    ]
    questions = [(code, LABELS[code], both[0][code], both[1][code]) for code in rules.differing(one, other)]
    return {"rows": rows, "questions": questions, "keep": _keep(left, right)}


def _keep(left: Clinician, right: Clinician) -> list[tuple[str, str]]:
    found = [("left", left), ("right", right)]
    with_account = [(side, record) for side, record in found if record.user_id]
    return [(side, record.reference) for side, record in with_account or found]


def _said(record: Clinician) -> dict[str, str]:
    region = record.region.name if record.region else ""
    said = {code: str(getattr(record, columns[0]) or "") for code, columns in rules.CHOICES.items()}
    return {
        **said,
        "birth_date": date_format(record.birth_date) if record.birth_date else "",
        "profession": record.profession.name if record.profession else "",
        "place": region or place_names().get(record.nation, record.get_nation_display()),
        **{name: str(getattr(record, f"get_{name}_display")()) for name in ("career_stage", "stage", "next_step")},
        "language": {"cy": "Cymraeg"}.get(record.language, "English"),
    }


def _numbers(record: Clinician) -> str:
    held = record.registrations.select_related("regulator")
    return ", ".join(f"{registration.regulator.short_name} {registration.number}" for registration in held)


def _lists(record: Clinician) -> str:
    return ", ".join(str(training.organisation) for training in record.trainings.select_related("organisation"))


def preview(kept: Clinician, lost: Clinician, take: list[str]) -> dict[str, Any]:
    """What the kept record will say that it does not say now, and what becomes of each table's rows."""
    before, other = joining.columns_of(kept), joining.columns_of(lost)
    values = rules.merged_values(before, other, take)
    now, theirs = _said(kept), _said(lost)
    changes = [
        {"label": LABELS[code], "left": now[code], "right": theirs[code]}
        for code, columns in rules.CHOICES.items()
        if any(column in values for column in columns)
    ]
    return {"kept": kept, "lost": lost, "changes": changes, "tables": joining.plan(kept, lost)}


def note_look(left: Clinician, right: Clinician, by: Any) -> None:
    """Support compared these records; their people can read that."""
    audit.viewed(
        [left.reference, right.reference],
        page="record merge",
        by=by,
        organisation=_("The register’s support team"),
        role=_("Support"),
        purpose=_("Two records that may be one person"),
    )
