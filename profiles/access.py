"""What is one's own. Everything here starts from the logged-in user, never from an identifier in an address."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest

from profiles import rules
from profiles.actions import links
from profiles.models import (
    CalendarLink,
    ClaimRequest,
    ClaimToken,
    Clinician,
    ClinicianState,
    Consent,
    DataCopy,
    EndedLink,
    RecordMerge,
    Registration,
    RegistrationDraft,
    Regulator,
    SamePersonQuestion,
    Suggestion,
)
from profiles.rights.subject import Subject
from talent_register.accounts import access
from talent_register.common.permissions import Permission
from talent_register.common.secret_links import token_hash
from talent_register.imports.choices import State as RunState
from talent_register.imports.models import ImportRun
from talent_register.letters.models import Letter

CLAIM_KEY = "claim"
LATER_KEY = "consent_later"
NEXT_KEY = "consent_next"  # where somebody was going who was asked first
WORK = (
    (Permission.STAFF_HOME, "staff-home"),
    (Permission.TRAINEE_VIEW, "college-home"),
    (Permission.IMPORT_VIEW, "import-list"),
    (Permission.AUDIT_VIEW, "audit-event-list"),
    (Permission.CLAIM_SUPPORT, "claim-list"),
    (Permission.RIGHTS_SUPPORT, "rights-request-list"),
    (Permission.LETTER_VIEW, "letter-list"),
    (Permission.CONTENT_EDIT, "content"),
    (Permission.REPORT_VIEW, "report-list"),
)


def own_record(user: Any) -> Clinician | None:
    """The user's own record, once registered."""
    own = Clinician.objects.select_related("profession__regulator", "region", "user").filter(user=user)
    return own.exclude(state=ClinicianState.MERGED).first()


def own_references(clinician: Clinician) -> list[str]:
    """The references under which the person is or was known."""
    return Subject.of([clinician]).references


def own_merge(user: Any) -> RecordMerge | None:
    """The merge by which this account's record went into another one of the same person."""
    return RecordMerge.objects.in_force().filter(lost__user=user).first()


def own_rows(clinician: Clinician, model: type[Model], beside: tuple[str, ...] = ()) -> list[Any]:
    """The rows of one of the person's own lists."""
    return list(model._default_manager.filter(clinician=clinician).select_related(*beside))


def own_row(clinician: Clinician, model: type[Model], key: UUID) -> Any:
    """One row of one's own list, or nothing."""
    return model._default_manager.filter(clinician=clinician, uuid=key).first()


def own_number(clinician: Clinician, regulator: Regulator, typed: str) -> Registration | None:
    """A number as the person gave it, whether or not people have to look first."""
    key = rules.normalise_number(regulator.code, typed)
    keys = [key, rules.waiting_key(key, clinician.pk)]
    given = Registration.given.told_by(clinician).select_related("regulator")
    return given.filter(regulator=regulator, number_key__in=keys).first()


def own_suggestions(user: Any) -> QuerySet[Suggestion]:
    """What colleges say about the user that the user has not answered."""
    return Suggestion.objects.select_related("organisation", "clinician").filter(
        clinician__user=user, state=Suggestion.State.OPEN
    )


def own_consents(user: Any) -> QuerySet[Consent]:
    """Every decision of the user about being seen, newest first."""
    return Consent.objects.select_related("wording").filter(clinician__user=user)


def own_copies(user: Any, at: datetime) -> QuerySet[DataCopy]:
    """The user's copies of their data that can be fetched."""
    ready = DataCopy.objects.select_related("clinician").filter(state=DataCopy.State.READY, expires_at__gt=at)
    return ready.filter(clinician__user=user)


def claim_link(token: str, today: date) -> ClaimToken | None:
    """The link of a claim letter, while its record still waits for its person."""
    links = ClaimToken.objects.select_related("clinician__profession__regulator")
    return links.filter(
        token_hash=token_hash(token), expires_on__gt=today, clinician__state=ClinicianState.STUB
    ).first()


