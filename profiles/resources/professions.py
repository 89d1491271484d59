"""Professions as lists name them, and whose register each is on."""

from profiles.models import Profession
from talent_register.imports.checking.lookups import Lookup

PROFESSION_NAMES = {
    "doctor": ("medical doctor", "physician", "medical practitioner", "dr"),
    "nurse": ("registered nurse", "rn", "staff nurse"),
    "nurse_adult": ("adult nurse", "rna"),
    "nurse_child": ("children's nurse", "paediatric nurse", "rnc"),
    "nurse_mental_health": ("mental health nurse", "rnmh"),
    "nurse_learning_disability": ("learning disability nurse", "rnld"),
    "general_practitioner": ("gp",),
    "dietitian": ("dietician",),
    "podiatrist": ("podiatrist", "chiropodist"),
    "pharmacist": ("registered pharmacist",),
}


class ProfessionLookup(Lookup):
    """Professions, and whose register each is on."""

    regulators: dict[str, str] = {}
    prefixes: dict[str, str] = {}


def professions() -> ProfessionLookup:
    rows = list(Profession.objects.in_use().select_related("regulator"))
    lookup = ProfessionLookup.of((p.code, p.name, *PROFESSION_NAMES.get(p.code, ())) for p in rows)
    lookup.regulators = {p.code: p.regulator.code for p in rows if p.regulator}
    lookup.prefixes = {p.number_prefix: p.code for p in rows if p.number_prefix}
    return lookup
