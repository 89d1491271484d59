"""What regulators ask for, their renewal windows, their guidance to leaders, and time out of training."""

from pathways.models import (
    GuidanceNote,
    LicenceConsequence,
    LicenceRule,
    OutOfProgrammeKind,
    PracticeSetting,
    RenewalWindow,
    TrainingOutcome,
)
from profiles.models import Regulator
from talent_register.common.reference import Loaded, bring_into_line, sourced

from .files import listed, number, rows

RULE_TEXTS = [
    *("code", "applies_to", "title", "measure", "unit", "window", "window_words", "counts_in_management"),
    *("how_leaders_meet_it", "management_note", "evidence_to_hold", "if_missed", "source_covers"),
]
RULE_NUMBERS = ["quantity", "period_months", "within_months", "away_from_months", "away_to_months", "lead_months"]


def load() -> list[Loaded]:
    """Rules and guidance need the regulators that `profiles` loads before; without them there is nothing to say."""
    regulators = {regulator.code: regulator.pk for regulator in Regulator.objects.all()}
    return [
        bring_into_line(LicenceRule, _of(regulators, "licence_rules", _rule), key=("code", "version")),
        bring_into_line(RenewalWindow, _of(regulators, "renewal_windows", _window)),
        bring_into_line(GuidanceNote, _of(regulators, "guidance_notes", _note)),
        bring_into_line(LicenceConsequence, _of(regulators, "licence_consequences", _consequence)),
        bring_into_line(OutOfProgrammeKind, [_out_of_programme(row) for row in rows("out_of_programme")]),
        bring_into_line(PracticeSetting, [_setting(row) for row in rows("practice_settings")], key=("kind", "code")),
        bring_into_line(TrainingOutcome, [_outcome(row) for row in rows("training_outcomes")]),
    ]


def _of(regulators: dict, name: str, make) -> list[dict]:
    known = [row for row in rows(name) if not row["regulator"] or row["regulator"] in regulators]
    return [{**make(row), "regulator_id": regulators.get(row["regulator"]), **sourced(row)} for row in known]


def _rule(row: dict) -> dict:
    return {
        **{name: row[name] for name in RULE_TEXTS},
        **{name: number(row[name]) for name in RULE_NUMBERS},
        "version": int(row["version"]),
        "professions": listed(row["professions"]),
        "facets": listed(row["facets"]),
    }


def _window(row: dict) -> dict:
    texts = ("code", "name", "number_prefix", "opens", "closes", "closing_years")
    return {**{name: row[name] for name in texts}, "professions": listed(row["professions"])}


def _note(row: dict) -> dict:
    return {name: row[name] for name in ("code", "body", "question", "summary", "stance", "url", "source_covers")}


def _consequence(row: dict) -> dict:
    texts = ("code", "follows", "outcome", "says", "url")
    apart = {"yes": True, "no": False}.get(row["licence_apart"])
    return {**{name: row[name] for name in texts}, "licence_apart": apart, "sort": int(row["sort"])}


def _out_of_programme(row: dict) -> dict:
    texts = ("code", "name", "counts", "counts_words", "approval_words", "keeps_number", "typical_use")
    return {
        **{name: row[name] for name in texts},
        "longest_months": number(row["longest_months"]),
        "review_outcomes": listed(row["review_outcomes"]),
        **sourced(row),
    }


def _outcome(row: dict) -> dict:
    texts = ("code", "name", "short_label", "satisfactory", "effect", "source_covers")
    return {**{name: row[name] for name in texts}, "is_legacy": row["is_legacy"] == "yes", **sourced(row)}


def _setting(row: dict) -> dict:
    return {**{name: row[name] for name in ("code", "kind", "name")}, "sort": int(row["sort"]), **sourced(row)}
