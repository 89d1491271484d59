"""What is one's own in the pathways, starting from the logged-in user; and what a link opens."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Case, Model, Q, QuerySet, When
from django.utils.timezone import localdate

from profiles.access import own_record
from profiles.models import Clinician, ClinicianState, FactSource, Registration, Training
from talent_register.accounts import access as reach
from talent_register.audit import actions as audit
from talent_register.common.permissions import Permission
from talent_register.common.secret_links import token_hash
from talent_register.organisations.models import Organisation

from .models import (
    Application,
    ContentChange,
    ContentVersion,
    FeedbackRater,
    LicenceEvidence,
    MentorOffer,
    MentorRequest,
    Opportunity,
    Participation,
    PlanShare,
    Programme,
    RecognitionDecision,
)
from .rules.plans import why_link_is_closed
from .rules.standing import ENDED, SPARED

__all__ = ["own_evidence", "own_record", "own_registrations", "own_training", "shared_plan"]


def own_registrations(user: Any) -> QuerySet[Registration]:
    """The numbers a person gave, with what they told us about each."""
    found = Registration.given.select_related(
        "regulator", "clinician__profession", "licence_progress__profession"
    ).prefetch_related("regulator__professions", "regulator__renewal_windows")
    return found.filter(clinician__user=user, waiting__isnull=True).order_by("id")


def is_on_no_register(user: Any) -> bool:
    """Whether somebody told us that they are on none, and gave no number that may stand: a role that needs a
    registration is not for them now. A student's is to come."""
    person = own_record(user) if user.is_authenticated else None
    if person is None or person.career_stage not in SPARED:
        return False
    return not own_registrations(user).exclude(state__in=ENDED).exists()


def own_evidence(user: Any) -> QuerySet[LicenceEvidence]:
    """A person's log, newest first."""
    return LicenceEvidence.objects.visible_to(user)


def own_training(clinician: Clinician) -> Training | None:
    """The training programme a person is in now, as the college or the person gave it."""
    places = clinician.trainings.filter(relationship=Training.Relationship.TRAINEE, ended_on__isnull=True)
    return places.exclude(status=Training.Status.LEFT).order_by("-expected_completion_date", "id").first()


def note_seen(user: Any, rows: Iterable, *, page: str, permission: Permission = Permission.PERSON_VIEW) -> None:
    """Write that somebody saw the people of these rows, as one who holds a permission."""
    people = list(dict.fromkeys(row.clinician.reference for row in rows if row.clinician.user_id != user.pk))
    held = next(((role, m) for role, m in reach.roles_of(user) if permission in role.permissions), None)
    if held:
        role, membership = held
        audit.viewed(people, page=page, by=user, organisation=membership.organisation.name, role=str(role.name))


def alumni(user: Any, programme: Programme) -> QuerySet[Participation]:
    """Those who took part in a programme, among the people whom programme staff may see."""
    people = Clinician.objects.visible_to(user, Permission.PERSON_VIEW)
    found = Participation.objects.filter(programme=programme, clinician__in=people)
    return found.select_related("clinician__profession", "clinician__region").order_by("-ended_on", "id")


def how_many_finished(code: str) -> int:
    """How many people finished a programme. For disclosure control only: the number itself is never shown."""
    return Participation.objects.finished().filter(programme__code=code).count()


def own_applications(user: Any) -> QuerySet[Application]:
    return Application.objects.select_related("opportunity", "clinician").filter(clinician__user=user)


def run_applications(user: Any) -> QuerySet[Application]:
    """Applications to what the user's teams run, those that wait first. Withdrawn ones are nobody's business."""
    found = Application.objects.filter(opportunity__in=Opportunity.objects.run_by(user))
    found = found.exclude(state=Application.State.WITHDRAWN)
    waiting = Case(When(state=Application.State.APPLIED, then=0), default=1)
    return found.select_related("opportunity", "clinician__profession").order_by(waiting, "applied_at")


def recognising_bodies(user: Any) -> QuerySet[Organisation]:
    """The bodies whose decisions and fellows a user may read."""
    return Organisation.objects.filter(pk__in=reach.organisations_where(user, Permission.TRAINEE_VIEW))


def recording_bodies(user: Any) -> QuerySet[Organisation]:
    return Organisation.objects.filter(pk__in=reach.organisations_where(user, Permission.RECOGNITION_RECORD))


