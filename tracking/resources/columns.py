"""The columns of a list of leadership posts and their holders, and the values that they take."""

from django.utils.translation import gettext_lazy as _

from pathways.models import Programme, Role
from profiles.models import Regulator
from profiles.resources.by_number import REGULATOR
from profiles.resources.columns import NUMBERS
from profiles.resources.professions import professions
from profiles.resources.trainees import employers as organisations
from talent_register.imports.checking.lookups import Lookup
from talent_register.imports.resources import (
    ChoiceColumn,
    Column,
    DateColumn,
    EmployerColumn,
    NameColumn,
    ShareColumn,
)
from talent_register.organisations.models import Region
from tracking.choices import HolderBasis, LeaderQualification, RouteIn

NOT_CLINICAL = "not_clinical"
COLUMNS = (
    EmployerColumn(
        "organisation",
        _("Organisation"),
        example="Leeds Teaching Hospitals NHS Trust",
        is_required=True,
        lookup="organisation",
        synonyms=("employer", "trust", "organisation name", "organisation code", "ods code", "body name"),
    ),
    ChoiceColumn(
        "role",
        _("Role"),
        example="Medical director",
        is_required=True,
        lookup="role",
        synonyms=("post", "role title", "leadership role", "position"),
    ),
    Column("title", _("Title of the post"), example="", synonyms=("post title", "job title", "called")),
    ChoiceColumn("region", _("Region"), lookup="region", example="", synonyms=("nhs region",)),
    ShareColumn(
        "whole_time", _("Share of full time"), example="1", synonyms=("wte", "fte", "whole time equivalent", "sessions")
    ),
    DateColumn(
        "started_on",
        _("Holder from"),
        heading="holder_from",
        example="1/4/2024",
        synonyms=("from", "start date", "appointed", "appointed on", "in post since"),
    ),
    DateColumn(
        "ended_on",
        _("Holder to"),
        heading="holder_to",
        example="",
        synonyms=("to", "left", "left on", "end date", "until"),
    ),
    ChoiceColumn("basis", _("Basis"), lookup="basis", example="Permanent", synonyms=("appointment type", "contract")),
    NameColumn(
        "holder_name",
        _("Name of the holder"),
        heading="holder",
        example="",
        synonyms=("name", "holder name", "post holder", "postholder", "full name"),
    ),
    ChoiceColumn(
        "profession",
        _("Profession when appointed"),
        heading="profession",
        lookup="holder_profession",
        example="Doctor",
        synonyms=("profession at appointment", "background", "professional background"),
    ),
    REGULATOR,
    *NUMBERS,
    ChoiceColumn(
        "route_in",
        _("Where they came from"),
        heading="route_in",
        lookup="route_in",
        example="From another NHS organisation",
        synonyms=("route", "came from", "appointed from"),
    ),
    ChoiceColumn(
        "qualification", _("Qualification"), lookup="qualification", example="", synonyms=("leadership qualification",)
    ),
    ChoiceColumn(
        "programme",
        _("Leadership programme"),
        lookup="programme",
        example="",
        synonyms=("leadership programme", "programme completed"),
    ),
    Column(
        "source",
        _("Where it is published"),
        heading="source",
        example="Annual report 2025",
        max_length=300,
        synonyms=("published", "where published", "reference", "url"),
    ),
)
OTHER_WORDS = {
    "SUBSTANTIVE": ("substantive",),
    "ACTING": ("acting", "interim"),
    "SECONDED": ("secondment", "seconded"),
    "WITHIN": ("internal", "same organisation"),
    "OUTSIDE": ("private sector", "outside the nhs"),
    "ABROAD": ("overseas", "international"),
}


def lookups(needed) -> dict[str, Lookup]:
    """The allowed values, of those columns that a file has."""
    makers = {
        "organisation": organisations,
        "role": lambda: Lookup.of((r.code, r.title) for r in Role.objects.filter(tier__gte=3)),
        "region": lambda: Lookup.of(
            (r.code, r.name) for r in Region.objects.filter(kind__in=[Region.Kind.NHS_REGION, Region.Kind.NATION])
        ),
        "basis": lambda: _of(HolderBasis),
        "route_in": lambda: _of(RouteIn),
        "qualification": lambda: _of(LeaderQualification),
        "programme": lambda: Lookup.of(Programme.objects.values_list("code", "name")),
        "regulator": lambda: Lookup.of((r.code, r.short_name, r.name) for r in Regulator.objects.in_use()),
        "profession": professions,
        "holder_profession": _professions,
    }
    return {name: makers[name]() for name in {*needed, "profession"}}


def _of(choices) -> Lookup:
    return Lookup.of((code, str(label), *OTHER_WORDS.get(code, ())) for code, label in choices.choices)


def _professions() -> Lookup:
    known = professions()
    none = (NOT_CLINICAL, str(_("Not a clinical profession")), "not clinical", "manager", "none", "non-clinical")
    return Lookup.of([none, *((o.code, o.label, *o.names) for o in known.options)])
