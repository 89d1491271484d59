"""The codes that facts may name, as the tables hold them now: what `rules.allowed` looks them up in."""

from collections.abc import Iterable

from pathways.choices import FAMILY_BY_CODE, Facet
from pathways.facts import OWN_FRAMEWORK
from pathways.models import (
    Competency,
    Framework,
    Level,
    OutOfProgrammeKind,
    PlanAction,
    Programme,
    Role,
    SelfAssessment,
    TrainingOutcome,
)
from pathways.rules.allowed import FAMILY, PROFESSION, TITLES_ONLY
from pathways.rules.work import SCOPES
from profiles.models import Profession, Qualification

Codes = dict[str, set[str]]


def known() -> Codes:
    """Every kind of code by its name in sentences. Where nothing is loaded yet nothing is known, and all is allowed."""
    families = set(Profession.objects.values_list("family", flat=True))
    found: Codes = {
        FAMILY: families | set(FAMILY_BY_CODE) if families else set(),
        PROFESSION: _codes(Profession),
        "family with a page": set(FAMILY_BY_CODE),
        "role": _codes(Role),
        "programme": _codes(Programme),
        "kind of time out": _codes(OutOfProgrammeKind),
        "outcome of a review": _codes(TrainingOutcome),
        "skill of the register": set(
            Competency.objects.filter(framework__code=OWN_FRAMEWORK).values_list("code", flat=True)
        ),
        "kind of step": set(PlanAction.Kind.values),
        "kind of qualification": set(Qualification.Kind.values),
        "kind of evidence": set(Facet.values),
        "stage": set(SCOPES),
        "reach": set(SCOPES),
        "framework of titles": set(),
    }
    for code, version, permission in Framework.objects.values_list("code", "version", "permission"):
        note_framework(found, f"{code}/{version}", permission)
    for *framework, level in Level.objects.values_list("framework__code", "framework__version", "code"):
        found[f"level {'/'.join(framework)}"].add(level)
    return found


def is_answered(framework: int) -> bool:
    """Whether anybody has looked at themselves by this version of a framework."""
    return SelfAssessment.objects.filter(framework=framework).exists()


def note_framework(found: Codes, name: str, permission: str) -> None:
    found.setdefault(f"level {name}", set())
    if permission in TITLES_ONLY:
        found["framework of titles"].add(name)


def _codes(model) -> set[str]:
    return set(model._default_manager.values_list("code", flat=True))


# Kinds whose rows are named by their code in other facts, without a key of the database.
NAMED_BY_CODE = {
    "profession": PROFESSION,
    "role": "role",
    "programme": "programme",
    "out-of-programme-kind": "kind of time out",
    "training-outcome": "outcome of a review",
}


def note(found: Codes, coming: Iterable[tuple[str, dict]]) -> None:
    """Facts that are not in the tables yet, as (kind, values): what comes with them may name them."""
    for kind, values in coming:
        code, framework = str(values.get("code")), values.get("framework")
        if kind in NAMED_BY_CODE:
            found[NAMED_BY_CODE[kind]].add(code)
        elif kind == "framework":
            note_framework(found, f"{code}/{values.get('version')}", str(values.get("permission")))
        elif kind == "level":
            found.setdefault(f"level {framework}", set()).add(code)
        elif kind == "competency" and str(framework).startswith(f"{OWN_FRAMEWORK}/"):
            found["skill of the register"].add(code)
