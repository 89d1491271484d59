"""The one way in which acts about somebody are written to that person's trail."""

from typing import Any

from profiles.models import Clinician
from talent_register.audit import actions as audit


def note(event: str, clinician: Clinician, by: Any = None, **details: object) -> None:
    """Write what was done with the record of this person. `details` holds codes, counts and references only."""
    audit.record(
        event,
        by=by,
        object_type="clinician",
        object_ref=clinician.reference,
        person_ref=clinician.reference,
        details=details,
    )
