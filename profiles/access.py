"""What is one's own. Everything here starts from the logged-in user, never from an identifier in an address."""

from profiles.models import Clinician, Consent, RegistrationDraft, Suggestion
from talent_register.accounts import access
from talent_register.common.permissions import Permission

WORK = (
    (Permission.STAFF_HOME, "staff-home"),
    (Permission.IMPORT_VIEW, "import-list"),
    (Permission.AUDIT_VIEW, "audit-event-list"),
    (Permission.CLAIM_SUPPORT, "claim-request-list"),
    (Permission.LETTER_VIEW, "letter-list"),
    (Permission.CONTENT_EDIT, "role-list"),
)


def own_record(user) -> Clinician | None:
    """The user's own record, once registered."""
    return Clinician.objects.select_related("profession__regulator", "region", "user").filter(user=user).first()


def own_suggestions(user):
    """What colleges say about the user that the user has not answered."""
    return Suggestion.objects.select_related("organisation", "clinician").filter(
        clinician__user=user, state=Suggestion.State.OPEN
    )


def own_consents(user):
    """Every decision of the user about being seen, newest first."""
    return Consent.objects.select_related("wording").filter(clinician__user=user)


def places_of_work(user) -> list[str]:
    """The pages on which somebody's work begins, by what they may do, the first the best."""
    return [page for permission, page in WORK if access.can(user, permission)]


def own_draft(user) -> RegistrationDraft | None:
    """Answers that the user has not confirmed yet."""
    return RegistrationDraft.objects.select_related("claims").filter(user=user).first()
