"""The purposes in force, newest version of each."""

from datetime import date

from profiles.models import DataPurpose


def purposes(on: date) -> list[DataPurpose]:
    newest: dict[str, DataPurpose] = {}
    for purpose in DataPurpose.objects.in_force_on(on).order_by("version"):
        newest[purpose.code] = purpose
    return sorted(newest.values(), key=lambda purpose: purpose.sort)
