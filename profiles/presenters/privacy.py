"""The purposes in force, newest version of each."""

from datetime import date

from profiles.models import ConsentUse, DataPurpose, RetentionRule


def purposes(on: date) -> list[DataPurpose]:
    newest: dict[str, DataPurpose] = {}
    for purpose in DataPurpose.objects.in_force_on(on).order_by("version"):
        newest[purpose.code] = purpose
    return sorted(newest.values(), key=lambda purpose: purpose.sort)


def uses() -> list[ConsentUse]:
    """What a yes to each audience covers, as worded last."""
    newest: dict[tuple[str, str], ConsentUse] = {}
    for use in ConsentUse.objects.order_by("version"):
        newest[use.audience, use.use] = use
    return sorted(newest.values(), key=lambda use: use.sort)


def kept() -> list[RetentionRule]:
    """How long each thing is kept, by the rules in force."""
    return list(RetentionRule.objects.in_force())
