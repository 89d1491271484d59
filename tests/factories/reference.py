"""The register's own reference data, quickly: professions, specialties, regions and the NHS bodies of England."""

from django.core.management import call_command

from pathways import reference as pathways
from profiles import reference
from talent_register.common.reference import read_rows
from talent_register.organisations.models import Organisation, Region
from talent_register.organisations.published import DATA
from tests.factories.kept import kept


@kept
def load_all_reference():
    """All that `manage.py load_reference` loads."""
    call_command("load_reference", verbosity=0)


@kept
def load_pathways():
    """Roles, routes, frameworks, licence rules and pay."""
    pathways.load()


@kept
def load_facts():
    """Professions and regulators, and the roles, licence rules and pay that pathways are made of."""
    reference.load()
    pathways.load()


@kept
def load_professions():
    """Professions, regulators, specialties and grades."""
    reference.load()


def load_reference():
    """Professions and specialties, regions and the NHS bodies of England."""
    load_professions()
    regions = {}
    for row in read_rows(DATA / "regions.csv"):
        regions[row["code"]], _made = Region.objects.get_or_create(
            code=row["code"],
            defaults={
                "kind": row["kind"],
                "name": row["name"],
                "training_number_prefix": row.get("training_number_prefix", ""),
            },
        )
    Organisation.objects.bulk_create(
        [
            Organisation(code=row["code"], slug=row["code"].lower(), name=row["name"], kind=row["kind"])
            for row in read_rows(DATA / "organisations.csv")
        ],
        ignore_conflicts=True,
    )