def teams_of(user: Any, permission: Permission) -> list[Organisation]:
    """The teams in which the user holds a permission."""
    return list(Organisation.objects.filter(pk__in=reach.organisations_where(user, permission)).order_by("name"))


def may_record(user: Any, organisation: Organisation) -> bool:
    return reach.can_in(user, Permission.RECOGNITION_RECORD, organisation)


def fellows_of(organisation: Organisation) -> QuerySet[Participation]:
    """Participations of the people on one body's list, and those that this body supplied."""
    on_list = Q(clinician__trainings__organisation=organisation, clinician__trainings__ended_on__isnull=True)
    on_list &= ~Q(source=FactSource.SELF) | Q(clinician__shares_with_college=True)
    found = Participation.objects.filter(on_list | Q(organisation=organisation)).distinct()
    return found.exclude(state=Participation.State.APPLIED).order_by("clinician__family_key", "id")


def general_decisions(organisation: Organisation) -> QuerySet[RecognitionDecision]:
    found = RecognitionDecision.objects.filter(organisation=organisation, participation__isnull=True)
    return found.select_related("programme").newest_first()


def own_participations(user: Any) -> QuerySet[Participation]:
    return Participation.objects.filter(clinician__user=user)


def shared_plan(token: str, today: date) -> PlanShare | None:
    """The share a link stands for, while it works and the person is still here."""
    links = PlanShare.objects.working_on(today).select_related("clinician")
    return links.filter(token_hash=token_hash(token), clinician__state=ClinicianState.REGISTERED).first()


def why_plan_is_closed(token: str, today: date) -> str:
    """Why a link opens no plan, as a code of rules.plans."""
    share = PlanShare.objects.filter(token_hash=token_hash(token)).first()
    if share is None:
        return why_link_is_closed(is_known=False, is_taken_back=False, is_over=False)
    return why_link_is_closed(
        is_known=True, is_taken_back=share.revoked_at is not None, is_over=share.expires_on <= today
    )


def feedback_rater(token: str, today: date) -> FeedbackRater | None:
    """The rater whom a link stands for, while they may answer and the person is still here."""
    raters = FeedbackRater.objects.waiting().filter(
        token_hash=token_hash(token),
        round__closes_on__gte=today,
        round__clinician__state=ClinicianState.REGISTERED,
    )
    return raters.select_related("round__clinician", "round__framework").first()


def content_version() -> str:
    """The token of the facts as they are now; empty while nothing was ever loaded."""
    token = ContentVersion.objects.values_list("token", flat=True).first()
    return str(token) if token else ""


def facts(user: Any, model: type[Model]) -> QuerySet:
    """Rows of a table of facts, for those who edit facts."""
    return model._default_manager.all() if reach.can(user, Permission.CONTENT_EDIT) else model._default_manager.none()


def open_change(user: Any, kind: str, pk: int) -> ContentChange | None:
    """A change to a row that nobody has decided yet."""
    return ContentChange.objects.visible_to(user).open().filter(kind=kind, row_id=pk).first()


def own_draft(user: Any, kind: str, uuid: str) -> ContentChange | None:
    """A new fact that the user has begun to write and not sent."""
    try:
        drafts = ContentChange.objects.visible_to(user).filter(uuid=uuid)
    except ValidationError:
        return None
    return drafts.filter(kind=kind, state=ContentChange.State.DRAFT, row_id=None, drafted_by=user).first()


def mentor_offers(user: Any) -> QuerySet[MentorOffer]:
    """Open offers with room."""
    found = MentorOffer.objects.visible_to(user).with_room(localdate())
    return found.select_related("clinician__profession", "clinician__region")


def own_offers(user: Any) -> QuerySet[MentorOffer]:
    return MentorOffer.objects.filter(clinician__user=user)


def requests_of(user: Any) -> QuerySet[MentorRequest]:
    """Who asked the user; what was withdrawn is gone for them."""
    found = MentorRequest.objects.asked_of(user).exclude(state=MentorRequest.State.WITHDRAWN)
    return _with_both(found)


def requests_by(user: Any) -> QuerySet[MentorRequest]:
    return _with_both(MentorRequest.objects.asked_by(user))


def _with_both(found: QuerySet[MentorRequest]) -> QuerySet[MentorRequest]:
    people = [
        f"{path}__{part}" for path in ("clinician", "offer__clinician") for part in ("profession", "region", "user")
    ]
    return found.select_related(*people)
