"""Leadership posts: recording them, who comes, who leaves, and when somebody is expected to."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pathways.models import Role
from profiles.models import Clinician, Profession, Specialty
from talent_register.audit import actions as audit
from talent_register.organisations.models import Organisation
from tracking.models import LeadershipPost, Tenure
from tracking.rules import pipeline as rules


@dataclass(frozen=True)
class Source:
    """Where a fact was read, and the day somebody checked it."""

    text: str = ""
    checked_on: date | None = None
    checked_by: str = ""

    def columns(self) -> dict[str, Any]:
        return {
            "source": self.text,
            "checked_on": self.checked_on,
            "checked": self.checked_on.isoformat() if self.checked_on else "",
            "checked_by": self.checked_by,
            "is_verified": bool(self.text and self.checked_on),
        }


@dataclass(frozen=True)
class Holder:
    """Somebody in a post: on the register, or by a published name, or only by profession."""

    started_on: date
    clinician: Clinician | None = None
    name: str = ""
    basis: str = "SUBSTANTIVE"
    profession: Profession | None = None
    is_clinical: bool | None = None
    specialty: Specialty | None = None
    qualifications: list[str] = field(default_factory=list)
    programmes: list[str] = field(default_factory=list)
    route_in: str = "UNKNOWN"
    came_from: Role | None = None
    ended_on: date | None = None
    expected_end_on: date | None = None
    end_reason: str = ""


@transaction.atomic
def record(*, role: Role, organisation: Organisation, title: str, source: Source, by: Any, at: datetime) -> Any:
    """A post that leads. An organisation has each role once under each title."""
    try:
        with transaction.atomic():
            post = LeadershipPost.objects.create(
                role=role,
                organisation=organisation,
                region=organisation.region,
                title=title,
                created_at=at,
                **source.columns(),
            )
    except IntegrityError as error:
        raise rules.CannotChangePost(
            _("%(organisation)s already has this post. Give it another title, or open the post that is there")
            % {"organisation": organisation}
        ) from error
    _note("tracking.post_recorded", post, by)
    return post


@transaction.atomic
def change(*, post: LeadershipPost, title: str, disabled_on: date | None, source: Source, by: Any) -> LeadershipPost:
    """What it is called, whether it still exists, and where that was read."""
    post = _locked(post)
    post.title, post.disabled_on = title, disabled_on
    for name, value in source.columns().items():
        setattr(post, name, value)
    try:
        with transaction.atomic():
            post.save()
    except IntegrityError as error:
        raise rules.CannotChangePost(_("The organisation already has this post under this title")) from error
    _note("tracking.post_changed", post, by)
    return post


@transaction.atomic
def appoint(*, post: LeadershipPost, holder: Holder, source: Source, by: Any, at: datetime) -> Tenure:
    """Somebody holds the post from a day on, with what they brought to it then."""
    post = _locked(post)
    _check(post, holder, source, timezone.localdate(at))
    profession = holder.profession or (holder.clinician.profession if holder.clinician else None)
    tenure = Tenure.objects.create(
        post=post,
        clinician=holder.clinician,
        holder_name="" if holder.clinician else holder.name,
        basis=holder.basis,
        profession=profession,
        is_clinical=True if profession else holder.is_clinical,
        specialty=holder.specialty,
        qualifications=holder.qualifications,
        programmes=holder.programmes,
        route_in=holder.route_in,
        came_from=holder.came_from,
        started_on=holder.started_on,
        ended_on=holder.ended_on,
        expected_end_on=holder.expected_end_on,
        end_reason=holder.end_reason,
        recorded_on=timezone.localdate(at),
        created_at=at,
        **source.columns(),
    )
    _note("tracking.holder_recorded", post, by, person_ref=holder.clinician.reference if holder.clinician else "")
    return tenure


@transaction.atomic
def end(*, tenure: Tenure, ended_on: date | None, expected: date | None, reason: str, by: Any, at: datetime) -> Tenure:
    """When a holder left, or is expected to leave."""
    post = _locked(tenure.post)
    tenure = Tenure.objects.select_for_update().get(pk=tenure.pk)
    rules.check_dates(tenure.started_on, ended_on, expected, timezone.localdate(at))
    others = post.tenures.exclude(pk=tenure.pk).values_list("started_on", "ended_on")
    rules.check_overlap(tenure.started_on, ended_on, list(others))
    tenure.ended_on, tenure.expected_end_on, tenure.end_reason = ended_on, expected, reason
    tenure.save()
    kind = "tracking.holder_left" if ended_on else "tracking.holder_expected_to_leave"
    _note(kind, post, by, person_ref=tenure.clinician.reference if tenure.clinician else "", reason=reason)
    return tenure


def _check(post: LeadershipPost, holder: Holder, source: Source, today: date) -> None:
    rules.check_dates(holder.started_on, holder.ended_on, holder.expected_end_on, today)
    rules.check_name_kept("" if holder.clinician else holder.name, source.text)
    others = post.tenures.values_list("started_on", "ended_on")
    rules.check_overlap(holder.started_on, holder.ended_on, list(others))


def _locked(post: LeadershipPost) -> LeadershipPost:
    return LeadershipPost.objects.select_for_update(of=("self",)).select_related("role", "organisation").get(pk=post.pk)


def _note(event: str, post: LeadershipPost, by: Any, **more: Any) -> None:
    audit.record(
        event,
        by=by,
        object_type="leadership post",
        object_ref=str(post.uuid),
        organisation=post.organisation.code,
        **more,
    )
