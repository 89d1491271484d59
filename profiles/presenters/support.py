"""Two records side by side, for support."""

from django.utils.translation import gettext as _

from profiles import rules
from profiles.models import ClaimRequest, Clinician
from talent_register.audit import actions as audit


def rows(request: ClaimRequest) -> list[dict]:
    """What the record says and what the person who asked says, or the list that they handed in."""
    record, asker = request.record, _asker(request)
    if request.kind in ClaimRequest.OF_LISTS:
        return [
            {"label": _("Name"), "left": _name(record), "right": request.message.partition("\n")[0]},
            {"label": _("Registration number"), "left": _numbers(record), "right": request.number_key},
            {"label": _("On the list of"), "left": _lists(record), "right": request.message.partition("\n")[2]},
        ]
    email = request.asked_by.email if request.asked_by else ""
    return [
        {"label": _("Name"), "left": _name(record), "right": _name(asker) or _account_name(request)},
        {"label": _("Email address"), "left": record.email if record else "", "right": email},
        {"label": _("Profession"), "left": _profession(record), "right": _profession(asker)},
        {"label": _("Registration number"), "left": _numbers(record), "right": request.number_key},
        {"label": _("On the list of"), "left": _lists(record), "right": _lists(asker)},
    ]


def mergeable_pair(request: ClaimRequest) -> tuple[str, str] | None:
    """The references of two records that support can compare and merge."""
    record, asker = request.record, _asker(request)
    if record is None or asker is None or record == asker:
        return None
    both = {record.state, asker.state} <= rules.MERGEABLE
    return (asker.reference, record.reference) if both else None


def _asker(request: ClaimRequest) -> Clinician | None:
    """The person on the register who asks about themselves; nobody where a list is asked about."""
    about_themselves = request.asked_by and request.kind not in ClaimRequest.OF_LISTS
    return getattr(request.asked_by, "clinician", None) if about_themselves else None


def note_look(request: ClaimRequest, by) -> None:
    """Support looked at these records; their people can read that."""
    people = [request.record, _asker(request)]
    audit.viewed(
        [person.reference for person in people if person],
        page="claim request",
        by=by,
        organisation=_("The register’s support team"),
        role=_("Support"),
        purpose=str(request.get_kind_display()),
    )


def _name(clinician: Clinician | None) -> str:
    return " ".join(filter(None, [clinician.given_names, clinician.family_name])) if clinician else ""


def _account_name(request: ClaimRequest) -> str:
    return request.asked_by.name if request.asked_by else ""


def _profession(clinician: Clinician | None) -> str:
    return clinician.profession.name if clinician and clinician.profession else ""


def _numbers(clinician: Clinician | None) -> str:
    return ", ".join(r.number for r in clinician.registrations.all()) if clinician else ""


def _lists(clinician: Clinician | None) -> str:
    if clinician is None:
        return ""
    return ", ".join(str(training.organisation) for training in clinician.trainings.select_related("organisation"))
