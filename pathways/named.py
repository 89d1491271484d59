"""What the codes in facts are called, so that editors choose names and read names. Codes stay in files."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from pathways.choices import FAMILIES, FAMILY_BY_CODE, Facet
from pathways.content_words import OPTIONS as OPTION_WORDS
from pathways.content_words import RULES as RULE_WORDS
from pathways.facts import OWN_FRAMEWORK
from pathways.models import Competency, Level, OutOfProgrammeKind, PlanAction, Programme, Role, TrainingOutcome
from pathways.rules.allowed import CODED, FAMILY, LISTED, OPTIONS, PROFESSION
from profiles.models import Profession, Qualification, Stage

Names = dict[str, Promise | str]
LEVEL = "level of the register"
YEARS = {"every": _("Every year"), "even": _("Even years, such as 2026"), "odd": _("Odd years, such as 2027")}


def _of(model: Any, column: str = "name") -> Callable[[], Names]:
    return lambda: {code: f"{name}" for code, name in model._default_manager.values_list("code", column)}


def _families() -> Names:
    codes = [*FAMILY_BY_CODE, *Profession.objects.order_by("family").values_list("family", flat=True)]
    return {code: FAMILY_BY_CODE[code].name if code in FAMILY_BY_CODE else capfirst(code) for code in codes}


def _skills() -> Names:
    rows = Competency.objects.filter(framework__code=OWN_FRAMEWORK, parent=None).order_by("position")
    return {code: f"{title}" for code, title in rows.values_list("code", "title")}


def _levels() -> Names:
    rows = Level.objects.filter(framework__code=OWN_FRAMEWORK, rank__gt=0).order_by("rank")
    return {str(rank): f"{name}" for rank, name in rows.values_list("rank", "name")}


def _stages() -> Names:
    return {str(code): words for code, words in Stage.choices if code != "UNSURE"}


NAMES: Mapping[str, Callable[[], Names]] = {
    FAMILY: _families,
    PROFESSION: _of(Profession),
    "family with a page": lambda: {family.code: family.name for family in FAMILIES},
    "role": _of(Role, "title"),
    "programme": _of(Programme),
    "kind of time out": _of(OutOfProgrammeKind),
    "outcome of a review": lambda: {
        code: f"{code}: {name}" for code, name in TrainingOutcome.objects.values_list("code", "name")
    },
    "skill of the register": _skills,
    LEVEL: _levels,
    "kind of qualification": lambda: dict(Qualification.Kind.choices),
    "kind of evidence": lambda: dict(Facet.choices),
    "stage": _stages,
    "reach": _stages,
    "rule": lambda: dict(RULE_WORDS),
    "kind of year": lambda: dict(YEARS),
}


class Named(dict[str, Names]):
    """Names of codes by what they are codes of, each looked up once, when it is first asked for."""

    def __missing__(self, what: str) -> Names:
        self[what] = NAMES[what]()
        return self[what]


# Columns whose codes are checked otherwise than by a list of what there is.
ALSO_CODED: Mapping[str, Mapping[str, str]] = {
    "requirement": {"rule": "rule"},
    "renewal-window": {"closing_years": "kind of year"},
}


def coded(kind: str, column: str) -> str:
    """Of what a column holds one code; nothing where it holds none."""
    return CODED.get(kind, {}).get(column, "") or ALSO_CODED.get(kind, {}).get(column, "")


def listed(kind: str, column: str) -> str:
    """Of what a column holds a list of codes."""
    return LISTED.get(kind, {}).get(column, "")


def in_words(kind: str, column: str, value: Any) -> Any:
    """A value with names in the place of its codes, for reading only."""
    if isinstance(value, dict) and (kind, column) == ("requirement", "options"):
        return _options_in_words(value)
    if isinstance(value, list) and all(isinstance(one, dict) and set(one) == {"kind", "words"} for one in value):
        return [f"{dict(PlanAction.Kind.choices).get(one['kind'], one['kind'])}: {one['words']}" for one in value]
    what = coded(kind, column) or listed(kind, column)
    if not what or not value:
        return value
    names = NAMES[what]()
    return [_name(names, one) for one in value] if isinstance(value, list) else _name(names, value)


def _options_in_words(said: dict) -> dict:
    found = {}
    for name, value in said.items():
        what = what_of_option(name)
        names = NAMES[what]() if what else {}
        label = str(OPTION_WORDS[name][0]) if name in OPTION_WORDS else name
        found[label] = [_name(names, one) for one in value] if isinstance(value, list) else _name(names, value)
    return found


def what_of_option(name: str) -> str:
    """Of what an option of a rule holds codes."""
    if name == "rank":
        return LEVEL
    return next((options[name].what for options in OPTIONS.values() if name in options), "")


def _name(names: Names, code: Any) -> Any:
    return str(names.get(str(code), code))