def why_gone(token: str, today: date) -> str:
    """Why the link of a claim letter opens nothing, as a code of rules.claims.GONE. Who never had it learns nothing."""
    link = ClaimToken.objects.select_related("clinician").filter(token_hash=token_hash(token)).first()
    if link is None:
        ended = EndedLink.objects.filter(token_hash=token_hash(token)).values_list("why", flat=True).first()
        return rules.why_link_is_gone(state="", is_over=False, ended=ended or "")
    return rules.why_link_is_gone(state=link.clinician.state, is_over=link.expires_on <= today)


def wrongly_addressed(people: Iterable[Clinician]) -> list[int]:
    """Keys of those of these people whose letter reached somebody else, and who have no other address since."""
    said, asked = links.refused(), [person for person in people if person.state == ClinicianState.STUB]
    return [p.pk for p in asked if p.pk in said and (not p.email or links.is_not_theirs(p, said))]


def same_person_question(token: str, today: date) -> tuple[SamePersonQuestion | None, list[str]]:
    """The question behind a link and the sides it speaks for, while answers count and its list still stands."""
    link = token_hash(token)
    asked = SamePersonQuestion.objects.waiting().filter(answer_by__gte=today).select_related("organisation")
    question = asked.filter(Q(listed_hash=link) | Q(known_hash=link)).first()
    if question is None:
        return None, []
    ended = ImportRun.objects.filter(reference=question.import_reference)
    if ended.filter(state__in=[RunState.CANCELLED, RunState.UNDONE]).exists():
        return None, []
    return question, question.sides(link)


def claim_in_hand(request: HttpRequest, today: date) -> ClaimToken | None:
    """The link that the person followed before logging in, kept in the session. It proves nothing by itself."""
    token = request.session.get(CLAIM_KEY, "")
    return claim_link(token, today) if token else None


def gave_up_on(user: Any, record: Clinician) -> bool:
    """Whether this user failed to prove this record before: people look at it, guessing on is no use."""
    return user.claim_requests.filter(record=record, kind=ClaimRequest.Kind.NOT_PROVEN).exists()


def supplied_for(request: HttpRequest, today: date) -> Clinician | None:
    """The waiting record that may be this user's: the one of the link, else the one with their verified address.

    Somebody who confirms their address on another device has lost the link, not the record.
    """
    if link := claim_in_hand(request, today):
        return link.clinician
    user: Any = request.user
    found = Clinician.objects.stubs().with_address(user.proven_addresses).filter(erase_on__gt=today)[:2]
    return found[0] if len(found) == 1 else None


def places_of_work(user: Any) -> list[str]:
    """The pages on which somebody's work begins, by what they may do, the first the best."""
    return [page for permission, page in WORK if access.can(user, permission)]


def own_draft(user: Any) -> RegistrationDraft | None:
    """Answers that the user has not confirmed yet."""
    return RegistrationDraft.objects.select_related("claims").filter(user=user).first()


def own_letters(clinician: Clinician) -> QuerySet[Letter]:
    """What was written to the person: as the clinician they are, and to the account whose address they log in with.

    An address may have been somebody else's before: letters to another clinician stay theirs. Those to a record that
    was merged into this one are the person's own.
    """
    mine = Letter.objects.filter(person_ref__in=own_references(clinician))
    to_account = Letter.objects.to_address(clinician.log_in or clinician.email).filter(person_ref="")
    return (mine | to_account).exclude(to_email="").select_related("carrier")


def own_calendar_link(clinician: Clinician) -> CalendarLink | None:
    """The link in use."""
    return CalendarLink.objects.filter(clinician=clinician, revoked_at__isnull=True).first()


def calendar_link_by(token_hash: str) -> CalendarLink | None:
    """The link, in use or ended, that belongs to a token."""
    return CalendarLink.objects.select_related("clinician__user").filter(token_hash=token_hash).first()
