"""What regulators ask for, their renewal windows, their guidance to leaders, and time out of training."""

from pathways.known import known, note
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

from .checked import checked
from .files import day, listed, number, rows

RULE_TEXTS = [
    *("code", "applies_to", "title", "measure", "unit", "window", "window_words", "counts_in_management"),
    *("how_leaders_meet_it", "management_note", "evidence_to_hold", "if_missed", "source_covers"),
]
RULE_NUMBERS = ["quantity", "period_months", "within_months", "away_from_months", "away_to_months", "lead_months"]


def load() -> list[Loaded]:
    """Rules and guidance need the regulators that `profiles` loads before; without them there is nothing to say."""
    regulators = {regulator.code: regulator.pk for regulator in Regulator.objects.all()}
    outcomes, codes = [_outcome(row) for row in rows("training_outcomes")], known()
    note(codes, [("training-outcome", row) for row in outcomes])

    def of(name: str, kind: str, make) -> list[dict]:
        own = [row for row in rows(name) if not row["regulator"] or row["regulator"] in regulators]
        made = ({**make(row), "regulator_id": regulators.get(row["regulator"]), **sourced(row)} for row in own)
        return checked(name, kind, made, codes)

    times_out = map(_out_of_programme, rows("out_of_programme"))
    return [
        bring_into_line(LicenceRule, of("licence_rules", "licence-rule", _rule), key=("code", "version")),
        bring_into_line(RenewalWindow, of("renewal_windows", "renewal-window", _window)),
        bring_into_line(GuidanceNote, of("guidance_notes", "guidance-note", _note)),
        bring_into_line(LicenceConsequence, of("licence_consequences", "licence-consequence", _consequence)),
        bring_into_line(OutOfProgrammeKind, checked("out_of_programme", "out-of-programme-kind", times_out, codes)),
        bring_into_line(PracticeSetting, [_setting(row) for row in rows("practice_settings")], key=("kind", "code")),
        bring_into_line(TrainingOutcome, outcomes),
    ]


def _rule(row: dict) -> dict:
    return {
        **{name: row[name] for name in RULE_TEXTS},
        **{name: number(row[name]) for name in RULE_NUMBERS},
        "version": int(row["version"]),
        "valid_from": day(row["valid_from"]),
        "valid_to": day(row["valid_to"]),
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
