"""The register's own reference data, quickly: professions, specialties, regions and the NHS bodies of England."""

from profiles import reference
from talent_register.common.reference import read_rows
from talent_register.organisations.models import Organisation, Region
from talent_register.organisations.published import DATA


def load_reference():
    reference.load()
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
