"""What a person decides about being seen."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from profiles.models import Audience, Clinician, Consent, ConsentWording
from talent_register.audit import actions as audit

FLAGS = {
    Audience.REGION: "shares_with_region",
    Audience.NATION: "shares_with_nation",
    Audience.COLLEGE: "shares_with_college",
    Audience.RECRUITERS: "shares_with_recruiters",
}


@transaction.atomic
def decide(*, clinician: Clinician, choices: dict[str, bool], by: Any, at: datetime, how: str) -> Clinician:
    """Write each choice as a new row with the words that were shown; what is in force shows at once."""
    clinician = Clinician.objects.select_for_update().get(pk=clinician.pk)
    wordings = wordings_in_force(at)
    for audience, is_given in choices.items():
        Consent.objects.create(
            clinician=clinician, audience=audience, wording=wordings[audience], is_given=is_given, at=at, how=how
        )
        setattr(clinician, FLAGS[Audience(audience)], is_given)
    clinician.updated_at = at
    clinician.save()
    audit.record(
        "profiles.consent_decided",
        by=by,
        object_type="clinician",
        object_ref=clinician.reference,
        person_ref=clinician.reference,
        details={"choices": choices, "how": how},
    )
    return clinician


def in_force(clinician: Clinician) -> dict[str, bool]:
    """What the person decided last, for each audience they decided about."""
    return {row.audience: row.is_given for row in newest(clinician.consents.all())}


def newest(decided: Iterable[Consent]) -> list[Consent]:
    """The decision in force for each audience, in the order in which audiences are asked about."""
    last: dict[str, Consent] = {}
    for row in decided:
        last.setdefault(row.audience, row)
    return [last[audience] for audience in Audience.values if audience in last]


def wordings_in_force(at: datetime) -> dict[str, ConsentWording]:
    """The newest wording for each audience."""
    newest = ConsentWording.objects.filter(from_date__lte=at.date()).order_by("version")
    return {wording.audience: wording for wording in newest}
